"""How many wrong passwords are borne: for one account, from one address and from everybody.

A guess is counted before it is looked at and given back when it was right, so that any number of them at once get no
more than the limit. Whoever has a live session of the account from the same address is counted apart: strangers who
guess cannot lock the owner out.
"""

import hashlib
import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tokkyo.accounts.periods import MINUTE, SECOND, microseconds
from tokkyo.errors import LimitReached
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users_guesses import Bucket, GuessTable

HOUR = 60 * MINUTE


@dataclass(frozen=True, slots=True)
class GuessLimits:
    """Wrong passwords: `account` at once and then one every `pause` seconds; `address` an hour; `everybody` a minute.

    0 is no limit. The defaults bear 25 an hour for one account.
    """

    account: int = 10
    pause: int = 240
    address: int = 100
    everybody: int = 1000


class _Full(Exception):
    """No guess is left; the transaction that counted it elsewhere is undone."""

    def __init__(self, bucket: Bucket) -> None:
        super().__init__(bucket.key)
        self.bucket = bucket


@dataclass(frozen=True, slots=True)
class Guesses:
    """Counts guesses in the accounts, over all processes."""

    database: AccountsDatabase
    table: GuessTable
    limits: GuessLimits
    now: Callable[[], datetime]

    def take(self, username: str, address: str, *, known: bool = False) -> Sequence[Bucket]:
        """Count a guess, or none at all; `known`: the address has a live session of the account.

        Return what to give back should it be right. Raises `LimitReached` `too_many_guesses`.
        """
        now = microseconds(self.now())
        buckets = self._buckets(username, address, known=known)
        try:
            with self.database.transaction():
                for bucket in buckets:
                    if not self.table.take(bucket, now):
                        raise _Full(bucket)
        except _Full as full:
            for bucket in buckets:
                self.table.pull_in(bucket, now)
            raise _too_many(self.table.wait(full.bucket, now)) from None
        return buckets

    def give_back(self, buckets: Sequence[Bucket]) -> None:
        """Take back a guess that was right; to be called in a transaction."""
        for bucket in buckets:
            self.table.give_back(bucket)

    def sweep(self) -> None:
        """Forget those whose guesses are long ago."""
        self.table.sweep(microseconds(self.now()))

    def _buckets(self, username: str, address: str, *, known: bool) -> Sequence[Bucket]:
        # What is typed as an ID may be a password: only its digest is kept.
        account = hashlib.sha256(username.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        mine = f"known {account} {network_of(address)}" if known else f"account {account}"
        limits = self.limits
        rows = [(mine, limits.account, limits.pause * SECOND)]
        if not known:
            rows.append(("everybody", limits.everybody, _step(MINUTE, limits.everybody)))
            if address:
                rows.append((f"address {network_of(address)}", limits.address, _step(HOUR, limits.address)))
        return [Bucket(key, step, step * most) for key, most, step in rows if most]


def network_of(address: str) -> str:
    """Return what stands for a client's address: an IPv4 address, of IPv6 the 64 bits that a site has.

    >>> [network_of(one) for one in ("192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "testclient")]
    ['192.0.2.1', '2001:db8::', '192.0.2.1', 'testclient']
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)).network_address)


def _step(period: int, most: int) -> int:
    return -(-period // most) if most else 0


def _too_many(wait: int) -> LimitReached:
    milliseconds = -(-wait // 1000)
    message = "too many wrong passwords"
    fix = f"wait {-(-milliseconds // 1000)} s; sessions that are open go on"
    return LimitReached("too_many_guesses", message, fix=fix, retry_after=milliseconds)
