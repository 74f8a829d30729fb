"""The tables of the accounts: who may ask, how much, and how much was asked for.

They lie in a file of their own: an ingest holds the store's only write lock for seconds, and admitting a request must
not wait for it. Columns that nobody set are NULL.
"""

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

FILE_NAME = "accounts.sqlite"
"""The file in a data folder."""

VERSION = 2
UNLIMITED = "unlimited"
"""The plan that is always there; nothing is limited in it."""

metadata = MetaData()

# A search token; rows are never removed, so that a principal is never somebody else's.
token = Table(
    "token",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the token in hex; the token itself is not kept
    Column("principal", Text, nullable=False, unique=True),  # what stands for the token everywhere else
    Column("name", Text, nullable=False, index=True),
    Column("scopes", Text, nullable=False),  # separated by blanks
    Column("plan", Text),  # NULL: the setting default_plan
    Column("created", Text, nullable=False),  # ISO date
    Column("expires", Text),  # ISO date, the last day on which it is valid, in UTC
    Column("used", Text),  # ISO time of a recent request, in UTC
    Column("revoked", Text),  # ISO date
)

# What tokens of a plan may ask for, each API for itself; NULL: as much as they like.
plan = Table(
    "plan",
    metadata,
    Column("name", Text, primary_key=True),
    Column("requests_per_minute", Integer),
    Column("requests_per_month", Integer),
    Column("records_per_month", Integer),
    Column("records_per_request", Integer),  # NULL: the setting max_page_size
)

# How much a principal used of one API in its latest month, and when its next request would be due at the plan's pace.
usage = Table(
    "usage",
    metadata,
    Column("principal", Text, primary_key=True),
    Column("api", Text, primary_key=True),
    Column("month", Integer, nullable=False),  # months since year 0, in UTC
    Column("requests", BigInteger, nullable=False),
    Column("records", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),  # microseconds since 1970
    sqlite_with_rowid=False,
)
