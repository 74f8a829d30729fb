"""The work of reading a request grows with its length and no faster (C9): calls are counted, not seconds."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tokkyo.http.json_bodies import decode_body
from tokkyo.http.lens import wire
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.query.limits import Limits
from tokkyo.settings import defaults

WIDE = Limits.of(defaults(max_query_chars=10**8, max_query_clauses=10**8, max_terms=10**8, max_wildcards=10**8))
SMALL, TIMES = 200, 8
Counter = Callable[[Callable[[], object]], int]


def read(body: Any) -> object:
    data = json.dumps(body).encode()
    found, _ = decode_body(data)
    request = wire.request_of_body(found, 20)
    return check(parse(request.query, WIDE, regex=True), limits=WIDE, lenient=True)


def many(part: Any, count: int) -> Any:
    return {"query": {"bool": {"should": [part] * count}}}


BODIES: dict[str, Callable[[int], Any]] = {
    "words": lambda n: {"query": "word " * n},
    "fields": lambda n: {"query": "title:word " * n},
    "unknown fields": lambda n: {"query": "".join(f"nonsense{k}:word " for k in range(n))},
    "phrases": lambda n: {"query": '"a b"~2 ' * n},
    "ranges": lambda n: {"query": "date_published:[2001 TO 2002] " * n},
    "patterns": lambda n: {"query": "a*b?c " * n},
    "regular expressions": lambda n: {"query": "kind:/A[1-9]/ " * n},
    "numbers of publications": lambda n: {"query": 'ids:"US 10,990,123 B2" ' * n},
    "letters without spaces": lambda n: {"query": {"match": {"title": "電池" * n}}},
    "one long word": lambda n: {"query": "x" * n},
    "backslashes": lambda n: {"query": "\\(" * n},
    "quotation marks": lambda n: {"query": '"' * n},
    "openings": lambda n: {"query": "[" * n},
    "clauses": lambda n: many({"term": {"kind": "A1"}}, n),
    "matches": lambda n: many({"match": {"full_text": "a b c"}}, n),
    "values": lambda n: {"query": {"terms": {"kind": [f"A{k}" for k in range(n)]}}},
    "numbers in a list": lambda n: {"query": {"terms": {"ids": [f"US {k} B2" for k in range(n)]}}},
    "sort keys": lambda n: {"query": "a", "sort": [{"date_published": "asc"}] * n},
    "included fields": lambda n: {"query": "a", "include": ["biblio.invention_title"] * n},
}


@pytest.mark.parametrize("name", BODIES)
def test_work_grows_with_the_length(name: str, calls: Counter) -> None:
    bodies = [BODIES[name](count) for count in (SMALL, TIMES * SMALL)]
    for body in bodies:
        calls(partial(read, body))  # what is remembered for good is remembered now
    small, large = (calls(partial(read, body)) for body in bodies)
    assert large <= 1.1 * TIMES * small


TORN: dict[str, Callable[[int], bytes]] = {
    "lists": lambda n: b"[" * n,
    "text without end": lambda n: b'{"query": "' + b"x" * n,
    "escapes": lambda n: b'{"query": "' + b"\\u00e9" * n,
    "keys": lambda n: b'{"a": 1,' * n,
    "blanks": lambda n: b" " * n,
    "values behind": lambda n: b'{"query": "a"} ' * n,
    "surrogates": lambda n: b'{"query": "' + b"\\ud800" * n + b'"}',
}


@pytest.mark.parametrize("name", TORN)
def test_work_on_torn_bodies_grows_with_the_length(name: str, calls: Counter) -> None:
    make = TORN[name]
    small, large = (calls(partial(decode_body, make(count))) for count in (2000, 16_000))
    assert large <= 1.1 * 8 * small
