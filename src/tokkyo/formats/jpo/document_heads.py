"""What a document of the office tells of itself: law, application number, intermediate code.

XML carries the code in the name of the element below its root (`notice-of-rejection-a131-rn`: A131; tag sets 1.0
without, 1.1 with `-rn`), HTM only the document's name in Japanese. All are Shift_JIS, in truth Windows code page 932.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK

NAMESPACE = b"http://www.jpo.go.jp"
ENCODING = "cp932"
HEAD_CHARS = 20_000

# Gazettes declare the prefix as well, but their root does not carry it.
_XML_ROOT = re.compile(rb"<jp:[a-z][\w.-]*[^>]*\sxmlns:jp\s*=\s*[\"']" + re.escape(NAMESPACE) + rb"[\"']")
_HTML = re.compile(rb"\s*(?:<!doctype[^>]*>\s*)?<html\b", re.IGNORECASE)
_KIND = re.compile(r"<jp:[a-z][\w-]*?-(a[0-9]{1,6})(?:-rn)?[\s>]")
_CODE = re.compile(r"<jp:document-code>\s*A[12]([0-9]{1,6})\s*<")
_NUMBER = re.compile(
    r"<jp:application-reference\b[^>]*>\s*<jp:document-id\b[^>]*>(?:(?!</jp:document-id>).)*?"
    r"<jp:doc-number>\s*([0-9]{10})\s*<",
    re.DOTALL,
)
_XML_LAW = re.compile(r"jp:kind-of-law\s*=\s*[\"'](\w+)[\"']")
_XML_LAWS: Mapping[str, str] = MappingProxyType(
    {"patent": PATENT, "design": DESIGN, "trademark": TRADEMARK, "mark": TRADEMARK}
)
_SIGNS: Mapping[str, str] = MappingProxyType({"特": PATENT, "意": DESIGN, "商": TRADEMARK})
_ERAS: Mapping[str, int] = MappingProxyType({"": 0, "昭": 1925, "昭和": 1925, "平": 1988, "平成": 1988})
_HTM_NUMBER = re.compile(r"([特意商])\s*願\s*(昭和?|平成?|)\s*([0-9]{1,4})\s*[-‐‑–—―−ー]\s*([0-9]{1,6})")
# Names of documents as they stand at their head, with their intermediate codes (code index 03020).
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "意見書": "A53",
        "手続補正書": "A523",
        "拒絶理由通知書": "A131",
        "特許査定": "A01",
        "登録査定": "A01",
        "拒絶査定": "A02",
        "補正の却下の決定": "A191",
    }
)
_NAMED = re.compile("|".join(NAMES))


@dataclass(frozen=True, slots=True)
class Told:
    """What a document says; "" for what it does not."""

    law: str = ""
    application: str = ""
    code: str = ""


def is_xml(head: bytes) -> bool:
    """Tell whether the first bytes are those of a document in XML of the office, and not of a gazette."""
    return NAMESPACE in head and _XML_ROOT.search(head) is not None


def is_html(head: bytes) -> bool:
    """Tell whether the first bytes begin an HTML page."""
    return _HTML.match(head) is not None


def told_by_xml(data: bytes) -> Told:
    """Return what a document in XML says; only its beginning is looked at, and no parser."""
    head = data[: 2 * HEAD_CHARS].decode(ENCODING, "replace")[:HEAD_CHARS]
    law, number, kind, code = (found.search(head) for found in (_XML_LAW, _NUMBER, _KIND, _CODE))
    return Told(
        _XML_LAWS.get(law[1], "") if law else "",
        number[1] if number else "",
        kind[1].upper() if kind else f"A{code[1]}" if code else "",
    )


def told_by_html(data: bytes) -> Told:
    """Return what a document in HTML says in its text."""
    head = unicodedata.normalize("NFKC", data[: 2 * HEAD_CHARS].decode(ENCODING, "replace")[:HEAD_CHARS])
    number, name = _HTM_NUMBER.search(head), _NAMED.search(head)
    code = NAMES[name[0]] if name else ""
    if number is None:
        return Told(code=code)
    year = _ERAS[number[2]] + int(number[3])
    return Told(_SIGNS[number[1]], f"{year:04}{int(number[4]):06}" if year > 1900 else "", code)
