"""How forms, users and wishes are shown: a label and a value a line."""

from tokkyo.accounts.users.forms import Form, RaiseWish
from tokkyo.cli.user_options import line
from tokkyo.model.jpo.apis import BY_NUMBER

_LABELS = {
    "kind": "kind",
    "name": "name",
    "corporate_number": "corporate number",
    "address": "address",
    "employer": "employer",
    "purpose": "purpose",
    "wanted_id": "wished ID",
}


def show_form(form: Form) -> None:
    """Print what a form says."""
    for field, label in _LABELS.items():
        if getattr(form, field):
            line(label, getattr(form, field))
    for one in form.contacts:
        line("contact", ", ".join(part for part in (one.name, one.email, one.phone, one.section, one.title) if part))
    line("consent", "given" if form.consent else "not given")
    if form.personal_use:
        line("personal use", "confirmed")
    line("OPD-API", "yes" if form.opd else "no")
    if form.raised_limits:
        show_wish(form.raised_limits)


def show_wish(wish: RaiseWish) -> None:
    """Print a wish for higher limits."""
    for number in wish.apis:
        line("limit", f"{number} {BY_NUMBER[number].english}: {wish.factor} times")
    line("reason", wish.reason)
    if wish.cases_per_year:
        line("cases a year", wish.cases_per_year)
    if wish.provider:
        line("provider", f"{wish.provider.service}, bulk service {wish.provider.bulk_service_id}")
