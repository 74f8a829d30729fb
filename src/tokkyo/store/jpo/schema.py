"""Tables of the store for data of the Japan Patent Office; they belong to the same metadata and version as all others.

Each table of the standardized data becomes `jpo_<name>` with the columns of the catalogue, all text, "" for what is
absent. Rows lie in the order of their key, which begins with what finds the rows of a case. Look-ups leave out "".
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, text

from tokkyo.model.jpo.table import Table as Described
from tokkyo.model.jpo.tables import TABLES
from tokkyo.store.schema import metadata

CASES_SINCE = 2
"""The version of the store's schema that brought these tables."""

PREFIX = "jpo_"


def stored_name(table: str) -> str:
    """Return what a table of the standardized data is called in the store."""
    return PREFIX + table


def _stored(described: Described) -> Table:
    """Return a table of the catalogue as a table of the store."""
    keys = [Column(name, Text, primary_key=True, nullable=False) for name in described.key]
    values = [Column(name, Text, nullable=False) for name in described.values]
    table = Table(stored_name(described.name), metadata, *keys, *values, sqlite_with_rowid=False)
    for name in described.lookups:
        Index(f"{table.name}_by_{name}", table.c[name], sqlite_where=text(f"{name} <> ''"))
    return table


STANDARDIZED: Mapping[str, Table] = MappingProxyType({table.name: _stored(table) for table in TABLES})

# Every case (law, application number) any row ever told of; seq rises over the store, so it is the order in which cases
# last changed. `changed` is that day in Japan, YYYYMMDD.
case = Table(
    "jpo_case",
    metadata,
    Column("law", Text, primary_key=True),
    Column("application", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("changed", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("jpo_case_seq", case.c.seq, unique=True)
Index("jpo_case_changed", case.c.changed)

# What changed since the last ingest was done: cases by law, or what leads to them (`kind`, see store.jpo.cases). Cases
# get their seq from here when an ingest has stored everything, so that a delivery is seen as a whole.
touched = Table(
    "jpo_touched",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# Answers of the real service: `key` is what follows the API in the address, percent-decoded, parts joined by "/".
answer = Table(
    "jpo_answer",
    metadata,
    Column("law", Text, primary_key=True),
    Column("api", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("media", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),  # their SHA-256 in jpo_content
    sqlite_with_rowid=False,
)
Index("jpo_answer_content", answer.c.content)

# Files of documents of cases; `code` is the document's intermediate code, "" for an image that does not tell it.
body = Table(
    "jpo_body",
    metadata,
    Column("law", Text, primary_key=True),
    Column("application", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
Index("jpo_body_content", body.c.content)

# Bytes by their SHA-256, deflated as a ZIP archive holds them, so that an archive is put together without packing.
content = Table(
    "jpo_content",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("size", Integer, nullable=False),  # unpacked
    Column("packed", Integer, nullable=False),  # length of `deflated`
    Column("crc", Integer, nullable=False),
    Column("deflated", LargeBinary, nullable=False),
)
