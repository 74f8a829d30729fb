"""Cutting XML into records without parsing it: find the outermost known element, then its end tag.

Bulk files are many XML documents one after another, sometimes with namespaces declared on a root that is cut away,
sometimes as bare fragments. Comments, CDATA sections and processing instructions are stepped over, so tags inside
them do not count. The encoding of the nearest `<?xml … ?>`, the namespaces declared since then and the text entities
of the nearest DOCTYPE go with each record.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from re import Pattern

from tokkyo.formats.entities import declared_entities
from tokkyo.formats.slices import Fault, Slice, Surroundings, Window
from tokkyo.settings import MIB

_NO_LIMIT = 1 << 62
_MAX_PROLOGUE = MIB
_MAX_NAMESPACES = 64
_OUTSIDE = (
    rb"<(?:(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<pi>\?)|(?P<doctype>!DOCTYPE\b)"
    rb"|(?P<record>(?:[A-Za-z_][\w.\-]*:)?(?:%s))(?=[\s/>])|(?P<scope>[A-Za-z_][^<>]*?\sxmlns[:=][^<>]*>))"
)
_INSIDE = rb"<(?:(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<pi>\?)|(?P<close>/)?%s(?=[\s/>]))"
_CLOSERS = {"comment": b"-->", "cdata": b"]]>", "pi": b"?>"}
_TAG_REST = re.compile(rb"(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>")
_DOCTYPE = re.compile(
    rb"<!DOCTYPE(?:[^\[\"'>]++|\"[^\"]*+\"|'[^']*+')*+"
    rb"(?:\[(?:[^\]\"'<]++|\"[^\"]*+\"|'[^']*+'|<!--.*?-->|<)*+\]\s*+)?>",
    re.DOTALL,
)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z][\w.\-]*)[\"']")
_NAMESPACE = re.compile(rb"\sxmlns(?::([\w.\-]+))?\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_DECLARATION = re.compile(rb"<\?xml\s")


def xml_slices(window: Window, tags: Iterable[str], limit: int) -> Iterator[Slice | Fault]:
    """Yield the records (outermost elements named in `tags`) of an XML stream, faults in their place.

    `limit` is the largest record in bytes. Raises what the source raises.
    """
    yield from _Cutter(window, tags, limit).records()


class _Cutter:
    def __init__(self, window: Window, tags: Iterable[str], limit: int) -> None:
        names = b"|".join(re.escape(tag.encode()) for tag in sorted(tags))
        self._outside = re.compile(_OUTSIDE % names)
        self._inside: dict[bytes, Pattern[bytes]] = {}
        self._window = window
        self._limit = limit
        self._around = Surroundings()
        self._at = 0
        self._flat_until = 0  # stream offset up to which an element of the same name is the next record, not a child

    def records(self) -> Iterator[Slice | Fault]:
        window = self._window
        while (found := window.search(self._outside, self._at, _NO_LIMIT)) is not None:
            kind, start = str(found.lastgroup), found.start()
            if kind == "record":
                name = bytes(found["record"])  # before the window moves under the match
                window.drop(start)
                yield self._record(name)
            elif kind == "pi" and _DECLARATION.match(window.data, start):
                self._declaration(start)
            elif kind == "doctype":
                self._doctype(start)
            elif kind == "scope":
                self._scope(bytes(found["scope"]))
                self._at = found.end()
            else:
                self._at = window.pass_over(_CLOSERS[kind], found.end())
            if self._at < 0:
                return
            window.drop(self._at)
            self._at = 0

    def _record(self, name: bytes) -> Slice | Fault:
        """Cut the record that begins the window; sets where to go on."""
        window, inside = self._window, self._pattern(name)
        depth, at, nested = 0, 0, 0
        while True:
            found = window.search(inside, at, self._limit)
            if found is None:
                return self._lost(nested)
            kind, start, at = found.lastgroup, found.start(), found.end()
            if kind == "close":
                depth -= 1
                end = window.find(b">", at, self._limit) + 1
                if end == 0:
                    return self._lost(nested)
                if depth == 0:
                    return self._whole(name, end)
            elif kind is not None:
                if kind == "pi" and _DECLARATION.match(window.data, start):
                    return self._torn(start)
                at = window.find(_CLOSERS[kind], at, self._limit)
                if at < 0:
                    return self._lost(nested)
            else:
                if depth and window.base + start < self._flat_until:
                    return self._torn(start)
                nested = nested or (start if depth else 0)
                at, empty = self._start_tag(at)
                depth += not empty
                if depth == 0:
                    return self._whole(name, at)

    def _start_tag(self, at: int) -> tuple[int, bool]:
        """Return where a start tag ends and whether it is an empty-element tag; tags over 1 MiB count as open."""
        window = self._window
        while True:
            rest = _TAG_REST.match(window.data, at)
            if rest is not None:
                return rest.end(), window.data[rest.end() - 2 : rest.end() - 1] == b"/"
            if len(window.data) - at > _MAX_PROLOGUE or not window.more(at):
                return at, False

    def _whole(self, name: bytes, end: int) -> Slice | Fault:
        self._at = end
        if end > self._limit:
            return self._too_large()
        window = self._window
        tag = name.rpartition(b":")[2].decode()
        return Slice(window.cut(0, end), window.base, tag, self._around)

    def _lost(self, nested: int) -> Fault:
        """The record has no end in sight: go on at the next element of its name, or behind all that was read."""
        window = self._window
        too_large = len(window.data) > self._limit
        self._flat_until = window.base + len(window.data)
        self._at = nested or len(window.data)
        return self._too_large() if too_large else self._torn(self._at)

    def _torn(self, next_at: int) -> Fault:
        self._at = next_at
        return Fault(
            "record_torn",
            "the record has no end",
            "fetch the file again, or read it from another source",
            self._window.base,
        )

    def _too_large(self) -> Fault:
        return Fault(
            "record_too_large",
            f"the record is larger than {self._limit} bytes",
            "raise max_record_bytes if the record is sound",
            self._window.base,
        )

    def _pattern(self, name: bytes) -> Pattern[bytes]:
        if name not in self._inside:
            self._inside[name] = re.compile(_INSIDE % re.escape(name))
        return self._inside[name]

    def _declaration(self, start: int) -> None:
        """A new XML document begins: what an earlier one declared no longer holds."""
        window = self._window
        end = window.find(b"?>", start, start + _MAX_PROLOGUE)
        text = window.cut(start, end) if end >= 0 else b""
        found = _ENCODING.search(text)
        self._around = Surroundings(encoding=found[1].decode() if found else None)
        self._at = end + 2 if end >= 0 else start + 5

    def _doctype(self, start: int) -> None:
        window = self._window
        while (found := _DOCTYPE.match(window.data, start)) is None:
            if len(window.data) - start > _MAX_PROLOGUE or not window.more(start):
                self._at = start + len(b"<!DOCTYPE")
                return
        self._around = replace(self._around, entities=declared_entities(bytes(found[0])))
        self._at = found.end()

    def _scope(self, tag: bytes) -> None:
        names = dict(self._around.namespaces)
        for prefix, double, single in _NAMESPACE.findall(b" " + tag):
            if len(names) < _MAX_NAMESPACES:
                names[prefix.decode("ascii", "replace")] = (double or single).decode("utf-8", "replace")
        self._around = replace(self._around, namespaces=names)
