"""R1 to R12: registration by the handbook, line by line (jpo.md §8; handbook 2.0, article 3)."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from tokkyo.accounts.users.forms import Contact, FormError, read_form
from tokkyo.accounts.users.usernames import check_username
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.model.jpo.apis import BY_NUMBER


def faults(action: Any) -> dict[str, str]:
    """Return the faults an action is refused for: code by field."""
    with pytest.raises(FormError) as caught:
        action()
    return {fault.field: fault.code for fault in caught.value.faults}


def refusal(action: Any) -> str:
    with pytest.raises(TokkyoError) as caught:
        action()
    return caught.value.code


def test_r1_without_consent_there_is_no_account(bureau: Any) -> None:
    desk, without = bureau.open(), bureau.corporate(consent=False)
    assert faults(lambda: desk.applications.receive(without, "op")) == {"consent": "consent_missing"}
    assert desk.applications.list() == []
    assert bureau.open(require_consent=False).applications.receive(without, "op") == 1


def test_r2_a_form_goes_from_received_to_verified_to_issued(bureau: Any, desk: Any, post: Any) -> None:
    number = desk.applications.receive(bureau.corporate(), "op")
    assert desk.applications.find(number).row.state == "received"
    assert post.last.to == "hanako.yamada@data.example.jp"
    desk.applications.confirm(post.code())
    assert desk.applications.find(number).row.state == "verified"
    assert [review.row.number for review in desk.applications.list()] == [number]
    granted = desk.applications.accept(number, "op")
    found = desk.applications.find(number)
    assert (found.row.state, found.row.user, found.form) == ("issued", granted.issued.user.id, None)
    assert desk.applications.list() == []
    profile = desk.life.profile(granted.issued.username)
    assert profile.form == bureau.corporate(
        wanted_id="", contacts=(msgspec.structs.replace(bureau.corporate().contacts[0], phone="0335811101"),)
    )


def test_r2_a_form_can_be_refused_with_a_reason(bureau: Any, desk: Any, post: Any) -> None:
    number = bureau.verified(desk, bureau.corporate())
    desk.applications.refuse(number, "目的が不明です", "op")
    assert "目的が不明です" in post.last.text
    assert desk.applications.find(number).row.state == "refused"
    assert refusal(lambda: desk.applications.accept(number, "op")) == "application_decided"
    assert refusal(lambda: desk.applications.confirm("used already")) == "bad_link"
    with pytest.raises(NotFound, match="no_such_application"):
        desk.applications.accept(99, "op")


def test_r2_without_review_an_id_is_issued_when_all_was_verified(bureau: Any, post: Any) -> None:
    desk = bureau.open(review_registrations=False, verify_telephone=True)
    number = desk.applications.receive(bureau.corporate(), "op")
    assert desk.applications.confirm(post.code()) == (number, None)
    desk = bureau.open(review_registrations=False)
    number = desk.applications.receive(bureau.other("Second"), "op")
    found, granted = desk.applications.confirm(post.code())
    assert (found, granted.issued.user.state) == (number, "active")
    number = desk.applications.receive(bureau.other("Second"), "op")
    assert desk.applications.confirm(post.code()) == (number, None)  # something stands against it: an operator decides
    assert desk.applications.find(number).bars == ("corporation_registered",)


def test_r3_no_contact_no_account(bureau: Any, post: Any) -> None:
    desk = bureau.open(verify_telephone=True)
    number = desk.applications.receive(bureau.corporate(), "op")
    with pytest.raises(TokkyoError, match="by email and telephone"):
        desk.applications.accept(number, "op")
    desk.applications.confirm(post.code())
    with pytest.raises(TokkyoError, match="by telephone"):
        desk.applications.accept(number, "op")
    desk.applications.contacted(number, "telephone", False, "留守", "op")
    assert refusal(lambda: desk.applications.accept(number, "op")) == "not_verified"
    row = desk.applications.contacted(number, "telephone", True, "本人", "op")
    assert (row.state, [note.text for note in row.notes]) == (
        "verified",
        ["not reached by telephone: 留守", "reached by telephone: 本人"],
    )
    assert desk.applications.accept(number, "op").issued.username == "tokkyo-data"


def test_r3_verification_by_email_can_be_left_out_or_noted(bureau: Any) -> None:
    desk = bureau.open(verify_email=False)
    assert desk.applications.accept(desk.applications.receive(bureau.corporate(), "op"), "op")
    desk = bureau.open()
    number = desk.applications.receive(bureau.other("Other"), "op")
    desk.applications.contacted(number, "email", True, "an answer came", "op")
    assert desk.applications.accept(number, "op")
    assert refusal(lambda: desk.applications.contacted(number, "pigeon", True, "", "op")) == "bad_means"


def test_r4_the_letter_has_id_password_and_token_url(bureau: Any, post: Any) -> None:
    desk = bureau.open(public_url="https://api.example.jp/", jpo_token_path="/secret/token")
    granted = bureau.registered(desk, bureau.corporate())
    assert granted.sent.letters == 1
    assert post.last.to == "hanako.yamada@data.example.jp"
    for wanted in (granted.issued.username, granted.issued.password, "https://api.example.jp/secret/token"):
        assert post.last.text.count(wanted) >= 2  # in Japanese and in English
    grant = desk.desk.users.sessions.log_in(granted.issued.username, post.password(), "")
    assert desk.desk.users.sessions.user(grant.access_token) == granted.issued.user


def test_r4_a_letter_that_cannot_be_sent_is_told_and_made_good(bureau: Any, desk: Any, post: Any) -> None:
    number = bureau.verified(desk, bureau.corporate())
    post.broken = True
    granted = desk.applications.accept(number, "op")
    assert granted.sent.letters == 0
    assert "hanako.yamada@data.example.jp" in granted.sent.failures[0]
    post.broken = False
    again = desk.life.reissue(granted.issued.username)
    assert post.password() == again.issued.password != granted.issued.password


def test_r5_registration_closes_above_a_number(bureau: Any, desk: Any) -> None:
    bureau.registered(desk, bureau.corporate())
    waiting = bureau.verified(desk, bureau.other("Late"))
    full = bureau.open(max_users=1)
    assert refusal(lambda: full.applications.receive(bureau.individual(), "op")) == "registration_closed"
    assert refusal(lambda: full.applications.accept(waiting, "op")) == "registration_closed"
    assert bureau.open(max_users=2).applications.accept(waiting, "op")
    full = bureau.open(max_users=2)
    assert refusal(lambda: full.applications.receive(bureau.individual(), "op")) == "registration_closed"


def test_r5_the_opd_api_is_closed_apart(bureau: Any) -> None:
    desk = bureau.open(max_users_opd=1)
    bureau.registered(desk, bureau.corporate(opd=True))
    with pytest.raises(TokkyoError, match="OPD"):
        desk.applications.receive(bureau.individual(opd=True), "op")
    assert desk.applications.receive(bureau.individual(), "op")


def test_r5_the_opd_api_can_be_kept_for_those_registered_for_it(bureau: Any) -> None:
    desk = bureau.open(opd_registration=True)
    limits = desk.desk.users.limits
    inside = bureau.registered(desk, bureau.corporate(opd=True)).issued.user
    outside = bureau.registered(desk, bureau.individual()).issued.user
    opd = {use.api.number: use.limit for use in limits.uses(outside) if use.api.law == "opd"}
    assert set(opd.values()) == {0}
    assert limits.take(outside, BY_NUMBER["OPD-1"]) is None
    assert all(use.limit for use in limits.uses(inside))
    desk.life.change(outside.username, {"opd": True})
    assert all(use.limit for use in limits.uses(outside))


def test_r5_the_web_is_closed_until_opened(bureau: Any, desk: Any) -> None:
    assert refusal(lambda: desk.applications.apply(bureau.corporate(), "192.0.2.1")) == "registration_closed"
    assert bureau.open(registration_open=True).applications.apply(bureau.corporate(), "192.0.2.1") == 1


def test_r6_email_and_telephone_are_required(bureau: Any, desk: Any) -> None:
    form = bureau.corporate(contacts=(Contact("山田", "", ""),))
    assert faults(lambda: desk.applications.receive(form, "op")) == {
        "contacts[0].email": "email_bad",
        "contacts[0].phone": "phone_bad",
    }


@pytest.mark.parametrize(
    ("count", "most", "accepted"), [(0, 3, False), (1, 3, True), (3, 3, True), (4, 3, False), (4, 4, True)]
)
def test_r6_up_to_three_contacts(bureau: Any, count: int, most: int, accepted: bool) -> None:
    desk = bureau.open(max_contacts=most)
    persons = tuple(Contact(f"Person {n}", f"person{n}@data.example", f"0312345{n}78") for n in range(count))
    form = bureau.corporate(contacts=persons)
    if accepted:
        assert desk.applications.receive(form, "op")
    else:
        assert faults(lambda: desk.applications.receive(form, "op")) == {"contacts": "contact_count"}


def test_r6_an_individual_has_one_contact_and_each_contact_an_own_address(bureau: Any, desk: Any) -> None:
    twice = bureau.corporate().contacts * 2
    assert faults(lambda: desk.applications.receive(bureau.individual(contacts=twice), "op")) == {
        "contacts": "contact_count"
    }
    assert faults(lambda: desk.applications.receive(bureau.corporate(contacts=twice), "op")) == {
        "contacts[1].email": "contact_twice",
        "contacts[1].phone": "contact_twice",
    }


@pytest.mark.parametrize("shared", ["info", "Support", "patent-ml", "all", "ml.research", "no-reply", "chizai"])
def test_r6_shared_mailboxes_and_lists_are_refused(bureau: Any, desk: Any, shared: str) -> None:
    form = bureau.corporate(contacts=(Contact("山田", f"{shared}@data.example", "0335811101"),))
    assert faults(lambda: desk.applications.receive(form, "op")) == {"contacts[0].email": "email_shared"}
    assert bureau.open(refuse_shared_mailboxes=False).applications.receive(form, "op")


def test_r7_the_purpose_is_required_and_free(bureau: Any, desk: Any) -> None:
    assert faults(lambda: desk.applications.receive(bureau.corporate(purpose="  \n"), "op")) == {"purpose": "missing"}
    for purpose in ("有料サービスの提供", "machine learning", "あ" * 2000):
        assert desk.applications.receive(bureau.other("P", purpose=purpose), "op")
    long = bureau.corporate(purpose="あ" * 2001)
    assert faults(lambda: desk.applications.receive(long, "op")) == {"purpose": "text_too_long"}
    assert faults(lambda: desk.applications.receive(bureau.corporate(name="あ" * 201), "op")) == {
        "name": "text_too_long"
    }
    assert bureau.open(max_purpose_chars=2001, max_form_chars=9_000).applications.receive(long, "op")


def test_r7_another_purpose_needs_no_notice(bureau: Any, desk: Any, post: Any) -> None:
    username = bureau.registered(desk, bureau.corporate()).issued.username
    before = len(post.letters)
    desk.life.change_purpose(username, "機械学習")
    assert desk.life.profile(username).form.purpose == "機械学習"
    assert len(post.letters) == before
    assert desk.requests.list() == []


@pytest.mark.parametrize("wish", ["patent-1", "a.b_c-d-e", "12345678.", "abcdefgh1234567"])
def test_r8_a_wish_that_obeys_the_rules_is_granted(bureau: Any, desk: Any, wish: str) -> None:
    granted = bureau.registered(desk, bureau.corporate(wanted_id=wish))
    assert (granted.issued.username, granted.wish_met) == (wish, True)


@pytest.mark.parametrize(
    "wish",
    [
        "short-1",
        "abcdefgh12345678",
        "abcdefgh",
        "12345678",
        "Patent-1",
        "patent 1",
        "yamada-2026",
        "hanako.01",
        "tel-0335811101",
    ],
)
def test_r8_for_any_other_wish_an_id_is_assigned(bureau: Any, desk: Any, post: Any, wish: str) -> None:
    """R8: 8 to 15 characters, two of three types, no personal information."""
    granted = bureau.registered(desk, bureau.corporate(wanted_id=wish))
    assert granted.wish_met is False
    check_username(granted.issued.username)
    assert "別のIDを付与" in post.last.text
    assert "you have another one" in post.last.text


def test_r8_a_wish_that_is_taken_gives_way(bureau: Any, desk: Any) -> None:
    bureau.registered(desk, bureau.corporate(wanted_id="tokkyo-data"))
    granted = bureau.registered(desk, bureau.other("Second", wanted_id="tokkyo-data"))
    assert granted.issued.username != "tokkyo-data"
    number = bureau.verified(desk, bureau.other("Third"))
    assert refusal(lambda: desk.applications.accept(number, "op", "tokkyo-data")) == "username_taken"
    assert refusal(lambda: desk.applications.accept(number, "op", "x")) == "bad_username"
    assert desk.applications.accept(number, "op", "third-01").issued.username == "third-01"


def test_r8_zero_and_o_are_shown_clearly(bureau: Any, desk: Any, post: Any) -> None:
    bureau.registered(desk, bureau.corporate(wanted_id="tok.0l1_k-data"))
    assert "0 (digit zero)" in post.last.text
    assert "l (letter l)" in post.last.text
    assert "o (英字のオー)" in post.last.text
    assert "_ (underscore)" in post.last.text


def test_r9_the_operator_issues_the_password(bureau: Any, desk: Any) -> None:
    """R9: no form has a place for one, and two registrations have different ones."""
    first = bureau.registered(desk, bureau.corporate())
    second = bureau.registered(desk, bureau.individual())
    assert len(first.issued.password) >= 16
    assert first.issued.password != second.issued.password
    with pytest.raises(FormError, match="password"):
        read_form(b'{"kind":"individual","name":"x","address":"x","contacts":[],"purpose":"x","password":"mine"}')


@pytest.mark.parametrize("again", ["株式会社特許データ", "㈱特許データ", "(株)特許 データ", "　株式会社　特許データ "])
def test_r10_one_id_for_a_corporation(bureau: Any, desk: Any, again: str) -> None:
    bureau.registered(desk, bureau.corporate())
    number = bureau.verified(desk, bureau.other("X", name=again))
    assert desk.applications.find(number).bars == ("corporation_registered",)
    assert refusal(lambda: desk.applications.accept(number, "op")) == "corporation_registered"
    assert bureau.open(one_id_per_corporation=False).applications.accept(number, "op")


def test_r10_parents_and_affiliates_have_their_own(bureau: Any, desk: Any) -> None:
    for name in (
        "株式会社特許データ",
        "株式会社特許データホールディングス",
        "特許データ株式会社",
        "特許データ合同会社",
    ):
        assert bureau.registered(desk, bureau.other("X", name=name))


def test_r10_corporate_numbers_tell_namesakes_apart(bureau: Any, desk: Any) -> None:
    bureau.registered(desk, bureau.corporate(corporate_number="7000012050002"))
    assert bureau.registered(desk, bureau.other("X", name="株式会社特許データ", corporate_number="4000012090001"))
    number = bureau.verified(desk, bureau.other("Y", corporate_number="7000 0120 50002"))
    assert desk.applications.find(number).bars == ("corporation_registered",)
    wrong = bureau.other("Z", corporate_number="7000012050003")
    assert faults(lambda: desk.applications.receive(wrong, "op")) == {"corporate_number": "corporate_number_bad"}


def test_r10_an_id_is_not_passed_on(bureau: Any, desk: Any) -> None:
    username = bureau.registered(desk, bureau.corporate(corporate_number="7000012050002")).issued.username
    assert refusal(lambda: desk.life.change(username, {"name": "別会社"})) == "not_transferable"
    moved = {"corporate_number": "4000012090001"}
    assert refusal(lambda: desk.life.change(username, moved, renamed=True)) == "not_transferable"
    desk.life.change(username, {"name": "株式会社新特許データ"}, renamed=True)
    assert desk.life.profile(username).form.name == "株式会社新特許データ"
    assert refusal(lambda: desk.life.change(username, {"kind": "individual"})) == "not_changeable"


def test_r10_two_operators_cannot_issue_two(bureau: Any) -> None:
    first, second = bureau.open(), bureau.open()
    numbers = [
        bureau.verified(first, bureau.corporate()),
        bureau.verified(first, bureau.other("X", name="㈱特許データ")),
    ]
    first.applications.accept(numbers[0], "one")
    assert refusal(lambda: second.applications.accept(numbers[1], "two")) == "corporation_registered"
    assert refusal(lambda: second.applications.accept(numbers[0], "two")) == "application_decided"
    assert first.desk.users.directory.count() == 1


def test_r11_individuals_confirm_that_the_use_is_personal(bureau: Any, desk: Any) -> None:
    form = bureau.individual(personal_use=False)
    assert faults(lambda: desk.applications.receive(form, "op")) == {"personal_use": "personal_use_missing"}
    assert bureau.open(require_personal_use=False).applications.receive(form, "op")


def test_r11_an_individual_may_register_beside_the_employer(bureau: Any, desk: Any) -> None:
    bureau.registered(desk, bureau.corporate())
    granted = bureau.registered(desk, bureau.individual(employer="㈱特許データ"))
    assert granted.issued.user.kind == "individual"
    assert faults(lambda: desk.applications.receive(bureau.other("X", employer="Y"), "op")) == {
        "employer": "employer_of_corporation"
    }


def test_r11_misuse_restricts_both(bureau: Any, desk: Any) -> None:
    firm = bureau.registered(desk, bureau.corporate()).issued.username
    person = bureau.registered(desk, bureau.individual(employer="㈱特許データ")).issued.username
    bystander = bureau.registered(desk, bureau.other("Bystander")).issued.username
    done = desk.life.suspend(person, "使い回し", related=True)
    assert [user.username for user, _ in done] == [person, firm]
    states = {user.username: user.state for user in desk.desk.users.directory.list()}
    assert states == {firm: "suspended", person: "suspended", bystander: "active"}
    desk.life.resume(person, "")
    desk.life.resume(firm, "")
    assert {user.username for user, _ in desk.life.suspend(firm, "使い回し", related=True)} == {firm, person}


def test_r11_an_individual_user_cannot_register_as_a_corporation_as_well(bureau: Any, desk: Any, post: Any) -> None:
    bureau.registered(desk, bureau.individual())
    number = desk.applications.receive(bureau.corporate(contacts=bureau.individual().contacts), "op")
    assert desk.applications.find(number).row.state == "refused"
    assert "already" in post.last.text
    second = bureau.individual().contacts[0]
    persons = (*bureau.corporate().contacts, second)
    number = bureau.verified(desk, bureau.corporate(contacts=persons))
    assert desk.applications.find(number).bars == ("individual_as_corporation",)
    assert refusal(lambda: desk.applications.accept(number, "op")) == "individual_as_corporation"


def test_r12_users_bear_the_costs_of_communication(desk: Any) -> None:
    texts = {one.name: one.text for one in desk.about.paragraphs("ja")}
    assert "通信に要する費用は利用者の負担" in texts["costs"]
    assert "Users bear the costs" in {one.name: one.text for one in desk.about.paragraphs("en")}["costs"]


def test_an_operator_may_issue_without_a_form_and_register_one_later(bureau: Any, desk: Any, post: Any) -> None:
    issued = desk.issuing.issue_directly("patent-01", "corporation", "op")
    assert desk.life.profile("patent-01").form is None
    assert post.letters == []
    with pytest.raises(NotFound, match="not_registered"):
        desk.life.change("patent-01", {"purpose": "x"})
    assert refusal(lambda: desk.life.register("patent-01", bureau.individual())) == "other_kind"
    desk.life.register("patent-01", bureau.corporate())
    assert refusal(lambda: desk.life.register("patent-01", bureau.corporate())) == "registered_already"
    assert replace(desk.life.profile("patent-01"), row=None, form=None).user == issued.user
