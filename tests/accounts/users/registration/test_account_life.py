"""A1 to A7: the life of accounts (jpo.md §8; handbook 2.0, article 6; terms of use, articles 3, 4 and 8)."""

from typing import Any

import msgspec
import pytest

from tokkyo.accounts.users.forms import Contact, FormError
from tokkyo.accounts.users.notices import Text
from tokkyo.accounts.users.requests import Change, Leave, Reissue
from tokkyo.errors import Denied, NotFound, TokkyoError

NEW = Contact("佐藤次郎", "jiro.sato@data.example.jp", "0398765432")


@pytest.fixture
def granted(bureau: Any, desk: Any) -> Any:
    return bureau.registered(desk, bureau.corporate())


@pytest.fixture
def name(granted: Any) -> str:
    return str(granted.issued.username)


def change(**fields: object) -> Change:
    return Change({field: msgspec.Raw(msgspec.json.encode(value)) for field, value in fields.items()})


def test_a1_changes_wait_until_it_is_known_who_asks(desk: Any, name: str, post: Any) -> None:
    number = desk.requests.ask(name, change(contacts=[NEW]))
    assert "利用登録申込書の写し" in post.last.text
    assert post.last.to == "hanako.yamada@data.example.jp"
    with pytest.raises(TokkyoError, match="identity_unknown"):
        desk.requests.grant(number, "op")
    desk.requests.identity(number, "申込書の写しを確認", "op")
    desk.requests.grant(number, "op")
    assert desk.life.profile(name).form.contacts == (NEW,)
    assert {letter.to for letter in post.letters[-2:]} == {"hanako.yamada@data.example.jp", NEW.email}
    asked = desk.requests.find(number)
    assert [note.text for note in asked.row.notes] == ["identity: 申込書の写しを確認", "granted"]


def test_a1_the_check_can_be_switched_off(bureau: Any, name: str) -> None:
    desk = bureau.open(identity_check=False)
    desk.requests.grant(desk.requests.ask(name, change(address="京都市")), "op")
    assert desk.life.profile(name).form.address == "京都市"


def test_a1_what_could_never_be_granted_is_refused_at_once(desk: Any, name: str) -> None:
    for wrong in (change(contacts=[]), change(address=5), change(nothing=1), change(kind="individual"), change()):
        with pytest.raises((FormError, TokkyoError), match=r"bad_form|not_changeable"):
            desk.requests.ask(name, wrong)
    assert desk.requests.list() == []
    assert desk.life.profile(name).form.address.startswith("東京都")


def test_a2_an_unreachable_user_may_be_cancelled(desk: Any, name: str, clock: Any, post: Any) -> None:
    with pytest.raises(TokkyoError, match="not_unreachable"):
        desk.life.cancel(name, "連絡不能", unreachable=True)
    desk.life.unreachable(name, "電話に出ない")
    clock.on(days=29)
    desk.life.unreachable(name, "メールも返らない")  # the first try counts
    with pytest.raises(TokkyoError, match="not_unreachable"):
        desk.life.cancel(name, "連絡不能", unreachable=True)
    clock.on(days=1)
    desk.life.cancel(name, "連絡不能", unreachable=True)
    assert desk.desk.users.directory.find(name).state == "cancelled"
    assert "連絡不能" in post.last.text


def test_a2_who_answers_is_not_cancelled(bureau: Any, desk: Any, name: str, clock: Any) -> None:
    desk.life.unreachable(name, "電話に出ない")
    clock.on(days=31)
    desk.life.reached(name, "折返しあり")
    with pytest.raises(TokkyoError, match="not_unreachable"):
        desk.life.cancel(name, "連絡不能", unreachable=True)
    desk.life.unreachable(name, "また出ない")
    bureau.open(unreachable_days=0).life.cancel(name, "連絡不能", unreachable=True)


def test_a3_the_old_pair_is_dead_when_the_new_is_issued(desk: Any, granted: Any, name: str, clock: Any) -> None:
    sessions = desk.desk.users.sessions
    old = sessions.log_in(name, granted.issued.password, "")
    number = desk.requests.ask(name, Reissue("other-id.2"))
    desk.requests.identity(number, "電話で確認", "op")
    again = desk.requests.grant(number, "op").issued
    assert again.username == "other-id.2"
    for pair in ((name, granted.issued.password), (name, again.password), ("other-id.2", granted.issued.password)):
        with pytest.raises(Denied):
            sessions.log_in(*pair, "")
    clock.on(seconds=1)
    assert sessions.user(old.access_token) is None
    assert sessions.user(sessions.log_in(again.username, again.password, "").access_token).username == "other-id.2"
    with pytest.raises(NotFound):
        desk.life.profile(name)


def test_a4_forgotten_credentials_are_reset_by_a_link(desk: Any, granted: Any, name: str, post: Any) -> None:
    desk.forgotten.ask("Hanako.Yamada@data.example.jp", "192.0.2.1")
    issued = desk.forgotten.redeem(post.code())
    assert issued.username == name
    assert issued.password not in "".join(letter.text for letter in post.letters)
    with pytest.raises(Denied):
        desk.desk.users.sessions.log_in(name, granted.issued.password, "")
    assert desk.desk.users.sessions.log_in(name, issued.password, "")


def test_a4_or_by_the_operator_after_an_identity_check(bureau: Any, desk: Any, name: str, post: Any) -> None:
    with pytest.raises(TokkyoError, match="reset_closed"):
        bureau.open(forgotten_by_mail=False).forgotten.ask("hanako.yamada@data.example.jp", "")
    number = desk.requests.ask(name, Reissue())
    with pytest.raises(TokkyoError, match="identity_unknown"):
        desk.requests.grant(number, "op")
    desk.requests.identity(number, "本人", "op")
    again = desk.requests.grant(number, "op")
    assert post.password() == again.issued.password


def test_a4_no_link_for_who_is_suspended_or_gone(desk: Any, name: str, post: Any) -> None:
    desk.forgotten.ask("hanako.yamada@data.example.jp", "")
    code = post.code()
    desk.life.suspend(name, "x")
    with pytest.raises(Denied, match="bad_link"):
        desk.forgotten.redeem(code)
    desk.forgotten.ask("hanako.yamada@data.example.jp", "")
    assert "No user is registered" in post.last.text


def test_a5_of_former_contacts_nothing_is_kept(bureau: Any, desk: Any, name: str) -> None:
    desk.life.change(name, {"contacts": (NEW,)})
    desk.privacy.sweep()
    kept = b"".join(path.read_bytes() for path in bureau.office.folder.iterdir() if path.is_file())
    assert b"jiro.sato" in kept
    for former in ("hanako.yamada", "山田花子", "0335811101"):
        assert former.encode() not in kept


def test_a5_a_former_address_leads_nowhere(desk: Any, name: str, post: Any) -> None:
    desk.life.change(name, {"contacts": (NEW,)})
    desk.forgotten.ask("hanako.yamada@data.example.jp", "")
    assert "No user is registered" in post.last.text


def test_a6_suspicious_access_is_asked_about(desk: Any, name: str, post: Any) -> None:
    desk.life.question(name, "深夜に200か所からの接続がありました。", by="op")
    assert "200か所" in post.last.text
    (event,) = [event for event in desk.desk.users.audit.events() if event.name == "asked_about"]
    assert (event.actor, event.detail) == ("op", "深夜に200か所からの接続がありました。")


@pytest.mark.parametrize(("addresses", "refusals", "seen"), [(20, 100, False), (21, 0, True), (1, 101, True)])
def test_a6_suspicious_users_are_listed(desk: Any, granted: Any, addresses: int, refusals: int, seen: bool) -> None:
    user = granted.issued.user
    for place in range(addresses):
        desk.access.note(user.id, "1-1", f"192.0.2.{place}", "100")
    for _ in range(refusals):
        desk.access.note(user.id, "1-1", "192.0.2.0", "203")
    desk.access.flush()
    found = [(one.username, one.addresses, one.refusals) for one in desk.watch.suspicious()]
    assert found == ([(user.username, addresses, refusals)] if seen else [])


def test_a6_thresholds_are_settings(bureau: Any, desk: Any, granted: Any, clock: Any) -> None:
    desk.access.note(granted.issued.user.id, "1-1", "192.0.2.1", "100")
    desk.access.flush()
    assert len(bureau.open(suspicious_addresses=0).watch.suspicious()) == 1
    clock.on(days=1)
    assert bureau.open(suspicious_addresses=0).watch.suspicious() == []


def test_a6_breach_leads_to_suspension_and_cancellation(
    desk: Any, granted: Any, name: str, clock: Any, post: Any
) -> None:
    sessions = desk.desk.users.sessions
    token = sessions.log_in(name, granted.issued.password, "").access_token
    desk.life.suspend(name, "規約違反")
    assert "規約違反" in post.last.text
    clock.on(seconds=1)
    assert sessions.user(token) is None
    with pytest.raises(Denied):
        sessions.log_in(name, granted.issued.password, "")
    desk.life.resume(name, "説明あり")
    assert sessions.log_in(name, granted.issued.password, "")
    desk.life.cancel(name, "再度の違反")
    assert desk.life.profile(name).form is None
    with pytest.raises(TokkyoError, match="user_cancelled"):
        desk.life.resume(name, "")


def test_a6_a_corporation_may_register_again_after_cancellation_but_not_with_the_same_id(
    bureau: Any, desk: Any, name: str
) -> None:
    number = desk.requests.ask(name, Leave("不要になった"))
    desk.requests.identity(number, "本人", "op")
    desk.requests.grant(number, "op")
    again = bureau.registered(desk, bureau.corporate())
    assert again.issued.username != name


def test_a7_users_are_asked_about_their_use(bureau: Any, desk: Any, name: str, post: Any) -> None:
    person = bureau.registered(desk, bureau.individual()).issued.username
    text = Text(title_ja="利用状況調査", text_ja="用途を教えてください。", title_en="Use", text_en="What for?")
    number, sent = desk.surveys.open(text, by="op")
    assert sent.letters == 2
    assert "用途を教えてください。" in post.last.text
    assert "What for?" in post.last.text
    desk.surveys.answer(number, name, "調査")
    desk.surveys.answer(number, name, "先行技術調査")
    assert desk.surveys.answers(number) == [(name, "先行技術調査")]
    assert desk.surveys.silent(number) == [person]
    assert desk.surveys.list()[0].answers == 1


def test_a7_surveys_end(bureau: Any, desk: Any, name: str, clock: Any) -> None:
    number, _ = desk.surveys.open(Text(title_ja="調査", text_ja="？"), by="op")
    clock.on(days=30)
    with pytest.raises(TokkyoError, match="survey_closed"):
        desk.surveys.answer(number, name, "遅れて")
    number, _ = bureau.open(survey_days=60).surveys.open(Text(title_ja="調査", text_ja="？"), by="op")
    clock.on(days=31)
    desk.surveys.answer(number, name, "間に合った")
    desk.surveys.close(number)
    with pytest.raises(TokkyoError, match="survey_closed"):
        desk.surveys.answer(number, name, "閉じた後")
    for wrong in (" ", "あ" * 10_001):
        with pytest.raises(TokkyoError, match="bad_answer"):
            desk.surveys.answer(number, name, wrong)
    with pytest.raises(TokkyoError, match="survey_empty"):
        desk.surveys.open(Text(title_ja="調査"), by="op")
    with pytest.raises(NotFound):
        desk.surveys.answer(99, name, "x")
