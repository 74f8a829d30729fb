"""Search tokens: long random names for a principal, with scopes; only their SHA-256 is kept."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tokkyo.errors import NotFound, TokkyoError
from tokkyo.store.accounts import TokenRow, TokenTable

SCOPES = ("search", "aggregate")
REMEMBERED_SECONDS = 1.0
REMEMBERED_TOKENS = 10_000


@dataclass(slots=True)
class Tokens:
    """Creates, checks and revokes tokens.

    A positive check is remembered for one second, so a revoked token stops working within that time in every process.
    """

    table: TokenTable
    today: Callable[[], date]
    monotonic: Callable[[], float]
    _remembered: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)

    def create(self, name: str, scopes: Sequence[str]) -> str:
        """Create a token and return it; it cannot be shown again. Raises `TokkyoError` for an unknown scope."""
        unknown = [scope for scope in scopes if scope not in SCOPES]
        if unknown or not scopes:
            raise TokkyoError(
                "unknown_scope", f"no scope is named {', '.join(unknown) or 'nothing'}", fix=f"use {', '.join(SCOPES)}"
            )
        token = secrets.token_urlsafe(32)
        self.table.add(TokenRow(name, _digest(token), tuple(scopes), self.today().isoformat()))
        return token

    def allows(self, token: str | None, scope: str) -> bool:
        """Return whether the token is valid and has the scope."""
        if not token:
            return False
        digest = _digest(token)
        now = self.monotonic()
        seen = self._remembered.get(digest)
        if seen is None or seen[0] < now:
            row = self.table.find(digest)
            scopes = frozenset(row.scopes) if row and row.revoked is None else frozenset[str]()
            if len(self._remembered) >= REMEMBERED_TOKENS:
                self._remembered.clear()
            seen = self._remembered[digest] = (now + REMEMBERED_SECONDS, scopes)
        return scope in seen[1]

    def list(self) -> Sequence[TokenRow]:
        """Return all tokens, revoked ones too, oldest first."""
        return self.table.all()

    def revoke(self, name: str) -> int:
        """Revoke every token of that name and return their number. Raises `NotFound` when there is none."""
        count = self.table.revoke(name, self.today().isoformat())
        if not count:
            raise NotFound("no_such_token", f"no valid token is named {name!r}", fix="see: tokkyo token list")
        return count


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
