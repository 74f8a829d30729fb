"""The texts of publications that several sources tell: which stored text is theirs, or a new one put together.

Only as much of a text is read as choosing needs: languages of claims and abstracts, the rest stays as it lies.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from tokkyo.derive.merge import merge_texts
from tokkyo.model.publication import Part, Text
from tokkyo.store.frames import Packer, unpack_body
from tokkyo.store.records import digest_of
from tokkyo.store.rows import insert, marks

_ABSENT = msgspec.Raw()


class _Claims(Part, frozen=True):
    """Claims of one language, not taken apart."""

    claims: msgspec.Raw = _ABSENT
    lang: str | None = None


class _Body(Part, frozen=True):
    """The texts of a frame body, not taken apart."""

    abstract: tuple[Text, ...] = ()
    claims: tuple[_Claims, ...] = ()
    description: msgspec.Raw = _ABSENT


class _Told(NamedTuple):
    """The texts of a source to choose from."""

    abstract: tuple[Text, ...]
    claims: tuple[_Claims, ...]
    description: msgspec.Raw | None


_decode = msgspec.json.Decoder(_Body).decode
_encode = msgspec.json.Encoder().encode
_TEXTS_OF = (
    "SELECT text_id FROM source_record WHERE publication_id = ?1 AND text_id IS NOT NULL "
    "UNION SELECT text_id FROM document WHERE publication_id = ?1 AND text_id IS NOT NULL"
)


def settle(cursor: sqlite3.Cursor, pack: Packer, ids: Sequence[int]) -> dict[int, int]:
    """Return the text rows of publications that have texts, merged from their live sources; new ones are written."""
    query = (
        "SELECT publication_id, source, text_id FROM source_record "
        f"WHERE deleted = 0 AND text_id IS NOT NULL AND publication_id IN ({marks(ids)})"
    )
    told: dict[int, list[tuple[str, int]]] = {}
    for number, source, text in cursor.execute(query, ids):
        told.setdefault(number, []).append((source, text))
    return {
        number: texts[0][1] if len(texts) == 1 else _merged(cursor, pack, number, texts)
        for number, texts in told.items()
    }


def drop_unused(cursor: sqlite3.Cursor, former: Iterable[tuple[int, int]]) -> None:
    """Delete former texts, as pairs of publication and text, that neither document nor sources use any more."""
    cursor.executemany(f"DELETE FROM text WHERE id = ?2 AND id NOT IN ({_TEXTS_OF})", former)


def remove(cursor: sqlite3.Cursor, publication: int) -> None:
    """Delete all texts of a publication; its sources' rows no longer name any."""
    cursor.execute(f"DELETE FROM text WHERE id IN ({_TEXTS_OF})", (publication,))
    cursor.execute("UPDATE source_record SET text_id = NULL, parts = 0 WHERE publication_id = ?", (publication,))


def _merged(cursor: sqlite3.Cursor, pack: Packer, publication: int, texts: Sequence[tuple[str, int]]) -> int:
    """Return the text of several sources: that of one of them where it holds everything chosen."""
    ids = [text for _, text in texts]
    frames = dict(cursor.execute(f"SELECT id, body FROM text WHERE id IN ({marks(ids)})", ids).fetchall())
    told = [(source, _read(frames[text])) for source, text in texts]
    chosen: dict[str, Any] = merge_texts(told)
    for (_, body), text in zip(told, ids, strict=True):
        if all(getattr(body, name) is value for name, value in chosen.items()):
            return text
    return _stored(cursor, pack, publication, b"," + _encode(_Body(**chosen))[1:-1])


def _read(frame: bytes) -> _Told:
    body = _decode(b"{" + unpack_body(frame)[1:] + b"}")
    return _Told(body.abstract, body.claims, None if body.description is _ABSENT else body.description)


def _stored(cursor: sqlite3.Cursor, pack: Packer, publication: int, body: bytes) -> int:
    """Return the row of a text, which the document may have already, else a new one."""
    digest = digest_of(body)
    row = cursor.execute(
        f"SELECT id FROM text WHERE digest = ?2 AND id IN ({_TEXTS_OF}) ORDER BY id LIMIT 1", (publication, digest)
    ).fetchone()
    if row:
        return int(row[0])
    (last,) = cursor.execute("SELECT max(id) FROM text").fetchone()
    number = int(last or 0) + 1
    insert(cursor, "text", [(number, digest, pack.body(body))])
    return number
