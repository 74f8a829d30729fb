"""`tokkyo user` as an operator uses it: every rule of jpo.md §8 that an operator applies, on the command line."""

import json
import re
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tokkyo.cli.main import main
from tokkyo.cli.user import MODULES, SECTIONS

CORPORATE: dict[str, Any] = {
    "kind": "corporation",
    "consent": True,
    "name": "株式会社特許データ",
    "address": "東京都千代田区",
    "purpose": "先行技術調査",
    "wanted_id": "tokkyo-data",
    "contacts": [{"name": "山田花子", "email": "hanako@data.example.jp", "phone": "03-3581-1101"}],
}
TEXT = ("--title-ja", "お知らせ", "--text-ja", "本文です。", "--title-en", "News", "--text-en", "Text.")
RAISE = ("--api", "1-8", "--reason", "出願が多い", "--cases-per-year", "500")


class Bench:
    """A data folder, its commands and its letters."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def run(self, *arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["user", *arguments, "--data", str(self.data)], input=stdin)

    def done(self, *arguments: str, stdin: str | None = None) -> str:
        result = self.run(*arguments, stdin=stdin)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def refused(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code in (1, 3), result.output
        return result.stderr

    def letters(self) -> list[Any]:
        parse = BytesParser(policy=policy.default).parsebytes
        return [parse(path.read_bytes()) for path in sorted((self.data / "mail").iterdir())]

    def code(self) -> str:
        found = re.search(r"/account/\w+/(\S+)", self.letters()[-1].get_content())
        assert found
        return found[1]

    def receive(self, **changes: Any) -> str:
        form = json.dumps({**CORPORATE, **changes}, ensure_ascii=False)
        return self.done("application", "receive", "-", stdin=form)

    def registered(self) -> "Bench":
        self.receive()
        self.done("application", "confirm", self.code())
        self.done("application", "accept", "1")
        return self


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_issue_prints_exactly_the_three_things_of_r4(bench: Bench) -> None:
    out = bench.done("issue", "patent-01", "--kind", "corporation", "--set", "public_url=https://api.example")
    told = json.loads(out)
    assert list(told) == ["username", "password", "token_url"]
    assert (told["username"], told["token_url"]) == ("patent-01", "https://api.example/auth/token")
    assert re.fullmatch(r"[a-z0-9]{8,15}", json.loads(bench.done("issue"))["username"])
    assert "[bad_username]" in bench.refused("issue", "PATENT")
    assert "[username_taken]" in bench.refused("issue", "patent-01")
    assert told["password"] not in bench.done("list")


def test_a_form_from_receipt_to_the_id(bench: Bench) -> None:
    """R1 to R4, R6 to R9: the form by hand, the link, the telephone, the decision."""
    template = bench.folder / "form.toml"
    template.write_text(CliRunner().invoke(main, ["user", "application", "form"]).stdout, encoding="utf-8")
    refused = bench.refused("application", "receive", str(template))
    for code in ("consent_missing", "email_bad", "phone_bad", "missing"):
        assert code in refused
    assert bench.receive() == "received no. 1\n"
    assert "[not_verified]" in bench.refused("application", "accept", "1")
    link = f"http://127.0.0.1:8000/account/verify/{bench.code()}"
    assert bench.done("application", "confirm", link) == "confirmed the e-mail address of no. 1\n"
    assert "[bad_link]" in bench.refused("application", "confirm", link)
    assert bench.done("application", "contacted", "1", "--note", "本人") == "noted; no. 1 is verified\n"
    listed = bench.done("application", "list").split("\t")
    assert listed[:5] == ["1", "verified", "corporation", "株式会社特許データ", "hanako@data.example.jp"]
    shown = bench.done("application", "show", "1")
    assert "contact\t山田花子, hanako@data.example.jp, 0335811101\n" in shown
    assert "reached by telephone: 本人" in shown
    assert bench.done("application", "accept", "1") == "issued the ID tokkyo-data; 1 letter sent\n"
    letter = bench.letters()[-1].get_content()
    assert "tokkyo-data" in letter
    assert "/auth/token" in letter
    assert bench.done("list").split("\t")[:3] == ["tokkyo-data", "corporation", "active"]
    assert "株式会社特許データ" in bench.done("show", "tokkyo-data")


def test_templates_can_be_filled_in(bench: Bench) -> None:
    for kind in ("corporation", "individual"):
        template = CliRunner().invoke(main, ["user", "application", "form", "--kind", kind]).stdout
        filled = re.sub(r"^(consent|personal_use) = false", r"\1 = true", template, flags=re.MULTILINE)
        filled = re.sub(r'^(name|address|purpose) = ""', r'\1 = "あ"', filled, flags=re.MULTILINE)
        filled = re.sub(r'^email = ""', 'email = "a.b@c.example"', filled, flags=re.MULTILINE)
        filled = re.sub(r'^phone = ""', 'phone = "0312345678"', filled, flags=re.MULTILINE)
        assert bench.done("application", "receive", "-", stdin=filled).startswith("received no. ")
    wish = re.sub(r"^# (?=\[|apis|factor|cases|reason|bulk|service|own|fewer|gives)", "", template, flags=re.MULTILINE)
    assert "raised_limits" not in wish  # individuals cannot wish for them
    corporate = CliRunner().invoke(main, ["user", "application", "form"]).stdout
    wish = re.sub(r"^# (?=\[|apis|factor|cases|reason|bulk|service|own|fewer|gives)", "", corporate, flags=re.MULTILINE)
    assert bench.run("application", "receive", "-", stdin=wish).stderr.count("raised_limits") >= 5


def test_refusals_reminders_and_what_stands_against_a_form(bench: Bench) -> None:
    """R2, R5, R10."""
    bench.registered()
    bench.receive(name="㈱特許データ", contacts=[{"name": "x", "email": "x.y@z.example", "phone": "0312345678"}])
    assert bench.done("application", "list").endswith("\tcorporation_registered\n")
    bench.done("application", "remind", "2")
    bench.done("application", "confirm", bench.code())
    assert "[corporation_registered]" in bench.refused("application", "accept", "2")
    assert bench.done("application", "refuse", "2", "--reason", "登録済み") == "refused no. 2; 1 letter sent\n"
    assert "登録済み" in bench.letters()[-1].get_content()
    assert bench.run("application", "list").stderr == "no form waits for a decision\n"
    assert len(bench.done("application", "list", "--all").splitlines()) == 2
    full = bench.run("application", "receive", "-", "--set", "max_users=1", stdin=json.dumps(CORPORATE))
    assert "[registration_closed]" in full.stderr


def test_limits_are_shown_raised_cut_back_and_remembered(bench: Bench) -> None:
    """L5 to L10."""
    bench.registered()
    assert bench.done("limit", "raise", "tokkyo-data", *RAISE, "--by", "alice").startswith("raised 1-8")
    shown = bench.done("limit", "show", "tokkyo-data").splitlines()
    assert shown[0] == "1-8\tpatent/app_doc_cont_opinion_amendment\t0 of 400\traised"
    assert shown[-1].startswith("reset\t")
    assert len(bench.done("limit", "show", "tokkyo-data", "--all").splitlines()) > 42
    for code, wish in {
        "raise_of_opd": ("--api", "OPD-1", "--reason", "x", "--cases-per-year", "500"),
        "raise_without_ground": ("--api", "1-1", "--reason", "x"),
        "raise_too_far": (*RAISE, "--factor", "5"),
        "provider_condition": ("--api", "1-8", "--reason", "x", "--provider", "https://s", "--bulk-service-id", "b"),
    }.items():
        assert code in bench.refused("limit", "raise", "tokkyo-data", *wish)
    provider = ("--provider", "https://s", "--bulk-service-id", "b", "--conditions-met", "--factor", "5")
    bench.done("limit", "raise", "tokkyo-data", "--api", "3-9", "--reason", "情報提供", *provider)
    assert bench.done("limit", "raise", "tokkyo-data", *RAISE, "--ask") == "received no. 3\n"
    assert "limit\t1-8 Patent Application Documents: 2 times" in bench.done("request", "show", "3")
    bench.done("request", "grant", "3")
    bench.done("limit", "cut-back", "tokkyo-data", "--reason", "混雑", "--by", "bob")
    history = [line.split("\t")[1:] for line in bench.done("limit", "history", "tokkyo-data").splitlines()]
    assert history[0] == ["alice", "1-8", "raised to 2 times", "出願が多い"]
    assert history[-1] == ["bob", "1-8, 3-9", "cut back", "混雑"]


def test_accounts_change_and_end(bench: Bench) -> None:
    """A1 to A6, R7, R10, R11."""
    bench.registered()
    contact = ("--contact", "佐藤, sato@data.example.jp, 0398765432")
    assert bench.done("change", "tokkyo-data", *contact) == "changed contacts of tokkyo-data; 2 letters sent\n"
    assert bench.done("change", "tokkyo-data", "--purpose", "機械学習") == "changed purpose of tokkyo-data\n"
    assert "[not_transferable]" in bench.refused("change", "tokkyo-data", "--new-name", "別会社")
    assert "[nothing_to_change]" in bench.refused("change", "tokkyo-data")
    assert bench.run("change", "tokkyo-data", "--contact", "x").exit_code == 2
    assert bench.done("request", "change", "tokkyo-data", "--address", "京都市") == "received no. 1\n"
    assert "[identity_unknown]" in bench.refused("request", "grant", "1")
    bench.done("request", "identity", "1", "--note", "写しを確認")
    assert bench.done("request", "grant", "1") == "granted no. 1; 1 letter sent\n"
    assert "address\t京都市\n" in bench.done("show", "tokkyo-data")
    again = json.loads(bench.done("reissue", "tokkyo-data", "--id", "other-id.2"))
    assert again["username"] == "other-id.2"
    assert again["password"] in bench.letters()[-1].get_content()
    assert bench.run("show", "tokkyo-data").exit_code == 3
    bench.done("forgotten", "sato@data.example.jp")
    assert json.loads(bench.done("redeem", bench.code()))["username"] == "other-id.2"
    bench.done("unreachable", "other-id.2", "--note", "電話に出ない")
    assert "[not_unreachable]" in bench.refused("cancel", "other-id.2", "--reason", "x", "--unreachable")
    assert "unreachable\tsince" in bench.done("show", "other-id.2")
    bench.done("reached", "other-id.2")
    assert bench.done("question", "other-id.2", "深夜の接続について") == "asked other-id.2; 1 letter sent\n"
    assert bench.run("suspicious").stderr == "nobody looks suspicious\n"
    assert bench.done("suspend", "other-id.2", "--reason", "違反") == "suspended other-id.2; 1 letter sent\n"
    bench.done("resume", "other-id.2")
    for wish in (("reissue", "other-id.2"), ("leave", "other-id.2", "--reason", "終了")):
        number = bench.done("request", *wish).split()[-1]
        bench.done("request", "refuse", number, "--reason", "保留")
    assert bench.run("request", "list").stderr == "no request waits for a decision\n"
    assert bench.done("cancel", "other-id.2", "--reason", "終了") == "cancelled other-id.2; 1 letter sent\n"
    assert bench.run("list").stderr.startswith("there are no users")
    assert "cancelled" in bench.done("list", "--all")


def test_notices_and_maintenance(bench: Bench) -> None:
    """S1."""
    bench.registered()
    assert bench.done("notice", "publish", *TEXT, "--letters") == "published no. 1; 1 letter sent\n"
    period = ("2999-01-01 00:00", "2999-01-01 06:00")
    assert bench.done("notice", "maintenance", *period, *TEXT) == "announced no. 2\n"
    assert "[announced_late]" in bench.refused("notice", "maintenance", "2020-01-01 00:00", *TEXT)
    assert bench.run("notice", "maintenance", "soon", *TEXT).exit_code == 2
    bench.done("notice", "maintenance", "2020-01-01 00:00", *TEXT, "--urgent")
    rows = [line.split("\t") for line in bench.done("notice", "list").splitlines()]
    assert [row[3] for row in rows] == [
        "2020-01-01 00:00 to further notice",
        "2999-01-01 00:00 to 2999-01-01 06:00",
        "-",
    ]
    bench.done("notice", "end", "3")
    bench.done("notice", "withdraw", "2")
    assert len(bench.done("notice", "list").splitlines()) == 2
    assert "withdrawn" in bench.done("notice", "list", "--all")
    assert bench.run("notice", "withdraw", "2").exit_code == 3


def test_surveys(bench: Bench) -> None:
    """A7."""
    bench.registered()
    assert bench.done("survey", "open", *TEXT) == "opened survey no. 1; 1 letter sent\n"
    assert bench.done("survey", "silent", "1") == "tokkyo-data\n"
    bench.done("survey", "answer", "1", "tokkyo-data", "調査に使います")
    assert bench.done("survey", "answers", "1") == "tokkyo-data\t調査に使います\n"
    assert "1 answers" in bench.done("survey", "list")
    bench.done("survey", "close", "1")
    assert "[survey_closed]" in bench.refused("survey", "answer", "1", "tokkyo-data", "遅れて")


def test_records(bench: Bench) -> None:
    """P1 to P6, S2, R12."""
    bench.registered()
    assert bench.done("access") == ""
    assert bench.done("statistics") == ""
    assert "\tissued\ttokkyo-data\t" in bench.done("events", "tokkyo-data")
    assert json.loads(bench.done("export", "tokkyo-data"))["form"]["name"] == "株式会社特許データ"
    assert bench.done("sweep").strip().split("\t") == ["0 forms", "0 requests", "0 addresses", "0 log rows"]
    japanese, english = bench.done("about"), bench.done("about", "--language", "en")
    assert "実用新案は含みません" in japanese
    assert "日本語が優先" in japanese
    assert "the Japanese text prevails" in english
    assert max(map(len, english.splitlines())) <= 100
    for name in ("request", "response"):
        (bench.folder / name).write_text(f"the {name}", encoding="utf-8")
    parts = ("--request", str(bench.folder / "request"), "--response", str(bench.folder / "response"))
    assert "[no_support]" in bench.refused("inquire", "tokkyo-data", "?", *parts)
    bench.done("inquire", "tokkyo-data", "なぜ？", *parts, "--set", "support_contact=help@office.example")
    assert "the response" in bench.letters()[-1].get_content()


def test_help_reads_well() -> None:
    help_text = CliRunner().invoke(main, ["user", "--help"]).stdout
    assert all(f"{heading}:" in help_text for heading in SECTIONS)
    assert "..." not in help_text.replace("[ARGS]...", "")
    for name in MODULES:
        shown = CliRunner().invoke(main, ["user", name, "--help"])
        assert shown.exit_code == 0
        assert "..." not in shown.stdout.replace("[ARGS]...", "").replace("{", "")
