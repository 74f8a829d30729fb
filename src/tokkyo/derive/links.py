"""What ties publications to one another, as 64-bit keys.

Families, cited-by and shared applications are questions of equality between number spellings. Each spelling becomes
one 64-bit key, so that a corpus of millions is joined by sorting plain integers. Two different spellings get the same
key with a probability of about one in a million million for a hundred million keys.

A publication has
    names  what a citation may call it: number with kind, with the kind's letter alone, without kind
    ties   priorities, own application, DOCDB and INPADOC family: whoever shares one is of the same extended family
    simple the set of its active priorities
    cites  one key for each cited patent document, in the order of the record
"""

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from tokkyo.model.kinds import usual_kind
from tokkyo.model.numbers import normal_publication
from tokkyo.model.publication import DocumentId, PriorityClaim, Publication

_ODD = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_DIGITS_THAT_FIT = 17


@dataclass(frozen=True, slots=True)
class Links:
    """The keys of one publication; `application` and `docdb` are None where unknown."""

    names: tuple[int, ...]
    ties: tuple[int, ...]
    simple: int
    application: int | None
    docdb: int | None
    cites: tuple[int, ...]


def publication_key(jurisdiction: str, number: str, kind: str | None) -> str:
    """Return what a publication is stored under, in normal form.

    >>> publication_key("US", "06530116", "B1"), publication_key("WO", "9707609", None)
    ('US_6530116_B1', 'WO_1997007609_')
    """
    stored_kind = usual_kind(jurisdiction, kind) if kind else ""
    return f"{jurisdiction}_{normal_publication(jurisdiction, number, kind)}_{stored_kind}"


def links_of(
    key: str,
    publication: Publication,
    active_priorities: Sequence[str] | None,
    family_id: int | None,
    extended_id: int | None,
) -> Links:
    """Return the keys of a publication stored under `key`; sources give its active priorities and family ids."""
    application = _application(publication)
    claims = _priorities(publication)
    priorities = {tie for claim in claims if (tie := _tie(claim.jurisdiction, claim.doc_number, claim.kind))}
    active = _active(active_priorities or ()) or priorities or ({application} if application else set())
    ties = set(priorities) | active
    if application:
        ties.add(application)
    if family_id is not None:
        ties.add(_hashed(f"docdb family {family_id}"))
    if extended_id is not None:
        ties.add(_hashed(f"inpadoc family {extended_id}"))
    return Links(
        names=names_of(key),
        ties=tuple(sorted(ties)),
        simple=_of_set(active) if active else _hashed(f"publication {key}"),
        application=application,
        docdb=family_id,
        cites=_cites(publication),
    )


def names_of(key: str) -> tuple[int, ...]:
    """Return the keys a citation of the publication stored under `key` may carry."""
    jurisdiction, number, kind = key.split("_", 2)
    return tuple(dict.fromkeys(_name(jurisdiction, number, k) for k in (kind, kind[:1], "")))


def name_of(cited: DocumentId | None) -> int:
    """Return the key of a cited document; documents without a number get one that nothing else has."""
    if cited is None:
        return _NOTHING
    jurisdiction, number = cited.jurisdiction, cited.doc_number
    if not number or not jurisdiction:
        return _NOTHING
    usual = _USUAL_LENGTHS.get(jurisdiction)
    if usual is not None and len(number) not in usual:
        number = normal_publication(jurisdiction, number, cited.kind)
    return _key("publication", jurisdiction, usual_kind(jurisdiction, cited.kind or ""), number)


# Lengths in which numbers of these offices are normal already; others come from sources that shorten them.
_USUAL_LENGTHS = MappingProxyType({"US": (6, 7, 8, 11), "WO": (10,), "EP": (7,), "AU": (9, 10)})


def _cites(publication: Publication) -> tuple[int, ...]:
    biblio = publication.biblio
    references = biblio.references_cited if biblio else None
    if references is None:
        return ()
    return tuple([name_of(citation.patcit.document_id) for citation in references.citations if citation.patcit])


def pack(keys: Iterable[int]) -> bytes:
    """Return keys as little-endian 64-bit numbers."""
    listed = tuple(keys)
    return struct.pack(f"<{len(listed)}Q", *listed)


def unpack(data: bytes) -> tuple[int, ...]:
    """Return what `pack` packed, as the signed numbers that databases know."""
    return struct.unpack(f"<{len(data) // 8}q", data)


def signed(key: int) -> int:
    """Return a key as a signed number.

    >>> signed(1), signed(2**64 - 1)
    (1, -1)
    """
    return key - (1 << 64) if key >> 63 else key


def _priorities(publication: Publication) -> Sequence[PriorityClaim]:
    biblio = publication.biblio
    return biblio.priority_claims.claims if biblio and biblio.priority_claims else ()


def _application(publication: Publication) -> int | None:
    biblio = publication.biblio
    reference = biblio.application_reference if biblio else None
    return _tie(reference.jurisdiction, reference.doc_number, None) if reference else None


def _active(active_priorities: Iterable[str]) -> set[int]:
    found = set()
    for text in active_priorities:
        parts = text.split()
        if len(parts) >= 2 and (tie := _tie(parts[0], parts[1], parts[2] if len(parts) > 2 else None)):
            found.add(tie)
    return found


def _tie(jurisdiction: str | None, number: str | None, kind: str | None) -> int | None:
    """Key of an application. Kinds other than provisional (P) are told apart by number alone, as offices do."""
    if not jurisdiction or not number:
        return None
    return _key("application", jurisdiction, "P" if kind == "P" else "", number)


def _name(jurisdiction: str, number: str, kind: str) -> int:
    return _key("publication", jurisdiction, kind, number)


def _key(what: str, jurisdiction: str, kind: str, number: str) -> int:
    length = len(number)
    if length <= _DIGITS_THAT_FIT and number.isdecimal() and number.isascii():
        return (_base(what, jurisdiction, kind, length) + int(number) * _ODD) & _MASK
    return _hashed(f"{what} {jurisdiction} {number} {kind}")


@lru_cache(maxsize=65_536)
def _base(what: str, jurisdiction: str, kind: str, length: int) -> int:
    return _hashed(f"{what} {jurisdiction} {kind} {length}")


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _of_set(keys: set[int]) -> int:
    return int.from_bytes(hashlib.blake2b(pack(sorted(keys)), digest_size=8).digest(), "little")


_NOTHING = _hashed("nothing")
