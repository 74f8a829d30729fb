"""USPTO pre-grant publications of 2001 to 2004 (`patent-application-publication`, DTD versions 1.5 and 1.6)."""

from collections.abc import Iterator
from dataclasses import replace

from tokkyo.errors import RecordError
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.uspto.classes import ipc, is_locarno, locarno_symbol, national_symbol
from tokkyo.formats.uspto.numbers import application, country, day, display_application, known, priority, publication
from tokkyo.formats.uspto.pap_text import read_text
from tokkyo.formats.uspto.parties import Person, parties
from tokkyo.formats.uspto.priorities import RELATIONS, Origins, Parent, parent_application
from tokkyo.formats.uspto.record import Draft, pct_publication, record
from tokkyo.formats.uspto.sequences import RED_BOOK, read_listing
from tokkyo.formats.uspto.text import Element, flatten
from tokkyo.model.publication import DocumentId, Parties
from tokkyo.model.source import OtherNumber, RelatedDocument, SourceRecord

_PUBLICATIONS = {"prior-publication": "related-publication", "corrected-republication-of": "correction"}


def _text(node: Element | None, path: str) -> str | None:
    found = node.find(path) if node is not None else None
    return known(flatten(found)) if found is not None else None


def _read(root: Element, context: Context) -> Iterator[SourceRecord]:
    biblio = root.find("subdoc-bibliographic-information")
    number = _text(biblio, "document-id/doc-number")
    if biblio is None or not number:
        raise RecordError("uspto_no_number", "the publication has no number (document-id)", fix="check the file")
    date = day(_text(biblio, "document-id/document-date"))
    kind = _text(biblio, "document-id/kind-code")
    draft = Draft(source="uspto-application", published=DocumentId("US", number, kind, date))
    _filing(biblio, draft)
    _technical(biblio.find("technical-information"), draft)
    draft.origins = _origins(biblio, draft)
    draft.related.extend(_publications(biblio))
    draft.parties = _parties(biblio)
    read_text(root, draft)
    if (listing := root.find("sequence-cwu")) is not None:
        draft.sequence_listing, draft.sequences = read_listing(listing), RED_BOOK
    yield record(draft, context)


def _filing(biblio: Element, draft: Draft) -> None:
    filing = biblio.find("domestic-filing-data")
    if number := _text(filing, "application-number/doc-number"):
        series = _text(filing, "application-number-series-code")
        draft.applied = application(number, day(_text(filing, "filing-date")), series)
        draft.applied_as, draft.display = number, display_application(series, number)


def _technical(technical: Element | None, draft: Draft) -> None:
    if technical is None:
        return
    draft.title = _text(technical, "title-of-invention")
    draft.keywords = tuple(text for node in technical.iterfind("botanic/*") if (text := flatten(node)))
    for node in technical.iterfind("classification-us/*/uspc"):
        symbol = national_symbol(f"{_text(node, 'class') or ''}{_text(node, 'subclass') or ''}")
        draft.national.extend([symbol] if symbol else ())
    for part in technical.iterfind("classification-ipc/*"):
        for node in part.iterfind("ipc"):
            text = flatten(node)
            if is_locarno(text):
                draft.national.append(locarno_symbol(text))
            elif found := ipc(text, first=part.tag == "classification-ipc-primary"):
                draft.ipc.append(found)


def _origins(biblio: Element, draft: Draft) -> Origins:
    continuity = biblio.find("continuity-data")
    conventions = biblio.find("international-conventions")
    pct = conventions.find("pct-application/document-id") if conventions is not None else None
    own = _numbered(pct)
    if own and (printed := _text(pct, "doc-number")):
        draft.numbers.append(OtherNumber("application", "original", "WO", printed, None, own.date))
    return Origins(
        tuple(_paris(biblio)),
        own if own and own.kind == "W" else None,
        tuple(_parents(continuity)) if continuity is not None else (),
        tuple(_provisionals(continuity)) if continuity is not None else (),
        day(_text(conventions, "usc371c124-date") or _text(conventions, "usc371-date")),
    )


def _numbered(document: Element | None) -> DocumentId | None:
    """Return the application or PCT application a `document-id` names."""
    number = _text(document, "doc-number")
    return parent_application(number, day(_text(document, "document-date"))) if number else None


def _paris(biblio: Element) -> Iterator[DocumentId]:
    for node in biblio.iterfind("foreign-priority-data"):
        number = _text(node, "priority-application-number/doc-number")
        land = country(_text(node, "country-code"))
        if number and land:
            yield priority(land, number, day(_text(node, "filing-date")))


def _parents(continuity: Element) -> Iterator[Parent]:
    for node in continuity.iter("parent-child"):
        relation = node.getparent()
        while relation is not None and relation is not continuity and relation.tag not in RELATIONS:
            relation = relation.getparent()
        parent = _numbered(node.find("parent/document-id"))
        if relation is not None and parent:
            pct = _numbered(relation.find("parent-pct/document-id"))
            yield Parent(
                relation=str(relation.tag),
                application=parent,
                status=_text(node, "parent-status"),
                patent=_publication(node.find("parent-patent/document-id")),
                pct=pct if pct and pct.kind == "W" else None,
            )


def _publication(document: Element | None) -> DocumentId | None:
    number = _text(document, "doc-number")
    if not number:
        return None
    land = country(_text(document, "country-code")) or "US"
    return publication(land, number, _text(document, "kind-code"), day(_text(document, "document-date")))


def _provisionals(continuity: Element) -> Iterator[DocumentId]:
    for node in continuity.iterfind("non-provisional-of-provisional/document-id"):
        if number := _text(node, "doc-number"):
            yield application(number, day(_text(node, "document-date")), provisional=True)


def _publications(biblio: Element) -> Iterator[RelatedDocument]:
    for name, relation in _PUBLICATIONS.items():
        for node in biblio.iter(name):
            for document in node.iterfind("document-id"):
                if found := _publication(document):
                    yield RelatedDocument(relation, found.jurisdiction, found.doc_number, found.kind, found.date)
    if found := _publication(biblio.find("international-conventions/pct-publication/document-id")):
        yield pct_publication(found)


def _parties(biblio: Element) -> Parties | None:
    correspondence = biblio.find("correspondence-address")
    return parties(
        applying=None,
        inventing=[_person(node) for node in biblio.iterfind("inventors/*")],
        owning=[_person(node) for node in biblio.iterfind("assignee")],
        acting=[_correspondent(correspondence)] if correspondence is not None else [],
    )


def _person(node: Element) -> Person:
    name, residence = node.find("name"), node.find("residence")
    homes = ("residence-us", "residence-non-us")
    home = next((one for one in residence if one.tag in homes), None) if residence is not None else None
    first = [_text(name, "given-name"), _text(name, "middle-name")]
    last = [_text(name, "family-name"), _text(name, "name-suffix")]
    address = _address(node.find("address"))
    if home is not None:
        address = Person(city=_text(home, "city"), state=_text(home, "state"), country=_text(home, "country-code"))
    return replace(
        address,
        organisation=_text(node, "organization-name"),
        last=" ".join(filter(None, last)) or None,
        first=" ".join(filter(None, first)) or None,
    )


def _address(node: Element | None) -> Person:
    if node is None:
        return Person()
    street = [_text(node, "address-1"), _text(node, "address-2")]
    return Person(
        street=", ".join(filter(None, street)) or None,
        city=_text(node, "city"),
        state=_text(node, "state"),
        postcode=_text(node, "postalcode"),
        country=_text(node, "country/country-code"),
    )


def _correspondent(node: Element) -> Person:
    names = [_text(node, "name-1"), _text(node, "name-2")]
    return replace(_address(node.find("address")), organisation=", ".join(filter(None, names)) or None)


PAP = XmlFormat("uspto-pap", "USPTO application, PAP XML 1.5/1.6", frozenset({"patent-application-publication"}), _read)
