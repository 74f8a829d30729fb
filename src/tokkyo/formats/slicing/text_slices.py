"""Cutting line-based text into records: a record begins where the format says a line starts one."""

from collections.abc import Callable, Iterator

from tokkyo.formats.slicing.slices import Fault, Slice, Window
from tokkyo.settings import MIB

_MAX_LINE = MIB


def text_slices(window: Window, starts: Callable[[bytes], bool], limit: int) -> Iterator[Slice | Fault]:
    """Yield the records of a text stream; lines before the first start are passed over.

    `limit` is the largest record in bytes; the rest of a larger one is skipped up to the next start.
    """
    record: list[bytes] | None = None
    offset = at = size = 0
    for line in _lines(window):
        if starts(line):
            if record is not None:
                yield Slice(b"".join(record), offset)
            record, offset, size = [], at, 0
        at += len(line)
        if record is not None:
            record.append(line)
            size += len(line)
            if size > limit:
                yield _too_large(offset, limit)
                record = None
    if record is not None and window.tear is None:
        yield Slice(b"".join(record), offset)


def _lines(window: Window) -> Iterator[bytes]:
    """Yield lines with their ends; lines above 1 MiB come in pieces."""
    while window.more():
        end = window.data.rfind(b"\n") + 1
        if not end and len(window.data) > _MAX_LINE:
            end = len(window.data)
        if end:
            yield from window.take(end).splitlines(keepends=True)
    yield from window.take(len(window.data)).splitlines(keepends=True)


def _too_large(offset: int, limit: int) -> Fault:
    message, fix = f"the record is larger than {limit} bytes", "raise max_record_bytes if the record is sound"
    return Fault("record_too_large", message, fix, offset)


def lines(data: bytes) -> tuple[list[str], bool]:
    """Decode a record into lines without line ends; False when it was not UTF-8 and was read as windows-1252."""
    try:
        return _split(data.decode("utf-8")), True
    except UnicodeDecodeError:
        return _split(data.decode("cp1252", "replace")), False


def _split(text: str) -> list[str]:
    """Split at line ends only; str.splitlines would also split at form feeds and other controls."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
