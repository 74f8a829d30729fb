"""Who calls the retrieval APIs: bearer tokens, pace, maintenance, and calls counted against the limits of the day."""

from typing import Protocol

from starlette.types import Scope

from tokkyo.model.jpo.apis import Api

BEARER = b"bearer "


class User(Protocol):
    """A registered user."""

    @property
    def id(self) -> str:
        """The user's number, which stays when ID and password change."""
        ...


class Taken(Protocol):
    """One call counted; `remaining` are left of the day's."""

    @property
    def remaining(self) -> int:
        """Calls of the same API that are left."""
        ...


class Sessions(Protocol):
    """Tokens that were given out."""

    def user(self, access_token: str) -> User | None:
        """Return whose access token this is, None for one that is not, or no longer, valid."""
        ...


class DailyLimits(Protocol):
    """Calls a user may make of each API between two midnights in Japan."""

    def take(self, user: User, api: Api) -> Taken | None:
        """Count a call, or return None when none is left. Raises `Unavailable` or `StoreError`."""
        ...

    def give_back(self, taken: Taken) -> None:
        """Take a call back that does not count after all."""
        ...


def token_of(scope: Scope) -> str | None:
    """Return the token of a request's `Authorization: Bearer …`, or None."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            return _bearer(value)
    return None


def _bearer(value: bytes) -> str | None:
    if value[:7].lower() != BEARER:
        return None
    try:
        return value[7:].strip().decode("ascii") or None
    except UnicodeDecodeError:
        return None
