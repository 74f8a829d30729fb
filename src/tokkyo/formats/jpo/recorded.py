"""Recorded answers of the real service: `{law}__v1__{api}__{key}.json` and `.zip`, the address with `/` as `__`.

They are kept byte for byte; the files of a recorded ZIP archive are kept as documents as well. Examples of the official
OpenAPI document (`…__200_100.json`) are taken where their call follows from their data, without the stray quotes some
of their names have. An answer that tells of the caller rather than of a case (210, 203, …) is refused.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec

from tokkyo.errors import RecordError
from tokkyo.formats.jpo.bodies import body_of
from tokkyo.formats.jpo.bodies import matches as is_body
from tokkyo.formats.jpo.zipped import members
from tokkyo.formats.port import Context, WholeFormat
from tokkyo.model.jpo.apis import BY_NAME, LAWS, OPD, Body
from tokkyo.model.jpo.sources import DocumentBody, RecordedAnswer

KEPT = ("100", "107", "108", "111")
"""Status codes of answers about a case or name; all others tell of the caller or the service."""

_FILE = re.compile(
    rf"(?P<law>{'|'.join((*LAWS, OPD))})__v1__(?P<api>[a-z_]+?)__(?P<key>.+)\.(?P<ending>json|zip|xml|pdf)\Z"
)
_MEDIA: Mapping[str, str] = MappingProxyType(
    {"json": "application/json", "zip": "application/zip", "xml": "application/xml", "pdf": "application/pdf"}
)
_MAGIC: Mapping[str, bytes] = MappingProxyType({"json": b"{", "zip": b"PK", "xml": b"<", "pdf": b"%PDF"})
_EXAMPLE = "200_100"
_AS_SENT = b'{"result":{"statusCode":"'
_STATUS = re.compile(rb"<statusCode>\s*([0-9]{3})\s*</statusCode>")
# APIs whose address has two parts behind the name; the first never holds "__".
_TWO_PARTS = frozenset({"case_number_reference", "pct_national_phase_application_number", "family", "family_list"})
_decode = msgspec.json.Decoder().decode


@dataclass(frozen=True, slots=True)
class _Call:
    law: str
    api: str
    key: str
    ending: str


def _call(name: str) -> _Call | None:
    """Return the call a file is the answer to, by its name."""
    found = _FILE.match(re.split(r"[/\\!]", name)[-1])
    if found is None or (found["law"], found["api"]) not in BY_NAME:
        return None
    key = found["key"]
    if found["api"] in _TWO_PARTS or found["api"] == "global_doc_cont":
        key = key.replace("__", "/", 1)
    return _Call(found["law"], found["api"], key, found["ending"])


def matches(name: str, head: bytes) -> bool:
    """Tell whether a file is a recorded answer: by its name, and by beginning as its ending says."""
    call = _call(name)
    return call is not None and head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_MAGIC[call.ending])


def _read(name: str, data: bytes, context: Context) -> Iterator[RecordedAnswer | DocumentBody]:
    call = _call(name)
    assert call is not None
    yield from _READERS[call.ending](call, name, data, context)


def _json(call: _Call, name: str, data: bytes, context: Context) -> Iterator[RecordedAnswer]:
    try:
        answer = _decode(data.removeprefix(b"\xef\xbb\xbf"))
        result = answer["result"]
        status, found = result["statusCode"], result.get("data") or {}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError, AttributeError):
        raise _unreadable("it is no answer of the service in JSON") from None
    _check_status(status)
    if not isinstance(found, dict):
        raise _unreadable("its data is no object")
    if BY_NAME[call.law, call.api].body is Body.DOCUMENTS and found:
        raise RecordError("answer_is_link", "it holds only a link that has expired", fix="leave it out")
    key = _key_of_example(call, found) if call.key == _EXAMPLE else call.key
    if not data.startswith(_AS_SENT):
        data = msgspec.json.encode(_mended(answer))
    yield RecordedAnswer(call.law, call.api, unicodedata.normalize("NFC", key), _MEDIA["json"], data)


def _zip(call: _Call, name: str, data: bytes, context: Context) -> Iterator[RecordedAnswer | DocumentBody]:
    files = list(members(data))
    yield RecordedAnswer(call.law, call.api, call.key, _MEDIA["zip"], data)
    for member, content in files:
        path = f"{name}!{member}"
        if is_body(path, content):
            yield body_of(path, content, context.note)


def _xml(call: _Call, name: str, data: bytes, context: Context) -> Iterator[RecordedAnswer]:
    status = _STATUS.search(data[:4096])
    _check_status(status[1].decode() if status else "")
    yield RecordedAnswer(call.law, call.api, call.key, _MEDIA["xml"], data)


def _pdf(call: _Call, name: str, data: bytes, context: Context) -> Iterator[RecordedAnswer]:
    yield RecordedAnswer(call.law, call.api, call.key, _MEDIA["pdf"], data)


_READERS: Mapping[str, Callable[[_Call, str, bytes, Context], Iterator[RecordedAnswer | DocumentBody]]] = (
    MappingProxyType({"json": _json, "zip": _zip, "xml": _xml, "pdf": _pdf})
)


def _check_status(status: object) -> None:
    if status not in KEPT:
        raise RecordError(
            "answer_is_refusal",
            f"status code {str(status)[:20] or '(none)'} tells nothing of a case",
            fix="leave it out; the server makes such answers itself",
        )


def _key_of_example(call: _Call, data: dict[str, Any]) -> str:
    """Return the key of an official example from its data. Raises `RecordError` where it does not hold it."""
    number = data.get("applicationNumber")
    if call.api == "applicant_attorney":
        names = {row.get("name") for row in data.get("applicantAttorney", []) if isinstance(row, dict)}
        number = names.pop() if len(names) == 1 else None
    elif call.api == "pct_national_phase_application_number":
        number = None  # the data holds the Japanese number, the call an international one
    if not isinstance(number, str) or not number:
        raise RecordError("answer_without_key", "the answer does not say to which call", fix="put the key in its name")
    return f"application/{number}" if call.api == "case_number_reference" else number


def _mended(value: Any) -> Any:
    """Return a value without the quotes that stand at the end of some names in the official examples."""
    if isinstance(value, dict):
        return {name.rstrip("'"): _mended(inner) for name, inner in value.items()}
    return [_mended(inner) for inner in value] if isinstance(value, list) else value


def _unreadable(message: str) -> RecordError:
    return RecordError("answer_unreadable", message, fix="record it again")


RECORDED = WholeFormat("jpo-answer", "recorded answer of the JPO's retrieval APIs", matches, _read)
