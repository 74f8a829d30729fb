"""What our processes say to those they start, and these to them: pickles, for both are the same program."""

import io
import pickle
from types import MappingProxyType
from typing import Any

READY = b"ready"
"""The first word of a process that was started, once it can take calls."""


class _Pickler(pickle.Pickler):
    """Pickles read-only mappings too."""

    dispatch_table = {MappingProxyType: lambda view: (_read_only, (dict(view),))}  # noqa: RUF012


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


def encode(value: Any) -> bytes:
    """Return a message for the other side."""
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def decode(message: bytes) -> Any:
    """Return what the other side sent; only for messages of the process that started this one, or of one started."""
    return pickle.loads(message)  # noqa: S301
