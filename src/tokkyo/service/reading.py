"""Reading the records of an answer: only the parts wanted, and no more bytes in all than an answer may have."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from tokkyo.errors import QueryError
from tokkyo.service.projection import Projection
from tokkyo.store.documents import Documents

Read = Callable[[Sequence[int]], Mapping[int, bytes]]
"""Ids of the store to records as UTF-8 JSON objects; what is not stored any more is left out."""

PIECE = 50
"""Records read at once: no answer grows further beyond the limit than by so many."""


def reader(documents: Documents, wanted: Projection) -> Read:
    """Return what reads the parts wanted of records; the texts only where they are wanted."""
    read = documents.records_of if wanted.keeps_all or wanted.needs_text else documents.heads_of
    return partial(_parts, read, wanted)


def _parts(read: Read, wanted: Projection, ids: Sequence[int]) -> Mapping[int, bytes]:
    return {number: wanted.apply(record) for number, record in read(ids).items()}


def measured(read: Read, most: int) -> Read:
    """Return a reader for the records of one answer of at most `most` bytes.

    It reads as `read` does, a few records at a time, and raises `QueryError` `answer_too_large` at the first too many.
    """
    taken = 0

    def reading(ids: Sequence[int]) -> Mapping[int, bytes]:
        nonlocal taken
        found: dict[int, bytes] = {}
        for piece in _pieces(ids):
            more = read(piece)
            taken += sum(map(len, more.values()))
            if taken > most:
                raise _too_large(most)
            found.update(more)
        return found

    return reading


def _pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + PIECE] for start in range(0, len(ids), PIECE))


def _too_large(most: int) -> QueryError:
    return QueryError(
        "answer_too_large",
        f"the records of this answer take more than {most} bytes",
        path="size",
        fix="ask for smaller pages or, with include, for fewer fields; or take all of it with an export",
    )
