"""A registration office under a clock that tests move, whose letters are collected instead of sent."""

import re
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from tokkyo.accounts.users.forms import Contact, Form, Provider, RaiseWish
from tokkyo.accounts.users.issuing import Granted
from tokkyo.accounts.users.mail import Letter
from tokkyo.errors import Unavailable
from tokkyo.service.users import Registration
from tokkyo.settings import Scalar, defaults

CORPORATE = Form(
    kind="corporation",
    name="株式会社特許データ",
    address="東京都千代田区霞が関3-4-3",
    contacts=(Contact("山田花子", "hanako.yamada@data.example.jp", "03-3581-1101", "知財部", "部長"),),
    purpose="先行技術調査の自動化",
    consent=True,
    wanted_id="tokkyo-data",
)
INDIVIDUAL = Form(
    kind="individual",
    name="佐藤次郎",
    address="大阪市北区",
    contacts=(Contact("佐藤次郎", "jiro@mail.example.jp", "+81-90-1234-5678"),),
    purpose="研究",
    consent=True,
    personal_use=True,
)


@dataclass
class Post:
    """Collects letters, or fails to."""

    letters: list[Letter] = field(default_factory=list)
    broken: bool = False

    def send(self, letter: Letter) -> None:
        if self.broken:
            raise Unavailable("mail_failed", "the letter could not be sent: no server", fix="try again")
        self.letters.append(letter)

    @property
    def last(self) -> Letter:
        return self.letters[-1]

    def code(self) -> str:
        found = re.search(r"/account/(?:verify|reset)/(\S+)", self.last.text)
        assert found, self.last.text
        return found[1]

    def password(self) -> str:
        found = re.search(r"Password:\s+(\S+)", self.last.text)
        assert found, self.last.text
        return found[1]


@dataclass
class Bureau:
    """Opens registration with settings as often as a test likes, and makes forms."""

    office: Any
    post: Post = field(default_factory=Post)
    others: int = 0

    def open(self, **settings: Scalar) -> Registration:
        users = self.office.open(**settings)
        values = defaults(data=str(self.office.folder), **settings)
        now, monotonic = self.office.clock.now, self.office.clock.monotonic
        return Registration.over(users, values, now, mailer=self.post, monotonic=monotonic)

    def corporate(self, **changes: Any) -> Form:
        return msgspec.structs.replace(CORPORATE, **changes)

    def individual(self, **changes: Any) -> Form:
        return msgspec.structs.replace(INDIVIDUAL, **changes)

    def other(self, who: str, /, **changes: Any) -> Form:
        """Return the form of another corporation."""
        self.others += 1
        contact = Contact("担当者", f"someone@firm{self.others}.example", f"03-1234-{self.others:04}")
        return self.corporate(**{"name": who, "contacts": (contact,), "wanted_id": "", **changes})

    def verified(self, desk: Registration, form: Form) -> int:
        number = desk.applications.receive(form, "op")
        assert desk.applications.confirm(self.post.code()) == (number, None)
        return number

    def registered(self, desk: Registration, form: Form) -> Granted:
        return desk.applications.accept(self.verified(desk, form), "op")

    @staticmethod
    def wish(*apis: str, factor: int = 2, cases: int = 301, provider: bool | None = None) -> RaiseWish:
        met = None if provider is None else Provider("bulk-1", "https://service.example", True, True, provider)
        return RaiseWish(apis, factor, "多数の出願", cases, met)


@pytest.fixture
def bureau(office: Any) -> Bureau:
    return Bureau(office)


@pytest.fixture
def post(bureau: Bureau) -> Post:
    return bureau.post


@pytest.fixture
def desk(bureau: Bureau) -> Registration:
    return bureau.open()
