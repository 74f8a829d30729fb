"""D11: who registers or forgot a password learns nothing about others, and can do nothing with what is typed in."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokkyo.accounts.users.form_check import checked, is_email, normal_email, normal_phone
from tokkyo.accounts.users.forms import Contact, Form, FormError, read_form, write_form
from tokkyo.accounts.users.rules import Rules
from tokkyo.errors import Denied, LimitReached, NotFound, TokkyoError
from tokkyo.settings import defaults

WEB = {"registration_open": True}
KNOWN, UNKNOWN = "jiro@mail.example.jp", "anna@mail.example.jp"


def with_email(form: Form, email: str) -> Form:
    contact = Contact("佐藤次郎", email, "09012345678")
    return Form("individual", form.name, form.address, (contact,), form.purpose, consent=True, personal_use=True)


@pytest.fixture
def web(bureau: Any) -> Any:
    desk = bureau.open(**WEB)
    bureau.registered(desk, bureau.individual())
    bureau.post.letters.clear()
    return desk


def test_d11_a_form_of_a_known_address_is_answered_like_any_other(bureau: Any, web: Any, post: Any) -> None:
    first = web.applications.apply(with_email(bureau.individual(), UNKNOWN), "192.0.2.1")
    second = web.applications.apply(with_email(bureau.individual(), KNOWN), "192.0.2.2")
    third = web.applications.apply(with_email(bureau.individual(), KNOWN.upper()), "192.0.2.3")
    assert (second - first, third - second) == (1, 1)
    assert [letter.to for letter in post.letters] == [UNKNOWN, KNOWN, "JIRO@mail.example.jp"]
    assert ["registered already" in letter.text for letter in post.letters] == [False, True, True]


def test_d11_a_forgotten_password_is_answered_alike(web: Any, post: Any) -> None:
    answers = [web.forgotten.ask(email, "192.0.2.1") for email in (UNKNOWN, KNOWN)]
    assert answers == [None, None]
    assert [letter.to for letter in post.letters] == [UNKNOWN, KNOWN]
    assert [letter.subject for letter in post.letters] == [post.letters[0].subject] * 2


def test_d11_both_answers_take_the_same_work(web: Any, calls: Callable[[Callable[[], object]], int]) -> None:
    for ask in (
        lambda email: web.forgotten.ask(email, ""),
        lambda email: web.applications.apply(with_email(_form(), email), ""),
    ):
        ask("warm.up@mail.example.jp")
        known, unknown = (calls(lambda: ask(email)) for email in (KNOWN, UNKNOWN))  # noqa: B023
        assert abs(known - unknown) < 1000, (known, unknown)  # calls of functions: far below a millisecond


def _form() -> Form:
    return Form("individual", "佐藤次郎", "大阪", (Contact("佐藤", KNOWN, "09012345678"),), "研究", True, True)


def test_d11_an_address_of_two_corporations_leads_to_both(bureau: Any, web: Any, post: Any) -> None:
    contact = bureau.corporate().contacts
    names = [bureau.registered(web, bureau.other(who, contacts=contact)).issued.username for who in ("One", "Two")]
    post.letters.clear()
    web.forgotten.ask(contact[0].email, "")
    assert [[name in letter.text for name in names] for letter in post.letters] == [[True, False], [False, True]]
    assert web.forgotten.redeem(post.code()).username == names[1]


def test_d11_a_corporation_that_is_registered_is_not_told_to_others(bureau: Any, web: Any, post: Any) -> None:
    bureau.registered(web, bureau.corporate())
    post.letters.clear()
    number = web.applications.apply(bureau.other("Stranger", name="㈱特許データ"), "192.0.2.9")
    assert "registered" not in post.last.subject
    assert "confirm" in post.last.subject
    assert web.applications.find(number).bars == ("corporation_registered",)


def test_d11_letters_are_bounded_for_addresses_known_and_unknown(bureau: Any, web: Any, clock: Any) -> None:
    for email in (KNOWN, UNKNOWN):
        for _ in range(5):
            web.forgotten.ask(email, "")
        for ask in (
            lambda: web.forgotten.ask(email, ""),  # noqa: B023
            lambda: web.applications.apply(with_email(_form(), email), ""),  # noqa: B023
        ):
            with pytest.raises(LimitReached) as caught:
                ask()
            assert caught.value.code == "too_many_letters"
            assert 0 < caught.value.retry_after <= 86_400_000
    clock.on(days=1)
    web.forgotten.ask(KNOWN, "")


def test_d11_letters_are_bounded_for_a_client(web: Any, bureau: Any) -> None:
    for place in range(5):
        web.applications.apply(with_email(_form(), f"person{place}@mail.example.jp"), "192.0.2.1")
    with pytest.raises(LimitReached):
        web.forgotten.ask("another@mail.example.jp", "192.0.2.1")
    web.forgotten.ask("another@mail.example.jp", "192.0.2.2")
    free = bureau.open(max_registrations_per_address=0, **WEB)
    free.forgotten.ask("another@mail.example.jp", "192.0.2.1")


def test_d11_a_link_works_once(bureau: Any, web: Any, post: Any) -> None:
    web.forgotten.ask(KNOWN, "")
    code = post.code()
    other = bureau.open(**WEB)
    other.forgotten.redeem(code)
    for desk in (web, other):
        with pytest.raises(Denied, match="bad_link"):
            desk.forgotten.redeem(code)


def test_d11_a_link_works_for_an_hour_at_most(bureau: Any, web: Any, post: Any, clock: Any) -> None:
    web.forgotten.ask(KNOWN, "")
    late = post.code()
    clock.on(minutes=60)
    with pytest.raises(Denied, match="bad_link"):
        web.forgotten.redeem(late)
    web.forgotten.ask(KNOWN, "")
    clock.on(minutes=59, seconds=59)
    assert web.forgotten.redeem(post.code())
    with pytest.raises(TokkyoError, match="mail_link_minutes"):
        defaults(mail_link_minutes=61)
    bureau.open(mail_link_minutes=1, **WEB).forgotten.ask(KNOWN, "")
    clock.on(minutes=1)
    with pytest.raises(Denied):
        web.forgotten.redeem(post.code())


def test_d11_a_newer_link_ends_the_older_and_purposes_are_not_mixed_up(bureau: Any, web: Any, post: Any) -> None:
    web.forgotten.ask(KNOWN, "")
    old = post.code()
    web.forgotten.ask(KNOWN, "")
    with pytest.raises(Denied):
        web.forgotten.redeem(old)
    with pytest.raises(Denied):
        web.applications.confirm(post.code())
    assert web.forgotten.redeem(post.code())
    web.applications.apply(with_email(_form(), UNKNOWN), "")
    with pytest.raises(Denied):
        web.forgotten.redeem(post.code())
    number, _ = web.applications.confirm(post.code())
    assert web.applications.find(number).row.state == "verified"


@pytest.mark.parametrize("code", ["", "x", "\0", "é" * 100, "\ud800", "x" * 1_000_000, "../../etc"])
def test_d11_whatever_else_stands_in_a_link_is_refused_alike(web: Any, code: str) -> None:
    for use in (web.forgotten.redeem, web.applications.confirm):
        with pytest.raises(Denied) as caught:
            use(code)
        assert caught.value.message == "this link does not work or no longer works"


def test_d11_links_are_long_random_and_not_kept(bureau: Any, web: Any, post: Any) -> None:
    web.forgotten.ask(KNOWN, "")
    web.forgotten.ask(UNKNOWN, "")
    code = next(word for word in post.letters[0].text.split() if "/account/reset/" in word).rpartition("/")[2]
    assert len(code) == 43  # 32 bytes
    kept = b"".join(path.read_bytes() for path in bureau.office.folder.iterdir() if path.is_file())
    assert code.encode() not in kept


@pytest.mark.parametrize(
    "email",
    [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example\nx",
        "a\0@b.example",
        "a@b.example, c@d.example",
        "A <a@b.example>",
        '"a b"@b.example',
        "a@b",
        "a@b..example",
        ".a@b.example",
        "a@-b.example",
        "a@b.example@c.example",
        "@b.example",
        "a@",
        "",
        "jirо@mail.example.jp",  # a Cyrillic о
        "a@exämple.jp",
        "a" * 65 + "@b.example",
        "=?utf-8?q?=2C?=.a@b.example",  # was an IndexError of `email`
        "=?utf-8?q?=0D=0ABcc=3Ax?=@b.example",
        "a.=?utf-8?b?DQpCY2M6?=@b.example",
        f"a@{'b.' * 130}example",
        "a@b.example" + "x" * 1_000_000,
    ],
)
def test_d11_nothing_but_an_address_is_written_to(bureau: Any, web: Any, post: Any, email: str) -> None:
    assert not is_email(normal_email(email))
    with pytest.raises(TokkyoError, match="bad_mail_address"):
        web.forgotten.ask(email, "")
    with pytest.raises(FormError):
        web.applications.apply(with_email(_form(), email), "")
    assert post.letters == []


def test_d11_full_width_letters_are_the_same_address(bureau: Any, web: Any, post: Any) -> None:
    web.forgotten.ask("ｊｉｒｏ＠mail.example.jp", "")
    assert post.last.to == KNOWN
    assert "Or enter this code" in post.last.text


@pytest.mark.parametrize("text", ["\0", "a\x1b[31m", "x\r\nBcc: y", "\u2028", "\ud800", "\x85"])
@pytest.mark.parametrize("field", ["name", "address", "wanted_id", "employer", "corporate_number"])
def test_d11_control_characters_are_refused(bureau: Any, web: Any, field: str, text: str) -> None:
    form = bureau.individual(**{field: text + "x"})
    with pytest.raises(FormError) as caught:
        web.applications.apply(form, "")
    assert (field, "control_character") in {(fault.field, fault.code) for fault in caught.value.faults}


def test_d11_long_texts_are_refused_at_once(bureau: Any, web: Any) -> None:
    huge = "あ" * 1_000_000
    contacts = tuple(Contact(huge, huge, huge, huge, huge) for _ in range(3))
    form = Form("corporation", huge, huge, contacts, huge, wanted_id=huge, corporate_number=huge)
    with pytest.raises(FormError) as caught:
        web.applications.apply(form, "")
    assert {fault.code for fault in caught.value.faults} == {"text_too_long"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"kind":"robot"}',
        b"\xff",
        b'{"a":' * 10_000,
        b'{"kind":"individual","x":1}',
        b"1e999",
    ],
)
def test_d11_what_is_no_form_is_refused(data: bytes) -> None:
    with pytest.raises(FormError) as caught:
        read_form(data)
    assert caught.value.faults[0].code == "unreadable"


def test_d11_letters_that_cannot_be_sent_lose_no_form(bureau: Any, web: Any, post: Any) -> None:
    post.broken = True
    number = web.applications.apply(with_email(_form(), UNKNOWN), "")
    assert "could not be sent" in web.applications.find(number).row.notes[0].text
    post.broken = False
    assert web.applications.remind(number)
    assert web.applications.confirm(post.code())[0] == number
    with pytest.raises(NotFound):
        web.applications.remind(99)


def test_d13_audit_and_reprs_hold_no_secret(bureau: Any, web: Any, post: Any) -> None:
    granted = bureau.registered(web, bureau.corporate())
    web.forgotten.ask(KNOWN, "192.0.2.1")
    code = post.code()
    issued = web.forgotten.redeem(code)
    told = repr((granted, issued, web.desk.users.audit.events(), web.requests.list(), web.applications.list()))
    for secret in (granted.issued.password, issued.password, code):
        assert secret not in told
        assert secret not in json.dumps([event.detail for event in web.desk.users.audit.events()])


TEXTS = st.text(max_size=60)


@settings(max_examples=300, deadline=None)
@given(
    st.builds(
        Form,
        kind=st.sampled_from(["corporation", "individual"]),
        name=TEXTS,
        address=TEXTS,
        contacts=st.lists(st.builds(Contact, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), max_size=4).map(tuple),
        purpose=TEXTS,
        consent=st.booleans(),
        personal_use=st.booleans(),
        wanted_id=TEXTS,
        employer=TEXTS,
        corporate_number=TEXTS,
    )
)
def test_any_form_is_accepted_or_refused_for_reasons(form: Form) -> None:
    rules = Rules.of(defaults())
    try:
        once = checked(form, rules)
    except FormError as error:
        reasons = error.faults
    else:
        assert checked(once, rules) == once
        assert read_form(write_form(once).encode()) == once
        return
    assert reasons
    assert all(fault.field and fault.code and fault.message for fault in reasons)


@settings(max_examples=300, deadline=None)
@given(st.emails(), st.text(max_size=30))
def test_normal_forms_are_stable(email: str, phone: str) -> None:
    assert normal_email(normal_email(email)) == normal_email(email)
    assert normal_phone(normal_phone(phone)) == normal_phone(phone)
