"""Bringing the file of the accounts to the schema version of this Tokkyo.

Version 1 held search tokens, plans and their use. Version 2 adds the tables of registered users. Nothing is changed or
removed on the way, so making what is missing is the whole migration.
"""

import sqlite3

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from tokkyo.store import accounts_schema as schema
from tokkyo.store import users_registration_schema, users_schema

TABLE_MODULES = (schema, users_schema, users_registration_schema)
"""The modules that add tables to the file; imported here so that the metadata is whole wherever it is used."""


def migrate(connection: sa.Connection, driver: sqlite3.Connection) -> None:
    """Make the tables that are missing, in one transaction; a process that is killed leaves the old version whole."""
    driver.execute("BEGIN IMMEDIATE")
    try:
        if version_of(driver) < schema.VERSION:  # of several processes at once the first one does it
            schema.metadata.create_all(connection)
            driver.execute(f"PRAGMA user_version={schema.VERSION}")
        driver.execute("COMMIT")
    except BaseException:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        raise


def stand_in(connection: sa.Connection, driver: sqlite3.Connection) -> None:
    """Make empty tables in memory for those that an older file lacks which cannot be written: it has no such rows."""
    there = {name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in schema.metadata.sorted_tables:
        if table.name not in there:
            made = str(CreateTable(table).compile(dialect=connection.dialect)).strip()
            driver.execute(made.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1))
    driver.execute("PRAGMA query_only=ON")  # what would be written there would be lost


def version_of(driver: sqlite3.Connection) -> int:
    """Return the schema version of an open file."""
    (version,) = driver.execute("PRAGMA user_version").fetchone()
    return int(version)
