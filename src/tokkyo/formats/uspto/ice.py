"""ICE XML of the USPTO: grants (`us-patent-grant`, 2005 on) and applications (`us-patent-application`, 2005 on).

Holds utility, design, plant and reissue patents, statutory invention registrations, first publications (A1, P1),
republications (A2, P4, …) and corrections (A9, P9). The body is optional: weekly front-page files have none.
"""

from collections.abc import Iterator

from tokkyo.errors import RecordError
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.uspto.ice_biblio import read_biblio
from tokkyo.formats.uspto.numbers import day, known
from tokkyo.formats.uspto.record import Draft, record
from tokkyo.formats.uspto.text import (
    Claims,
    Description,
    Element,
    claim,
    claim_references,
    claim_set,
    describe,
    flatten,
    irregular,
    number,
)
from tokkyo.formats.xml import local
from tokkyo.model.publication import Claim, DocumentId
from tokkyo.model.source import ClaimLink, SequenceFacts, SourceRecord

_LEAVES = frozenset({"p", "heading", "ul", "ol", "dl", "tables", "table", "maths", "chemistry", "pre"})
_HEADINGS = frozenset({"heading"})
_RED_BOOK = SequenceFacts(data_sources=("USPTO_FULLTEXT_RB",))


def read_ice(source: str, biblio_tag: str, root: Element, context: Context) -> Iterator[SourceRecord]:
    """Yield the one record of an ICE document. Raises `RecordError` when it has no publication number."""
    parts: dict[str, list[Element]] = {}
    for node in root:
        parts.setdefault(str(node.tag), []).append(node)
    biblio = next(iter(parts.get(biblio_tag, ())), None)
    draft = Draft(source=source, published=_published(biblio))
    if biblio is not None:
        read_biblio(biblio, draft)
    design = (draft.applied.kind if draft.applied else None) == "F"
    abstracts = (flatten(one, skip=_HEADINGS) for one in parts.get("abstract", ()))
    draft.abstract = "\n".join(text for text in abstracts if text) or None
    for node in parts.get("description", ()):
        draft.description = read_description(node)
    for node in parts.get("claims", ()):
        draft.claims = read_claims(node, numbered=not design)
    for node in parts.get("us-claim-statement", ()):
        draft.statement = flatten(node) or None
    if "us-sequence-list-doc" in parts or "sequence-list-doc" in parts:
        draft.sequences = _RED_BOOK
    yield record(draft, context)


def _published(biblio: Element | None) -> DocumentId:
    found = biblio.find("publication-reference/document-id") if biblio is not None else None
    printed = (found.findtext("doc-number") or "").strip() if found is not None else ""
    if found is None or not printed:
        raise RecordError(
            "uspto_no_number", "the document has no publication number", fix="check that the file is complete"
        )
    return DocumentId("US", printed, known(found.findtext("kind")), day(found.findtext("date")))


def read_description(root: Element) -> Description:
    """Read `description`: headings and paragraphs in document order, containers entered."""
    odd = irregular(root)
    return describe(_parts(root, odd))


def _parts(node: Element, odd: set[Element]) -> Iterator[tuple[str, str | None, bool]]:
    for child in node:
        name = local(child)
        if name in _LEAVES:
            yield flatten(child, odd), known(child.get("num")), name == "heading"
        elif name:
            yield from _parts(child, odd)


def read_claims(root: Element, *, numbered: bool) -> Claims:
    """Read `claims`: one claim per `claim`, nested parts flattened, references from `claim-ref` and its words."""
    odd = irregular(root)
    return claim_set(_claim(node, position, odd, numbered) for position, node in enumerate(root.iter("claim"), 1))


def _claim(node: Element, position: int, odd: set[Element], numbered: bool) -> tuple[Claim, ClaimLink]:
    num = number((node.get("num") or "").partition("-")[0].strip())
    refers = [one for ref in node.iter("claim-ref") for one in _referred(ref)]
    return claim(num or position, flatten(node, odd), refers, numbered=numbered)


def _referred(ref: Element) -> Iterator[int]:
    for idref in (ref.get("idref") or "").split():
        if num := number(idref.rpartition("-")[2]):
            yield num
    yield from claim_references(ref.text or "")


def _read_grant(root: Element, context: Context) -> Iterator[SourceRecord]:
    return read_ice("uspto-grant", "us-bibliographic-data-grant", root, context)


def _read_application(root: Element, context: Context) -> Iterator[SourceRecord]:
    return read_ice("uspto-application", "us-bibliographic-data-application", root, context)


GRANT = XmlFormat("uspto-grant", "USPTO grant, ICE XML 4.x", frozenset({"us-patent-grant"}), _read_grant)
APPLICATION = XmlFormat(
    "uspto-application", "USPTO application, ICE XML 4.x", frozenset({"us-patent-application"}), _read_application
)
