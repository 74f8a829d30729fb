"""The envelope of the retrieval APIs: compact UTF-8, its keys in one order, every leaf a string.

`{"result":{"statusCode":"100","errorMessage":"","remainAccessCount":"787","data":{…}}}`

It is spliced from bytes: what is encoded per call is the data alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from tokkyo.http.jpo.outcomes import Outcome

NOTHING = b"{}"
_ENCODER = msgspec.json.Encoder()
_REMAINING = re.compile(rb'"remainAccessCount"\s*:\s*"([0-9]*)"')
_CODE = re.compile(rb'"statusCode"\s*:\s*"([0-9]{3})"')


def encoded(data: object) -> bytes:
    """Return the JSON of an answer's data, which holds text alone."""
    return _ENCODER.encode(data)


@dataclass(frozen=True, slots=True)
class Envelopes:
    """The envelopes of all outcomes, cut where the counter and the data go in."""

    heads: Mapping[str, bytes]

    @classmethod
    def of(cls, outcomes: Mapping[str, Outcome]) -> "Envelopes":
        """Make them."""
        return cls({code: _head(outcome) for code, outcome in outcomes.items()})

    def body(self, code: str, remaining: int | None, data: bytes = NOTHING) -> bytes:
        """Return a body; `remaining` None shows no counter."""
        left = b"" if remaining is None else b"%d" % remaining
        return b'%b%b","data":%b}}' % (self.heads[code], left, data)


def _head(outcome: Outcome) -> bytes:
    start = {"result": {"statusCode": outcome.code, "errorMessage": outcome.message, "remainAccessCount": ""}}
    return _ENCODER.encode(start).removesuffix(b'"}}')


def recorded_code(body: bytes) -> str:
    """Return the status code of a recorded answer, "" when it has none."""
    found = _CODE.search(body)
    return found[1].decode("ascii") if found else ""


def with_remaining(body: bytes, remaining: int) -> bytes:
    """Return a recorded answer with another counter, the rest byte for byte."""
    found = _REMAINING.search(body)
    if found is None:
        return body
    start, end = found.span(1)
    return b"%b%d%b" % (body[:start], remaining, body[end:])
