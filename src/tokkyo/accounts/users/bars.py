"""What stands against a registration that is not wrong in itself: who is registered already.

| bar | rule |
|---|---|
| `corporation_registered` | one ID for a corporation (handbook 2.0, article 3 (4)) |
| `individual_registered` | one ID for an individual (handbook 1.4, article 3 (2)) |
| `individual_as_corporation` | an individual user cannot register as a corporation as well (handbook 1.4) |

None of them is told to whoever sends a form in: they show who is a user. The operator sees them in the review, and the
owner of an address learns by letter that it is registered.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from tokkyo.accounts.users.corporations import corporation_key
from tokkyo.accounts.users.forms import CORPORATION, INDIVIDUAL, Form, read_form
from tokkyo.accounts.users.rules import Rules
from tokkyo.store.users_registration import (
    RegistrationRow,
    registrations,
    same_corporation,
    users_by_email,
)

CORPORATION_REGISTERED = "corporation_registered"
INDIVIDUAL_REGISTERED = "individual_registered"
INDIVIDUAL_AS_CORPORATION = "individual_as_corporation"
TOLD_BY_LETTER = (INDIVIDUAL_REGISTERED, INDIVIDUAL_AS_CORPORATION)
"""Bars that rest on the applicant's own address, whose owner may know."""

MEANINGS = {
    CORPORATION_REGISTERED: "the corporation has an ID already",
    INDIVIDUAL_REGISTERED: "this e-mail address is that of an individual user already",
    INDIVIDUAL_AS_CORPORATION: "a contact of the corporation is an individual user, who cannot be both",
}


def bars(connection: sa.Connection, form: Form, rules: Rules, *, apart_from: int | None = None) -> Sequence[str]:
    """Return what stands against a registration; `apart_from` is the user whose own registration does not."""
    found = []
    if form.kind == CORPORATION and rules.one_id_per_corporation and _others(connection, form, apart_from):
        found.append(CORPORATION_REGISTERED)
    for one in form.contacts:
        if any(row.corporation is None and row.user != apart_from for row in users_by_email(connection, one.email)):
            found.append(INDIVIDUAL_REGISTERED if form.kind == INDIVIDUAL else INDIVIDUAL_AS_CORPORATION)
    return list(dict.fromkeys(found))


def employers(connection: sa.Connection, form: Form) -> Sequence[RegistrationRow]:
    """Return the registrations of an individual's employer."""
    return same_corporation(connection, corporation_key(form.employer), None) if form.employer else []


def employees(connection: sa.Connection, form: Form) -> Sequence[RegistrationRow]:
    """Return the registrations of individuals who named a corporation as their employer."""
    if form.kind != CORPORATION:
        return []
    key = corporation_key(form.name)
    individuals = (row for row in registrations(connection) if row.corporation is None)
    return [row for row in individuals if corporation_key(read_form(row.form.encode()).employer) == key]


def _others(connection: sa.Connection, form: Form, apart_from: int | None) -> bool:
    found = same_corporation(connection, corporation_key(form.name), form.corporate_number or None)
    return any(row.user != apart_from for row in found)
