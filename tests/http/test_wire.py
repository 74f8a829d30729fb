"""The Lens request over the wire: forms and leniency of lens.md §1.3 to §1.5."""

import pytest

from tokkyo.engine.port import RELEVANCE, SortKey
from tokkyo.errors import QueryError
from tokkyo.http.json_bodies import decode_body
from tokkyo.http.lens.wire import request_of_body, request_of_parameters, unknown_keys
from tokkyo.service.expanding import FamilyKind


def test_defaults() -> None:
    request = request_of_body({"query": "x"}, 20)
    assert (request.size, request.offset, request.sort) == (20, 0, (RELEVANCE,))
    assert (request.analysis.language, request.analysis.stemming, request.regex) == ("EN", True, False)


def test_the_first_complete_object_counts() -> None:
    body, warnings = decode_body(b'{"query": "x", "size": 1}}')
    assert body == {"query": "x", "size": 1}
    assert warnings
    assert decode_body(b'\xef\xbb\xbf{"size": 2}')[0] == {"size": 2}


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "bad_json"), (b'{"query": ', "bad_json"), (b"[1]", "body_not_object"), (b'"x"', "body_not_object")],
)
def test_broken_bodies(data: bytes, code: str) -> None:
    with pytest.raises(QueryError) as caught:
        decode_body(data)
    assert caught.value.code == code


def test_a_body_nested_without_end_is_refused() -> None:
    with pytest.raises(QueryError):
        decode_body(b'{"query":' * 100_000)


@pytest.mark.parametrize(
    ("sort", "keys"),
    [
        ([{"date_published": "desc"}], (SortKey("date_published", True),)),
        ([{"date_published": {"order": "asc"}}], (SortKey("date_published", False),)),
        ({"date_published": "DESC"}, (SortKey("date_published", True),)),
        ([{"relevance": "desc"}], (RELEVANCE,)),
        ([{"_score": "desc"}, {"year_published": "asc"}], (RELEVANCE, SortKey("year_published"))),
        ("date_published", (SortKey("date_published"),)),
        ("desc(date_published), asc(lens_id)", (SortKey("date_published", True), SortKey("lens_id"))),
        (["date_published:DESC", "relevance"], (SortKey("date_published", True), RELEVANCE)),
        (
            [{"date_published": {"order": "asc", "missing": "_last", "unmapped_type": "date"}}],
            (SortKey("date_published"),),
        ),
        (None, (RELEVANCE,)),
        ([], (RELEVANCE,)),
    ],
)
def test_sort_forms(sort: object, keys: tuple[SortKey, ...]) -> None:
    assert request_of_body({"sort": sort}, 20).sort == keys


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ({"sort": [{"titel": "asc"}]}, "unknown_field", "sort[0]"),
        ({"sort": [{"title": "asc"}]}, "not_sortable", "sort[0]"),
        ({"sort": [{"date_published": "up"}]}, "bad_sort", "sort[0]"),
        ({"sort": [3]}, "bad_sort", "sort[0]"),
        ({"sort": "desc(date_published"}, "bad_sort", "sort[0]"),
        ({"sort": ["lens_id", "date_published:up"]}, "bad_sort", "sort[1]"),
        ({"sort": [{"date_published": {"order": "asc", "missing": "_first"}}]}, "bad_sort", "sort[0]"),
        ({"include": ["*", "nonsense"]}, "unrecognized_field", "include"),
        ({"exclude": ["*"]}, "unrecognized_field", "exclude"),
        ({"size": "many"}, "bad_number", "size"),
        ({"size": True}, "bad_number", "size"),
        ({"from": 1.5}, "bad_number", "from"),
        ({"stemming": "maybe"}, "bad_boolean", "stemming"),
        ({"language": "XX"}, "unknown_language", "language"),
        ({"include": 3}, "bad_projection", "include"),
        ({"include": ["nonsense"]}, "unrecognized_field", "include"),
        ({"query": [1]}, "bad_query", "query"),
        ({"group_by": "SIMPLE"}, "bad_option", "group_by"),
        ({"group_by": 1}, "bad_option", "group_by"),
        ({"expand_by": ["SIMPLE_FAMILY"]}, "bad_option", "expand_by"),
        ({"min_score": "high"}, "bad_number", "min_score"),
        ({"min_score": "1_0"}, "bad_number", "min_score"),
        ({"min_score": True}, "bad_number", "min_score"),
        ({"min_score": [1]}, "bad_number", "min_score"),
        ({"min_score": 10**400}, "bad_number", "min_score"),
        ({"min_score": "1e999"}, "bad_number", "min_score"),
    ],
)
def test_wrong_values_name_their_place(body: dict[str, object], code: str, path: str) -> None:
    with pytest.raises(QueryError) as caught:
        request_of_body(body, 20)
    assert (caught.value.code, caught.value.path) == (code, path)
    assert caught.value.fix


def test_numbers_and_switches_may_be_text_and_empty_options_are_absent() -> None:
    request = request_of_body({"size": "5", "from": "10", "stemming": "false", "scroll_id": ""}, 20)
    assert (request.size, request.offset, request.analysis.stemming) == (5, 10, False)


def test_get_parameters() -> None:
    request = request_of_parameters(
        {
            "query": "title:lock",
            "size": "3",
            "sort": "desc(reference_cited.patent_count),asc(date_published),desc(relevance)",
            "include": "lens_id,title",
            "token": "t",
        },
        20,
    )
    assert request.query == "title:lock"
    assert request.sort == (
        SortKey("reference_cited.patent_count", True),
        SortKey("date_published", False),
        RELEVANCE,
    )
    assert not request.projection.keeps_all
    assert request_of_parameters({"sort": "date_published"}, 20).sort == (SortKey("date_published"),)
    with pytest.raises(QueryError, match="bad_sort"):
        request_of_parameters({"sort": "up(date_published)"}, 20)


def test_unknown_keys_are_named() -> None:
    assert unknown_keys({"query": "x", "_source": [], "sizes": 3}) == ("unknown option sizes was ignored",)


@pytest.mark.parametrize("written", ["SIMPLE_FAMILY", "simple_family", " Simple_Family "])
def test_families_in_any_case(written: str) -> None:
    request = request_of_body({"group_by": written, "expand_by": written}, 20)
    assert (request.group_by, request.expand_by) == (FamilyKind.SIMPLE_FAMILY, FamilyKind.SIMPLE_FAMILY)
    assert request_of_body({"group_by": "extended_family"}, 20).page.group == "family.extended.id"
    assert request_of_body({"group_by": "", "expand_by": None}, 20).page.group is None


@pytest.mark.parametrize(("written", "score"), [(14, 14.0), (14.5, 14.5), ("14.5", 14.5), (" 2e1 ", 20.0), ("", None)])
def test_scores_are_numbers_or_text(written: object, score: float | None) -> None:
    assert request_of_body({"min_score": written}, 20).page.min_score == score
