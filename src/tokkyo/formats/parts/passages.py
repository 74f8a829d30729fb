"""Running text of patent documents: abstracts, descriptions with their paragraphs, and claims.

Shared by the readers of ST.36 and its relatives (EP full text, MAREC, FTM, OPS, DOCDB abstracts). Every text comes
out on one line with single blanks; paragraphs are joined by line ends.
"""

import re
from collections.abc import Iterable, Iterator

from tokkyo.formats.values import language
from tokkyo.formats.xml import Element, attribute, children, local, squeeze
from tokkyo.model.publication import Text
from tokkyo.model.source import Paragraph

# Elements that stand apart from the words around them; inline ones (b, i, sub, figref, patcit, …) do not.
BREAKS = frozenset(
    {
        *("br", "p", "heading", "li", "ul", "ol", "sl", "dl", "dt", "dd", "pre", "claim", "claim-text"),
        *("tables", "table", "title", "thead", "tbody", "row", "entry", "maths", "chemistry", "img", "df"),
    }
)
_BLOCKS = ("heading", "p", "invention-title")
_NUMBER = re.compile(r"\s*\[\s*(\d{1,5}[a-z]?)\s*\]\s*")
_CJK = "\u3001-\u30ff\u3400-\u9fff\uff00-\uffef"
_BLANK_IN_CJK = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
_UNSPACED_LANGUAGES = ("ja", "zh")


def flow_text(element: Element | None) -> str:
    """Return the text below an element on one line, with blanks where lists, tables and line breaks part it."""
    if element is None:
        return ""
    if not len(element):
        return squeeze(element.text or "")
    parts: list[str] = []
    _collect(element, parts)
    return squeeze("".join(parts))


def _collect(element: Element, parts: list[str]) -> None:
    if element.text:
        parts.append(element.text)
    for node in element:
        name = local(node)
        apart = name in BREAKS
        if apart:
            parts.append(" ")
        if name:
            _collect(node, parts)
        if apart:
            parts.append(" ")
        if node.tail:
            parts.append(node.tail)


def unspaced(text: str, lang: str | None) -> str:
    """Take out the blanks that print line ends leave between Japanese and Chinese characters."""
    return _BLANK_IN_CJK.sub("", text) if lang in _UNSPACED_LANGUAGES else text


def texts(elements: Iterable[Element], default: str | None = None) -> tuple[Text, ...]:
    """Return titles or abstracts, the first of each language; paragraphs are joined by line ends."""
    found: dict[str | None, Text] = {}
    for element in elements:
        lang = language(attribute(element, "lang") or default)
        paragraphs = [flow_text(node) for node in children(element, "p")] or [flow_text(element)]
        text = unspaced("\n".join(part for part in paragraphs if part), lang)
        if text and lang not in found:
            found[lang] = Text(text=text, lang=lang)
    return tuple(found.values())


def description(element: Element | None, default: str | None = None) -> tuple[Text | None, tuple[Paragraph, ...]]:
    """Return the description and where its paragraphs start; a leading `[0012]` becomes the paragraph's number."""
    if element is None:
        return None, ()
    lang = language(attribute(element, "lang") or default)
    lines: list[str] = []
    rows: list[Paragraph] = []
    start = 0
    for node in _blocks(element):
        num, text = _numbered(node)
        text = unspaced(text, lang)
        if text:
            lines.append(text)
            rows.append(Paragraph(start=start, num=num, heading=local(node) != "p"))
            start += len(text) + 1
    if not lines and (text := flow_text(element)):
        return Text(text=unspaced(text, lang), lang=lang), ()
    return (Text(text="\n".join(lines), lang=lang) if lines else None), tuple(rows)


def _blocks(element: Element) -> Iterator[Element]:
    for node in element:
        name = local(node)
        if name in _BLOCKS:
            yield node
        elif name:
            yield from _blocks(node)


def _numbered(node: Element) -> tuple[str | None, str]:
    text = flow_text(node)
    printed = _NUMBER.match(text)
    if printed:
        return printed[1], text[printed.end() :]
    num = attribute(node, "num")
    return (num.lstrip("p") or None if num else None), text


def first_description(elements: Iterable[Element], default: str | None) -> tuple[Text | None, tuple[Paragraph, ...]]:
    """Return the first description that has text."""
    for element in elements:
        found = description(element, default)
        if found[0]:
            return found
    return None, ()
