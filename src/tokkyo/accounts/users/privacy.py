"""What is kept of users, how long, and what may be told (handbook 2.0, article 7).

| what | how long |
|---|---|
| registration and contacts | until they are changed or the registration ends |
| addresses of calls, log-ins and forms | the setting `address_days`; then calls are figures that name nobody |
| refused and unconfirmed forms, decided requests | the setting `form_days` |
| who raised limits, and when | as long as the user is registered |
| events of accounts | the setting `audit_days` |
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from tokkyo.accounts.periods import DAY, start_of_day
from tokkyo.accounts.users.desk import Desk
from tokkyo.accounts.users.own_data import own_data
from tokkyo.accounts.users.raises import KINDS as KEPT
from tokkyo.model.jpo.apis import LIMITED
from tokkyo.store.users_access import AccessRow, access_of, figures, roll_up
from tokkyo.store.users_applications import forget_application_addresses, forget_forms
from tokkyo.store.users_links import forget_links
from tokkyo.store.users_requests import forget_bodies


@dataclass(frozen=True, slots=True)
class Swept:
    """How much was removed because its time was up."""

    forms: int
    requests: int
    addresses: int
    calls: int


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """Calls of an API on a day; None where so few users made them that they might be told apart."""

    day: str
    api: str
    name: str
    calls: int | None


@dataclass(frozen=True, slots=True)
class Privacy:
    """Removes what was kept long enough, tells users what is kept of them, and the public what names nobody."""

    desk: Desk

    def sweep(self) -> Swept:
        """Remove everything whose time is up. Nothing of it can be read from the file afterwards (P4)."""
        rules, now = self.desk.rules, self.desk.time()
        with self.desk.database.transaction() as connection:
            forget_links(connection, now, self.desk.today())
            before = now - rules.form_days * DAY
            forms, asked = forget_forms(connection, before), forget_bodies(connection, before, KEPT)
            addresses = calls = 0
            if rules.address_days:
                addresses = forget_application_addresses(connection, now - rules.address_days * DAY)
                calls = roll_up(connection, self.desk.today() - rules.address_days)
        self.desk.users.audit.sweep()
        self.desk.database.tidy()
        return Swept(forms, asked, addresses, calls)

    def figures(self, days: int = 30) -> Sequence[PublicFigure]:
        """Return calls by day and API over the last days; no figure rests on fewer users than settled (P3)."""
        names = {api.number: api.english for api in LIMITED}
        today = self.desk.today()
        with self.desk.database.reading() as connection:
            found = figures(connection, today - days + 1, today)
        least = self.desk.rules.statistics_users
        return [
            PublicFigure(
                f"{start_of_day(one.day):%Y-%m-%d}",
                one.api,
                names.get(one.api, ""),
                one.calls if one.users >= least else None,
            )
            for one in found
        ]

    def access(self, username: str | None = None) -> Sequence[AccessRow]:
        """Return the access log of a user, or of all."""
        user = self.desk.users.directory.find(username).id if username else None
        with self.desk.database.reading() as connection:
            return access_of(connection, user)

    def export(self, username: str) -> bytes:
        """Return everything that is kept of a user, as JSON for the user."""
        user = self.desk.users.directory.find(username)
        uses = list(self.desk.users.limits.uses(user))
        with self.desk.database.reading() as connection:
            return msgspec.json.encode(own_data(connection, user, uses))
