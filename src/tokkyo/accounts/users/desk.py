"""What every use case of registration works with: users, letters, rules, the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tokkyo.accounts.periods import day_of, microseconds
from tokkyo.accounts.users.forms import Contact, Form, read_form
from tokkyo.accounts.users.letters import House
from tokkyo.accounts.users.mail import Mailer
from tokkyo.accounts.users.rules import Rules
from tokkyo.accounts.users.users import Users
from tokkyo.errors import TokkyoError
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users import CANCELLED, User
from tokkyo.store.users_applications import Note
from tokkyo.store.users_registration import registration_of

_SPELLED: Mapping[str, tuple[str, str]] = {
    "0": ("数字のゼロ", "digit zero"),
    "1": ("数字のイチ", "digit one"),
    "o": ("英字のオー", "letter o"),
    "l": ("英字のエル", "letter l"),
    "-": ("ハイフン", "hyphen"),
    "_": ("アンダーバー", "underscore"),
    ".": ("ドット", "dot"),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of letters: to how many addresses they went, and what went wrong, in words."""

    letters: int
    failures: tuple[str, ...] = ()

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(self.letters + other.letters, self.failures + other.failures)


@dataclass(frozen=True, slots=True)
class Desk:
    """The operator's desk."""

    users: Users
    mailer: Mailer
    house: House
    rules: Rules
    now: Callable[[], datetime]

    @property
    def database(self) -> AccountsDatabase:
        """Return the open file of the accounts."""
        return self.users.database

    def time(self) -> int:
        """Return the time in microseconds since 1970."""
        return microseconds(self.now())

    def today(self) -> int:
        """Return the number of the day in Japan."""
        return day_of(self.now())

    def note(self, by: str, text: str) -> Note:
        """Return a note of this moment."""
        return Note(self.time(), by, text)

    def form_of(self, user: User) -> Form | None:
        """Return what a user registered; None for one who was issued an ID without a form."""
        with self.database.reading() as connection:
            return form_in(connection, user)

    def write(self, user: User, letter: str, /, **values: object) -> Sent:
        """Write to every contact of a user. What cannot be sent is told in the result: the change has happened."""
        form = self.form_of(user)
        return self.write_to(form.contacts if form else (), letter, username=user.username, **values)

    def write_to(self, contacts: tuple[Contact, ...], letter: str, /, **values: object) -> Sent:
        """Write to some contacts, by their names."""
        done = Sent(0)
        for one in contacts:
            try:
                self.mailer.send(self.house.letter(one.email, letter, **{"name": one.name, **values}))
                done += Sent(1)
            except TokkyoError as error:
                done += Sent(0, (f"{one.email}: {error.message}",))
        return done

    def write_to_all(self, letter: str, /, **values: object) -> Sent:
        """Write to the contacts of every user who has not left."""
        done = Sent(0)
        for user in self.users.directory.list():
            if user.state != CANCELLED:
                done += self.write(user, letter, **values)
        return done


def form_in(connection: sa.Connection, user: User) -> Form | None:
    """Return what a user registered, within an open transaction."""
    row = registration_of(connection, user.id)
    return read_form(row.form.encode()) if row else None


def spelled(username: str) -> tuple[str, str]:
    """Return the signs of an ID that are easily taken for others, in words, in Japanese and English (R8).

    >>> spelled("patent-01")[1]
    '- (hyphen), 0 (digit zero), 1 (digit one)'
    """
    signs = [sign for place, sign in enumerate(username) if sign in _SPELLED and sign not in username[:place]]
    words = [tuple(f"{sign} ({name})" for name in _SPELLED[sign]) for sign in signs]
    japanese, english = (", ".join(one[place] for one in words) for place in (0, 1))
    return japanese or "英小文字と数字", english or "small letters and digits"
