"""Documents in XML of the office: notices and decisions (tag sets 1.0 and 1.1), opinions, amendments.

The tag sets differ in the names of a few groups (1.1 ends them in `-rn`), which say nothing here: what an element is
called for people stands in `document_labels`, and what is not in it is shown without a name, so that nothing is lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from tokkyo.errors import RecordError
from tokkyo.formats.parsing.elements import Element, XmlLimits, parse
from tokkyo.formats.slicing.slices import Slice, Surroundings
from tokkyo.formats.xml import attribute, child, children, descendants, local, own_text
from tokkyo.model.jpo.document_names import described
from tokkyo.service.jpo.document_blocks import MARKS, Block, Break, Figure, Inline, Kind, Run
from tokkyo.service.jpo.document_labels import (
    AMENDED_CODES,
    AMENDED_PARTS,
    HEADINGS,
    LABELS,
    TRUTH,
    WAYS_OF_AMENDMENT,
    readable_application,
    readable_date,
    wide,
)

LIMITS = XmlLimits(depth=64, text_bytes=64 * 1024 * 1024)
"""Depth of a document, far below what reading it takes of the stack."""

_ROOT = re.compile(rb"<jp:")
_LINE = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_TEXTS = frozenset({"p", "claim-text", "text", "heading"})
_Handler = Callable[[Element], Iterator[Block]]


def blocks_of_xml(data: bytes) -> list[Block]:
    """Return a document in XML as blocks. Raises `RecordError` when it cannot be read."""
    found = _ROOT.search(data)
    if found is None:
        raise RecordError("xml_malformed", "the document has no element of the office", fix="fetch it again")
    piece = Slice(data[found.start() :].rstrip(b"\0\x1a \t\r\n"), found.start(), around=Surroundings("cp932"))
    root = parse(piece, LIMITS, lambda *_: None)
    return [block for block in _blocks(root) if block.inlines or block.label]


def _blocks(element: Element) -> Iterator[Block]:
    """Yield the blocks of an element and all below it, in the order of the document."""
    name = local(element)
    if name in _HANDLERS:
        yield from _HANDLERS[name](element)
    elif name in _TEXTS:
        yield Block(Kind.HEADING if name == "heading" else Kind.PARAGRAPH, _inlines(element), _number(element))
    elif not len(element) or all(local(inner) in _INLINE for inner in element):
        yield Block(Kind.PARAGRAPH, _inlines(element), LABELS.get(name, "") if own_text(element) else "")
    else:
        yield from _below(element)


def _below(element: Element) -> Iterator[Block]:
    heading = HEADINGS.get(local(element))
    if heading:
        yield Block(Kind.HEADING, (Run(heading),))
    for inner in element:
        yield from _blocks(inner)


# --- text

_FIGURES = frozenset({"img", "image"})
_INLINE = frozenset({"br", *MARKS, *_FIGURES, "chemistry", "maths", "tables", "figref", "patcit", "nplcit", "o"})


def _inlines(element: Element) -> tuple[Inline, ...]:
    """Return the text below an element; line feeds of the file are not those of the text, which are `<br/>`."""
    found = list(_marked(element, ""))
    while found and _is_blank(found[-1]):
        found.pop()
    while found and _is_blank(found[0]) and not isinstance(found[0], Break):
        found.pop(0)
    if found and isinstance(found[0], Run):
        found[0] = Run(found[0].text.lstrip(" "), found[0].mark)
    return tuple(found)


def _marked(element: Element, mark: str) -> Iterator[Inline]:
    name = local(element)
    if name in _FIGURES:
        yield Figure(re.split(r"[/\\]", attribute(element, "file") or attribute(element, "file-name") or "")[-1])
    mark = name if name in MARKS else mark
    yield from _run(element.text, mark)
    for inner in element:
        if local(inner) == "br":
            yield Break()
        else:
            yield from _marked(inner, mark)
        yield from _run(inner.tail, mark)


def _run(text: str | None, mark: str) -> Iterator[Inline]:
    joined = _LINE.sub("", text).replace("\u00a0", " ") if text else ""
    if joined:
        yield Run(joined, mark if joined.strip() else "")


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Run) and not inline.text.strip())


def _number(element: Element) -> str:
    """Return the number of a paragraph (０００７), "" for one without."""
    number = attribute(element, "num") or ""
    return wide(number) if number.isascii() and number.isdigit() else ""


# --- elements that are told in one line

_TOLD_APART = frozenset({"name", "registered-number", "staff-code", "office-code", "official-title"})


def _line(label: str, text: str | None) -> Iterator[Block]:
    if text and text.strip():
        yield Block(Kind.PARAGRAPH, (Run(text.strip()),), label)


def _title(element: Element) -> Iterator[Block]:
    yield Block(Kind.TITLE, (Run(own_text(element) or ""),))


def _code(element: Element) -> Iterator[Block]:
    """Tell a document by its code: A1523 is A523 of a patent (the second character is the law)."""
    code = own_text(element) or ""
    parent = element.getparent()
    if parent is not None and local(parent) == "amendment-group":
        if _amended(parent) is None:
            yield from _line(LABELS["amended-part"], AMENDED_CODES.get(code))
        return
    law = attribute(parent, "kind-of-law") if parent is not None else None
    if code[:1] == "A" and code[1:2] in ("1", "2"):
        name = described(law if law in ("patent", "design", "trademark") else "patent", "A" + code[2:])
        yield Block(Kind.TITLE, (Run(name or code),))


def _application(element: Element) -> Iterator[Block]:
    law = attribute(element, "kind-of-law") or ""
    for number in descendants(element, "doc-number"):
        yield from _line(LABELS["application-reference"], readable_application(own_text(number) or "", law))


def _date(element: Element) -> Iterator[Block]:
    yield from _line(LABELS[local(element)], readable_date(own_text(element) or ""))


def _person(element: Element) -> Iterator[Block]:
    """Tell a person in one line: title, name, numbers, how many others there are."""
    parts = [own_text(part) for part in element.iter() if local(part) in _TOLD_APART]
    others = next(descendants(element, "number-of-other-persons"), None)
    count = (own_text(others) or "").strip("\u00a0 ") if others is not None else ""
    named = "　".join(part.strip() for part in parts if part and part.strip())
    yield from _line(LABELS.get(local(element), ""), f"{named}（外{count}名）" if count and named else named)


def _listed(element: Element) -> Iterator[Block]:
    """Tell a list in one line."""
    items = [re.sub(r"[\u00a0 ]+", " ", own_text(item) or "").strip(" ,") for item in element]
    yield from _line(LABELS[local(element)], "、".join(item for item in items if item))


def _truth(element: Element) -> Iterator[Block]:
    yield from _line(LABELS[local(element)], TRUTH.get(attribute(element, "true-or-false") or ""))


def _reconsidered(element: Element) -> Iterator[Block]:
    if attribute(element, "true-or-false") == "true":
        yield Block(Kind.PARAGRAPH, (Run("［前置審査］"),))


# --- amendments and claims


def _amended(group: Element) -> str | None:
    contents = child(group, "contents-of-amendment")
    return AMENDED_PARTS.get(attribute(contents, "kind-of-document") or "")


def _amendment(element: Element) -> Iterator[Block]:
    number = wide(attribute(element, "serial-number") or "")
    yield Block(Kind.HEADING, (Run(f"【手続補正{number}】"),))
    yield from _line(LABELS["amended-part"], _amended(element))
    yield from _below(element)


def _way(element: Element) -> Iterator[Block]:
    code = own_text(element) or ""
    yield from _line(LABELS["way-of-amendment"], WAYS_OF_AMENDMENT.get(code, code))


def _contents(element: Element) -> Iterator[Block]:
    yield Block(Kind.PARAGRAPH, (), LABELS["contents-of-amendment"])
    yield from _below(element)


def _claim(element: Element) -> Iterator[Block]:
    label = f"請求項{wide(attribute(element, 'num') or '')}"
    texts = [_inlines(text) for text in children(element, "claim-text")] or [_inlines(element)]
    for number, inlines in enumerate(texts):
        yield Block(Kind.PARAGRAPH, inlines, "" if number else label)


_HANDLERS: Mapping[str, _Handler] = MappingProxyType(
    {
        "document-name": _title,
        "document-code": _code,
        "application-reference": _application,
        "drafting-date": _date,
        "submission-date": _date,
        **dict.fromkeys(
            (
                *("draft-person-group", "addressed-to-person-group", "applicant", "agent"),
                *(f"staff{number}-group" for number in range(1, 6)),
                *("devider", "divider"),
            ),
            _person,
        ),
        **dict.fromkeys(
            (
                *("article-group", "fi-article", "ipc-article", "field-of-search-article"),
                *("patent-reference-article", "reference-books-article"),
            ),
            _listed,
        ),
        **dict.fromkeys(("exist-of-reference-doc", "patent-law-section30", "change-flag-invention-title"), _truth),
        "reconsideration-before-appeal": _reconsidered,
        "amendment-group": _amendment,
        "way-of-amendment": _way,
        "contents-of-amendment": _contents,
        "claim": _claim,
    }
)
