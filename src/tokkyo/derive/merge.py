"""One publication out of what several sources say about it, by the table in `derive.precedence`.

Pure: the same records give the same result in whatever order they come. Parts that depend on other publications
(families, cited-by, legal status) are only passed on where a source has them; `derive.completion` adds to them.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from tokkyo.derive.precedence import DEFAULT, PRECEDENCE, TABLE, Precedence
from tokkyo.model.facts import Facts
from tokkyo.model.publication import Bibliography, Families, Part, Parties, Publication, ReferencesCited
from tokkyo.model.source import SOURCES, LegalEvent, SourceRecord, Term

_BY_NAME = {source.name: source for source in SOURCES}
_RANK = {name: rank for rank, name in enumerate(DEFAULT)}
_UNKNOWN = len(DEFAULT)
_DOCDB = frozenset(source.name for source in SOURCES if source.docdb)
_INPADOC = frozenset(source.name for source in SOURCES if source.inpadoc)
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
    if len(records) == 1:
        return _alone(records[0])
    records = sorted(records, key=lambda record: _RANK.get(record.source, _UNKNOWN))
    said = (_said(records, name) for name in ("family_id", "extended_family_id", "term"))
    return Merged(_build(records), _facts(records), *said)


def merge_texts(told: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Merge texts alone: `told` pairs each source's name with anything that has its abstract, claims, description.

    Gives those of the three that any source has, exactly as `merge` would.
    """
    told = sorted(told, key=lambda one: _RANK.get(one[0], _UNKNOWN))
    holders = [holder for _, holder in told]
    rows = (row for row in _plan(tuple(name for name, _ in told)) if row.name in _TEXTS)
    return {row.name: value for row in rows if (value := _chosen(row, holders)) is not None}


def _alone(record: SourceRecord) -> Merged:
    return Merged(record.publication, _facts((record,)), record.family_id, record.extended_family_id, record.term)


# --- rules: each takes the values of at least two sources, best first


def _first(values: Sequence[Any]) -> Any:
    return values[0]


def _languages(values: Sequence[Any]) -> tuple[Any, ...]:
    """Texts of the first source, then those of others in languages not there yet.

    Texts without a language are taken from the first source alone.
    """
    found: tuple[Any, ...] = values[0]
    for texts in values[1:]:
        known = {text.lang for text in found}
        found += tuple([text for text in texts if text.lang and text.lang not in known])
    return found


def _richest(values: Sequence[Any]) -> ReferencesCited:
    def richness(references: ReferencesCited) -> tuple[int, int]:
        citations = references.citations
        return len(citations), sum(1 for citation in citations if citation.category)

    best: ReferencesCited = max(values, key=richness)
    return best


_HOW: dict[str, Callable[[Sequence[Any]], Any]] = {
    "first": _first,
    "languages": _languages,
    "richest": _richest,
}

_TEXTS = frozenset({"abstract", "claims", "description"})
_RANKS = {row.path: {name: rank for rank, name in enumerate(row.order)} for row in PRECEDENCE}


class _Step(NamedTuple):
    """One row of the table for given sources: where the part is, and in which order the sources are asked."""

    level: str
    name: str
    rule: Callable[[Sequence[Any]], Any]
    order: tuple[int, ...]


@lru_cache(maxsize=1024)
def _plan(sources: tuple[str, ...]) -> tuple[_Step, ...]:
    """Return the table worked out for records of these sources, in this order."""
    steps = []
    for row in PRECEDENCE:
        level, _, name = row.path.rpartition(".")
        ranks = _RANKS[row.path]
        order = sorted(range(len(sources)), key=lambda place: ranks.get(sources[place], _UNKNOWN))
        steps.append(_Step(level, name, _HOW[row.how], tuple(order)))
    return tuple(steps)


def _chosen(step: _Step, holders: Sequence[Any]) -> Any:
    """Return the part that the rule makes of what the holders have, None when nobody has it."""
    values = []
    for place in step.order:
        value = getattr(holders[place], step.name)
        if value is not None and value != ():
            values.append(value)
    return (values[0] if len(values) == 1 else step.rule(values)) if values else None


def in_order(row: Precedence, records: Sequence[SourceRecord]) -> Sequence[SourceRecord]:
    """Return the records with the best source for this part first."""
    ranks = _RANKS[row.path]
    return sorted(records, key=lambda record: ranks.get(record.source, _UNKNOWN))


_NO_BIBLIO, _NO_PARTIES, _NO_FAMILIES = Bibliography(), Parties(), Families()


def _build(records: Sequence[SourceRecord]) -> Publication:
    """Put a publication together, part by part, from records sorted by precedence."""
    publications = [record.publication for record in records]
    biblios = [publication.biblio or _NO_BIBLIO for publication in publications]
    holders: dict[str, Sequence[Part]] = {
        "": publications,
        "biblio": biblios,
        "biblio.parties": [biblio.parties or _NO_PARTIES for biblio in biblios],
        "families": [publication.families or _NO_FAMILIES for publication in publications],
    }
    found: dict[str, dict[str, Any]] = {level: {} for level in holders}
    for step in _plan(tuple([record.source for record in records])):
        if (value := _chosen(step, holders[step.level])) is not None:
            found[step.level][step.name] = value
    biblio = found["biblio"]
    if parties := _part(Parties, found["biblio.parties"]):
        biblio["parties"] = parties
    return Publication(biblio=_part(Bibliography, biblio), families=_part(Families, found["families"]), **found[""])


def _part(kind: type[P], given: dict[str, Any]) -> P | None:
    return kind(**given) if given else None


# --- facts


def _facts(records: Sequence[SourceRecord]) -> Facts:
    """Gather the facts of records that are sorted by precedence."""
    claims, description = _having("claims", records), _having("description", records)
    sources = tuple([record.source for record in records])
    sequences = _said(records, "sequences")
    term = _said(records, "term")
    return Facts(
        created=min((record.created for record in records if record.created), default=None),
        sources=sources,
        has_full_text=_is_office_text(claims) and _is_office_text(description),
        has_docdb=not _DOCDB.isdisjoint(sources),
        has_inpadoc=not _INPADOC.isdisjoint(sources) or any(record.events for record in records),
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
    told = [values for record in records if (values := getattr(record, name))]
    return tuple(dict.fromkeys(value for values in told for value in values)) if told else ()


_same_event = attrgetter("jurisdiction", "code", "date", "fee_year", "states")


def _events(records: Sequence[SourceRecord]) -> tuple[LegalEvent, ...]:
    """All events of all sources by date; one that several sources record is taken from the best of them."""
    if len(records) == 1:
        return records[0].events
    records = [record for record in records if record.events]
    if not records:
        return ()
    found: dict[Any, LegalEvent] = {}
    for record in records:
        mine: dict[Any, LegalEvent] = {}
        for number, event in enumerate(record.events):
            key = _same_event(event)
            mine[(key, number) if key in mine else key] = event
        found = {**mine, **found}
    return tuple(sorted(found.values(), key=lambda event: (event.date or "", event.code)))
