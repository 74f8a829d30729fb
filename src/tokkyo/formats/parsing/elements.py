"""Parsing one XML record: hardened, with the repairs that old and broken files need.

No network, no DTD, no external entity, no expansion: a record never carries a DOCTYPE, and named characters are
replaced from tables before libxml2 sees the bytes. Repairs are told through `note`, so nothing is mended in silence;
a record that cannot be mended raises `RecordError`.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from tokkyo.errors import RecordError
from tokkyo.formats.parsing import repairs
from tokkyo.formats.port import Note
from tokkyo.formats.slicing import encodings
from tokkyo.formats.slicing.slices import Slice
from tokkyo.settings import Settings

Element = etree._Element

MAX_ATTRIBUTES = 256
_LIBXML_DEPTH = 256
_LIBXML_TEXT = 10_000_000
_TOO_WIDE = etree.XPath(f"boolean(//*/@*[{MAX_ATTRIBUTES + 1}])")
_START = re.compile(rb"<[^\s/>]+")
_DECLARED = re.compile(rb"\sxmlns(?::([\w.\-]+))?\s*=")
_PREFIXES = re.compile(rb"</?([A-Za-z_][\w.\-]*):|\s([A-Za-z_][\w.\-]*):[A-Za-z_][\w.\-]*\s*=")

_Repair = Callable[[bytes, Counter[str]], bytes]
_REPAIRS: tuple[_Repair, ...] = (repairs.drop_controls, repairs.escape_signs, repairs.escape_unclosed)

NOTES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "wrong_encoding": ("the text is not in the encoding the file declares", "check accented letters"),
        "damaged_text": ("{n} damaged bytes became U+FFFD", "fetch the file again"),
        "c1_controls": ("{n} control characters were read as windows-1252", "check quotes and dashes"),
        "control_characters": ("{n} characters that XML forbids became U+FFFD", "fetch the file again"),
        "unknown_entity": ("{n} named characters are unknown and stay as written", "report the name"),
        "raw_ampersand": ("{n} ampersands were not escaped", "nothing; the file is not well-formed XML"),
        "stray_markup": ("{n} signs < were not escaped", "nothing; the file is not well-formed XML"),
    }
)


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """Limits on one record."""

    depth: int
    text_bytes: int

    @classmethod
    def of(cls, settings: Settings) -> "XmlLimits":
        """Read the limits from the settings."""
        return cls(settings.number("max_xml_depth"), settings.number("max_text_bytes"))


def parse(piece: Slice, limits: XmlLimits, note: Note) -> Element:
    """Return the element of an XML record. Raises `RecordError` when it cannot be read within the limits."""
    found: Counter[str] = Counter()
    data = encodings.to_utf8(piece.data, piece.around.encoding, found)
    data = repairs.resolve(repairs.mend_c1(data, found), piece.around.entities, found)
    element = _parse_repairing(data, piece.around.namespaces, limits, found)
    _check(element, len(data), limits)
    for code, (message, fix) in NOTES.items():
        if found[code]:
            note(code, message.format(n=found[code]), fix)
    return element


def _parse_repairing(data: bytes, names: Mapping[str, str], limits: XmlLimits, found: Counter[str]) -> Element:
    try:
        return _parse(data, names, limits)
    except etree.XMLSyntaxError as error:
        first = error
    if "Namespace prefix" in str(first):
        names = {**_invented(data), **names}
    for repair in (None, *_REPAIRS):
        data = repair(data, found) if repair is not None else data
        try:
            return _parse(data, names, limits)
        except etree.XMLSyntaxError as error:
            if "Namespace prefix" in str(error):
                names = {**_invented(data), **names}
    raise _refusal(first)


def _parse(data: bytes, names: Mapping[str, str], limits: XmlLimits) -> Element:
    """Feed a record to libxml2, with the namespaces of its surroundings declared on its own start tag."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_comments=True,
        collect_ids=False,
        huge_tree=len(data) > _LIBXML_TEXT or limits.depth > _LIBXML_DEPTH,
    )
    start = _START.match(data)
    at = start.end() if start else 0
    parser.feed(data[:at])
    parser.feed(_declarations(data, names))
    parser.feed(data[at:])
    return parser.close()


def _declarations(data: bytes, names: Mapping[str, str]) -> bytes:
    if not names:
        return b" "
    own = {prefix.decode() for prefix in _DECLARED.findall(data, 0, data.find(b">") + 1)}
    return b" " + b" ".join(_declaration(prefix, uri) for prefix, uri in names.items() if prefix not in own) + b" "


def _declaration(prefix: str, uri: str) -> bytes:
    safe = re.sub(r"[<>&\"]", "", uri)
    return (f'xmlns:{prefix}="{safe}"' if prefix and safe else f'xmlns="{safe}"' if not prefix else "").encode()


def _invented(data: bytes) -> dict[str, str]:
    """Return a namespace for every prefix a record uses, for fragments whose root was cut away."""
    used = {(tag or attribute).decode() for tag, attribute in _PREFIXES.findall(data)}
    return {prefix: f"urn:tokkyo:undeclared:{prefix}" for prefix in sorted(used - {"xml", "xmlns"})[:64]}


def _check(element: Element, size: int, limits: XmlLimits) -> None:
    if _TOO_WIDE(element):
        raise RecordError("xml_too_wide", f"an element has more than {MAX_ATTRIBUTES} attributes", fix="check the file")
    if size > _LIBXML_TEXT or limits.depth != _LIBXML_DEPTH:
        _check_depth(element, limits)
        _check_texts(element, limits)


def _check_depth(element: Element, limits: XmlLimits) -> None:
    depth = 0
    for event, _ in etree.iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            raise _too_deep()


def _check_texts(element: Element, limits: XmlLimits) -> None:
    if any(len(text) > limits.text_bytes for text in element.itertext()):
        message = f"a text is longer than {limits.text_bytes} bytes"
        raise RecordError("xml_text_too_long", message, fix="raise max_text_bytes if the record is sound")


def _too_deep() -> RecordError:
    return RecordError(
        "xml_too_deep", "elements are nested too deeply", fix="raise max_xml_depth if the record is sound"
    )


def _refusal(error: etree.XMLSyntaxError) -> RecordError:
    message = (error.msg or "not well-formed").split("\n")[0]
    if "depth" in message.lower():
        return _too_deep()
    return RecordError(
        "xml_malformed", f"not well-formed XML: {message}", fix="fetch the file again or correct the record"
    )
