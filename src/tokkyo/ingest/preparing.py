"""Slices into what is stored: parsed, mapped and packed, with the problems met. Needs no database, so any process can.

What travels between processes: slices pickled by the ingest, what is prepared from them as MessagePack.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from tokkyo.errors import RecordError
from tokkyo.formats.detect import all_formats
from tokkyo.formats.outcomes import Found
from tokkyo.formats.port import Problem
from tokkyo.formats.records import Piece, RecordReader
from tokkyo.model.jpo.sources import JpoRecord, TableRows
from tokkyo.model.source import SourceRecord
from tokkyo.settings import Settings
from tokkyo.store.fresh import PackedRecord, RecordPacker


class Refused(msgspec.Struct, frozen=True, array_like=True, tag="refused"):
    """A record that was read but cannot be stored, and why."""

    problem: Problem


class Told(msgspec.Struct, frozen=True, array_like=True, tag="told"):
    """A problem met while reading."""

    problem: Problem


class Delivered(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="delivered"):
    """What a file of the Japan Patent Office holds, and where: it is stored as it was read."""

    record: JpoRecord
    file: str
    member: str
    position: int

    @property
    def count(self) -> int:
        """How many records these are: rows of a table count each."""
        return len(self.record.rows) if isinstance(self.record, TableRows) else 1


Prepared = PackedRecord | Refused | Told | Delivered


class Preparer:
    """Prepares slices; for one thread."""

    def __init__(self, settings: Settings, today: date) -> None:
        self._packer = RecordPacker(settings.number("compression_level"), today)
        self._reader = RecordReader(settings, all_formats())

    def prepare(self, piece: Piece) -> list[Prepared]:
        """Return what a slice holds, in order; nothing is ever raised."""
        return [self._prepared(found, piece) for found in self._reader.read(piece)]

    def _prepared(self, found: Found | Problem, piece: Piece) -> Prepared:
        if isinstance(found, Problem):
            return Told(found)
        if isinstance(found.record, SourceRecord):
            return self._packed(found.record)
        return Delivered(found.record, piece.file, piece.member, piece.slice.offset)

    def _packed(self, record: SourceRecord) -> Prepared:
        try:
            return self._packer.pack(record)
        except Exception as error:
            where, told = record.provenance, record.publication
            number = (told.jurisdiction, told.doc_number, told.kind)
            place = (where.file, where.member, where.offset) if where else ("", "", 0)
            return Refused(refusal(error, *place, " ".join(part for part in number if part)))


def refusal(error: Exception, file: str, member: str, offset: int, number: str) -> Problem:
    """Tell why a record that was read could not be stored."""
    if isinstance(error, RecordError):
        return Problem(error.code, str(error), "check the record", file, member, offset, number)
    message = f"{type(error).__name__}: {error}"[:500]
    return Problem("record_not_stored", message, "report this with the record", file, member, offset, number)


# --- between processes


_encode_prepared = msgspec.msgpack.Encoder().encode
_decode_prepared = msgspec.msgpack.Decoder(list[list[Prepared]]).decode


def to_ingest(prepared: Sequence[Sequence[Prepared]]) -> bytes:
    """Encode what was prepared, slice by slice; empty when something in it cannot be encoded (a number too large)."""
    try:
        return _encode_prepared(prepared)
    except (OverflowError, UnicodeEncodeError):
        return b""


def from_worker(data: bytes) -> list[list[Prepared]] | None:
    """Decode what `to_ingest` encoded; None for nothing."""
    return _decode_prepared(data) if data else None
