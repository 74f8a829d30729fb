"""USPTO grants in ST.32 XML (`PATDOC`, versions 2.4 and 2.5, 2001 to 2004).

The front page `SDOBI` uses INID tags (B110, …), text sits in `PDAT`. Designs carry their Locarno class as B511.
"""

from collections.abc import Iterator

from tokkyo.errors import RecordError
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.uspto.citations import PHASES, Cited, references
from tokkyo.formats.uspto.classes import ipc, is_locarno, locarno_symbol, national_symbol
from tokkyo.formats.uspto.numbers import (
    application,
    country,
    day,
    display_application,
    known,
    pct_application,
    priority,
    publication,
)
from tokkyo.formats.uspto.parties import Person, examiners, parties
from tokkyo.formats.uspto.priorities import RELATIONS, Origins, Parent, parent_application
from tokkyo.formats.uspto.record import Draft, pct_publication, record, term
from tokkyo.formats.uspto.sequences import RED_BOOK, read_listing
from tokkyo.formats.uspto.st32_text import read_text
from tokkyo.formats.uspto.text import Element, flatten
from tokkyo.model.publication import DocumentId, Parties
from tokkyo.model.source import OtherNumber, RelatedDocument, SourceRecord

STATUSES = {"00": "pending", "01": "granted", "03": "abandoned", "04": "statutory invention registration"}

_CHAIN = frozenset(name for name in RELATIONS if name.startswith("B6"))
_SINGLE = (
    "B110",
    "B130",
    "B140",
    "B210",
    "B211US",
    "B220",
    "B472",
    "B540",
    "BOTANIC",
    "B745",
    "B861",
    "B864US",
    "B871",
)
_MANY = ("B300", "B511", "B512", "B521", "B522", "B561", "B562", "B680US", "B690US", "B721", "B731", "B741", *_CHAIN)

Fields = dict[str, list[Element]]


def _text(node: Element | None, path: str = "") -> str | None:
    found = node.find(path) if node is not None and path else node
    return flatten(found) or None if found is not None else None


def _first(fields: Fields, name: str) -> Element | None:
    return fields[name][0] if name in fields else None


def _read(root: Element, context: Context) -> Iterator[SourceRecord]:
    fields: Fields = {}
    front = root.find("SDOBI")
    for node in front.iter(*_SINGLE, *_MANY) if front is not None else ():
        fields.setdefault(str(node.tag), []).append(node)
    draft = Draft(source="uspto-grant", published=_published(fields))
    _front_page(fields, draft)
    draft.origins = _origins(fields)
    if number := _text(_first(fields, "B861"), "DOC/DNUM"):
        filed = day(_text(_first(fields, "B861"), "DOC/DATE"))
        draft.numbers.append(OtherNumber("application", "original", "WO", number, None, filed))
    draft.related.extend(_publications(fields))
    draft.parties = _parties(fields)
    read_text(root, draft)
    if next(root.iter("SEQLST-US", "SEQ-LST-NEW", "SEQ-LST-OLD"), None) is not None:
        draft.sequence_listing, draft.sequences = read_listing(root), RED_BOOK
    yield record(draft, context)


def _published(fields: Fields) -> DocumentId:
    number = _text(_first(fields, "B110"))
    if not number:
        raise RecordError("uspto_no_number", "PATDOC has no publication number (B110)", fix="check the file")
    return DocumentId("US", number, known(_text(_first(fields, "B130"))), day(_text(_first(fields, "B140"))))


def _front_page(fields: Fields, draft: Draft) -> None:
    if number := _text(_first(fields, "B210")):
        series = _text(_first(fields, "B211US"))
        draft.applied = application(number, day(_text(_first(fields, "B220"))), series)
        draft.applied_as, draft.display = number, display_application(series, number)
    draft.title = _text(_first(fields, "B540"))
    draft.keywords = tuple(text for node in fields.get("BOTANIC", ()) for name in node if (text := flatten(name)))
    if (grant := _first(fields, "B472")) is not None:
        disclaimed = grant.find("B473US") is not None or grant.find("B473") is not None
        draft.term = term(_text(grant, "B474"), _text(grant, "B474US"), disclaimer=disclaimed)
    _classes(fields, draft)
    draft.references = references(_cited(fields))


def _classes(fields: Fields, draft: Draft) -> None:
    for name in ("B521", "B522"):
        for node in fields.get(name, ()):
            text = node.findtext("PDAT") or ""
            if symbol := national_symbol(text.strip() if "\n" in text else text):
                draft.national.append(symbol)
    for name in ("B511", "B512"):
        for node in fields.get(name, ()):
            text = node.findtext("PDAT") or ""
            if is_locarno(text):
                draft.national.append(locarno_symbol(text))
            elif found := ipc(text.strip(), first=name == "B511"):
                draft.ipc.append(found)


def _cited(fields: Fields) -> Iterator[Cited]:
    for name in ("B561", "B562"):
        for node in fields.get(name, ()):
            phase = next((PHASES[str(child.tag)] for child in node if child.tag in PHASES), None)
            if name == "B562":
                what: DocumentId | str | None = _text(node, "NCIT")
            else:
                what = _document(node.find("PCIT/DOC"))
            if what:
                yield phase, what


def _document(doc: Element | None) -> DocumentId | None:
    number, date = _text(doc, "DNUM"), day(_text(doc, "DATE"))
    if not number:
        return None
    land = country(_text(doc, "CTRY")) or "US"
    return pct_application(number, date) or publication(land, number, _text(doc, "KIND"), date)


def _origins(fields: Fields) -> Origins:
    provisionals = [
        application(number, day(_text(node, "DOC/DATE")), provisional=True)
        for node in fields.get("B680US", ())
        if (number := _text(node, "DOC/DNUM"))
    ]
    pct = _document(_child(_first(fields, "B861"), "DOC"))
    return Origins(
        tuple(_paris(fields)),
        pct if pct and pct.kind == "W" else None,
        tuple(_parents(fields)),
        tuple(provisionals),
        day(_text(_first(fields, "B864US"))),
    )


def _child(node: Element | None, path: str) -> Element | None:
    return node.find(path) if node is not None else None


def _paris(fields: Fields) -> Iterator[DocumentId]:
    for node in fields.get("B300", ()):
        number, land = _text(node, "B310"), country(_text(node, "B330"))
        if number and land:
            yield priority(land, number, day(_text(node, "B320")))


def _parents(fields: Fields) -> Iterator[Parent]:
    for name, nodes in fields.items():
        for parent in (parent for node in nodes for parent in node.iterfind("PARENT-US")) if name in _CHAIN else ():
            number = _text(parent, "PDOC/DOC/DNUM")
            if number:
                yield Parent(
                    relation=name,
                    application=parent_application(number, day(_text(parent, "PDOC/DOC/DATE"))),
                    status=STATUSES.get(_text(parent, "PSTA") or ""),
                    patent=_document(parent.find("PPUB/DOC")),
                )


def _publications(fields: Fields) -> Iterator[RelatedDocument]:
    for node in fields.get("B690US", ()):
        if found := _document(node.find("DOC")):
            yield RelatedDocument("related-publication", found.jurisdiction, found.doc_number, found.kind, found.date)
    if found := _document(_child(_first(fields, "B871"), "DOC")):
        yield pct_publication(found)


def _parties(fields: Fields) -> Parties | None:
    people = {name: [_person(node) for node in fields.get(name, ())] for name in ("B721", "B731", "B741")}
    examining = _first(fields, "B745")
    primary, assistant = _child(examining, "B746"), _child(examining, "B747")
    return parties(
        applying=None,
        inventing=people["B721"],
        owning=people["B731"],
        acting=people["B741"],
        examining=examiners(
            _person(primary) if primary is not None else None,
            _person(assistant) if assistant is not None else None,
            _text(examining, "B748US"),
        ),
    )


def _person(node: Element) -> Person:
    name, address = node.find("PARTY-US/NAM"), node.find("PARTY-US/ADR")
    first = [_text(name, "FNM"), _text(name, "MNM")]
    last = [_text(name, "SNM"), _text(name, "SFX")]
    streets = [flatten(street) for street in address.iterfind("STR")] if address is not None else []
    return Person(
        organisation=_text(name, "ONM"),
        last=" ".join(filter(None, last)) or None,
        first=" ".join(filter(None, first)) or None,
        street=", ".join(streets) or None,
        city=_text(address, "CITY"),
        state=_text(address, "STATE"),
        postcode=_text(address, "PCODE"),
        country=_text(address, "CTRY"),
        residence=_text(node, "PARTY-US/RESIDENCE/CTRY") or _text(node, "PARTY-US/RCTRY"),
    )


ST32 = XmlFormat("uspto-st32", "USPTO grant, ST.32 XML 2.4/2.5", frozenset({"PATDOC"}), _read)
