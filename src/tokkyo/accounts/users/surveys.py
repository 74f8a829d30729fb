"""Surveys on the use of the service, which users have agreed to answer (terms of use, article 4; handbook 2.0)."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from tokkyo.accounts.periods import DAY
from tokkyo.accounts.users.desk import Desk, Sent
from tokkyo.accounts.users.notices import Text, japan_time
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.store.users import ACTIVE
from tokkyo.store.users_notices import (
    AnswerRow,
    SurveyRow,
    add_survey,
    answers,
    close_survey,
    put_answer,
    survey_of,
    surveys,
)

MAX_ANSWER_CHARS = 10_000
SURVEYED, ANSWERED = "survey_opened", "survey_answered"


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey: what is asked, from when and until when (microseconds since 1970), and how many answered."""

    row: SurveyRow
    text: Text
    answers: int


@dataclass(frozen=True, slots=True)
class Surveys:
    """Asks users and takes their answers."""

    desk: Desk

    def open(self, text: Text, *, by: str, days: int | None = None) -> tuple[int, Sent]:
        """Ask every user by letter. Raises `TokkyoError` `survey_empty`."""
        if not (text.title_ja or text.title_en) or not (text.text_ja or text.text_en):
            raise TokkyoError("survey_empty", "a survey has a title and a text", fix="give both in one language")
        closes = self.desk.time() + (self.desk.rules.survey_days if days is None else days) * DAY
        body = msgspec.json.encode(text).decode()
        with self.desk.database.transaction() as connection:
            number = add_survey(connection, body, self.desk.time(), closes)
            self.desk.users.audit.write(connection, SURVEYED, actor=by, detail=f"no. {number}")
        title, words = (text.title_ja, text.title_en), (text.text_ja, text.text_en)
        until = f"{japan_time(closes):%Y-%m-%d}"
        return number, self.desk.write_to_all("survey", number=number, title=title, text=words, closes=until)

    def answer(self, number: int, username: str, answer: str) -> None:
        """Take the answer of a user, in place of an earlier one.

        Raises `NotFound`, or `TokkyoError` `survey_closed`, `bad_answer`.
        """
        user = self.desk.users.directory.find(username)
        if not answer.strip() or len(answer) > MAX_ANSWER_CHARS:
            message = f"an answer has 1 to {MAX_ANSWER_CHARS} characters"
            raise TokkyoError("bad_answer", message, fix="write one, or a shorter one")
        with self.desk.database.transaction() as connection:
            row = survey_of(connection, number)
            if row is None:
                raise _unknown(number)
            if self.desk.time() >= row.closes:
                raise TokkyoError("survey_closed", f"survey no. {number} has ended", fix="nothing to do")
            put_answer(connection, AnswerRow(number, user.id, answer.strip(), self.desk.time()))
            self.desk.users.audit.write(connection, ANSWERED, user.id, actor=username, detail=f"no. {number}")

    def list(self) -> Sequence[Survey]:
        """Return all surveys, newest first."""
        with self.desk.database.reading() as connection:
            return [
                Survey(
                    row,
                    msgspec.json.decode(row.body, type=Text),
                    len(answers(connection, survey_number=row.number)),
                )
                for row in surveys(connection)
            ]

    def answers(self, number: int) -> Sequence[tuple[str, str]]:
        """Return the answers to a survey: the ID of a user and what was answered. Raises `NotFound`."""
        with self.desk.database.reading() as connection:
            if survey_of(connection, number) is None:
                raise _unknown(number)
            rows = answers(connection, survey_number=number)
        users = {user.id: user.username for user in self.desk.users.directory.list()}
        return [(users[row.user], row.answer) for row in rows]

    def silent(self, number: int) -> Sequence[str]:
        """Return the IDs of active users who have not answered a survey: who claims condition C must."""
        answered = {username for username, _ in self.answers(number)}
        users = (user for user in self.desk.users.directory.list() if user.state == ACTIVE)
        return [user.username for user in users if user.username not in answered]

    def close(self, number: int) -> None:
        """End a survey now. Raises `NotFound` `no_such_survey`."""
        with self.desk.database.transaction() as connection:
            if not close_survey(connection, number, self.desk.time()):
                raise _unknown(number)


def _unknown(number: int) -> NotFound:
    return NotFound("no_such_survey", f"no open survey has the number {number}", fix="see: tokkyo user survey list")
