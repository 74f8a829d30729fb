"""Reading XML elements by local name, whatever their namespace or prefix.

Sources disagree on prefixes (`exch:`, none at all) and were often re-indented, so every access here goes by local
name and every text is trimmed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

Element = etree._Element

# Runs that have to change: single blanks stay as they are.
_SPACES = re.compile(r"[ \t\r\n\f\v]{2,}|[\t\r\n\f\v]")


def local(element: Element) -> str:
    """Return the element's name without namespace or prefix; "" for comments and processing instructions."""
    tag: object = element.tag
    return _local_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Return the direct children of that local name."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def grouped(element: Element | None) -> dict[str, list[Element]]:
    """Return the direct children by local name, in source order; one pass for elements with many fields."""
    found: dict[str, list[Element]] = {}
    if element is not None:
        for node in element:
            found.setdefault(local(node), []).append(node)
    return found


def child(element: Element | None, path: str) -> Element | None:
    """Return the first element down a path of local names (`a/b/c`), or None."""
    for name in path.split("/"):
        element = next(children(element, name), None)
        if element is None:
            return None
    return element


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield all descendants with one of the local names, in document order."""
    if element is not None:
        for node in element.iter(*(f"{{*}}{name}" for name in names)):
            if node is not element:
                yield node


def squeeze(text: str) -> str:
    """Return the text with runs of white space made one blank and the ends trimmed."""
    return text if text.isalnum() else _SPACES.sub(" ", text).strip()


def own_text(element: Element | None) -> str | None:
    """Return all text below an element on one line, or None when there is none."""
    if element is None:
        return None
    if not len(element):
        return squeeze(element.text or "") or None
    return squeeze(etree.tostring(element, method="text", encoding="unicode", with_tail=False)) or None


def value(element: Element | None, path: str) -> str | None:
    """Return the text at a path of local names on one line, or None."""
    return own_text(child(element, path))


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by local name, trimmed, or None when absent or blank."""
    if element is None:
        return None
    found = element.get(name)
    if found is None:
        found = next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)
    return found.strip() or None if found else None
