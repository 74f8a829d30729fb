"""Whether a registration form can be accepted. Everything that is wrong is told at once."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

import msgspec

from tokkyo.accounts.users.corporations import is_corporate_number
from tokkyo.accounts.users.forms import INDIVIDUAL, Contact, Fault, Form, FormError
from tokkyo.accounts.users.raise_rules import wish_faults
from tokkyo.accounts.users.rules import Rules

MAX_EMAIL_CHARS = 254
ENCODED_WORD = "=?"
"""How a word of other letters begins in a header (RFC 2047)."""
PHONE_DIGITS = range(8, 16)

# Local parts that stand for a post, not for a person: those of RFC 2142, and what is usual besides.
SHARED_MAILBOXES = frozenset(
    (
        *("abuse", "ftp", "hostmaster", "info", "marketing", "noc", "news", "postmaster", "sales", "security"),
        *("support", "usenet", "uucp", "webmaster", "www", "admin", "administrator", "all", "contact", "contacts"),
        *("customer", "desk", "enquiries", "everyone", "group", "hello", "help", "helpdesk", "inquiries", "inquiry"),
        *("list", "mail", "mailbox", "ml", "no-reply", "noreply", "office", "reception", "root", "secretariat"),
        *("service", "soumu", "staff", "system", "team", "tokkyo", "chizai"),
    )
)
_LIST = re.compile(r"(^|[._-])(ml|list|group|all)$|^(ml|list|group)[._-]|-(request|owner|bounces)$")
_EMAIL = re.compile(
    r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64})*)"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])",
    re.ASCII,
)
_PHONE_SIGNS = re.compile(r"[\s()./-]+")
_LINES = re.compile(r"\r\n?")

FormRule = Callable[[Form, Rules], Iterator[Fault]]


def checked(form: Form, rules: Rules) -> Form:
    """Return a form tidied up. Raises `FormError` with all faults."""
    faults = list(_text_faults(form, rules))
    if not faults:
        form = tidied(form)
        faults = [fault for rule in FORM_RULES for fault in rule(form, rules)]
    if faults:
        raise FormError(faults)
    return form


def tidied(form: Form) -> Form:
    """Return a form with plain spelling: composed letters, no blanks around, numbers and addresses in ASCII."""
    contacts = tuple(
        Contact(_line(one.name), normal_email(one.email), normal_phone(one.phone), _line(one.section), _line(one.title))
        for one in form.contacts
    )
    return msgspec.structs.replace(
        form,
        name=_line(form.name),
        address=_line(form.address),
        contacts=contacts,
        purpose=unicodedata.normalize("NFC", _LINES.sub("\n", form.purpose)).strip(),
        wanted_id=form.wanted_id.strip(),
        employer=_line(form.employer),
        corporate_number=normal_phone(form.corporate_number),
    )


def normal_email(text: str) -> str:
    """Return an address with its domain in lower case; what comes before the @ is the receiver's business."""
    local, at, domain = unicodedata.normalize("NFKC", text).strip().rpartition("@")
    return f"{local}{at}{domain.lower() if domain.isascii() else domain}"


def normal_phone(text: str) -> str:
    """Return a number without brackets, dashes and blanks.

    >>> normal_phone("（０３）３５８１−１１０１"), normal_phone("+81 3-3581-1101")
    ('0335811101', '+81335811101')
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("‐", "-").replace("ー", "-")
    return unicodedata.normalize("NFKC", _PHONE_SIGNS.sub("", plain))


def is_email(text: str) -> bool:
    """Return whether a text can be an e-mail address (the dot-atom form of RFC 5322, with a domain name).

    None holds what begins an encoded word, which mail programs read as other letters.
    """
    return len(text) <= MAX_EMAIL_CHARS and ENCODED_WORD not in text and _EMAIL.fullmatch(text) is not None


def is_shared(email: str) -> bool:
    """Return whether an address is a post's or a mailing list's by its name.

    >>> is_shared("info@example.jp"), is_shared("patent-ml@example.jp"), is_shared("hanako.yamada@example.jp")
    (True, True, False)
    """
    local = email.rpartition("@")[0].lower()
    return local in SHARED_MAILBOXES or _LIST.search(local) is not None


def personal_texts(form: Form) -> Sequence[str]:
    """Return what no part of may stand in an ID: names of persons, their mailboxes and numbers (R8)."""
    names = [form.name] if form.kind == INDIVIDUAL else []
    return [*names, *(text for one in form.contacts for text in (one.name, one.email.rpartition("@")[0], one.phone))]


def _text_faults(form: Form, rules: Rules) -> Iterator[Fault]:
    """Yield what no text of a form may be: too long, or with control characters or halves of characters in it."""
    for field, text in _texts(form):
        most = rules.max_purpose_chars if field in ("purpose", "raised_limits.reason") else rules.max_form_chars
        if len(text) > most:
            yield Fault(field, "text_too_long", f"has {len(text)} characters, at most {most} are taken")
        allowed = "\r\n\t" if field in ("purpose", "raised_limits.reason") else ""
        if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") and sign not in allowed for sign in text):
            yield Fault(field, "control_character", "contains a control character")


def _line(text: str) -> str:
    """Return a text of one line in composed letters, with single blanks; full-width blanks stay as they are."""
    return " ".join(filter(None, unicodedata.normalize("NFC", text).split(" "))).strip()


def _texts(form: Form) -> Iterator[tuple[str, str]]:
    for name in ("name", "address", "purpose", "wanted_id", "employer", "corporate_number"):
        yield name, getattr(form, name)
    for place, one in enumerate(form.contacts[:100]):
        for name in one.__struct_fields__:
            yield f"contacts[{place}].{name}", getattr(one, name)
    wish = form.raised_limits
    if wish is not None:
        yield "raised_limits.reason", wish.reason
        yield from ((f"raised_limits.apis[{place}]", api) for place, api in enumerate(wish.apis[:100]))
    if wish is not None and wish.provider is not None:
        yield "raised_limits.provider.bulk_service_id", wish.provider.bulk_service_id
        yield "raised_limits.provider.service", wish.provider.service


def _consents(form: Form, rules: Rules) -> Iterator[Fault]:
    if rules.require_consent and not form.consent:
        yield Fault("consent", "consent_missing", "without consent to the terms of use nobody is registered")
    if form.kind == INDIVIDUAL and rules.require_personal_use and not form.personal_use:
        yield Fault("personal_use", "personal_use_missing", "an individual confirms that the use is personal")


def _identity(form: Form, rules: Rules) -> Iterator[Fault]:
    for field in ("name", "address", "purpose"):
        if not getattr(form, field):
            yield Fault(field, "missing", "is required")
    if form.corporate_number and (form.kind == INDIVIDUAL or not is_corporate_number(form.corporate_number)):
        yield Fault("corporate_number", "corporate_number_bad", "is no corporate number of 13 digits")
    if form.employer and form.kind != INDIVIDUAL:
        yield Fault("employer", "employer_of_corporation", "only individuals have one")
    if form.raised_limits is not None:
        yield from wish_faults(form.kind, form.raised_limits, rules, "raised_limits")


def _contacts(form: Form, rules: Rules) -> Iterator[Fault]:
    most = 1 if form.kind == INDIVIDUAL else rules.max_contacts
    if not 1 <= len(form.contacts) <= most:
        wanted = "one is" if most == 1 else f"one to {most} are"
        yield Fault("contacts", "contact_count", f"there are {len(form.contacts)}, {wanted} required")
        return
    seen: set[str] = set()
    for place, one in enumerate(form.contacts):
        yield from _contact(one, f"contacts[{place}]", rules)
        for field, value in (("email", one.email.lower()), ("phone", one.phone)):
            if value and value in seen:
                yield Fault(f"contacts[{place}].{field}", "contact_twice", "each contact has an own one")
            seen.add(value)


def _contact(one: Contact, place: str, rules: Rules) -> Iterator[Fault]:
    if not one.name:
        yield Fault(f"{place}.name", "missing", "is required")
    if not is_email(one.email):
        yield Fault(f"{place}.email", "email_bad", "is no e-mail address")
    elif rules.refuse_shared_mailboxes and is_shared(one.email):
        yield Fault(f"{place}.email", "email_shared", "looks like a shared mailbox or a mailing list, not a person's")
    digits = one.phone.removeprefix("+")
    if len(digits) not in PHONE_DIGITS or not (digits.isascii() and digits.isdigit()):
        yield Fault(f"{place}.phone", "phone_bad", "is no telephone number of 8 to 15 digits")


FORM_RULES: tuple[FormRule, ...] = (_consents, _identity, _contacts)
