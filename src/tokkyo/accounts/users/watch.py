"""Users whose access looks suspicious, to be asked about (handbook 1.4, article 3 (3); terms of use, article 3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokkyo.accounts.users.desk import Desk
from tokkyo.store.users_access import addresses_by_user, calls_by_user, first_hour

OVER_LIMIT = "203"
"""The statusCode of a call above the limit of the day."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why somebody should be asked about access since a day in Japan: from how many addresses, how often refused."""

    username: str
    addresses: int
    refusals: int


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks through the access log."""

    desk: Desk

    def suspicious(self, days: int = 1) -> Sequence[Suspicion]:
        """Return who used more addresses, or called more often over the limit, than settled, in the last days."""
        rules = self.desk.rules
        since = first_hour(self.desk.today() - days + 1)
        with self.desk.database.reading() as connection:
            addresses = addresses_by_user(connection, since)
            refusals = calls_by_user(connection, since, OVER_LIMIT)
        return [
            Suspicion(user.username, addresses.get(user.id, 0), refusals.get(user.id, 0))
            for user in self.desk.users.directory.list()
            if addresses.get(user.id, 0) > rules.suspicious_addresses * days
            or refusals.get(user.id, 0) > rules.suspicious_refusals * days
        ]
