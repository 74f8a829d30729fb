"""The tables of the store and its schema version; those for data of the JPO are in `store.jpo.schema`.

Written in SQLAlchemy Core so that another database can take the same statements. Texts are kept apart from heads: a
record's abstract, claims and description are written once and shared by the source's record and the merged document,
and deriving families or citations never rewrites them.

`publication` rows are never removed, only marked deleted: an id is never given to another publication.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, SmallInteger, Table, Text

VERSION = 2

metadata = MetaData()

# name → value: schema version, how far derivation has come, whether `link` is complete.
meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# One row per publication ever seen; small, so that families and member lists can be read without the documents.
publication = Table(
    "publication",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),  # JURISDICTION_NUMBER_KIND in normal form
    Column("lens_id", Text, nullable=False, unique=True),
    Column("lens_given", SmallInteger, nullable=False),  # 1: the id came from a Lens record, 0: derived from the key
    Column("jurisdiction", Text, nullable=False),
    Column("doc_number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("date_published", Text),
    Column("seq", Integer, nullable=False),  # number of this version; rises over the whole store
    Column("deleted", SmallInteger, nullable=False),
    Column("stale", SmallInteger, nullable=False),  # 1: sources changed since the document was merged
    Column("created", Text, nullable=False),  # when it was first stored, ISO date
    Column("digest", LargeBinary, nullable=False),  # of the document without its texts, empty before it is written
)
Index("publication_seq", publication.c.seq, unique=True)

# The merged record, ready to send: zstd frames; see store.frames for how the parts are joined. Written by deriving: a
# publication that is new has none until then. Short columns stand first: SQLite walks through long ones to reach what
# is behind them.
document = Table(
    "document",
    metadata,
    Column("publication_id", Integer, primary_key=True, autoincrement=False),
    Column("text_id", Integer),
    Column("publication_type", Text),
    Column("head", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
)

text = Table(
    "text",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# One publication as each source tells it. `parts` says which texts it has: 1 abstract, 2 claims, 4 description.
source_record = Table(
    "source_record",
    metadata,
    Column("publication_id", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("former", LargeBinary, nullable=False),  # digests of the latest versions this one replaced
    Column("exchanged", Text),
    Column("deleted", SmallInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("parts", SmallInteger, nullable=False),
    Column("text_id", Integer),
    Column("file", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# What ties a publication to others: 64-bit hashes of number spellings, packed little-endian; see derive.links.
relation = Table(
    "relation",
    metadata,
    Column("publication_id", Integer, primary_key=True, autoincrement=False),
    Column("names", LargeBinary, nullable=False),
    Column("ties", LargeBinary, nullable=False),
    Column("simple", BigInteger, nullable=False),
    Column("docdb", BigInteger),
    Column("application", BigInteger),
    Column("cites", LargeBinary, nullable=False),
)

# The same turned round, for small batches: which publications have this key. Built when first needed.
link = Table(
    "link",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("publication_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Keys a publication had before it changed, until its former neighbours are derived anew.
touched = Table("touched", metadata, Column("key", BigInteger, primary_key=True, autoincrement=False))

# Spellings of a publication's number without office and kind; see store.finding.
number = Table(
    "number",
    metadata,
    Column("spelling", Text, primary_key=True),
    Column("publication_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

alias = Table(
    "alias",
    metadata,
    Column("lens_id", Text, primary_key=True),
    Column("publication_id", Integer, nullable=False, index=True),
)

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("paths", Text, nullable=False),
    Column("state", Text, nullable=False),  # running, done
    Column("position", LargeBinary),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("counts", Text, nullable=False),
)

job_problem = Table(
    "job_problem",
    metadata,
    Column("job_id", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False),
    Column("problem", Text, nullable=False),
)
