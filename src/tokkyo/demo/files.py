"""Output files that begin anew when one is large enough, and ZIP archives that are the same on every platform."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 64_000_000
MAX_DOCUMENTS = 18_000
MAX_MEMBERS = 2_000
_BUFFER = 1 << 20
_EPOCH = (2026, 11, 20, 0, 0, 0)
_UNIX = 3


def _prepare(folder: Path, pattern: str) -> None:
    """Make the folder and take away what an earlier corpus left there."""
    folder.mkdir(parents=True, exist_ok=True)
    before, _, after = pattern.partition("{:04d}")
    for old in folder.glob(f"{before}[0-9][0-9][0-9][0-9]{after}"):
        old.unlink()


class Rolling:
    """Writes documents to numbered files of at most 64 MB and 18,000 documents.

    `head` is told the file's name and number of documents. That number is known only at the end, so the head must
    have the same length whatever the number; it is then written again.
    """

    def __init__(
        self, folder: Path, pattern: str, *, head: Callable[[str, int], str] | None = None, foot: str = ""
    ) -> None:
        _prepare(folder, pattern)
        self._folder, self._pattern, self._head, self._foot = folder, pattern, head, foot.encode()
        self._stream: BinaryIO | None = None
        self._name = ""
        self._documents = self._size = 0
        self.files = self.bytes = 0

    def write(self, document: bytes) -> None:
        """Add a document, to a new file where this one is full."""
        if self._size + len(document) > MAX_BYTES or self._documents >= MAX_DOCUMENTS:
            self.close()
        stream = self._stream or self._open()
        self._documents += 1
        self._size += stream.write(document)

    def close(self) -> None:
        """Finish the file that is being written, if any."""
        if self._stream is None:
            return
        self._size += self._stream.write(self._foot)
        if self._head is not None:
            self._stream.seek(0)
            self._stream.write(self._head(self._name, self._documents).encode())
        self._stream.close()
        self._stream = None
        self.bytes += self._size
        self._documents = self._size = 0

    def _open(self) -> BinaryIO:
        self.files += 1
        path = self._folder / self._pattern.format(self.files)
        self._name = path.stem
        self._stream = path.open("wb", buffering=_BUFFER)
        if self._head is not None:
            self._size = self._stream.write(self._head(self._name, 0).encode())
        return self._stream


class Archive:
    """Writes members to numbered ZIP archives of at most 2,000 members.

    Members are stored, not compressed, and carry a fixed date and system: compressors differ between platforms.
    """

    def __init__(self, folder: Path, pattern: str) -> None:
        _prepare(folder, pattern)
        self._folder, self._pattern = folder, pattern
        self._zip: zipfile.ZipFile | None = None
        self._path = folder
        self._members = 0
        self.files = self.bytes = 0

    def write(self, name: str, document: bytes) -> None:
        """Add a member, to a new archive where this one is full."""
        if self._members >= MAX_MEMBERS:
            self.close()
        if self._zip is None:
            self.files += 1
            self._path = self._folder / self._pattern.format(self.files)
            self._zip = zipfile.ZipFile(self._path, "w", zipfile.ZIP_STORED)
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.create_system = _UNIX
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, document)
        self._members += 1

    def close(self) -> None:
        """Finish the archive that is being written, if any."""
        if self._zip is None:
            return
        self._zip.close()
        self._zip = None
        self._members = 0
        self.bytes += self._path.stat().st_size
