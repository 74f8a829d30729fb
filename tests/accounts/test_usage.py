"""Limits: per minute, per month, per record; what is left; months and clocks."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from tokkyo.accounts.accounts import Accounts
from tokkyo.accounts.tokens import Holder
from tokkyo.accounts.usage import Admission, Allowance
from tokkyo.errors import LimitReached, StoreError, Unavailable
from tokkyo.patience import without_waiting
from tokkyo.store.accounts import PlanRow

API, OTHER = "patent_api", "patent_aggregation_api"
JUNE, JULY = datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 7, 1, tzinfo=UTC)


def holder(principal: str = "p", **limits: int) -> Holder:
    return Holder(principal, frozenset({"search"}), PlanRow("plan", **limits))


def taken(accounts: Accounts, who: Holder, api: str = API) -> Admission:
    admission = accounts.usage.admission(who, api)
    admission.take()
    return admission


def refused(accounts: Accounts, who: Holder, api: str = API) -> LimitReached:
    with pytest.raises(LimitReached) as caught:
        taken(accounts, who, api)
    return caught.value


def reserved(accounts: Accounts, who: Holder, records: int) -> Admission:
    admission = taken(accounts, who)
    admission.reserve(records)
    return admission


def used(accounts: Accounts, principal: str = "p", api: str = API) -> tuple[int, int]:
    row = accounts.usage.used(principal, api, accounts.now())
    return row.requests, row.records


def test_a_minute(bench: Any) -> None:
    accounts, who = bench.open(), holder(requests_per_minute=3)
    assert [taken(accounts, who).allowance.requests_per_minute for _ in range(3)] == [2, 1, 0]
    error = refused(accounts, who)
    assert (error.code, error.retry_after) == ("too_many_requests", 20_000)
    assert "3 a minute" in error.message
    bench.clock.on(milliseconds=19_999)
    assert refused(accounts, who).retry_after == 1
    bench.clock.on(milliseconds=1)
    assert taken(accounts, who).allowance == Allowance(0, None, None, 20_000, JUNE)
    bench.clock.on(seconds=60)
    assert taken(accounts, who).allowance.requests_per_minute == 2
    assert used(accounts) == (5, 0)


def test_a_month_of_requests(bench: Any) -> None:
    accounts, who = bench.open(), holder(requests_per_month=2)
    assert taken(accounts, who).allowance == Allowance(None, 1, None, 0, JUNE)
    last = taken(accounts, who).allowance
    assert (last.requests_per_month, last.wait) == (0, 12 * 3_600_000)
    error = refused(accounts, who)
    assert (error.code, error.retry_after) == ("no_requests_left", 12 * 3_600_000)
    assert "2024-06-01T00:00:00.000Z" in error.fix
    bench.clock.on(hours=11, minutes=59, seconds=59, milliseconds=999)
    assert refused(accounts, who).retry_after == 1
    bench.clock.on(milliseconds=1)
    assert taken(accounts, who).allowance == Allowance(None, 1, None, 0, JULY)


def test_months_of_a_year_end(bench: Any) -> None:
    accounts, who = bench.open(), holder(requests_per_month=1)
    bench.clock.time = datetime(2024, 12, 31, 23, 59, 59, 999_999, UTC)
    taken(accounts, who)
    assert refused(accounts, who).retry_after == 1
    bench.clock.time = datetime(2025, 1, 1, tzinfo=UTC)
    assert taken(accounts, who).allowance.reset == datetime(2025, 2, 1, tzinfo=UTC)


def test_stepping_back_over_a_month_end_grants_nothing_twice(bench: Any) -> None:
    accounts, who = bench.open(), holder(requests_per_month=2, records_per_month=10)
    reserved(accounts, who, 10)
    taken(accounts, who)
    bench.clock.on(hours=12)
    reserved(accounts, who, 10)
    for _ in range(3):  # back and forth over midnight
        bench.clock.set_back(hours=2)
        with pytest.raises(LimitReached):
            reserved(accounts, who, 1)
        bench.clock.on(hours=2)
        with pytest.raises(LimitReached):
            reserved(accounts, who, 1)
    assert used(accounts) == (1, 10)
    bench.clock.set_back(hours=2)
    assert taken(accounts, who).allowance == Allowance(None, 0, 0, 2 * 3_600_000 + 30 * 86_400_000, JULY)
    refused(accounts, who)
    bench.clock.on(hours=2)
    refused(accounts, who)


def test_stepping_back_within_a_minute_grants_nothing_twice_and_stops_nobody(bench: Any) -> None:
    accounts, who = bench.open(), holder(requests_per_minute=2)
    taken(accounts, who)
    taken(accounts, who)
    bench.clock.set_back(hours=2)
    assert refused(accounts, who).retry_after == 30_000
    bench.clock.on(seconds=29)
    assert refused(accounts, who).retry_after == 1_000
    bench.clock.on(seconds=1)
    taken(accounts, who)
    assert refused(accounts, who).retry_after == 30_000
    bench.clock.on(hours=2)
    taken(accounts, who)
    taken(accounts, who)
    refused(accounts, who)


def test_both_limits_at_once(bench: Any) -> None:
    accounts, who = bench.open(), holder(requests_per_minute=2, requests_per_month=3)
    assert taken(accounts, who).allowance == Allowance(1, 2, None, 0, JUNE)
    taken(accounts, who)
    assert refused(accounts, who).code == "too_many_requests"
    bench.clock.on(minutes=1)
    assert taken(accounts, who).allowance == Allowance(1, 0, None, 43_140_000, JUNE)
    assert refused(accounts, who).code == "no_requests_left"


def test_principals_and_apis_are_counted_apart(accounts: Accounts) -> None:
    for principal in ("p", "q"):
        for api in (API, OTHER):
            taken(accounts, holder(principal, requests_per_month=1), api)
            refused(accounts, holder(principal, requests_per_month=1), api)


def test_records_are_reserved_and_the_rest_given_back(accounts: Accounts) -> None:
    who = holder(records_per_month=100)
    first = reserved(accounts, who, 60)
    assert first.allowance.records_per_month == 40
    second = taken(accounts, who)
    assert second.allowance.records_per_month == 40
    with pytest.raises(LimitReached) as caught:
        second.reserve(41)
    assert caught.value.code == "no_records_left"
    assert "40 are left" in caught.value.message
    assert caught.value.retry_after >= 12 * 3_600_000
    assert used(accounts) == (1, 60)  # what was refused does not count as a request either
    first.settle(25)
    assert first.allowance.records_per_month == 75
    first.settle(25)
    assert used(accounts) == (1, 25)
    third = reserved(accounts, who, 75)
    third.settle(75)
    assert third.allowance.records_per_month == 0
    reserved(accounts, who, 0).settle(0)
    assert used(accounts) == (3, 100)


@pytest.mark.parametrize("limits", [{}, {"requests_per_minute": 1}, {"requests_per_month": 5}])
def test_a_request_refused_for_its_records_does_not_count(bench: Any, limits: dict[str, int]) -> None:
    accounts, who = bench.open(), holder(records_per_month=3, **limits)
    for _ in range(4):
        with pytest.raises(LimitReached, match="no_records_left"):
            reserved(accounts, who, 4)
    assert used(accounts) == (0, 0)
    reserved(accounts, who, 3)
    assert used(accounts) == (1, 3)


def test_reservations_add_up(accounts: Accounts) -> None:
    admission = taken(accounts, holder(records_per_month=100))
    for _ in range(4):
        admission.reserve(20)
    with pytest.raises(LimitReached):
        admission.reserve(21)
    admission.settle(70)
    assert used(accounts) == (1, 70)


def test_more_than_was_reserved_counts_too(accounts: Accounts) -> None:
    for limits in ({}, {"records_per_month": 100}):
        who = holder(f"p{len(limits)}", **limits)
        reserved(accounts, who, 10).settle(15)
        accounts.flush()
        assert used(accounts, who.principal) == (1, 15)


def test_what_was_reserved_last_month_is_not_given_back_to_this_one(bench: Any) -> None:
    accounts, who = bench.open(), holder(records_per_month=100)
    old, both = reserved(accounts, who, 50), reserved(accounts, who, 20)
    bench.clock.on(hours=12)
    reserved(accounts, who, 30).settle(30)
    both.now = bench.clock.now()
    both.reserve(10)
    old.settle(0)
    assert used(accounts)[1] == 40
    both.settle(5)
    assert used(accounts)[1] == 30


def test_the_rest_of_a_request_that_began_last_month_counts_in_this_one(bench: Any) -> None:
    accounts, who = bench.open(), holder(records_per_month=100)
    early = taken(accounts, who)
    bench.clock.on(hours=12)
    reserved(accounts, who, 90).settle(90)
    with pytest.raises(LimitReached):
        early.reserve(11)
    early.reserve(10)
    assert used(accounts)[1] == 100


def test_a_changed_plan_counts_on(bench: Any) -> None:
    accounts = bench.open()
    for _ in range(5):
        taken(accounts, holder(requests_per_month=10))
    assert refused(accounts, holder(requests_per_month=5)).code == "no_requests_left"
    assert taken(accounts, holder(requests_per_month=7)).allowance.requests_per_month == 1
    assert taken(accounts, holder()).allowance.requests_per_month is None
    accounts.flush()
    assert refused(accounts, holder(requests_per_month=7)).code == "no_requests_left"


def test_use_without_limits_is_written_when_flushed(bench: Any) -> None:
    accounts, other = bench.open(), bench.open()
    for _ in range(5):
        taken(accounts, holder()).settle(20)
    assert used(accounts) == (5, 100)
    assert used(other) == (0, 0)
    accounts.flush()
    assert used(accounts) == used(other) == (5, 100)
    taken(other, holder()).settle(1)
    other.close()
    bench.opened.remove(other)
    assert used(accounts) == (6, 101)
    bench.clock.on(hours=12)
    assert used(accounts) == (0, 0)


def test_what_cannot_be_written_is_kept(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("store_full", "no space")

    taken(accounts, holder()).settle(7)
    with monkeypatch.context() as patched:
        patched.setattr(accounts.usage.table, "add", full)
        with pytest.raises(StoreError):
            accounts.flush()
        taken(accounts, holder()).settle(1)
    accounts.flush()
    assert used(accounts) == (2, 8)


def test_to_end_a_request_never_fails(accounts: Accounts) -> None:
    admission = reserved(accounts, holder(records_per_month=100), 60)
    with closing(sqlite3.connect(accounts.database.path, isolation_level=None)) as other, without_waiting():
        other.execute("BEGIN EXCLUSIVE")
        admission.settle(25)
        assert admission.allowance.records_per_month == 75
        with pytest.raises(Unavailable):
            accounts.flush()
    assert used(accounts) == (1, 60)
    accounts.flush()
    accounts.flush()
    assert used(accounts) == (1, 25)


def test_records_reserved_for_a_request_that_ended_meanwhile_are_given_back(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    admission = reserved(accounts, holder(records_per_month=100), 10)
    reserve = accounts.usage.table.reserve

    def late(*given: Any, **values: Any) -> Any:
        row = reserve(*given, **values)
        admission.settle(4)
        return row

    monkeypatch.setattr(accounts.usage.table, "reserve", late)
    with pytest.raises(Unavailable):
        admission.reserve(50)
    assert used(accounts) == (1, 4)
