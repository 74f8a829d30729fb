"""Search tokens: long random names for a principal, with scopes and a plan; only their SHA-256 is kept."""

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from tokkyo.accounts.bearer_tokens import RANDOM_BYTES, REMEMBERED_SECONDS, Remembered, digest_of
from tokkyo.accounts.plans import Plans, no_such_plan
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.store.accounts import PlanRow, TokenRow, TokenTable
from tokkyo.store.accounts_database import principal_of
from tokkyo.store.accounts_schema import UNLIMITED

SCOPES = ("search", "aggregate")
PREFIX = "tokkyo_"
"""Every token begins so: one that strays into a log or a repository can be found."""
USED_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who sent a valid token: what stands for it, what it may do and how much."""

    principal: str
    scopes: frozenset[str]
    plan: PlanRow


ANYBODY = Holder("", frozenset(SCOPES), PlanRow(UNLIMITED))
"""The holder of no token, where none is required."""


@dataclass(slots=True)
class Tokens:
    """Creates, checks, changes and revokes tokens.

    What a token may do is remembered for one second, so a revoked, expired or changed one stops working within that
    time in every process.
    """

    table: TokenTable
    plans: Plans
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    _remembered: Remembered[Holder | None] = field(default_factory=Remembered, repr=False)
    _heard: dict[str, str] = field(default_factory=dict, repr=False)
    _noted: dict[str, float] = field(default_factory=dict, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def create(self, name: str, scopes: Sequence[str], plan: str | None = None, expires: date | None = None) -> str:
        """Create a token and return it; it cannot be shown again.

        `plan` None is the default plan; `expires` is its last day, in UTC. Raises `TokkyoError` for an unknown scope or
        plan and for a day that has passed.
        """
        _check_scopes(scopes)
        self._check_expiry(expires)
        token = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
        digest = digest_of(token)
        day = expires.isoformat() if expires else None
        row = TokenRow(name, digest, principal_of(digest), tuple(scopes), self._today().isoformat(), plan, day)
        if not self.table.add(row):
            raise no_such_plan(str(plan))
        return token

    def holder(self, token: str | None) -> Holder | None:
        """Return who holds a token; None when it is unknown, revoked or expired."""
        if not token:
            return None
        return self._remembered.of(digest_of(token), self.monotonic(), self._looked_up)

    def list(self) -> Sequence[TokenRow]:
        """Return all tokens, revoked ones too, oldest first."""
        return self.table.all()

    def change(self, name: str, **values: Sequence[str] | str | date | None) -> int:
        """Change `scopes`, `plan` (None: the default) or `expires` (None: never) of the tokens of that name.

        Return their number. Raises `NotFound` when there is none or no such plan.
        """
        if not values:
            raise TokkyoError("nothing_to_change", "nothing is given", fix="see: tokkyo token change --help")
        columns: dict[str, str | None] = {}
        for key, value in values.items():
            if key == "scopes":
                assert isinstance(value, Sequence)
                _check_scopes(value)
                columns[key] = " ".join(value)
            elif isinstance(value, date):
                self._check_expiry(value)
                columns[key] = value.isoformat()
            else:
                columns[key] = None if value is None else str(value)
        count = self.table.change(name, columns)
        if count is None:
            raise no_such_plan(str(columns["plan"]))
        return _some(count, name)

    def revoke(self, name: str) -> int:
        """Revoke every token of that name and return their number. Raises `NotFound` when there is none."""
        return _some(self.table.revoke(name, self._today().isoformat()), name)

    def flush(self) -> None:
        """Write down when tokens were last used, each at most once a minute. Raises `StoreError`."""
        moment = self.monotonic()
        with self._guard:
            due = {
                who: t for who, t in self._heard.items() if moment - self._noted.get(who, -USED_SECONDS) >= USED_SECONDS
            }
            for who in due:
                del self._heard[who]
                self._noted[who] = moment
        if due:
            self.table.mark_used(due)

    def _looked_up(self, digest: str, moment: float) -> tuple[float, Holder | None]:
        return moment + REMEMBERED_SECONDS, self._found(digest)

    def _found(self, digest: str) -> Holder | None:
        row = self.table.find(digest)
        now = self.now()
        if row is None or not is_valid(row, now.astimezone(UTC).date()):
            return None
        with self._guard:
            self._heard[row.principal] = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Holder(row.principal, frozenset(row.scopes), self.plans.find(row.plan))

    def _today(self) -> date:
        return self.now().astimezone(UTC).date()

    def _check_expiry(self, day: date | None) -> None:
        if day is not None and day < self._today():
            raise TokkyoError("bad_expiry", f"{day} has passed", fix="give the last day on which the token is to work")


def is_valid(row: TokenRow, today: date) -> bool:
    """Return whether a token is neither revoked nor expired on a day."""
    return row.revoked is None and (row.expires is None or today.isoformat() <= row.expires)


def _check_scopes(scopes: Sequence[str]) -> None:
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        message = f"no scope is named {', '.join(unknown) or 'nothing'}"
        raise TokkyoError("unknown_scope", message, fix=f"use {', '.join(SCOPES)}")


def _some(count: int, name: str) -> int:
    if not count:
        raise NotFound("no_such_token", f"no valid token is named {name!r}", fix="see: tokkyo token list")
    return count
