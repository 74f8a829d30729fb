"""A document as blocks, between the mark-up of the office and what is shown; and how blocks are shown.

Whatever a document holds, only what stands here comes out: text, five marks, line breaks, names of figures. Text is
escaped once, where HTML is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from html import escape
from types import MappingProxyType

MARKS: Mapping[str, str] = MappingProxyType({"u": "u", "sup": "sup", "sub": "sub", "b": "b", "i": "i"})
"""Marks of a run of text by the element that sets them, and the HTML element that shows them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some text with at most one mark (a key of `MARKS`, "" for none)."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A place where an image stands, by the name of its file."""

    name: str


Inline = Run | Break | Figure


class Kind(Enum):
    """What a block is, and the HTML element it is shown in."""

    TITLE = "h1"
    HEADING = "h2"
    PARAGRAPH = "p"
    PREFORMATTED = "pre"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document; `label` is what it is called (発送番号, ０００７), "" for nothing."""

    kind: Kind
    inlines: tuple[Inline, ...]
    label: str = ""

    @property
    def text(self) -> str:
        """Return the block's text, lines parted by line feeds."""
        text = "".join(_plain(inline) for inline in self.inlines)
        return f"【{self.label}】{text}" if self.label else text


def text_of(blocks: Iterable[Block]) -> str:
    """Return a document as plain text: a block to a line or more, an empty line around headings."""
    return "\n".join(_spaced(blocks)) + "\n"


def html_of(blocks: Iterable[Block], links: Mapping[str, str]) -> str:
    """Return a document as HTML, without page around it; `links` are addresses of figures by name."""
    return "\n".join(_element(block, links) for block in blocks) + "\n"


def inlines_of(text: str, mark: str = "") -> Iterator[Inline]:
    """Yield runs and breaks for text with line feeds."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Break()
        if line:
            yield Run(line, mark)


def _plain(inline: Inline) -> str:
    if isinstance(inline, Run):
        return inline.text
    return "\n" if isinstance(inline, Break) else f"［図：{inline.name}］"


def _spaced(blocks: Iterable[Block]) -> Iterator[str]:
    first = True
    for block in blocks:
        headed = block.kind in (Kind.TITLE, Kind.HEADING)
        if headed and not first:
            yield ""
        yield block.text
        if headed:
            yield ""
        first = False


def _element(block: Block, links: Mapping[str, str]) -> str:
    broken = "\n" if block.kind is Kind.PREFORMATTED else "<br>\n"
    inner = "".join(_inline(inline, broken, links) for inline in block.inlines)
    label = f"<b>【{safe(block.label)}】</b>" if block.label else ""
    return f"<{block.kind.value}>{label}{inner}</{block.kind.value}>"


def _inline(inline: Inline, broken: str, links: Mapping[str, str]) -> str:
    if isinstance(inline, Break):
        return broken
    if isinstance(inline, Run):
        text = safe(inline.text)
        return f"<{MARKS[inline.mark]}>{text}</{MARKS[inline.mark]}>" if inline.mark else text
    name = safe(inline.name)
    address = links.get(inline.name)
    return f'<a href="{safe(address)}">［図：{name}］</a>' if address else f"［図：{name}］"


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """Return text as HTML text or attribute, without characters that no HTML may hold."""
    return escape(_CONTROL.sub("\ufffd", text), quote=True)
