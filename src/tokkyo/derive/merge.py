"""One publication out of what several sources say about it, by the table in `derive.precedence`.

Pure: the same records give the same result in whatever order they come. Parts that depend on other publications
(families, cited-by, legal status) are only passed on where a source has them; `derive.completion` adds to them.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from tokkyo.derive.precedence import DEFAULT, PRECEDENCE, TABLE, Precedence
from tokkyo.model.facts import Facts
from tokkyo.model.publication import Bibliography, Families, Part, Parties, Publication, ReferencesCited
from tokkyo.model.source import SOURCES, LegalEvent, SourceRecord, Term

_BY_NAME = {source.name: source for source in SOURCES}
_RANK = {name: rank for rank, name in enumerate(DEFAULT)}
_UNKNOWN = len(DEFAULT)
P = TypeVar("P", bound=Part)


class Merged(NamedTuple):
    """A merged publication, its facts, and what its sources say of its families and its term."""

    publication: Publication
    facts: Facts
    family_id: int | None
    extended_family_id: int | None
    term: Term | None


def merge(records: Sequence[SourceRecord]) -> Merged:
    """Merge the live records of one publication, one for each source; at least one."""
    records = sorted(records, key=lambda record: _RANK.get(record.source, _UNKNOWN))
    if len(records) == 1:
        return _alone(records[0])
    values = {row.path: _HOW[row.how](row, records) for row in PRECEDENCE}
    said = (_said(records, name) for name in ("family_id", "extended_family_id", "term"))
    return Merged(_build(values), _facts(records), *said)


def _alone(record: SourceRecord) -> Merged:
    return Merged(record.publication, _facts((record,)), record.family_id, record.extended_family_id, record.term)


# --- rules


def _first(row: Precedence, records: Sequence[SourceRecord]) -> Any:
    for value in _values(row, records):
        return value
    return None


def _languages(row: Precedence, records: Sequence[SourceRecord]) -> tuple[Any, ...]:
    """Texts of the first source, then those of others in languages not there yet.

    Texts without a language are taken from the first source alone.
    """
    found: tuple[Any, ...] = ()
    for texts in _values(row, records):
        known = {text.lang for text in found}
        found += tuple(text for text in texts if text.lang and text.lang not in known) if found else texts
    return found


def _richest(row: Precedence, records: Sequence[SourceRecord]) -> ReferencesCited | None:
    def richness(references: ReferencesCited) -> tuple[int, int]:
        citations = references.citations
        return len(citations), sum(1 for citation in citations if citation.category)

    return max(_values(row, records), key=richness, default=None)


_HOW: dict[str, Callable[[Precedence, Sequence[SourceRecord]], Any]] = {
    "first": _first,
    "languages": _languages,
    "richest": _richest,
}


def _values(row: Precedence, records: Sequence[SourceRecord]) -> Iterable[Any]:
    """Yield the part of each source that has it, best source first."""
    for record in in_order(row, records):
        value: Any = record.publication
        for name in row.path.split("."):
            value = getattr(value, name, None)
        if value is not None and value != ():
            yield value


_RANKS = {row.path: {name: rank for rank, name in enumerate(row.order)} for row in PRECEDENCE}


def in_order(row: Precedence, records: Sequence[SourceRecord]) -> Sequence[SourceRecord]:
    """Return the records with the best source for this part first."""
    ranks = _RANKS[row.path]
    return sorted(records, key=lambda record: ranks.get(record.source, _UNKNOWN))


def _build(values: dict[str, Any]) -> Publication:
    parties = _part(Parties, "biblio.parties.", values)
    biblio = _part(Bibliography, "biblio.", values, parties=parties)
    families = _part(Families, "families.", values)
    plain = {path: value for path, value in values.items() if "." not in path and value is not None}
    return Publication(biblio=biblio, families=families, **plain)


def _part(kind: type[P], prefix: str, values: dict[str, Any], **more: Any) -> P | None:
    names = {path.removeprefix(prefix): value for path, value in values.items() if path.startswith(prefix)}
    given = {name: value for name, value in {**names, **more}.items() if value is not None and "." not in name}
    return kind(**given) if given else None


# --- facts


def _facts(records: Sequence[SourceRecord]) -> Facts:
    """Gather the facts of records that are sorted by precedence."""
    claims, description = _having("claims", records), _having("description", records)
    sequences = _said(records, "sequences")
    term = _said(records, "term")
    return Facts(
        created=min((record.created for record in records if record.created), default=None),
        sources=tuple(record.source for record in records),
        has_full_text=_is_office_text(claims) and _is_office_text(description),
        has_docdb=any(_BY_NAME[r.source].docdb for r in records if r.source in _BY_NAME),
        has_inpadoc=any(r.events or (r.source in _BY_NAME and _BY_NAME[r.source].inpadoc) for r in records),
        term_extension_days=term.extension_days if term else None,
        sequence_data_sources=sequences.data_sources if sequences else (),
        sequence_locations=sequences.locations if sequences else (),
        active_priorities=_said(records, "active_priorities"),
        events=_events(records),
        related=_union(records, "related"),
        numbers=_union(records, "numbers"),
        states=_union(records, "states"),
        paragraphs=description.paragraphs if description else (),
        claim_links=claims.claim_links if claims else (),
        keywords=_union(records, "keywords"),
    )


def _having(part: str, records: Sequence[SourceRecord]) -> SourceRecord | None:
    holders = [record for record in records if getattr(record.publication, part)]
    return in_order(TABLE[part], holders)[0] if len(holders) > 1 else (holders[0] if holders else None)


def _is_office_text(record: SourceRecord | None) -> bool:
    """Lens holds full text only where the office gives it."""
    return record is not None and (record.source == "lens" or _BY_NAME[record.source].full_text)


def _said(records: Sequence[SourceRecord], name: str) -> Any:
    return next((value for record in records if (value := getattr(record, name)) is not None), None)


def _union(records: Sequence[SourceRecord], name: str) -> tuple[Any, ...]:
    if len(records) == 1:
        return getattr(records[0], name)  # type: ignore[no-any-return]
    return tuple(dict.fromkeys(value for record in records for value in getattr(record, name)))


_same_event = attrgetter("jurisdiction", "code", "date", "fee_year", "states")


def _events(records: Sequence[SourceRecord]) -> tuple[LegalEvent, ...]:
    """All events of all sources by date; one that several sources record is taken from the best of them."""
    if len(records) == 1:
        return records[0].events
    found: dict[Any, LegalEvent] = {}
    for record in records:
        mine: dict[Any, LegalEvent] = {}
        for number, event in enumerate(record.events):
            key = _same_event(event)
            mine[(key, number) if key in mine else key] = event
        found = {**mine, **found}
    return tuple(sorted(found.values(), key=lambda event: (event.date or "", event.code)))
