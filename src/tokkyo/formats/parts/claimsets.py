"""Claims of ST.36 documents and their relatives: structured ones, and sets that arrive as one numbered text.

A structured claim gives one string per printed paragraph (`claim-text` may nest). EPO's full texts of other offices
and OPS put a whole set into one `claim`: as one `claim-text` a claim, one a paragraph, or one for everything. Such a
set is cut where a line starts with the number that comes next.
"""

import re
from collections.abc import Iterable, Iterator

from tokkyo.formats.parts.passages import BREAKS, flow_text, unspaced
from tokkyo.formats.values import language
from tokkyo.formats.xml import Element, attribute, children, descendants, local, squeeze
from tokkyo.model.publication import Claim, ClaimSet
from tokkyo.model.source import ClaimLink

_PARAGRAPH = "claim-text"
# `12. A device`, `(12) A device`, `12 . A device`, `12.- Un`, `12a .- Un`, `Claim 12 The`; a bare `12 A device` only
# before a capital, so that a wrapped "claim\n12 wherein" is not taken for a claim.
_MARKED_NUMBER = re.compile(r"(?:claim )?[.(]?(\d{1,4}) ?[aª]? ?(?:[.)．、:]|-(?= ))(?!\d)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(?:Claim )?(\d{1,4}) (?=[A-ZÀ-Þ])")
_SPACED_LETTERS = re.compile(r"(?:\w ){4,}\w")
# Character recognition loses numbers: so many claims may go missing between two that are found.
_MOST_LOST = 3
_HEADER = re.compile(
    r"(what is claimed( is)?|(the )?claims?|we claim|i claim|reivindicaciones|patentansprüche|ansprüche|"
    r"revendications|rivendicazioni|conclusies|patentkrav|krav|patenttivaatimukset|zastrzeżenia patentowe)\W*",
    re.IGNORECASE,
)
_LAST_DIGITS = re.compile(r"(\d{1,9})\D*$")


def claim_set(element: Element, default: str | None = None) -> ClaimSet | None:
    """Return the claims of one `claims` element, one Claim each, or None when it has no text."""
    lang = language(attribute(element, "lang") or default)
    nodes = list(children(element, "claim"))
    found = split_numbered(_lines(nodes[0])) if len(nodes) == 1 else []
    if len(found) <= 1:
        found = [tuple(_paragraphs(node)) for node in nodes]
    claims = tuple(Claim(claim_text=tuple(unspaced(text, lang) for text in texts)) for texts in found if texts)
    return ClaimSet(claims=claims, lang=lang) if claims else None


def claim_sets(elements: Iterable[Element], default: str | None = None) -> tuple[ClaimSet, ...]:
    """Return one set for each `claims` element that has text, in source order."""
    return tuple(found for element in elements if (found := claim_set(element, default)) is not None)


def claim_links(elements: Iterable[Element]) -> tuple[ClaimLink, ...]:
    """Return which claims refer to which, from the first set whose references are marked up (`claim-ref`)."""
    for element in elements:
        if next(descendants(element, "claim-ref"), None) is not None:
            return tuple(_links(element))
    return ()


def _links(element: Element) -> Iterator[ClaimLink]:
    nodes = list(children(element, "claim"))
    numbers = {attribute(node, "id"): _number(node, place) for place, node in enumerate(nodes, start=1)}
    for place, node in enumerate(nodes, start=1):
        references = (attribute(found, "idref") for found in descendants(node, "claim-ref"))
        targets = dict.fromkeys(_target(idref, numbers) for idref in references if idref)
        yield ClaimLink(num=_number(node, place), refers_to=tuple(sorted(num for num in targets if num)))


def _target(idref: str, numbers: dict[str | None, int]) -> int:
    return numbers.get(idref) or _last_number(idref)


def _number(node: Element, place: int) -> int:
    return _last_number(attribute(node, "num") or "") or place


def _last_number(text: str) -> int:
    found = _LAST_DIGITS.search(text)
    return int(found[1]) if found else 0


def split_numbered(lines: list[str]) -> list[tuple[str, ...]]:
    """Cut a set printed as lines into claims: a line that starts with the next number begins a claim.

    Headings in front go. Numbers may be missing where character recognition lost them.

    >>> split_numbered(["Claims", "1. A box.", "2. A box as in claim 1,", "with a lid."])
    [('1. A box.',), ('2. A box as in claim 1,', 'with a lid.')]
    """
    found: list[list[str]] = []
    last = 0
    for line in lines:
        if not found and _is_heading(line):
            continue
        number = _leading_number(line)
        begins = last < number <= last + 1 + (_MOST_LOST if last else 0)
        if not found or begins:
            found.append([line])
            last = number if begins else 1
        else:
            found[-1].append(line)
    return [tuple(claim) for claim in found]


def _is_heading(line: str) -> bool:
    return _HEADER.fullmatch(line) is not None or _SPACED_LETTERS.fullmatch(line) is not None


def _leading_number(line: str) -> int:
    number = _MARKED_NUMBER.match(line) or _BARE_NUMBER.match(line)
    return int(number[1]) if number else 0


def _lines(claim: Element) -> list[str]:
    nodes = list(children(claim, _PARAGRAPH))
    if any(next(children(node, _PARAGRAPH), None) is not None for node in nodes):
        return list(_paragraphs(claim))
    pieces = [text for node in nodes for text in _printed_lines(node)]
    return [line for piece in pieces if (line := squeeze(piece))] or [text for text in [flow_text(claim)] if text]


def _printed_lines(node: Element) -> list[str]:
    parts: list[str] = []
    _collect_lines(node, parts)
    return "".join(parts).split("\n")


def _collect_lines(node: Element, parts: list[str]) -> None:
    parts.append(node.text or "")
    for inner in node:
        name = local(inner)
        if name in BREAKS:
            parts.append("\n" if name == "br" else " ")
        if name:
            _collect_lines(inner, parts)
        parts.append(inner.tail or "")


def _paragraphs(claim: Element) -> Iterator[str]:
    parts: list[str] = []
    for text in _segments(claim, parts):
        if line := squeeze(text):
            yield line
    if line := squeeze("".join(parts)):
        yield line


def _segments(node: Element, parts: list[str]) -> Iterator[str]:
    """Yield finished paragraphs; what is left over stays in `parts`."""
    if node.text:
        parts.append(node.text)
    for inner in node:
        name = local(inner)
        if name == _PARAGRAPH:
            yield _taken(parts)
            yield from _segments(inner, parts)
            yield _taken(parts)
        elif name:
            parts.append(" " if name in BREAKS else "")
            yield from _segments(inner, parts)
            parts.append(" " if name in BREAKS else "")
        if inner.tail:
            parts.append(inner.tail)


def _taken(parts: list[str]) -> str:
    text = "".join(parts)
    parts.clear()
    return text
