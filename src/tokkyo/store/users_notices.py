"""Notices, surveys and the answers to them, as rows of the accounts; times are microseconds since 1970."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tokkyo.store.users_registration_schema import notice, survey, survey_answer

NOTICE, MAINTENANCE = "notice", "maintenance"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice; `body` is JSON. Maintenance `starts` and `ends`; `ends` None: until further notice."""

    number: int
    kind: str
    body: str
    published: int
    starts: int | None = None
    ends: int | None = None
    withdrawn: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey; `body` is JSON. It can be answered until `closes`."""

    number: int
    body: str
    opened: int
    closes: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What a user answered to a survey."""

    survey: int
    user: int
    answer: str
    answered: int


_NOTICE = tuple(notice.c[name] for name in NoticeRow.__dataclass_fields__)
_SURVEY = tuple(survey.c[name] for name in SurveyRow.__dataclass_fields__)
_ANSWER = tuple(survey_answer.c[name] for name in AnswerRow.__dataclass_fields__)


def add_notice(
    connection: sa.Connection, kind: str, body: str, now: int, *, starts: int | None, ends: int | None
) -> int:
    """Store a notice and return its number."""
    row = {"kind": kind, "body": body, "published": now, "starts": starts, "ends": ends}
    made = connection.execute(sa.insert(notice).values(row)).inserted_primary_key
    assert made is not None
    return int(made[0])


def notices(connection: sa.Connection) -> Sequence[NoticeRow]:
    """Return all notices, newest first."""
    return [NoticeRow(*row) for row in connection.execute(sa.select(*_NOTICE).order_by(notice.c.number.desc()))]


def maintenance_at(connection: sa.Connection, now: int) -> NoticeRow | None:
    """Return the maintenance that goes on at a time, the one that ends last of several."""
    going_on = (
        notice.c.kind == MAINTENANCE,
        notice.c.withdrawn.is_(None),
        notice.c.starts <= now,
        sa.or_(notice.c.ends.is_(None), notice.c.ends > now),
    )
    query = sa.select(*_NOTICE).where(*going_on).order_by(notice.c.ends.desc().nulls_first())
    row = connection.execute(query.limit(1)).one_or_none()
    return NoticeRow(*row) if row else None


def change_notice(connection: sa.Connection, number: int, **values: int) -> bool:
    """Set `ends` or `withdrawn` of a notice that was not withdrawn; False when there is none."""
    query = sa.update(notice).where(notice.c.number == number, notice.c.withdrawn.is_(None))
    return bool(connection.execute(query.values(**values)).rowcount)


def add_survey(connection: sa.Connection, body: str, opened: int, closes: int) -> int:
    """Store a survey and return its number."""
    row = {"body": body, "opened": opened, "closes": closes}
    made = connection.execute(sa.insert(survey).values(row)).inserted_primary_key
    assert made is not None
    return int(made[0])


def survey_of(connection: sa.Connection, number: int) -> SurveyRow | None:
    """Return the survey with that number."""
    row = connection.execute(sa.select(*_SURVEY).where(survey.c.number == number)).one_or_none()
    return SurveyRow(*row) if row else None


def surveys(connection: sa.Connection) -> Sequence[SurveyRow]:
    """Return all surveys, newest first."""
    return [SurveyRow(*row) for row in connection.execute(sa.select(*_SURVEY).order_by(survey.c.number.desc()))]


def close_survey(connection: sa.Connection, number: int, now: int) -> bool:
    """End a survey that can still be answered; False when there is none."""
    query = sa.update(survey).where(survey.c.number == number, survey.c.closes > now)
    return bool(connection.execute(query.values(closes=now)).rowcount)


def put_answer(connection: sa.Connection, row: AnswerRow) -> None:
    """Store what a user answers, in place of an earlier answer."""
    mine = (survey_answer.c.survey == row.survey, survey_answer.c.user == row.user)
    connection.execute(sa.delete(survey_answer).where(*mine))
    values = {name: getattr(row, name) for name in AnswerRow.__dataclass_fields__}
    connection.execute(sa.insert(survey_answer).values(values))


def answers(
    connection: sa.Connection, *, survey_number: int | None = None, user: int | None = None
) -> Sequence[AnswerRow]:
    """Return the answers to a survey or of a user, in the order of numbers."""
    query = sa.select(*_ANSWER).order_by(survey_answer.c.survey, survey_answer.c.user)
    if survey_number is not None:
        query = query.where(survey_answer.c.survey == survey_number)
    if user is not None:
        query = query.where(survey_answer.c.user == user)
    return [AnswerRow(*row) for row in connection.execute(query)]


def forget_answers(connection: sa.Connection, user: int) -> None:
    """Remove the answers of a user."""
    connection.execute(sa.delete(survey_answer).where(survey_answer.c.user == user))
