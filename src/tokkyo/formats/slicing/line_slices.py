"""Cutting tables of tab-separated text into whole lines, so many bytes at a time."""

from collections.abc import Iterator

from tokkyo.formats.slicing.slices import Fault, Slice, Window

SLICE_BYTES = 256 * 1024


def first_line(window: Window) -> bytes:
    """Take the first line of a stream with its end; a line that is longer than a slice is cut."""
    _fill(window)
    end = window.data.find(b"\n", 0, SLICE_BYTES) + 1
    return window.take(end or min(len(window.data), SLICE_BYTES))


def line_slices(window: Window) -> Iterator[Slice | Fault]:
    """Yield whole lines, as many as fit into 256 KiB; where they are cut depends on the bytes alone.

    A longer line is a fault. The piece of a line before a tear of the stream is left out.
    """
    while _fill(window):
        last = window.ended and len(window.data) <= SLICE_BYTES and window.tear is None
        end = len(window.data) if last else window.data.rfind(b"\n", 0, SLICE_BYTES) + 1
        if end:
            offset = window.base
            yield Slice(window.take(end), offset)
            continue
        if window.ended and len(window.data) <= SLICE_BYTES:
            return  # what is left of a line that is torn
        message = f"a line is longer than {SLICE_BYTES} bytes"
        yield Fault("row_too_long", message, "check that the file is a table", window.base)
        window.take(max(window.pass_over(b"\n", 0), 0))


def _fill(window: Window) -> bool:
    """Read on until there is more than a slice; False when nothing is left."""
    while len(window.data) <= SLICE_BYTES and window.more():
        pass
    return bool(window.data)
