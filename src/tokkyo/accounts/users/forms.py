"""The registration form, as the handbook has it: for corporations (its form 1) and for individuals (its form 2).

Handbook 2.0, article 3; the fields are those of the forms of handbook 1.4, exhibits 1 to 4. Requests for raised limits
are part of the corporate form and may be made later as well (article 4).
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from tokkyo.errors import TokkyoError
from tokkyo.store.users import CORPORATION, INDIVIDUAL

__all__ = ["CORPORATION", "INDIVIDUAL", "Contact", "Fault", "Form", "FormError", "Kind", "Provider", "RaiseWish"]

Kind = Literal["corporation", "individual"]


class Contact(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A person to turn to: one e-mail address and one telephone number each, personal ones."""

    name: str
    email: str
    phone: str
    section: str = ""
    title: str = ""


class Provider(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What makes an Information Provider: conditions A, B and C of article 4, and what the form asks besides."""

    bulk_service_id: str
    service: str
    own_database: bool = False
    fewer_calls: bool = False
    gives_usage: bool = False


class RaiseWish(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A wish for higher limits: numbers of APIs as the API list has them (1-8), how many times the listed limit, why.

    `cases_per_year` is how many applications and procedures the corporation makes in a year.
    """

    apis: tuple[str, ...]
    factor: int
    reason: str
    cases_per_year: int = 0
    provider: Provider | None = None


class Form(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A registration form. Of an individual `name` is the person's, and there is one contact."""

    kind: Kind
    name: str
    address: str
    contacts: tuple[Contact, ...]
    purpose: str
    consent: bool = False
    personal_use: bool = False
    wanted_id: str = ""
    employer: str = ""
    corporate_number: str = ""
    opd: bool = False
    raised_limits: RaiseWish | None = None


class Fault(msgspec.Struct, frozen=True):
    """Something wrong with a form: where (`contacts[0].email`), a code, and what."""

    field: str
    code: str
    message: str


class FormError(TokkyoError):
    """A form that cannot be accepted; `faults` are all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("bad_form", "the form cannot be accepted", fix="correct it and send it again")
        self.faults = tuple(faults)

    def __str__(self) -> str:
        lines = (f"\n  {fault.field}: {fault.message} ({fault.code})" for fault in self.faults)
        return super().__str__() + "".join(lines)


def read_form(data: bytes) -> Form:
    """Read a form from JSON. Raises `FormError` where it is none."""
    try:
        return msgspec.json.decode(data, type=Form)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormError([Fault("form", "unreadable", str(error))]) from error


def form_from(values: object) -> Form:
    """Read a form from plain values, such as those of a TOML file. Raises `FormError`."""
    try:
        return msgspec.convert(values, Form)
    except msgspec.ValidationError as error:
        raise FormError([Fault("form", "unreadable", str(error))]) from error


def write_form(form: Form) -> str:
    """Write a form as JSON."""
    return msgspec.json.encode(form).decode()
