"""Running text of USPTO XML (ICE, ST.32, PAP) as plain text, and the body of a record built from it.

Inline markup is flattened without blanks (`H<sub>2</sub>O` is `H2O`); lists, nested claim parts and line breaks give
a blank, table rows a new line with ` | ` between cells. Matter a reissue deletes stands in brackets, as printed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from tokkyo.model.publication import Claim, Text
from tokkyo.model.source import ClaimLink, Paragraph

Element = etree._Element

_ROW, _CELL = "\x1e", "\x1f"  # no XML document can contain these

# What is put before and after an element that does not simply run on with its neighbours.
_AROUND: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("br", "BR", "li", "LI", "dt", "dd", "claim-text", "CLMSTEP", "p", "PARA", "paragraph"), (" ", " ")
    ),
    **dict.fromkeys(("heading", "H", "maths", "MATH-US", "chemistry", "CHEM-US", "pre"), (" ", " ")),
    **dict.fromkeys(("mi", "mo", "mn", "mtext", "mtr", "mtd", "F"), ("", " ")),
    **dict.fromkeys(("tables", "TABLE-US", "table-cwu", "table", "row"), (_ROW, _ROW)),
    **dict.fromkeys(("entry",), ("", _CELL)),
}
_MARKS = {"delete-start": "[", "delete-end": "]"}
_STRUCTURE = (*_AROUND, etree.PI)
_INVISIBLE = frozenset("\u2061\u2062\u2063\u2064")  # operators of MathML that nobody sees


def irregular(root: Element) -> set[Element]:
    """Return every element below (and with) `root` whose text needs more than joining its text nodes."""
    found: set[Element] = set()
    for node in root.iter(*_STRUCTURE):
        parent = node.getparent() if node is not root else None
        if parent is not None and parent.tag == "claim" and len(parent) == 1:
            continue  # the one part of a claim has nothing to be kept apart from
        while parent is not None and parent not in found:
            found.add(parent)
            parent = parent.getparent() if parent is not root else None
    return found


def flatten(element: Element, odd: set[Element] | None = None, skip: frozenset[str] = frozenset()) -> str:
    """Return an element's text with blanks normalised; tables keep one line per row.

    `odd` is what `irregular` said of a tree around the element: others are read the quick way. Elements named in
    `skip` are left out.
    """
    if not len(element):
        return one_line(element.text or "")
    if odd is not None and element not in odd and not skip:
        return one_line(etree.tostring(element, method="text", encoding="unicode", with_tail=False))
    lines = "".join(_pieces(element, skip)).split(_ROW)
    return "\n".join(line for line in map(_line, lines) if line)


def one_line(text: str) -> str:
    """Return the text with white space of all kinds made single blanks; quick when there is nothing to do."""
    if text.isascii() and "\n" not in text and "  " not in text and "\t" not in text:
        return text.strip()
    return " ".join(text.split())


def _line(text: str) -> str:
    cells = [one_line(cell) for cell in text.split(_CELL)]
    return " | ".join(cells).strip(" |") if len(cells) > 1 else cells[0]


def _pieces(root: Element, skip: frozenset[str]) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end", "pi"))
    for event, node in walk:
        if event == "pi":
            yield _MARKS.get(node.target, "")
        elif event == "start":
            if node.tag in skip:
                walk.skip_subtree()
                continue
            if node is not root:
                yield _AROUND.get(node.tag, _NOTHING)[0]
            text = node.text or ""
            yield text if text not in _INVISIBLE else ""
            continue
        elif node is not root and node.tag not in skip:
            yield _AROUND.get(node.tag, _NOTHING)[1]
        if node is not root:
            yield node.tail or ""


_NOTHING = ("", "")


@dataclass(frozen=True, slots=True)
class Description:
    """A description as text with the place of each paragraph in it."""

    text: Text | None = None
    paragraphs: tuple[Paragraph, ...] = ()


def describe(parts: Iterable[tuple[str, str | None, bool]]) -> Description:
    """Join (text, number, is heading) parts by new lines; empty ones are left out."""
    texts: list[str] = []
    paragraphs: list[Paragraph] = []
    start = 0
    for text, num, heading in parts:
        if text:
            texts.append(text)
            paragraphs.append(Paragraph(start, num, heading))
            start += len(text) + 1
    return Description(Text("\n".join(texts), "en"), tuple(paragraphs)) if texts else Description()


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims with their numbers and the claims each refers to."""

    claims: tuple[Claim, ...] = ()
    links: tuple[ClaimLink, ...] = ()


_NUMBER = re.compile(r"[0-9]{1,6}")
_LEADING = re.compile(r"(\d+) ?\. ?(?=[^\d\s])")
_LOOSE = re.compile(r"(\bclaims? \d+) ([,;.])")
_NUMBERED = re.compile(r"\s*\[?\s*\d+\s*(?:[-–]\s*\d+\s*)?[.)](?!\d)|\s*\d+\s*[-–]\s*\d+\b")


def number(text: str | None) -> int | None:
    """Return a number of at most six digits, or None: files also hold `1-20` and worse.

    >>> number("00012"), number("01-20"), number("")
    (12, None, None)
    """
    return int(text) if text and _NUMBER.fullmatch(text) else None


def claim(num: int, text: str, refers_to: Iterable[int], *, numbered: bool = True) -> tuple[Claim, ClaimLink]:
    """Return one claim with its link; its number is put in front where the text lacks it and `numbered` is true."""
    text = text.replace("\n", " ")
    if leading := _LEADING.match(text):
        text = f"{leading[1]}. {text[leading.end() :]}"
    if " ," in text or " ;" in text or " ." in text:
        text = _LOOSE.sub(r"\1\2", text)
    if numbered and not _NUMBERED.match(text):
        text = f"{num}. {text}"
    earlier = tuple(dict.fromkeys(n for n in refers_to if 0 < n < num))
    return Claim((text,)), ClaimLink(num, earlier)


def claim_set(pairs: Iterable[tuple[Claim, ClaimLink]]) -> Claims:
    """Collect claims and their links."""
    both = tuple(pairs)
    return Claims(tuple(one for one, _ in both), tuple(link for _, link in both))


_REFERENCE = re.compile(
    r"\bclaims?\s+(\d{1,4}(?:\s*(?:,\s*(?:and|or)?|and/or|and|or|through|to|[-–])\s*(?:claims?\s+)?\d{1,4})*)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,4})\s*(?:through|to|[-–])\s*(?:claims?\s+)?(\d{1,4})|(\d{1,4})", re.IGNORECASE)
_WIDEST_RANGE = 500


def claim_references(text: str) -> Iterator[int]:
    """Yield the claim numbers a text refers to, ranges spelt out.

    >>> list(claim_references("as in claim 3 or 4, or any of claims 7 to 9"))
    [3, 4, 7, 8, 9]
    """
    for found in _REFERENCE.finditer(text):
        for first, last, single in _RANGE.findall(found[1]):
            if single:
                yield int(single)
            else:
                yield from range(int(first), min(int(last), int(first) + _WIDEST_RANGE) + 1)
