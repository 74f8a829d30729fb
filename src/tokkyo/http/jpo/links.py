"""Links that need no token: signed, and good for some time."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and checks links below an address; `now` gives aware times, a link lives so many seconds."""

    key: bytes = field(repr=False)
    base: str
    seconds: int
    now: Callable[[], datetime]

    def made(self, path: str) -> str:
        """Return a link to a path of this server."""
        until = str(int(self.now().timestamp()) + self.seconds)
        return f"{self.base}{quote(path)}?" + urlencode({"until": until, "signature": self._signature(path, until)})

    def holds(self, path: str, until: str, signature: str) -> bool:
        """Return whether a path may be had: the link was made here, and its time is not up."""
        if not (until.isascii() and until.isdecimal() and len(until) < 20):
            return False
        right = hmac.compare_digest(self._signature(path, until).encode(), signature.encode("utf-8", "replace"))
        return right and self.now().timestamp() < int(until)

    def _signature(self, path: str, until: str) -> str:
        return hmac.new(self.key, f"{path}\n{until}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
