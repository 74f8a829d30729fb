"""Links sent by e-mail, and how many mails anybody asked for; times are microseconds since 1970."""

from collections.abc import Sequence

import sqlalchemy as sa

from tokkyo.store.users_registration_schema import mail_count, mail_link

_COUNT = sa.text(
    """
    INSERT INTO mail_count VALUES (:key, :day, 1)
    ON CONFLICT (key) DO UPDATE SET mails = CASE WHEN day < :day THEN 0 ELSE mails END + 1, day = max(day, :day)
    RETURNING mails"""
)


def add_link(connection: sa.Connection, digest: str, purpose: str, subject: int, expires: int) -> None:
    """Store a link; those of the same purpose and subject sent before stop working."""
    drop_links(connection, purpose, subject)
    row = {"digest": digest, "purpose": purpose, "subject": subject, "expires": expires}
    connection.execute(sa.insert(mail_link).values(row))


def take_link(connection: sa.Connection, digest: str, purpose: str, now: int) -> int | None:
    """Use a link up and return its subject; None when there is none of that purpose or its time is over."""
    query = sa.delete(mail_link).where(mail_link.c.digest == digest, mail_link.c.purpose == purpose)
    row = connection.execute(query.returning(mail_link.c.subject, mail_link.c.expires)).one_or_none()
    return int(row.subject) if row and now < row.expires else None


def drop_links(connection: sa.Connection, purpose: str, subject: int) -> None:
    """Make the links of a purpose and subject stop working."""
    connection.execute(sa.delete(mail_link).where(mail_link.c.purpose == purpose, mail_link.c.subject == subject))


def forget_links(connection: sa.Connection, now: int, day: int) -> None:
    """Remove links whose time is over, and counts of former days."""
    connection.execute(sa.delete(mail_link).where(mail_link.c.expires <= now))
    connection.execute(sa.delete(mail_count).where(mail_count.c.day < day))


def count_mails(connection: sa.Connection, keys: Sequence[str], day: int) -> int:
    """Count one mail for each key and return the highest count of the day; of two days the later one counts."""
    return max(int(connection.execute(_COUNT, {"key": key, "day": day}).scalar_one()) for key in keys)
