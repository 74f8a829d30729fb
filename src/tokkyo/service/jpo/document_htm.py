"""Documents in HTM: text set with blanks in one `<PRE>`, in pages of which a rule and a mark (`2/E`) tell.

Pages are joined and what stands empty at their ends goes; of the mark-up only underlining and the like stays.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tokkyo.service.jpo.document_blocks import MARKS, Block, Break, Figure, Inline, Kind, Run, inlines_of

_MARK = r"[ \t]*[0-9]{1,4}/[ E]?[ \t]*\n"
# In this order; each works on the text as it is sent, line ends made line feeds.
_TIDYING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"<hr\b[^<>]*>[ \t]*\n?(?:{_MARK})?", re.IGNORECASE), ""),
    (re.compile(rf"(<pre>)\n*{_MARK}", re.IGNORECASE), r"\1"),
    (re.compile(r"<u>[ \t\u3000]*</u>", re.IGNORECASE), ""),
    (re.compile(r"(?<![ \t\u3000])[ \t\u3000]+\n"), "\n"),
    (re.compile(r"\n{4,}"), "\n\n\n"),
)
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math"})
_TITLE = "font"  # the document's name is set in a larger font, and nothing else is


def blocks_of_htm(text: str) -> list[Block]:
    """Return a document in HTM as blocks. Never fails: what is no HTML is text."""
    body = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    for pattern, instead in _TIDYING:
        body = pattern.sub(instead, body)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(body.encode("utf-8", "replace"), parser) if body.strip() else None
    return [] if root is None else list(_blocks(list(_inlines(root))))


def _inlines(root: etree._Element) -> Iterator[Inline]:
    """Yield what is shown, walking without recursion."""
    marks = [""]
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag).lower()
        if event == "start":
            hidden += tag in _HIDDEN
            marks.append(tag if tag == _TITLE or tag in MARKS else marks[-1])
            if not hidden:
                yield from _opening(tag, element)
                yield from _run(element.text, marks[-1])
        else:
            marks.pop()
            hidden -= tag in _HIDDEN
            if not hidden:
                yield from _run(element.tail, marks[-1])


def _opening(tag: str, element: etree._Element) -> Iterator[Inline]:
    if tag == "img":
        yield Figure(re.split(r"[/\\]", element.get("src") or "")[-1])
    elif tag in ("br", "p"):
        yield Break()


def _run(text: str | None, mark: str) -> Iterator[Inline]:
    if text:
        yield from inlines_of(text, mark)


def _blocks(inlines: list[Inline]) -> Iterator[Block]:
    """Yield the title, where there is one, and the text before and behind it."""
    at = next((place for place, inline in enumerate(inlines) if _is_title(inline)), None)
    if at is None:
        yield from _preformatted(inlines)
        return
    title = inlines[at]
    assert isinstance(title, Run)
    yield from _preformatted(inlines[:at])
    yield Block(Kind.TITLE, (Run(title.text.strip()),))
    yield from _preformatted(inlines[at + 1 :])


def _is_title(inline: Inline) -> bool:
    return isinstance(inline, Run) and inline.mark == _TITLE and bool(inline.text.strip())


def _preformatted(inlines: list[Inline]) -> Iterator[Block]:
    """Yield a block without the empty lines around it, none when nothing is left."""
    shown = [Run(one.text) if isinstance(one, Run) and one.mark == _TITLE else one for one in inlines]
    first = next((place for place, inline in enumerate(shown) if not _is_blank(inline)), None)
    if first is None:
        return
    last = next(place for place in range(len(shown) - 1, -1, -1) if not _is_blank(shown[place]))
    start = next((place + 1 for place in range(first - 1, -1, -1) if isinstance(shown[place], Break)), 0)
    yield Block(Kind.PREFORMATTED, tuple(shown[start : last + 1]))


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Run) and not inline.text.strip())
