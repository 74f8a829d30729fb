"""The tables of registration and of the life of accounts: forms, contacts, requests, notices, surveys, the access log.

They lie in the file of the accounts. Times are microseconds since 1970, days are those of Japan, numbered since 1970;
columns called `form`, `body` and `notes` hold JSON whose shape is in `accounts.users`. What tells of persons
(forms, contacts, addresses) is removed when it is no longer needed; see `accounts.users.privacy`.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from tokkyo.store.accounts_schema import metadata

# A registration form that was sent in. Its form is removed when it was granted (the registration then holds it) or some
# time after it was refused.
application = Table(
    "user_application",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("state", Text, nullable=False),  # received, verified, issued, refused
    Column("form", Text),
    Column("email", Text),  # of the first contact, in lower case
    Column("address", Text),  # the client it came from; "" where an operator entered it
    Column("received", BigInteger, nullable=False),
    Column("reached", Text, nullable=False),  # means by which the applicant was reached: email, telephone
    Column("notes", Text, nullable=False),  # what operators noted, oldest first
    Column("decided", BigInteger),
    Column("user", Integer),
    Index("user_application_state", "state"),
    Index("user_application_received", "received"),
    sqlite_autoincrement=True,
)

# What a user registered. One corporation has one at a time.
registration = Table(
    "user_registration",
    metadata,
    Column("user", Integer, primary_key=True),
    Column("form", Text, nullable=False),
    Column("corporation", Text, index=True),  # its name without what may differ in writing; NULL: an individual
    Column("corporate_number", Text, index=True),  # thirteen digits, where it was given
    Column("opd", Integer, nullable=False),  # 1: registered for the OPD-API as well
    Column("registered", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("unreachable", BigInteger),  # since when nobody answers
)

# The e-mail addresses of a registration, to find it by.
contact = Table(
    "user_contact",
    metadata,
    Column("email", Text, primary_key=True),
    Column("user", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# Something a user asks of the operator: a change, new credentials, a raise of limits, to leave.
request = Table(
    "user_request",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("user", Integer, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("body", Text),
    Column("state", Text, nullable=False),  # open, granted, refused
    Column("asked", BigInteger, nullable=False),
    Column("notes", Text, nullable=False),
    Column("identity", BigInteger),  # when an operator found that it is the user who asks
    Column("decided", BigInteger),
    Index("user_request_state", "state"),
    sqlite_autoincrement=True,
)

# A link in an e-mail, good for one use.
mail_link = Table(
    "mail_link",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of what stands in the link, in hex
    Column("purpose", Text, nullable=False),  # verify, reset
    Column("subject", Integer, nullable=False),  # an application or a user
    Column("expires", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# How many mails that anybody can ask for went to an address, or were asked for by a client, on one day.
mail_count = Table(
    "mail_count",
    metadata,
    Column("key", Text, primary_key=True),
    Column("day", Integer, nullable=False),
    Column("mails", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What all users are to know; maintenance has a beginning and an end.
notice = Table(
    "user_notice",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # notice, maintenance
    Column("body", Text, nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("starts", BigInteger),
    Column("ends", BigInteger),
    Column("withdrawn", BigInteger),
    sqlite_autoincrement=True,
)

survey = Table(
    "user_survey",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("opened", BigInteger, nullable=False),
    Column("closes", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)

survey_answer = Table(
    "user_survey_answer",
    metadata,
    Column("survey", Integer, primary_key=True),
    Column("user", Integer, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("answered", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Who called what from where, and how it ended, hour by hour: the calls themselves are not kept.
access = Table(
    "user_access",
    metadata,
    Column("hour", Integer, primary_key=True),  # hours since 1970
    Column("user", Integer, primary_key=True),
    Column("api", Text, primary_key=True),  # its number in the API list, such as 1-1
    Column("address", Text, primary_key=True),
    Column("outcome", Text, primary_key=True),  # the statusCode of the answers
    Column("calls", BigInteger, nullable=False),
    Index("user_access_user", "user"),
    sqlite_with_rowid=False,
)

# What is left of the access log when its time is up: figures that name nobody.
statistic = Table(
    "user_statistic",
    metadata,
    Column("day", Integer, primary_key=True),
    Column("api", Text, primary_key=True),
    Column("calls", BigInteger, nullable=False),
    Column("users", Integer, nullable=False),  # how many different users made them
    sqlite_with_rowid=False,
)
