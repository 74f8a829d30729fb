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

from tokkyo.formats.parsing.entities import declared_entities
from tokkyo.formats.slicing.slices import Fault, Slice, Surroundings, Window
from tokkyo.settings import MIB

_MAX_PROLOGUE = MIB
_MAX_NAMESPACES = 64
_OUTSIDE = (
    rb"<(?:(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<pi>\?)|(?P<doctype>!DOCTYPE\b)"
    rb"|(?P<record>(?:[A-Za-z_][\w.\-]*+:)?(?:%s))(?=[\s/>]))"
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
_SCOPE = re.compile(rb"<[A-Za-z_][^<>]*?\sxmlns[:=][^<>]*>")
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
        while (found := window.seek(self._outside, self._at, self._scopes)) is not None:
            kind, start = str(found.lastgroup), found.start()
            if kind == "record":
                yield self._record(bytes(found["record"]), start)
            elif kind == "pi" and _DECLARATION.match(window.data, start):
                self._declaration(start)
            elif kind == "doctype":
                self._doctype(start)
            else:
                self._at = window.pass_over(_CLOSERS[kind], found.end())
            if self._at < 0:
                return
            self._at -= window.drop(self._at)

    def _record(self, name: bytes, start: int) -> Slice | Fault:
        """Cut the record that begins at an index; sets where to go on."""
        end = self._plain_end(name, start)
        return self._whole(name, start, end) if end else self._walk(name, start)

    def _plain_end(self, name: bytes, start: int) -> int:
        """Return the end of a record in which nothing can hide or repeat its end tag, or 0 when it must be walked."""
        window = self._window
        close = window.find(b"</" + name, start, start + self._limit)
        if close < 0:
            return 0
        data, behind = window.data, close + 2 + len(name)
        if data[behind : behind + 1] != b">" or data.find(b"<" + name, start + 1, close) >= 0:
            return 0
        if data.find(b"!", start, close) >= 0 and data.find(b"<!", start, close) >= 0:
            return 0
        if data.find(b"?", start, close) >= 0:
            pi = data.rfind(b"<?", start, close)
            if data.find(b"<?xml", start, close) >= 0 or (pi >= 0 and data.find(b"?>", pi, close) < 0):
                return 0
        return behind + 1

    def _walk(self, name: bytes, start: int) -> Slice | Fault:
        """Find the end of a record step by step."""
        window, inside, limit = self._window, self._pattern(name), start + self._limit
        depth, at, nested = 0, start, 0
        while True:
            found = window.search(inside, at, limit)
            if found is None:
                return self._lost(start, nested)
            kind, here, at = found.lastgroup, found.start(), found.end()
            if kind == "close":
                depth -= 1
                at = window.find(b">", at, limit) + 1
            elif kind == "pi" and _DECLARATION.match(window.data, here):
                return self._torn(start, here)
            elif kind is not None:
                at = window.find(_CLOSERS[kind], at, limit) + 1
            else:
                if depth and window.base + here < self._flat_until:
                    return self._torn(start, here)
                nested = nested or (here if depth else 0)
                at, empty = self._start_tag(at)
                depth += not empty
            if at == 0:
                return self._lost(start, nested)
            if depth == 0:
                return self._whole(name, start, at)

    def _start_tag(self, at: int) -> tuple[int, bool]:
        """Return where a start tag ends and whether it is an empty-element tag; tags over 1 MiB count as open."""
        window = self._window
        while True:
            rest = _TAG_REST.match(window.data, at)
            if rest is not None:
                return rest.end(), window.data[rest.end() - 2 : rest.end() - 1] == b"/"
            if len(window.data) - at > _MAX_PROLOGUE or not window.more(at):
                return at, False

    def _whole(self, name: bytes, start: int, end: int) -> Slice | Fault:
        self._at = end
        if end - start > self._limit:
            return self._too_large(start)
        window = self._window
        tag = name.rpartition(b":")[2].decode()
        return Slice(window.cut(start, end), window.base + start, tag, self._around)

    def _lost(self, start: int, nested: int) -> Fault:
        """The record has no end in sight: go on at the next element of its name, or behind the limit."""
        window = self._window
        length = len(window.data)
        too_large = length - start > self._limit
        self._flat_until = window.base + length
        self._at = nested or min(length, start + self._limit)
        return self._too_large(start) if too_large else self._torn(start, self._at)

    def _torn(self, start: int, next_at: int) -> Fault:
        self._at = next_at
        fix = "fetch the file again, or read it from another source"
        return Fault("record_torn", "the record has no end", fix, self._window.base + start)

    def _too_large(self, start: int) -> Fault:
        message, fix = f"the record is larger than {self._limit} bytes", "raise max_record_bytes if the record is sound"
        return Fault("record_too_large", message, fix, self._window.base + start)

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

    def _scopes(self, start: int, end: int) -> None:
        """Take in the namespaces that tags outside records declare."""
        data = self._window.data
        if data.find(b"xmlns", start, end) < 0:
            return
        names = dict(self._around.namespaces)
        for tag in _SCOPE.finditer(data, start, end):
            for prefix, double, single in _NAMESPACE.findall(tag[0]):
                if prefix.decode("ascii", "replace") in names or len(names) < _MAX_NAMESPACES:
                    names[prefix.decode("ascii", "replace")] = (double or single).decode("utf-8", "replace")
        self._around = replace(self._around, namespaces=names)
