"""S1, S2, P1 to P6: notices, scope, and what is kept of users (jpo.md §8; handbook 2.0, articles 2, 7 and 8)."""

import json
import string
from datetime import timedelta
from typing import Any

import pytest

from tokkyo.accounts.users import access_log
from tokkyo.accounts.users.letters import TEXTS
from tokkyo.accounts.users.notices import Text
from tokkyo.accounts.users.support import MAX_CHARS, without_secrets
from tokkyo.errors import NotFound, SettingError, TokkyoError, Unavailable

TEXT = Text(title_ja="定期メンテナンス", text_ja="停止します。", title_en="Maintenance", text_en="Closed.")


@pytest.fixture
def granted(bureau: Any, desk: Any) -> Any:
    return bureau.registered(desk, bureau.corporate())


def test_s1_maintenance_is_announced_ahead_and_closes_the_service_in_its_time(
    desk: Any, granted: Any, clock: Any, post: Any
) -> None:
    starts = clock.now() + timedelta(hours=24)
    number, sent = desk.board.announce(TEXT, starts, starts + timedelta(hours=2), by="op", letters=True)
    assert sent.letters == 1
    assert "2026年05月08日 12:00（日本時間）" in post.last.text
    assert [(one.number, one.kind) for one in desk.notices.public()] == [(number, "maintenance")]
    assert desk.notices.closed_seconds() == 0
    clock.on(hours=24)
    assert desk.notices.closed_seconds() == 7200
    clock.on(hours=1, minutes=59, seconds=59)
    assert desk.notices.closed_seconds() == 1
    clock.on(seconds=1)
    assert desk.notices.closed_seconds() == 0


def test_s1_how_far_ahead_is_a_setting(bureau: Any, desk: Any, clock: Any) -> None:
    soon = clock.now() + timedelta(hours=23)
    with pytest.raises(TokkyoError, match="announced_late"):
        desk.board.announce(TEXT, soon, None, by="op")
    assert desk.board.announce(TEXT, soon, None, by="op", urgent=True)
    assert bureau.open(maintenance_notice_hours=23).board.announce(TEXT, soon, None, by="op")
    with pytest.raises(TokkyoError, match="bad_period"):
        desk.board.announce(TEXT, soon, soon, by="op", urgent=True)
    with pytest.raises(TokkyoError, match="notice_empty"):
        desk.board.announce(Text(title_ja="題のみ"), soon, None, by="op", urgent=True)


def test_s1_maintenance_until_further_notice_is_ended_or_called_off(bureau: Any, desk: Any, clock: Any) -> None:
    other = bureau.open()
    number, _ = desk.board.announce(TEXT, clock.now(), None, by="op", urgent=True)
    assert desk.notices.closed_seconds() == other.notices.closed_seconds() == 3600
    desk.board.end(number, by="op")
    clock.on(seconds=1)  # every process notices within a second
    assert desk.notices.closed_seconds() == other.notices.closed_seconds() == 0
    later, _ = desk.board.announce(TEXT, clock.now() + timedelta(days=2), None, by="op")
    desk.board.withdraw(later, by="op")
    clock.on(days=3)
    assert desk.notices.closed_seconds() == 0
    assert later not in [one.number for one in desk.notices.public()]
    assert [one.number for one in desk.notices.all() if one.withdrawn] == [later]
    with pytest.raises(NotFound):
        desk.board.withdraw(later, by="op")


def test_s1_overlapping_maintenance_ends_with_the_last(desk: Any, clock: Any) -> None:
    now = clock.now()
    desk.board.announce(TEXT, now, now + timedelta(hours=1), by="op", urgent=True)
    desk.board.announce(TEXT, now, now + timedelta(hours=5), by="op", urgent=True)
    assert desk.notices.closed_seconds() == 5 * 3600


def test_s1_notices_go_to_everybody_when_asked_to(desk: Any, granted: Any, post: Any) -> None:
    before = len(post.letters)
    desk.board.publish(TEXT, by="op")
    assert len(post.letters) == before
    _, sent = desk.board.publish(TEXT, by="op", letters=True)
    assert (sent.letters, len(post.letters)) == (1, before + 1)
    post.broken = True
    _, sent = desk.board.publish(TEXT, by="op", letters=True)
    assert sent.failures == ("hanako.yamada@data.example.jp: the letter could not be sent: no server",)


def test_s2_scope_and_daily_refresh_are_told(desk: Any) -> None:
    japanese = {one.name: one.text for one in desk.about.paragraphs("ja")}
    english = {one.name: one.text for one in desk.about.paragraphs("en")}
    assert list(japanese) == list(english)
    for part in ("2003年7月", "2000年1月", "実用新案は含みません"):
        assert part in japanese["scope"]
    for part in ("July 2003", "January 2000", "Utility models are not included"):
        assert part in english["scope"]
    assert "毎日更新" in japanese["freshness"]
    assert "24時間365日" in japanese["hours"]


def test_p1_addresses_and_apis_are_recorded(bureau: Any, desk: Any, granted: Any, clock: Any) -> None:
    user, other = granted.issued.user, bureau.open()
    for _ in range(3):
        desk.access.note(user.id, "1-1", "192.0.2.1", "100")
    other.access.note(user.id, "1-1", "192.0.2.1", "100")
    other.access.note(user.id, "2-7", "2001:db8::1", "108")
    desk.flush()
    other.flush()
    hour = int(clock.now().timestamp()) // 3600
    rows = [(row.hour, row.api, row.address, row.outcome, row.calls) for row in desk.privacy.access(user.username)]
    assert rows == [(hour, "1-1", "192.0.2.1", "100", 4), (hour, "2-7", "2001:db8::1", "108", 1)]


def test_p2_what_is_kept_is_used_for_nothing_else(desk: Any) -> None:
    text = {one.name: one.text for one in desk.about.paragraphs("en")}["privacy"]
    assert "given to nobody else, except by law" in text
    assert "90 days" in text


def test_p2_users_get_everything_that_is_kept_of_them(bureau: Any, desk: Any, granted: Any, clock: Any) -> None:
    user = granted.issued.user
    desk.access.note(user.id, "1-1", "192.0.2.1", "100")
    desk.access.flush()
    desk.raises.grant(user.username, bureau.wish("1-1"), "op")
    number, _ = desk.surveys.open(TEXT, by="op")
    desk.surveys.answer(number, user.username, "調査")
    kept = json.loads(desk.privacy.export(user.username))
    assert kept["id"] == user.username
    assert kept["form"]["contacts"][0]["email"] == "hanako.yamada@data.example.jp"
    assert kept["raised_limits"] == {"1-1": 1600}
    assert kept["calls"] == [
        {"hour": "2026-05-07T12:00:00+09:00", "api": "1-1", "address": "192.0.2.1", "code": "100", "calls": 1}
    ]
    assert kept["survey_answers"][0]["answer"] == "調査"
    assert {event["event"] for event in kept["events"]} >= {"issued", "limit_changed", "survey_answered"}
    shown = json.dumps(kept)
    assert granted.issued.password not in shown
    assert "argon2" not in shown


def test_p3_figures_name_nobody(bureau: Any, clock: Any) -> None:
    desk = bureau.open()
    for user in range(1, 5):
        desk.access.note(user, "1-1", f"192.0.2.{user}", "100")
    desk.access.note(1, "2-1", "192.0.2.1", "100")
    desk.access.flush()
    assert [(one.api, one.calls) for one in desk.privacy.figures()] == [("1-1", None), ("2-1", None)]
    desk.access.note(5, "1-1", "192.0.2.5", "107")
    desk.access.flush()
    found = desk.privacy.figures()
    assert [(one.day, one.api, one.calls) for one in found] == [("2026-05-07", "1-1", 5), ("2026-05-07", "2-1", None)]
    assert [one.calls for one in bureau.open(statistics_users=0).privacy.figures()] == [5, 1]
    assert [one.calls for one in bureau.open(statistics_users=6).privacy.figures()] == [None, None]


def test_p3_figures_outlive_the_log(bureau: Any, clock: Any) -> None:
    desk = bureau.open(address_days=2, statistics_users=0)
    clock.put(hours=11, minutes=59)  # 23:59 in Japan
    desk.access.note(1, "1-1", "192.0.2.1", "100")
    clock.put(minutes=2)
    desk.access.note(1, "1-1", "192.0.2.1", "100")
    desk.access.flush()
    before = desk.privacy.figures()
    assert [(one.day, one.calls) for one in before] == [("2026-05-07", 1), ("2026-05-08", 1)]
    clock.put(days=2)
    assert desk.privacy.sweep().calls == 1
    assert [row.calls for row in desk.privacy.access()] == [1]
    assert desk.privacy.figures() == before
    clock.put(days=10)
    assert desk.privacy.sweep().calls == 1
    assert desk.privacy.access() == []
    assert desk.privacy.figures() == before


def test_p4_addresses_are_gone_when_their_time_is_up(bureau: Any, post: Any, clock: Any) -> None:
    desk = bureau.open(registration_open=True, address_days=7)
    number = desk.applications.apply(bureau.corporate(), "198.51.100.77")
    desk.access.note(1, "1-1", "198.51.100.78", "100")
    desk.access.flush()
    clock.on(days=7)
    desk.privacy.sweep()
    assert desk.applications.find(number).row.address == "198.51.100.77"
    clock.on(days=1, seconds=1)
    desk.privacy.sweep()
    assert desk.applications.find(number).row.address == ""
    kept = b"".join(path.read_bytes() for path in bureau.office.folder.iterdir() if path.is_file())
    assert b"198.51.100.7" not in kept


def test_p4_forms_that_came_to_nothing_are_removed(bureau: Any, post: Any, clock: Any) -> None:
    desk = bureau.open(form_days=10)
    refused = bureau.verified(desk, bureau.corporate())
    desk.applications.refuse(refused, "不備", "op")
    silent = desk.applications.receive(bureau.individual(), "op")
    clock.on(days=10)
    assert desk.privacy.sweep().forms == 0
    waiting = bureau.verified(desk, bureau.other("Waiting"))
    clock.on(seconds=1)
    assert desk.privacy.sweep().forms == 2
    assert [desk.applications.find(number).form for number in (refused, silent)] == [None, None]
    assert desk.applications.find(silent).row.state == "refused"
    assert desk.applications.find(waiting).form is not None
    kept = b"".join(path.read_bytes() for path in bureau.office.folder.iterdir() if path.is_file())
    for former in ("hanako.yamada", "山田花子", "jiro@mail", "佐藤次郎"):
        assert former.encode() not in kept


def test_p4_nothing_of_a_user_who_left_is_kept_but_the_id(bureau: Any, desk: Any, granted: Any) -> None:
    name = granted.issued.username
    number, _ = desk.surveys.open(TEXT, by="op")
    desk.surveys.answer(number, name, "秘密の用途")
    desk.requests.ask(name, bureau.wish("1-1"))
    desk.life.cancel(name, "終了")
    assert desk.surveys.answers(number) == []
    assert desk.requests.list() == []
    assert json.loads(desk.privacy.export(name))["form"] is None
    with pytest.raises(TokkyoError, match="username_taken"):
        desk.issuing.issue_directly(name, "corporation", "op")
    desk.privacy.sweep()
    kept = b"".join(path.read_bytes() for path in bureau.office.folder.iterdir() if path.is_file())
    for former in ("山田花子", "0335811101", "秘密の用途", "株式会社特許データ"):
        assert former.encode() not in kept


def test_p4_servers_sweep_once_an_hour(bureau: Any, clock: Any) -> None:
    desk = bureau.open(address_days=1)
    desk.flush()
    desk.access.note(1, "1-1", "192.0.2.1", "100")
    desk.flush()
    clock.put(days=3)
    desk.flush()
    assert len(desk.privacy.access()) == 1
    clock.on(hours=1)
    desk.flush()
    assert desk.privacy.access() == []


def test_p4_a_log_that_cannot_be_written_is_kept_and_bounded(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "MOST_PENDING", 2)
    for place in range(5):
        desk.access.note(1, "1-1", f"192.0.2.{place}", "100")
    desk.access.note(1, "1-1", "192.0.2.0", "100")

    def busy(*_: object) -> None:
        raise Unavailable("accounts_busy", "busy")

    with monkeypatch.context() as patched:
        patched.setattr(access_log, "add_access", busy)
        with pytest.raises(Unavailable):
            desk.access.flush()
    desk.access.flush()
    assert [(row.address, row.calls) for row in desk.privacy.access()] == [("192.0.2.0", 2), ("192.0.2.1", 1)]


def test_p5_an_inquiry_has_request_and_response(bureau: Any, desk: Any, granted: Any, post: Any) -> None:
    name = granted.issued.username
    with pytest.raises(TokkyoError, match="no_support"):
        desk.support.inquire(name, "?", "GET /", "500")
    desk = bureau.open(support_contact="help.desk@office.example")
    request = "GET /api/patent/v1/app_progress/2020123456\nAuthorization: Bearer abc.def-123"
    desk.support.inquire(name, "500になります", request, '{"access_token":"tok","error":"x"}')
    assert post.last.to == "help.desk@office.example"
    for part in ("500になります", "app_progress/2020123456", "Authorization: Bearer ***", '"access_token":"***"'):
        assert part in post.last.text
    assert "abc.def-123" not in post.last.text
    for parts in (("", "GET", "500"), ("?", " ", "500"), ("?", "GET", "")):
        with pytest.raises(TokkyoError, match="inquiry_incomplete"):
            desk.support.inquire(name, *parts)
    with pytest.raises(TokkyoError, match="inquiry_too_long"):
        desk.support.inquire(name, "?", "x" * (MAX_CHARS + 1), "500")
    assert (
        "Questions about users' own programs" in {one.name: one.text for one in desk.about.paragraphs("en")}["support"]
    )


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("grant_type=password&username=a&password=s3cret&x=1", "grant_type=password&username=a&password=***&x=1"),
        ('{"refresh_token": "abc"}', '{"refresh_token": "***"}'),
        ("authorization:Basic dXNlcg==", "authorization:Basic ***"),
        ("no secret here", "no secret here"),
    ],
)
def test_p5_secrets_are_struck_out(text: str, struck: str) -> None:
    assert without_secrets(text) == struck


def test_p6_the_japanese_text_prevails(bureau: Any, desk: Any, granted: Any, post: Any) -> None:
    assert "日本語の文面が正文" in post.last.text
    assert "the Japanese text prevails" in post.last.text
    assert post.last.text.index("登録が完了") < post.last.text.index("You are registered")
    assert desk.about.paragraphs("en")[-1].text.endswith("the Japanese text prevails.")
    english = bureau.open(mail_languages="en")
    english.life.reissue(granted.issued.username)
    assert "登録" not in post.last.text
    with pytest.raises(SettingError, match="mail_languages"):
        bureau.open(mail_languages="fr")


def test_p6_both_languages_have_the_same_letters_with_the_same_contents() -> None:
    assert set(TEXTS["ja"]) == set(TEXTS["en"])
    for name in TEXTS["ja"]:
        names = [
            {field for part in TEXTS[language][name] for _, field, _, _ in string.Formatter().parse(part) if field}
            for language in ("ja", "en")
        ]
        assert names[0] == names[1], name
