"""The audit: what is put down, what is counted together, how long it is kept."""

import contextlib
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tokkyo.accounts.users.audit import MOST_PENDING, Audit
from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.users import Users
from tokkyo.errors import Denied, Unavailable
from tokkyo.patience import without_waiting
from tokkyo.store.users_audit import Event

ADDRESS = "192.0.2.1"


def test_log_ins_and_refusals_are_put_down(users: Users, issued: Issued, clock: Any) -> None:
    grant = users.sessions.log_in(issued.username, issued.password, ADDRESS)
    users.sessions.refresh(grant.refresh_token, ADDRESS)
    for name in (issued.username, "nobody-2026"):
        with pytest.raises(Denied):
            users.sessions.log_in(name, "wrong", ADDRESS)
    users.sessions.revoke(issued.user, reason="asked for")
    number = issued.user.id
    assert [(e.name, e.user, e.actor, e.address, e.detail) for e in users.audit.events()] == [
        ("issued", number, "operator", "", "firm-2026"),
        ("logged_in", number, "user", ADDRESS, ""),
        ("refreshed", number, "user", ADDRESS, ""),
        ("login_refused", number, "system", ADDRESS, "bad_credentials"),
        ("login_refused", None, "system", ADDRESS, "bad_credentials"),
        ("sessions_ended", number, "operator", "", "1 sessions: asked for"),
    ]
    assert [e.name for e in users.audit.events(number)].count("login_refused") == 1
    assert users.audit.events(since=users.audit.events()[-1].time + 1) == []


def test_a_flood_of_refusals_is_few_rows(users: Users) -> None:
    for _ in range(1000):
        users.audit.note("login_throttled", address=ADDRESS)
    users.audit.note("login_throttled", address="192.0.2.2")
    assert users.audit.events() == []
    users.flush()
    users.flush()
    assert [(e.address, e.detail) for e in users.audit.events()] == [(ADDRESS, "(1000 times)"), ("192.0.2.2", "")]
    assert users.audit.counts == {"login_throttled": 1001}
    for n in range(MOST_PENDING + 10):
        users.audit.note("login_throttled", address=str(n))
    users.flush()
    assert len(users.audit.events()) == 2 + MOST_PENDING


def test_what_cannot_be_written_is_kept(users: Users) -> None:
    users.audit.note("login_throttled")
    with closing(sqlite3.connect(users.database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with without_waiting(), pytest.raises(Unavailable):
            users.flush()
    users.audit.note("login_throttled")
    users.flush()
    assert [e.detail for e in users.audit.events()] == ["(2 times)"]


def test_p1_p4_events_and_addresses_are_kept_for_so_long(office: Any) -> None:
    users = office.open(audit_days=10, address_days=3)

    def after(**span: float) -> list[tuple[str, str]]:
        office.clock.on(**span)
        users.flush()
        return [(event.name, event.address) for event in users.audit.events()]

    with users.database.transaction() as connection:
        users.audit.write(connection, "logged_in", 1, address=ADDRESS)
    assert after(days=3) == [("logged_in", ADDRESS)]
    assert after(minutes=1) == [("logged_in", "")]
    assert after(days=6, hours=23) == [("logged_in", "")]
    assert after(hours=1) == []


def test_p4_nothing_is_forgotten_where_that_is_set(office: Any) -> None:
    users = office.open(audit_days=0, address_days=0)
    with users.database.transaction() as connection:
        users.audit.write(connection, "logged_in", 1, address=ADDRESS)
    office.clock.on(days=4000)
    users.flush()
    assert [event.address for event in users.audit.events()] == [ADDRESS]


def test_an_event_belongs_to_the_transaction_of_its_change(users: Users) -> None:
    audit: Audit = users.audit
    with contextlib.suppress(RuntimeError), users.database.transaction() as connection:
        audit.write(connection, "issued", 1)
        raise RuntimeError
    assert audit.events() == []


def test_events_are_read_in_order(users: Users, clock: Any) -> None:
    for name in ("b", "a"):
        with users.database.transaction() as connection:
            users.audit.write(connection, name)
    first, second = users.audit.events()
    assert (first.name, second.name) == ("b", "a")
    assert isinstance(first, Event)
