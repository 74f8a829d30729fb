"""Letters as they go out: to a folder, over SMTP to a real listener, or not at all."""

import email
import email.policy
import socketserver
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tokkyo.accounts.users.mail import FileMailbox, Letter, NoMailer, Postmark, SmtpMailer, mailer_of
from tokkyo.errors import SettingError, TokkyoError, Unavailable
from tokkyo.settings import defaults

NOW = datetime(2026, 5, 7, 3, tzinfo=UTC)
LETTER = Letter("hanako@data.example.jp", "IDのお知らせ / Your ID", "山田様\n\nパスワード: abc\n.\nend\n")


def parsed(data: bytes) -> Any:
    return email.message_from_bytes(data.replace(b"\r\n", b"\n"), policy=email.policy.default)


class Listener(socketserver.StreamRequestHandler):
    """Speaks just enough SMTP to take a message."""

    def handle(self) -> None:
        server: Any = self.server
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            server.heard.append(line)
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while (line := self.rfile.readline()) != b".\r\n":
                    server.data.append(line)
            if word == b"RCPT" and server.refuses:
                self.wfile.write(b"550 nobody\r\n")
                continue
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def server() -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Listener) as listener:
        shared: Any = listener
        shared.heard, shared.data, shared.refuses = [], [], False
        shared.block_on_close = True
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield listener
        listener.shutdown()
        thread.join()


def smtp(port: int, **changes: Any) -> Any:
    settings = defaults(mail="smtp", smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", **changes)
    return mailer_of(settings, lambda: NOW)


def test_a_letter_becomes_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    mailer = mailer_of(
        defaults(data=str(tmp_path), operator_name="特許 庁", mail_from="api@office.example"), lambda: NOW
    )
    mailer.send(LETTER)
    mailer.send(LETTER)
    first, second = sorted((tmp_path / "mail").iterdir())
    message = parsed(first.read_bytes())
    assert (message["to"], message["subject"]) == (LETTER.to, LETTER.subject)
    assert message["from"] == "特許 庁 <api@office.example>"
    assert message["date"] == "Thu, 07 May 2026 03:00:00 +0000"
    assert message.get_content() == LETTER.text
    assert "パスワード" in first.read_text(encoding="utf-8")  # as people read it
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
    assert parsed(second.read_bytes())["message-id"] != message["message-id"]


def test_a_letter_goes_over_smtp(server: Any) -> None:
    smtp(server.server_address[1]).send(LETTER)
    assert b"rcpt TO:<hanako@data.example.jp>\r\n" in server.heard
    message = parsed(b"".join(server.data))
    assert message["subject"] == LETTER.subject
    assert message.get_content().replace("\r\n", "\n") == LETTER.text
    assert b"".join(server.data).isascii()


@pytest.mark.parametrize(
    "text", ["x\r\nBcc: evil@example.com", "x\nBcc: evil@example.com", "x\0y", "\u2028y", "y" * 10_000]
)
def test_subjects_never_become_headers(server: Any, text: str) -> None:
    smtp(server.server_address[1], operator_name=text).send(Letter("a@b.example", text, text))
    message = parsed(b"".join(server.data))
    assert message["bcc"] is None
    assert len(message["subject"]) <= 150
    assert sum(line.startswith(b"rcpt") for line in server.heard) == 1


@pytest.mark.parametrize(
    "text",
    [
        "=?utf-8?q?=0D=0ABcc=3Ax@evil.example?=",
        "=?utf-8?b?DQpCY2M6IHhAZXZpbC5leGFtcGxl?= y",
        "x ==?us-ascii?q?=0ABcc=3Ay?=",
    ],
)
def test_encoded_words_in_subjects_became_headers(tmp_path: Path, server: Any, text: str) -> None:
    """`email` decoded them when they were set, and wrote out their line ends: a letter to somebody else."""
    folder = mailer_of(defaults(data=str(tmp_path), operator_name=text), lambda: NOW)
    for mailer in (smtp(server.server_address[1], operator_name=text), folder):
        mailer.send(Letter("a@b.example", text, text))
    (file,) = (tmp_path / "mail").iterdir()
    for data in (b"".join(server.data), file.read_bytes()):
        message = parsed(data)
        assert message["bcc"] is None
        assert message["subject"] == text.replace("=?", "= ?")
        assert message["from"].addresses[0].display_name == text.replace("=?", "= ?")
    assert sum(line.startswith(b"rcpt") for line in server.heard) == 1


def test_half_characters_in_a_letter_were_a_fault(tmp_path: Path) -> None:
    """Bytes on the command line that are no UTF-8 come as lone surrogates."""
    mailer_of(defaults(data=str(tmp_path)), lambda: NOW).send(Letter("a@b.example", "\udcff", "a\udcffb"))
    (file,) = (tmp_path / "mail").iterdir()
    assert parsed(file.read_bytes()).get_content() == "a?b\n"


@pytest.mark.parametrize(
    "to", ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "", "x" * 100_000, "a b@c.example"]
)
def test_letters_go_to_addresses_only(tmp_path: Path, server: Any, to: str) -> None:
    for mailer in (smtp(server.server_address[1]), mailer_of(defaults(data=str(tmp_path)), lambda: NOW)):
        with pytest.raises(TokkyoError, match="bad_mail_address"):
            mailer.send(Letter(to, "x", "x"))
    assert server.heard == []
    assert not (tmp_path / "mail").exists()


def test_what_goes_wrong_is_told(server: Any, tmp_path: Path) -> None:
    server.refuses = True
    with pytest.raises(Unavailable, match=r"nobody.*mail_failed"):
        smtp(server.server_address[1]).send(LETTER)
    settings = defaults(mail="smtp", smtp_host="127.0.0.1", smtp_port=1, mail_seconds=1)
    with pytest.raises(Unavailable, match="mail_failed"):
        mailer_of(settings, lambda: NOW).send(LETTER)
    settings = defaults(mail="smtp", smtp_host="127.0.0.1", smtp_port=server.server_address[1])
    with pytest.raises(Unavailable, match="mail_failed"):  # the listener speaks no TLS
        mailer_of(settings, lambda: NOW).send(LETTER)
    (tmp_path / "mail").write_text("in the way")
    with pytest.raises(Unavailable, match="mail_failed"):
        mailer_of(defaults(data=str(tmp_path)), lambda: NOW).send(LETTER)


def test_logging_in_takes_the_password_from_a_file(server: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2\n")
    mailer = smtp(server.server_address[1], smtp_user="api", smtp_password_file=str(secret))
    with pytest.raises(Unavailable, match="mail_failed"):  # this listener offers no log-in
        mailer.send(LETTER)
    assert "hunter2" not in repr(mailer)


@pytest.mark.parametrize(("setting", "seconds"), [(0, 1), (1, 1), (7, 7)])
def test_the_server_has_so_many_seconds(monkeypatch: pytest.MonkeyPatch, setting: int, seconds: int) -> None:
    waited: list[Any] = []

    def silent(*_: Any, timeout: int) -> Any:
        waited.append(timeout)
        raise TimeoutError("timed out")

    monkeypatch.setattr("smtplib.SMTP", silent)
    with pytest.raises(Unavailable, match="timed out"):
        smtp(25, mail_seconds=setting).send(LETTER)
    assert waited == [seconds]


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail": "pigeon"},
        {"mail_from": "nobody"},
        {"mail": "smtp", "smtp_security": "hope"},
        {"mail": "smtp", "smtp_password_file": "/nowhere/at/all"},
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="bad_setting"):
        mailer_of(defaults(**wrong), lambda: NOW)


def test_the_ways_of_mail() -> None:
    mark = Postmark("a@b.example", "x", lambda: NOW)
    assert isinstance(mailer_of(defaults(mail="off"), lambda: NOW), NoMailer)
    assert isinstance(mailer_of(defaults(), lambda: NOW), FileMailbox)
    assert isinstance(smtp(25), SmtpMailer)
    assert mark.message(LETTER, "base64")["auto-submitted"] == "auto-generated"
    with pytest.raises(Unavailable, match="mail_off"):  # nobody shall believe that a password was told
        NoMailer().send(LETTER)
