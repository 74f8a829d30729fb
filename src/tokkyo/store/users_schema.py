"""The tables of registered users: their IDs, their sessions and what they asked for today.

They lie in the file of the accounts. All times are microseconds since 1970; days are numbered since 1970, in Japan.
A user's number is never given to somebody else, so counts, raises and the audit hold by it, whatever ID the user
has at the moment.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from tokkyo.store.accounts_schema import metadata

# Who may ask. Rows are never removed: the ID of a user who left is given to nobody.
registered_user = Table(
    "registered_user",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", Text, nullable=False, unique=True),  # the ID as people know it
    Column("kind", Text, nullable=False),  # corporation, individual
    Column("state", Text, nullable=False),  # active, suspended, cancelled
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),  # when the ID or the state last changed
    sqlite_autoincrement=True,
)

# The one password of a user; apart from the user, so that nothing that lists users reads it.
credential = Table(
    "credential",
    metadata,
    Column("user", Integer, primary_key=True),
    Column("hash", Text, nullable=False),  # in the PHC string format, $argon2id$v=19$m=…,t=…,p=…$salt$hash
    Column("issued", BigInteger, nullable=False),
)

# A log-in, with all tokens that come of it (a family); removed when it ends.
user_session = Table(
    "user_session",
    metadata,
    Column("id", Text, primary_key=True),  # a random UUID, which clients are told
    Column("user", Integer, nullable=False),
    Column("address", Text, nullable=False),  # of the log-in (IPv6: the site's); "" where none is known
    Column("begun", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),  # when its last token does
    Column("ends", BigInteger, nullable=False),  # no token outlives this
    Index("user_session_user", "user", "begun"),
    Index("user_session_expires", "expires"),
)

user_token = Table(
    "user_token",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the token in hex; the token itself is not kept
    Column("session", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),  # access, refresh
    Column("issued", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
    Column("uses", Integer, nullable=False),  # how often a refresh token was exchanged
    Column("used", BigInteger),  # when it first was
    sqlite_with_rowid=False,
)

# Wrong passwords: for whom (an account, an address, everybody) and when the next guess would be due.
guess = Table(
    "guess",
    metadata,
    Column("key", Text, primary_key=True),
    Column("due", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# How often a user called an API on the latest day.
daily_use = Table(
    "daily_use",
    metadata,
    Column("user", Integer, primary_key=True),
    Column("api", Text, primary_key=True),  # its number in the API list, such as 1-1
    Column("day", Integer, nullable=False),
    Column("calls", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Daily limits that differ from the API list for one user; who changed them, when and why stands in the audit.
raised_limit = Table(
    "raised_limit",
    metadata,
    Column("user", Integer, primary_key=True),
    Column("api", Text, primary_key=True),
    Column("calls", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# When a user's next call would be due where calls per minute are limited; domestic and OPD services apart.
user_pace = Table(
    "user_pace",
    metadata,
    Column("user", Integer, primary_key=True),
    Column("service", Text, primary_key=True),
    Column("due", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# What happened to accounts, tokens and limits.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("time", BigInteger, nullable=False, index=True),
    Column("event", Text, nullable=False),
    Column("user", Integer, index=True),  # NULL: an ID that nobody has
    Column("actor", Text, nullable=False),  # who did it: user, operator, system
    Column("address", Text, nullable=False),  # "" where none is known, or when it was kept long enough
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
