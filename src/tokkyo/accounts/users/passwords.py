"""Passwords: how they are issued, hashed and compared (argon2id; hashing costs time and memory on purpose)."""

import secrets
import threading
import unicodedata
from dataclasses import dataclass, field

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What issued passwords are made of: nothing that looks like something else (0 and O, 1, l and I)."""
ISSUED_CHARS = 20
"""Of an issued password: some 115 bits."""
LONGEST = 256
SCHEME = "$argon2id$"


@dataclass(frozen=True, slots=True)
class Passwords:
    """Hashes passwords with argon2id: memory in KiB, passes over it, lanes (RFC 9106); safe to share between threads.

    Each hash under way takes that much memory, so whoever may be flooded calls this on the `LoginPool`.
    """

    memory: int = 19_456
    passes: int = 2
    lanes: int = 1
    _dummies: list[str] = field(default_factory=list, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def hash(self, password: str) -> str:
        """Return what is kept of a password, in the PHC string format."""
        return self._hasher.hash(_normal(password))

    def matches(self, hashed: str | None, password: str) -> bool:
        """Return whether that is the password; None stands for a user there is not and takes as long.

        A hash of a scheme that is not ours matches nothing.
        """
        dummy = self._dummy()
        known = hashed is not None and hashed.startswith(SCHEME)
        if len(password) > LONGEST:
            return False
        try:
            return self._hasher.verify(hashed if known and hashed else dummy, _normal(password)) and known
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, hashed: str) -> bool:
        """Return whether a hash was made with other parameters."""
        return self._hasher.check_needs_rehash(hashed)

    def _dummy(self) -> str:
        with self._guard:
            if not self._dummies:
                self._dummies.append(self.hash(issued_password()))
        return self._dummies[0]

    @property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(self.passes, self.memory, self.lanes, type=Type.ID)


def issued_password() -> str:
    """Return a new random password."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ISSUED_CHARS))


def _normal(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
