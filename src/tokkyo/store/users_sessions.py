"""Sessions of registered users and their tokens, past SQLAlchemy: an access token is looked up for every request.

Times are microseconds since 1970. A session and its tokens are removed when it ends: what is not there is not valid.
"""

from dataclasses import asdict, dataclass, field

from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users import ACTIVE, User

ACCESS, REFRESH = "access", "refresh"

_USER = """
    SELECT u.id, u.username, u.kind, u.state, t.issued, t.expires
    FROM user_token t JOIN user_session s ON s.id = t.session JOIN registered_user u ON u.id = s.user
    WHERE t.digest = :digest AND t.kind = 'access'"""
_REFRESH = """
    SELECT u.id, u.username, u.kind, u.state, t.session, s.ends, t.issued, t.expires, t.uses, t.used
    FROM user_token t JOIN user_session s ON s.id = t.session JOIN registered_user u ON u.id = s.user
    WHERE t.digest = :digest AND t.kind = 'refresh'"""
_BEGIN = "INSERT INTO user_session VALUES (:id, :user, :address, :begun, :expires, :ends)"
_PROLONG = "UPDATE user_session SET expires = max(expires, :expires) WHERE id = :id"
_ADD = "INSERT INTO user_token VALUES (:digest, :session, :kind, :issued, :expires, 0, NULL)"
_USE = "UPDATE user_token SET uses = uses + 1, used = coalesce(used, :now) WHERE digest = :digest"
_KNOWN = """
    SELECT 1 FROM user_session WHERE user = :user AND address = :address AND address <> '' AND expires > :now LIMIT 1"""
_OLDEST = "SELECT id FROM user_session WHERE user = :user ORDER BY begun DESC, id LIMIT -1 OFFSET :most"
_OF_USER = "SELECT id FROM user_session WHERE user = :user"
_END_TOKENS = "DELETE FROM user_token WHERE session = :id"
_END = "DELETE FROM user_session WHERE id = :id RETURNING id"
_SWEEP = (
    "DELETE FROM user_token WHERE digest IN (SELECT digest FROM user_token WHERE expires <= :now LIMIT :most)",
    "DELETE FROM user_session WHERE id IN (SELECT id FROM user_session WHERE expires <= :now LIMIT :most)",
)
_COUNT = "SELECT count(*) FROM user_session WHERE expires > :now"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session: `id` is a UUID, `expires` when its last token does, `ends` when no token is given out any more."""

    id: str
    user: int
    address: str
    begun: int
    expires: int
    ends: int


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token of a session: `digest` is its SHA-256 in hex, `kind` is `ACCESS` or `REFRESH`."""

    digest: str = field(repr=False)
    session: str
    kind: str
    issued: int
    expires: int


@dataclass(frozen=True, slots=True)
class AccessRow:
    """Whose an access token is, and from when until when it is valid."""

    user: User
    issued: int
    expires: int


@dataclass(frozen=True, slots=True)
class RefreshRow:
    """Whose a refresh token is, of which session, how often it was exchanged (`uses`) and when first (`used`)."""

    user: User
    session: str
    ends: int
    issued: int
    expires: int
    uses: int
    used: int | None


class SessionTable:
    """The sessions of all users; methods that write are to be called in a transaction of the database."""

    def __init__(self, database: AccountsDatabase) -> None:
        self._database = database

    def find_access(self, digest: str) -> AccessRow | None:
        """Return whose access token that is, if its user may ask."""
        rows = self._database.run(_USER, {"digest": digest})
        if not rows or rows[0][3] != ACTIVE:
            return None
        return AccessRow(User(*rows[0][:4]), *rows[0][4:])

    def find_refresh(self, digest: str) -> RefreshRow | None:
        """Return whose refresh token that is."""
        rows = self._database.run(_REFRESH, {"digest": digest})
        return RefreshRow(User(*rows[0][:4]), *rows[0][4:]) if rows else None

    def begin(self, row: SessionRow, most: int) -> None:
        """Store a session; of more than `most` of one user the oldest end."""
        self._database.run(_BEGIN, asdict(row))
        for (old,) in self._database.run(_OLDEST, {"user": row.user, "most": most}):
            self.end(old)

    def add_token(self, row: TokenRow) -> None:
        """Store a token; its session lives at least as long."""
        self._database.run(_ADD, asdict(row))
        self._database.run(_PROLONG, {"id": row.session, "expires": row.expires})

    def use(self, digest: str, now: int) -> None:
        """Note that a refresh token was exchanged."""
        self._database.run(_USE, {"digest": digest, "now": now})

    def is_known(self, user: int, address: str, now: int) -> bool:
        """Return whether a user has a live session that began at an address."""
        return bool(self._database.run(_KNOWN, {"user": user, "address": address, "now": now}))

    def end(self, session: str) -> bool:
        """End a session; False when there is none."""
        self._database.run(_END_TOKENS, {"id": session})
        return bool(self._database.run(_END, {"id": session}))

    def end_all(self, user: int) -> int:
        """End all sessions of a user and return how many there were."""
        return sum(self.end(session) for (session,) in self._database.run(_OF_USER, {"user": user}))

    def sweep(self, now: int, most: int) -> None:
        """Remove up to `most` tokens and sessions that have expired."""
        for statement in _SWEEP:
            self._database.run(statement, {"now": now, "most": most})

    def count(self, now: int) -> int:
        """Return how many sessions there are."""
        return int(self._database.run(_COUNT, {"now": now})[0][0])
