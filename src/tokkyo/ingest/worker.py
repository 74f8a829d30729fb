"""A process that prepares slices for an ingest: `python -m tokkyo.ingest.worker`, never run by hand.

Messages are a length (8 bytes) and as many bytes: in comes once how to prepare, then slices, each answered with what
they hold. The end of standard input, which is also the end of the ingest however it came, ends the worker.
"""

import os
import signal
import struct
import sys
from typing import IO

from tokkyo.messages import READY, decode

_LENGTH = struct.Struct("<Q")


def send(target: IO[bytes], data: bytes) -> None:
    """Write one message."""
    target.write(_LENGTH.pack(len(data)))
    target.write(data)
    target.flush()


def receive(source: IO[bytes]) -> bytes | None:
    """Return one message, None at the end (also amid a message)."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = source.read(length)
    return data if len(data) == length else None


def main() -> None:
    """Answer until the ingest is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the ingest hears it and ends the workers
    from tokkyo.ingest.preparing import Preparer, to_ingest

    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not mix with answers
    how = receive(source)
    if how is None:
        return
    preparer = Preparer(*decode(how))
    send(target, READY)
    while (message := receive(source)) is not None:
        send(target, to_ingest([preparer.prepare(piece) for piece in decode(message)]))


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        os._exit(1)
