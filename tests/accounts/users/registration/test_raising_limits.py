"""L4 to L10: several people with one ID, and raised limits (jpo.md §8; handbook 2.0, article 4)."""

from typing import Any

import pytest

from tokkyo.accounts.users.forms import FormError, Provider, RaiseWish
from tokkyo.errors import TokkyoError
from tokkyo.model.jpo.apis import APIS, BY_NUMBER, OPD

DOCUMENTS = ("1-8", "1-9", "1-10", "2-7", "2-8", "2-9", "3-7", "3-8", "3-9")


@pytest.fixture
def firm(bureau: Any, desk: Any) -> Any:
    return bureau.registered(desk, bureau.corporate()).issued.user


def codes(desk: Any, username: str, wish: RaiseWish) -> set[str]:
    """Return what stands against a wish."""
    with pytest.raises(FormError) as caught:
        desk.raises.grant(username, wish)
    return {fault.code for fault in caught.value.faults}


def test_l4_several_people_with_one_id_count_together(desk: Any, firm: Any) -> None:
    sessions, limits = desk.desk.users.sessions, desk.desk.users.limits
    password = desk.life.reissue(firm.username).issued.password
    people = [sessions.user(sessions.log_in(firm.username, password, f"192.0.2.{n}").access_token) for n in range(3)]
    assert people == [firm] * 3
    assert [limits.take(person, BY_NUMBER["1-3"]).remaining for person in people] == [59, 58, 57]


def test_l5_corporations_get_twice_the_limit_on_up_to_three_apis(bureau: Any, desk: Any, firm: Any) -> None:
    desk.raises.grant(firm.username, bureau.wish("1-1", "2-3", "3-7"), "op")
    raised = {use.api.number: use.limit for use in desk.desk.users.limits.uses(firm) if use.raised}
    assert raised == {number: 2 * BY_NUMBER[number].limit for number in ("1-1", "2-3", "3-7")}
    assert codes(desk, firm.username, bureau.wish("1-1", "1-2", "1-3", "1-4")) == {"raise_api_count"}
    assert codes(desk, firm.username, bureau.wish("1-1", "1-1")) == {"raise_api_count"}
    assert codes(desk, firm.username, bureau.wish()) == {"raise_api_count"}
    assert codes(desk, firm.username, bureau.wish("1-1", factor=3)) == {"raise_too_far"}
    assert codes(desk, firm.username, bureau.wish("1-1", factor=1)) == {"raise_too_far"}
    assert codes(desk, firm.username, bureau.wish("9-9")) == {"api_unknown"}


def test_l5_how_many_and_how_far_are_settings(bureau: Any, firm: Any) -> None:
    desk = bureau.open(raise_apis=4, raise_factor=3)
    desk.raises.grant(firm.username, bureau.wish("1-1", "1-2", "1-3", "1-4", factor=3))
    assert desk.desk.users.limits.limit(firm, BY_NUMBER["1-4"]) == 180


def test_l5_individuals_get_nothing(bureau: Any, desk: Any) -> None:
    person = bureau.registered(desk, bureau.individual()).issued.username
    assert codes(desk, person, bureau.wish("1-1")) == {"raise_for_individual"}
    form = bureau.individual(raised_limits=bureau.wish("1-1"))
    with pytest.raises(FormError, match="raise_for_individual"):
        desk.applications.receive(form, "op")


def test_l5_the_wish_in_the_form_waits_for_the_operator(bureau: Any, desk: Any) -> None:
    user = bureau.registered(desk, bureau.corporate(raised_limits=bureau.wish("1-1"))).issued.user
    assert desk.desk.users.limits.limit(user, BY_NUMBER["1-1"]) == 800
    (asked,) = desk.requests.list()
    assert (asked.row.kind, asked.body, asked.user) == ("raise", bureau.wish("1-1"), user)
    desk.requests.grant(asked.row.number, "op")
    assert desk.desk.users.limits.limit(user, BY_NUMBER["1-1"]) == 1600


@pytest.mark.parametrize(("cases", "granted"), [(0, False), (300, False), (301, True)])
def test_l6_more_than_300_cases_a_year_are_a_reason(
    bureau: Any, desk: Any, firm: Any, cases: int, granted: bool
) -> None:
    wish = bureau.wish("1-1", cases=cases)
    if granted:
        desk.raises.grant(firm.username, wish)
    else:
        assert codes(desk, firm.username, wish) == {"raise_without_ground"}


def test_l6_how_many_cases_is_a_setting(bureau: Any, firm: Any) -> None:
    bureau.open(raise_cases_per_year=10).raises.grant(firm.username, bureau.wish("1-1", cases=11))


def test_l6_a_reason_is_told(desk: Any, firm: Any) -> None:
    wish = RaiseWish(("1-1",), 2, "  ", 500)
    assert codes(desk, firm.username, wish) == {"missing"}


@pytest.mark.parametrize("lacking", ["own_database", "fewer_calls", "gives_usage"])
def test_l7_an_information_provider_meets_all_three_conditions(desk: Any, firm: Any, lacking: str) -> None:
    met = {"own_database": True, "fewer_calls": True, "gives_usage": True, lacking: False}
    wish = RaiseWish(("1-8",), 5, "情報提供", provider=Provider("bulk-1", "https://service.example", **met))
    assert codes(desk, firm.username, wish) == {"provider_condition", "raise_too_far"}


def test_l8_information_providers_get_five_times_on_the_nine(bureau: Any, desk: Any, firm: Any) -> None:
    limits = desk.desk.users.limits
    for number in DOCUMENTS:
        desk.raises.grant(firm.username, bureau.wish(number, factor=5, cases=0, provider=True))
        assert limits.limit(firm, BY_NUMBER[number]) == 5 * 200
        assert codes(desk, firm.username, bureau.wish(number, factor=6, provider=True)) == {"raise_too_far"}
    for api in APIS:
        if api.number not in DOCUMENTS and api.law != OPD:
            wish = bureau.wish(api.number, factor=5, provider=True)
            assert codes(desk, firm.username, wish) == {"raise_too_far"}, api.number
            desk.raises.grant(firm.username, bureau.wish(api.number, provider=True))
            assert limits.limit(firm, api) == 2 * api.limit


def test_l8_how_far_is_a_setting_and_the_form_asks_for_the_service(bureau: Any, firm: Any) -> None:
    desk = bureau.open(raise_factor_providers=10)
    desk.raises.grant(firm.username, bureau.wish("1-8", factor=10, provider=True))
    blank = RaiseWish(("1-8",), 5, "x", provider=Provider("", " ", True, True, True))
    assert codes(desk, firm.username, blank) == {"missing"}


def test_l9_limits_are_raised_after_use_has_begun_and_cut_back(bureau: Any, desk: Any, firm: Any, post: Any) -> None:
    limits, api = desk.desk.users.limits, BY_NUMBER["1-3"]
    for _ in range(60):
        assert limits.take(firm, api)
    assert limits.take(firm, api) is None
    number = desk.requests.ask(firm.username, bureau.wish("1-3"))
    desk.requests.grant(number, "op")
    assert limits.take(firm, api).remaining == 59
    assert "120" in post.last.text
    desk.raises.cut_back(firm.username, [], "運用に支障", "chief")
    assert limits.take(firm, api) is None
    assert "運用に支障" in post.last.text
    with pytest.raises(TokkyoError, match="not_raised"):
        desk.raises.cut_back(firm.username, ["1-3"], "again", "chief")


def test_l9_who_raised_what_and_when_is_kept(bureau: Any, desk: Any, firm: Any, clock: Any) -> None:
    desk.raises.grant(firm.username, bureau.wish("1-1"), "alice")
    clock.on(days=1)
    desk.raises.cut_back(firm.username, ["1-1"], "混雑", "bob")
    clock.on(days=4000)
    desk.privacy.sweep()
    first, second = desk.raises.history(firm.username)
    assert (first.by, first.what.apis, first.what.factor, first.what.reason) == ("alice", ("1-1",), 2, "多数の出願")
    assert (second.by, second.what.apis, second.what.reason) == ("bob", ("1-1",), "混雑")
    assert second.time - first.time == 86_400_000_000


def test_l10_opd_limits_are_never_raised(bureau: Any, firm: Any) -> None:
    desk = bureau.open(raise_factor=1000, raise_factor_providers=1000)
    for api in APIS:
        if api.law == OPD:
            for provider in (None, True):
                wish = bureau.wish(api.number, provider=provider)
                assert codes(desk, firm.username, wish) == {"raise_of_opd"}


def test_a_wish_can_be_refused(bureau: Any, desk: Any, firm: Any, post: Any) -> None:
    number = desk.requests.ask(firm.username, bureau.wish("1-1"))
    with pytest.raises(TokkyoError, match="request_open"):
        desk.requests.ask(firm.username, bureau.wish("1-2"))
    desk.requests.refuse(number, "理由が不十分です", "op")
    assert "理由が不十分です" in post.last.text
    assert desk.raises.history(firm.username) == []
    with pytest.raises(TokkyoError, match="request_decided"):
        desk.requests.grant(number, "op")
    assert desk.requests.ask(firm.username, bureau.wish("1-2"))
