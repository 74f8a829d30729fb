"""Who calls the retrieval APIs: bearer tokens, maintenance, pace, and calls counted against the limits of the day."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import Scope

from tokkyo.accounts.users.limits import Taken
from tokkyo.accounts.users.users import Users
from tokkyo.http.booked import booked
from tokkyo.model.jpo.apis import Api
from tokkyo.store.users import User

__all__ = ["Callers", "Taken", "User", "address_of", "token_of"]

BEARER = b"bearer "


@dataclass(frozen=True, slots=True)
class Callers:
    """The registered users as they call.

    `closed` returns the seconds that maintenance still takes, 0 for none; `note` takes down who called what from where:
    the user's and the API's numbers, the address, the status code of the answer.
    """

    users: Users
    closed: Callable[[], int]
    note: Callable[[int, str, str, str], None]

    def user(self, scope: Scope) -> User | None:
        """Return who sent a request; None without a valid token. Raises `StoreError`."""
        token = token_of(scope)
        return None if token is None else self.users.sessions.user(token)

    async def wait(self, user: User, api: Api) -> int:
        """Let a call pass at the pace of its service and return 0, or the seconds after which it may come again.

        Raises `Unavailable` or `StoreError`.
        """
        if not self.users.paces.paces:
            return 0
        return -(-await booked(lambda: self.users.paces.take(user, api)) // 1000)

    async def take(self, user: User, api: Api) -> Taken | None:
        """Count a call, or return None when none of the day is left. Raises `Unavailable` or `StoreError`."""
        return await booked(lambda: self.users.limits.take(user, api))

    def give_back(self, taken: Taken) -> None:
        """Take a call back that does not count after all. Never fails."""
        self.users.limits.give_back(taken)


def address_of(scope: Scope) -> str:
    """Return the address of the other end of a request's connection, "" where it has none."""
    client = scope.get("client")
    return str(client[0]) if client else ""


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
