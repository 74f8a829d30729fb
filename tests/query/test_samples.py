"""The 197 request bodies collected from documentation and clients: each is understood, or refused for a reason."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tokkyo.errors import QueryError
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.query.lucene import parse as parse_text
from tokkyo.query.render import normalise, render

TODAY = date(2026, 11, 21)

# Rows whose query names a field or value that does not exist: lenient callers get no hits from it and a warning,
# strict ones this error. Every other row must pass both ways. Faults of `include` and `aggregations` are not ours.
REFUSED = {
    6: "unknown_field",  # a field of scholarly works
    85: "unknown_field",
    127: "unknown_field",  # syntax of the web site
    151: "unknown_field",
    163: "unknown_value",
    175: "unknown_field",
    190: "unknown_value",
}

# Rows that are understood but ask what no record can answer: several words in one term, a subclass as a whole symbol.
WARNED = frozenset({98, 133, 135, 169, 183})


def queries(shared: Path) -> list[tuple[int, Any, bool]]:
    """Number, query and regex switch of every row that holds a query."""
    lines = (shared / "samples/lens/queries.jsonl").read_text(encoding="utf-8").splitlines()
    found = []
    for number, line in enumerate(lines):
        row = json.loads(line)
        body = row["body"]
        if row["kind"] == "json" and "query" in body:
            found.append((number, body["query"], body.get("regex", False)))
        elif row["kind"] == "string":
            found.append((number, body, body == "kind:/A[2-4]/"))
        elif row["kind"] == "get" and "query" in (parameters := parse_qs(urlsplit(body).query)):
            found.append((number, parameters["query"][0], False))
    return found


def refusal(tree: Any, **options: Any) -> str:
    try:
        check(tree, today=TODAY, **options)
    except QueryError as error:
        return error.code
    return ""


def test_every_sample_is_understood(shared: Path, record_property: Any) -> None:
    outcomes: Counter[str] = Counter()
    for number, query, regex in queries(shared):
        tree = parse(query, regex=regex)
        assert refusal(tree, lenient=True) == "", number
        assert refusal(tree) == REFUSED.get(number, ""), number
        outcomes[REFUSED.get(number, "passed")] += 1
        warned = check(tree, today=TODAY, lenient=True).warnings
        assert bool(warned) == (number in REFUSED or number in WARNED), number
    record_property("outcomes", dict(outcomes))
    assert outcomes == {"passed": 175, "unknown_field": 5, "unknown_value": 2}


def test_samples_can_be_written_as_text(shared: Path) -> None:
    only_json = []
    for number, query, regex in queries(shared):
        try:
            normal = normalise(parse(query, regex=regex))
        except QueryError as error:
            only_json.append((number, error.code))
            continue
        assert parse_text(render(normal), regex=True) == normal, number
    assert only_json == [(61, "not_expressible"), (65, "not_expressible")]


def test_a_regular_expression_without_its_switch_fails(shared: Path) -> None:
    switched = [query for _, query, regex in queries(shared) if regex and "/" in str(query)]
    assert len(switched) == 3
    for query in switched:
        with pytest.raises(QueryError, match="regex_not_enabled"):
            parse(query)
