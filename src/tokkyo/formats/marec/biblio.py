"""Bibliographic data of a MAREC document: numbers, parties in three formats, classes, citations."""

from collections.abc import Iterable, Iterator

from tokkyo.formats.marec.parties import named_parties
from tokkyo.formats.parts.citations import citation, references
from tokkyo.formats.parts.class_columns import classifications, from_columns, from_edition, with_older
from tokkyo.formats.parts.document_ids import document, formats, leaves
from tokkyo.formats.parts.passages import flow_text, texts
from tokkyo.formats.parts.priorities import priority_claims
from tokkyo.formats.values import iso_date
from tokkyo.formats.xml import Element, attribute, child, children, descendants
from tokkyo.model.publication import (
    Bibliography,
    Citation,
    Classification,
    DocumentId,
    PriorityClaim,
    ReferencesCited,
    Text,
)

_OLDER = {"main-classification": "F", "further-classification": "L"}
_PACKED_SCHEMES = frozenset({"EC", "ICO", "IDT"})


def bibliography(
    element: Element, biblio: Element | None, reference: DocumentId, invention_title: tuple[Text, ...]
) -> Bibliography:
    """Map `bibliographic-data`; `element` is the whole document (its search report is cited from)."""
    technical = child(biblio, "technical-data")
    groups = [node for node in (biblio, technical) if node is not None]
    applications = formats(children(biblio, "application-reference"))
    application = next(iter(applications.values()), None)
    original = applications.get("original")
    return Bibliography(
        publication_reference=reference,
        application_reference=document(application) if application is not None else None,
        application_number=leaves(original).get("doc-number") if original is not None else None,
        priority_claims=priority_claims(_priorities(child(biblio, "priority-claims"))),
        invention_title=invention_title,
        parties=named_parties(child(biblio, "parties")),
        classifications_ipcr=with_older(list(_ipc(groups)), list(_older_ipc(groups))),
        classifications_national=classifications(list(_national(groups))),
        references_cited=_citations(element, groups),
    )


def titles(biblio: Element | None, lang: str | None) -> tuple[Text, ...]:
    """Return the titles, one for each language."""
    technical = child(biblio, "technical-data")
    return texts([*children(technical, "invention-title"), *children(biblio, "invention-title")], lang)


def _priorities(group: Element | None) -> Iterator[PriorityClaim]:
    for place, node in enumerate(children(group, "priority-claim"), start=1):
        number = next(iter(formats([node]).values()), None)
        found = leaves(number if number is not None else node)
        if text := found.get("doc-number"):
            yield PriorityClaim(
                jurisdiction=found.get("country"),
                doc_number=text,
                kind=found.get("kind"),
                date=iso_date(found.get("date")),
                sequence=place,
            )


def _ipc(groups: Iterable[Element]) -> Iterator[Classification]:
    """Yield IPC symbols, those repeated for the core level of the 2006 reform once."""
    seen: set[Classification] = set()
    for group in groups:
        for node in descendants(child(group, "classifications-ipcr"), "classification-ipcr"):
            line = child(node, "text")
            found = from_columns((node if line is None else line).text)
            if found is not None and found not in seen:
                seen.add(found)
                yield found


def _older_ipc(groups: Iterable[Element]) -> Iterator[Classification]:
    for group in groups:
        for tag, position in _OLDER.items():
            for node in descendants(child(group, "classification-ipc"), tag):
                if (found := from_edition(flow_text(node), position)) is not None:
                    yield found


def _national(groups: Iterable[Element]) -> Iterator[Classification]:
    for group in groups:
        for outer in children(group, "classification-national"):
            country = attribute(outer, "country")
            for node in descendants(outer, *_OLDER):
                if text := flow_text(node):
                    yield Classification(symbol=us_class(text) if country == "US" else text)
        for node in descendants(child(group, "classification-ecla"), "classification-symbol"):
            if text := flow_text(node):
                packed = (attribute(node, "scheme") or "EC") in _PACKED_SCHEMES
                yield Classification(symbol=text.replace(" ", "") if packed else text)


def us_class(text: str) -> str:
    """Return a US class printed as three columns of class and the subclass in the usual way.

    >>> us_class("099279"), us_class("106821"), us_class("606/169"), us_class("D14138")
    ('99/279', '106/821', '606/169', 'D14/138')
    """
    text = text.replace(" ", "")
    if "/" in text or len(text) < 4:
        return text
    return f"{text[:3].lstrip('0')}/{text[3:]}"


def _citations(element: Element, groups: Iterable[Element]) -> ReferencesCited | None:
    cited = [node for group in groups for node in descendants(child(group, "citations"), "patcit", "nplcit")]
    reported = descendants(child(element, "search-report-data"), "citation")
    found = [_cited(node, place) for place, node in enumerate(cited, start=1)]
    return references(
        found or [citation(node, place, _report(element)) for place, node in enumerate(reported, start=1)]
    )


def _cited(node: Element, place: int) -> Citation | None:
    """Map a citation whose origin is on itself or in `sources/source`."""
    said = next(descendants(node, "source"), node)
    return citation(node, place, attribute(said, "name") or attribute(node, "source"), attribute(said, "category"))


def _report(element: Element) -> str:
    return "ISR" if attribute(child(element, "search-report-data"), "srep-type") == "ISR" else "SEA"
