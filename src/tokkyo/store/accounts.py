"""Search tokens as rows: only their digests are kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tokkyo.store.database import Database, errors_of
from tokkyo.store.schema import token


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token: `digest` is the SHA-256 in hex, dates are ISO, `revoked` None while it is valid."""

    name: str
    digest: str
    scopes: tuple[str, ...]
    created: str
    revoked: str | None = None


class TokenTable:
    """The tokens of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, row: TokenRow) -> None:
        """Store a token."""
        with self._database.transaction():
            self._database.connection().execute(
                sa.insert(token).values(
                    digest=row.digest,
                    name=row.name,
                    scopes=" ".join(row.scopes),
                    created=row.created,
                    revoked=row.revoked,
                )
            )

    def find(self, digest: str) -> TokenRow | None:
        """Return the token with that digest."""
        found = self._select(token.c.digest == digest)
        return found[0] if found else None

    def all(self) -> Sequence[TokenRow]:
        """Return all tokens, revoked ones too, oldest first."""
        return self._select(sa.true())

    def revoke(self, name: str, when: str) -> int:
        """Revoke every valid token of that name and return how many there were."""
        valid = sa.and_(token.c.name == name, token.c.revoked.is_(None))
        with self._database.transaction():
            done = self._database.connection().execute(sa.update(token).where(valid).values(revoked=when))
        return int(done.rowcount)

    def _select(self, condition: sa.ColumnElement[bool]) -> Sequence[TokenRow]:
        columns = (token.c.name, token.c.digest, token.c.scopes, token.c.created, token.c.revoked)
        query = sa.select(*columns).where(condition).order_by(token.c.created, sa.literal_column("rowid"))
        with errors_of(self._database.path):
            rows = self._database.connection().execute(query).all()
        return [
            TokenRow(name, digest, tuple(s.split()), created, revoked) for name, digest, s, created, revoked in rows
        ]
