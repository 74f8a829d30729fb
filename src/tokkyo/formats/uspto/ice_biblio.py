"""Front page of ICE XML (`us-bibliographic-data-grant`, `us-bibliographic-data-application`), versions 4.0 to 4.7.

Children are visited once, in file order, and handed to the function their name has in `_READ`.
"""

from collections.abc import Callable, Iterable

from tokkyo.formats.uspto.citations import PHASES, Cited, references
from tokkyo.formats.uspto.classes import ipc, is_locarno, locarno_symbol, national_symbol
from tokkyo.formats.uspto.ice_parties import read_parties
from tokkyo.formats.uspto.ice_related import OWN_PCT, document, read_related, related_publication
from tokkyo.formats.uspto.numbers import application, country, day, display_application, known, priority, publication
from tokkyo.formats.uspto.priorities import Origins
from tokkyo.formats.uspto.record import Draft, pct_publication, term
from tokkyo.formats.uspto.text import Element, flatten
from tokkyo.model.classes import from_parts, from_text
from tokkyo.model.publication import Classification, DocumentId
from tokkyo.model.source import OtherNumber

_IPCR_VALUES = {"I": "I", "N": "A"}  # Lens calls non-invention information additional
_ENTERED = ("us-371c12-date/date", "us-371c124-date/date")
_CPC_VALUES = {"I": "I", "A": "A"}


def texts(node: Element) -> dict[str, str]:
    """Return the trimmed texts of an element's children by name."""
    return {str(child.tag): (child.text or "").strip() for child in node}


def read_biblio(biblio: Element, draft: Draft) -> None:
    """Read a front page into a draft that has its publication reference already."""
    parts: dict[str, list[Element]] = {}
    for node in biblio:
        parts.setdefault(str(node.tag), []).append(node)
    for name, read in _READ.items():
        for node in parts.get(name, ()):
            read(node, draft)
    draft.origins = _origins(parts)
    read_parties(parts, draft)


def _application(node: Element, draft: Draft) -> None:
    found = node.find("document-id")
    number = (found.findtext("doc-number") or "").strip() if found is not None else ""
    if found is None or not number:
        return
    draft.applied = application(number, day(found.findtext("date")))
    draft.applied_as = number
    draft.display = display_application(None, number)


def _title(node: Element, draft: Draft) -> None:
    draft.title = flatten(node) or None


def _botanic(node: Element, draft: Draft) -> None:
    draft.keywords = tuple(text for child in node if (text := flatten(child)))


def _term(node: Element, draft: Draft) -> None:
    disclaimed = node.find("disclaimer") is not None
    draft.term = term(node.findtext("length-of-grant"), node.findtext("us-term-extension"), disclaimer=disclaimed)


def _ipcr(node: Element, draft: Draft) -> None:
    draft.ipc.extend(_symbols(node.iterfind("classification-ipcr"), _IPCR_VALUES))


def _cpc(node: Element, draft: Draft) -> None:
    draft.cpc.extend(_symbols(node.iterfind("*/classification-cpc"), _CPC_VALUES))
    listed = {one.symbol for one in draft.cpc}
    combined = _symbols(node.iterfind("further-cpc/combination-set/combination-rank/classification-cpc"), _CPC_VALUES)
    for one in combined:
        if one.symbol not in listed:
            listed.add(one.symbol)
            draft.cpc.append(one)


def _symbols(nodes: Iterable[Element], values: dict[str, str]) -> Iterable[Classification]:
    for node in nodes:
        part = texts(node)
        symbol = from_parts(
            part.get("section", ""),
            part.get("class", ""),
            part.get("subclass", ""),
            part.get("main-group"),
            part.get("subgroup"),
        ) or from_text(part.get("text"))
        if symbol:
            position = part.get("symbol-position") or None
            yield Classification(symbol, values.get(part.get("classification-value", "")), position)


def _old_ipc(node: Element, draft: Draft) -> None:
    for first, path in ((True, "main-classification"), (False, "further-classification")):
        for one in node.iterfind(path):
            text = one.text or ""
            if is_locarno(text):
                draft.national.append(locarno_symbol(text))
            elif symbol := ipc(text, first=first):
                draft.ipc.append(symbol)


def _locarno(node: Element, draft: Draft) -> None:
    draft.national.extend(
        locarno_symbol(text)
        for path in ("main-classification", "further-classification")
        for one in node.iterfind(path)
        if (text := known(one.text))
    )


def _national(node: Element, draft: Draft) -> None:
    for path in ("main-classification", "further-classification"):
        for one in node.iterfind(path):
            text = one.text or ""  # blanks in front are columns, unless somebody re-indented the file
            if symbol := national_symbol(text.strip() if "\n" in text else text):
                draft.national.append(symbol)


def _references(node: Element, draft: Draft) -> None:
    draft.references = references(_cited(node))


def _cited(node: Element) -> Iterable[Cited]:
    for citation in node:
        phase: str | None = None
        what: DocumentId | str | None = None
        for part in citation:
            if part.tag == "category":
                phase = PHASES.get((part.text or "").strip().lower())
            elif part.tag == "patcit":
                what = _cited_patent(part)
            elif part.tag == "nplcit":
                what = flatten(part)
        if what:
            yield phase, what


def _cited_patent(patcit: Element) -> DocumentId | None:
    for cited in patcit:
        if cited.tag == "document-id":
            part = texts(cited)
            land = country(part.get("country"))
            if land and part.get("doc-number"):
                return publication(land, part["doc-number"], part.get("kind"), day(part.get("date")))
    return None


def _published_pct(node: Element, draft: Draft) -> None:
    if (found := document(node)) is not None:
        draft.related.append(pct_publication(found))


def _filed_pct(node: Element, draft: Draft) -> None:
    if number := (node.findtext("document-id/doc-number") or "").strip():
        date = day(node.findtext("document-id/date"))
        draft.numbers.append(OtherNumber("application", "original", "WO", number, None, date))


def _hague(node: Element, draft: Draft) -> None:
    if number := known(node.findtext("international-registration-number")):
        date = day(node.findtext("international-registration-date/date"))
        draft.numbers.append(OtherNumber("publication", "original", "WO", number, None, date))


_READ: dict[str, Callable[[Element, Draft], None]] = {
    "application-reference": _application,
    "invention-title": _title,
    "us-botanic": _botanic,
    "us-term-of-grant": _term,
    "classifications-ipcr": _ipcr,
    "classification-ipc": _old_ipc,
    "classifications-cpc": _cpc,
    "classification-national": _national,
    "classification-locarno": _locarno,
    "references-cited": _references,
    "us-references-cited": _references,
    "us-related-documents": lambda node, draft: draft.related.extend(related_publication(node)),
    "pct-or-regional-publishing-data": _published_pct,
    "pct-or-regional-filing-data": _filed_pct,
    "hague-agreement-data": _hague,
}


def _origins(parts: dict[str, list[Element]]) -> Origins:
    parents, provisionals = read_related(parts.get("us-related-documents", ()))
    pct = next((found for node in parts.get(OWN_PCT, ()) if (found := document(node))), None)
    dates = (node.findtext(path) for node in parts.get(OWN_PCT, ()) for path in _ENTERED)
    entered = next((date for date in map(day, dates) if date), None)
    return Origins(tuple(_paris(parts)), pct, parents, provisionals, entered)


def _paris(parts: dict[str, list[Element]]) -> Iterable[DocumentId]:
    for claims in parts.get("priority-claims", ()):
        for node in claims:
            part = texts(node)
            number = part.get("doc-number")
            if number and (land := country(part.get("country"))):
                yield priority(land, number, day(part.get("date")))
