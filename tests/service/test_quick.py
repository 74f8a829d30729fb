"""Which searches run on the event loop of a server: those that hold it for a few milliseconds at most."""

from typing import Any

import pytest

from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.service.beyond.options import Beyond
from tokkyo.service.expanding import FamilyKind
from tokkyo.service.projection import projection
from tokkyo.service.search import QUICK_TEXTS, PreparedSearch, SearchRequest

HEADS = projection([], ["abstract", "claims", "description"])
MORE = QUICK_TEXTS + 1


@pytest.mark.parametrize(
    ("query", "options", "quick"),
    [
        ("title:battery", {}, True),
        ("title:battery", {"size": QUICK_TEXTS}, True),
        ("title:battery", {"size": MORE}, False),
        ("title:battery", {"size": MORE, "projection": HEADS}, True),
        ("title:battery", {"size": MORE, "projection": projection(["lens_id"], [])}, True),
        ("title:battery", {"size": MORE, "projection": projection(["claims"], [])}, False),
        ("title:battery", {"expand_by": FamilyKind.SIMPLE_FAMILY}, False),
        ("title:battery", {"beyond": Beyond(suggest=True)}, False),
        ("*attery", {}, False),
    ],
)
def test_what_is_quick(query: str, options: dict[str, Any], quick: bool) -> None:
    assert PreparedSearch(SearchRequest(query, **options), check(parse(query))).quick is quick
