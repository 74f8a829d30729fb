"""Plans: made, changed, removed, refused."""

from typing import Any

import pytest

from tokkyo.accounts.accounts import Accounts
from tokkyo.accounts.plans import LIMITS
from tokkyo.errors import TokkyoError
from tokkyo.store.accounts import PlanRow


def refused(code: str, work: Any, *arguments: Any, **options: Any) -> TokkyoError:
    with pytest.raises(TokkyoError) as caught:
        work(*arguments, **options)
    assert caught.value.code == code
    assert caught.value.fix
    return caught.value


def test_a_plan_is_kept_and_changed(accounts: Accounts) -> None:
    accounts.plans.create("trial", {"requests_per_minute": 10, "records_per_month": 100_000})
    assert accounts.plans.find("trial") == PlanRow("trial", 10, None, 100_000, None)
    accounts.plans.change("trial", {"records_per_month": None, "records_per_request": 50})
    assert accounts.plans.find("trial") == PlanRow("trial", 10, None, None, 50)
    assert [row.name for row in accounts.plans.list()] == ["trial", "unlimited"]
    accounts.plans.remove("trial")
    refused("no_such_plan", accounts.plans.find, "trial")


def test_one_plan_is_always_there(accounts: Accounts) -> None:
    assert accounts.plans.find("unlimited") == accounts.plans.find(None) == PlanRow("unlimited")
    refused("plan_fixed", accounts.plans.change, "unlimited", {"requests_per_minute": 1})
    refused("plan_fixed", accounts.plans.remove, "unlimited")
    refused("plan_exists", accounts.plans.create, "unlimited", {})


@pytest.mark.parametrize("name", ["", "default", "a b", "-x", "x" * 65, "計画", "a\tb"])
def test_names_are_plain(accounts: Accounts, name: str) -> None:
    refused("bad_plan_name", accounts.plans.create, name, {})


@pytest.mark.parametrize("limit", LIMITS)
def test_limits_have_limits(accounts: Accounts, limit: str) -> None:
    for value in (1, LIMITS[limit]):
        accounts.plans.create(f"p{value}", {limit: value})
    for value in (0, -1, LIMITS[limit] + 1):
        refused("bad_limit", accounts.plans.create, "x", {limit: value})
        refused("bad_limit", accounts.plans.change, "p1", {limit: value})


def test_what_does_not_exist_is_not_changed(accounts: Accounts) -> None:
    refused("no_such_plan", accounts.plans.change, "x", {"requests_per_minute": 1})
    refused("no_such_plan", accounts.plans.remove, "x")
    accounts.plans.create("x", {})
    refused("plan_exists", accounts.plans.create, "x", {})
    refused("nothing_to_change", accounts.plans.change, "x", {})


def test_a_plan_in_use_stays(accounts: Accounts) -> None:
    accounts.plans.create("trial", {})
    accounts.tokens.create("a", ["search"], "trial")
    assert "1 token has" in refused("plan_in_use", accounts.plans.remove, "trial").message
    accounts.tokens.create("b", ["search"], "trial")
    assert "2 tokens have" in refused("plan_in_use", accounts.plans.remove, "trial").message
    accounts.tokens.revoke("a")
    accounts.tokens.change("b", plan=None)
    accounts.plans.remove("trial")


def test_the_default_plan_stays(bench: Any) -> None:
    accounts = bench.open(default_plan="trial")
    refused("no_such_plan", accounts.plans.find, None)
    accounts.plans.create("trial", {"requests_per_minute": 3})
    assert accounts.plans.find(None).requests_per_minute == 3
    refused("plan_in_use", accounts.plans.remove, "trial")
