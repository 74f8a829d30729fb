"""Tokens: who holds them, until when, and that nothing of them is kept."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tokkyo.accounts.accounts import Accounts
from tokkyo.accounts.bearer_tokens import REMEMBERED_TOKENS, digest_of
from tokkyo.errors import NotFound, TokkyoError


def test_tokens_are_long_random_and_recognisable(accounts: Accounts) -> None:
    made = {accounts.tokens.create("me", ["search"]) for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"tokkyo_[A-Za-z0-9_-]{43}", token) for token in made)  # 32 random bytes


def test_a_holder_has_scopes_a_plan_and_a_name_that_lasts(bench: Any) -> None:
    accounts, other = bench.open(), bench.open()
    accounts.plans.create("trial", {"requests_per_minute": 1})
    token = accounts.tokens.create("me", ["search", "aggregate"], "trial")
    holder = other.tokens.holder(token)
    assert holder is not None
    assert (holder.scopes, holder.plan.name) == ({"search", "aggregate"}, "trial")
    assert holder.principal == digest_of(token)[:16] == accounts.tokens.holder(token).principal
    assert other.tokens.holder(accounts.tokens.create("me", ["search"])).principal != holder.principal


@pytest.mark.parametrize("wrong", [None, "", "x", "\0", "é", "\ud800", "x" * 100_000])
def test_other_texts_have_no_holder(accounts: Accounts, wrong: str | None) -> None:
    accounts.tokens.create("me", ["search"])
    assert accounts.tokens.holder(wrong) is None


def test_nothing_but_the_whole_token_will_do(accounts: Accounts) -> None:
    token = accounts.tokens.create("me", ["search"])
    for wrong in (token[:-1], token + "x", token.upper(), token.removeprefix("tokkyo_"), digest_of(token), f" {token}"):
        assert accounts.tokens.holder(wrong) is None


def test_only_the_digest_is_kept(accounts: Accounts) -> None:
    token = accounts.tokens.create("me", ["search"])
    accounts.tokens.holder(token)
    accounts.close()
    kept = b"".join(path.read_bytes() for path in accounts.database.path.parent.iterdir())
    assert digest_of(token).encode() in kept
    assert token.encode() not in kept
    assert token.removeprefix("tokkyo_").encode() not in kept


def test_nothing_shows_a_token(accounts: Accounts) -> None:
    token = accounts.tokens.create("me", ["search"])
    holder = accounts.tokens.holder(token)
    shown = repr((holder, accounts, accounts.tokens, accounts.tokens.list()))
    assert token not in shown
    assert digest_of(token) not in shown


def test_a_revoked_token_stops_within_a_second_in_every_process(bench: Any) -> None:
    accounts, other = bench.open(), bench.open()
    token = accounts.tokens.create("me", ["search"])
    assert accounts.tokens.holder(token)
    assert other.tokens.holder(token)
    accounts.tokens.revoke("me")
    bench.clock.on(seconds=1)
    assert accounts.tokens.holder(token) is None
    assert other.tokens.holder(token) is None


def test_an_expired_token_stops_within_a_second(bench: Any) -> None:
    accounts = bench.open()
    bench.clock.time = datetime(2024, 6, 30, 23, 59, 58, tzinfo=UTC)
    token = accounts.tokens.create("me", ["search"], expires=date(2024, 6, 30))
    assert accounts.tokens.holder(token)
    bench.clock.on(seconds=1.9)
    assert accounts.tokens.holder(token)
    bench.clock.on(seconds=1)
    assert accounts.tokens.holder(token) is None


def test_expiry_is_changed_and_removed(bench: Any) -> None:
    accounts = bench.open()
    token = accounts.tokens.create("me", ["search"], expires=date(2024, 5, 31))
    accounts.tokens.change("me", expires=None)
    bench.clock.on(days=400)
    assert accounts.tokens.holder(token)
    for past in (date(2024, 5, 31), date(2025, 7, 4)):
        with pytest.raises(TokkyoError, match="bad_expiry"):
            accounts.tokens.change("me", expires=past)
    accounts.tokens.change("me", expires=date(2025, 7, 5))
    with pytest.raises(TokkyoError, match="bad_expiry"):
        accounts.tokens.create("you", ["search"], expires=date(2025, 7, 4))


def test_scopes_and_plans_change_within_a_second(bench: Any) -> None:
    accounts = bench.open()
    accounts.plans.create("trial", {"requests_per_minute": 1})
    token = accounts.tokens.create("me", ["search"])
    assert accounts.tokens.holder(token).plan.name == "unlimited"
    assert accounts.tokens.change("me", plan="trial", scopes=["aggregate"]) == 1
    accounts.plans.change("trial", {"requests_per_minute": 7})
    bench.clock.on(seconds=1)
    holder = accounts.tokens.holder(token)
    assert (holder.scopes, holder.plan.requests_per_minute) == ({"aggregate"}, 7)


def test_names_may_be_shared_and_identifiers_tell_apart(accounts: Accounts) -> None:
    first, second = (accounts.tokens.create("me", ["search"]) for _ in range(2))
    rows = {row.principal: row for row in accounts.tokens.list()}
    principal = digest_of(first)[:16]
    assert rows[principal].name == "me"
    assert accounts.tokens.revoke(principal) == 1
    assert accounts.tokens.holder(first) is None
    assert accounts.tokens.holder(second)
    assert accounts.tokens.revoke("me") == 1
    with pytest.raises(NotFound):
        accounts.tokens.revoke("me")
    assert [row.revoked for row in accounts.tokens.list()] == ["2024-05-31"] * 2


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("unknown_scope", ([],)),
        ("unknown_scope", (["search", "fly"],)),
        ("no_such_plan", (["search"], "nowhere")),
    ],
)
def test_what_is_refused(accounts: Accounts, code: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TokkyoError) as caught:
        accounts.tokens.create("me", *arguments)
    assert caught.value.code == code
    assert accounts.tokens.list() == []
    accounts.tokens.create("me", ["search"])
    keys = dict(zip(("scopes", "plan"), arguments, strict=False))
    with pytest.raises(TokkyoError) as caught:
        accounts.tokens.change("me", **keys)
    assert caught.value.code == code
    with pytest.raises(TokkyoError, match="nothing_to_change"):
        accounts.tokens.change("me")
    with pytest.raises(NotFound):
        accounts.tokens.change("you", plan=None)


def test_last_use_is_written_at_most_once_a_minute(bench: Any) -> None:
    accounts = bench.open()
    token = accounts.tokens.create("me", ["search"])

    def used_after(seconds: float) -> str | None:
        bench.clock.on(seconds=seconds)
        accounts.tokens.holder(token)
        accounts.flush()
        return accounts.tokens.list()[0].used

    assert accounts.tokens.list()[0].used is None
    assert used_after(0) == "2024-05-31T12:00:00Z"
    assert used_after(30) == "2024-05-31T12:00:00Z"
    assert used_after(29) == "2024-05-31T12:00:00Z"
    assert used_after(1) == "2024-05-31T12:01:00Z"
    accounts.flush()


def test_guesses_do_not_pile_up(accounts: Accounts) -> None:
    for guess in range(REMEMBERED_TOKENS + 10):
        accounts.tokens._remembered[str(guess)] = (2000.0, None)
    accounts.tokens.holder("guess")
    assert len(accounts.tokens._remembered) == 1
