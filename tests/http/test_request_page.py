"""The Lens request page from top to bottom: a test for every sentence, named by what it says.

Its tables of fields and filters are in tests/fields/test_every_field.py, "Cursor Based Pagination" is in
test_scrolling.py, all forms of the query types are in tests/query/test_types.py.
"""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.errors import QueryError
from tokkyo.service.expanding import FamilyKind
from tokkyo.service.opening import open_service
from tokkyo.service.search import SearchRequest
from tokkyo.settings import Settings

US_A1, US_B2, DE, FR, EP = "US20190000101A1", "US10990123B2", "DE102010000777A1", "FR2988123A1", "EP3600111B1"
JP, RU = "JP2021090037A", "RU2600333C1"
NUMBER = ["jurisdiction", "doc_number", "kind"]


def ask(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/patent/search", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def numbers(client: TestClient, query: Any, **options: Any) -> list[str]:
    """The hits in order, written as office, number, kind."""
    rows = ask(client, query=query, include=NUMBER, **options)["data"]
    return ["".join(row[part] for part in NUMBER) for row in rows]


def refused(client: TestClient, **body: Any) -> str:
    answer = client.post("/patent/search", json=body)
    assert answer.status_code == 400, answer.text
    return str(answer.json()["message"])


# --- Request Structure


def test_by_default_all_fields_are_selected(client: TestClient) -> None:
    (record,) = ask(client, query=f"ids:{US_B2}")["data"]
    assert record == client.get("/patent/100-000-792-454-33X").json()
    assert {"biblio", "families", "legal_status", "abstract", "claims", "description"} <= record.keys()


def test_from_defines_the_offset_from_the_first_result(client: TestClient) -> None:
    order = [{"date_published": "asc"}]
    whole = numbers(client, "*", sort=order)
    assert numbers(client, "*", sort=order, size=3) == whole[:3]
    assert numbers(client, "*", sort=order, size=3, **{"from": 3}) == whole[3:6]
    assert numbers(client, "*", sort=order, size=5, **{"from": 10}) == whole[10:]
    assert numbers(client, "*", sort=order, **{"from": 100}) == []


def test_stemming_is_true_language_en_and_regex_false_by_default(client: TestClient) -> None:
    for query in ("batteries", "title:pleating", {"match": {"full_text": "Gehäuses"}}):
        plain = numbers(client, query)
        assert plain == numbers(client, query, stemming=True, language="EN", regex=False)
    assert numbers(client, "batteries") != numbers(client, "batteries", stemming=False)
    assert "regex_not_enabled" in refused(client, query="kind:/A[1-2]/")


# --- Searchable Fields


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (
            "publication_type",
            "ABSTRACT, AMBIGUOUS, AMENDED_APPLICATION, AMENDED_PATENT, DESIGN_RIGHT, GRANTED_PATENT, LIMITED_PATENT, "
            "PATENT_APPLICATION, PATENT_OF_ADDITION, PLANT_PATENT, SEARCH_REPORT, SPC, "
            "STATUTORY_INVENTION_REGISTRATION, UNKNOWN",
        ),
        (
            "legal_status.patent_status",
            "expired, inactive, active, patented, discontinued, withdrawn or rejected, pending, unknown",
        ),
        ("reference_cited.npl.cited_phase", "SEA, ISR, SUP, PRS, APP, EXA, OPP, APL, FOP, TPO"),
        ("reference_cited.npl.category", "X, I, Y, A, O, P, T, E, D, L, R"),
        ("sequence.length_bucket", "NT_101-5000, AA_301"),
        ("sequence.type", "N, P"),
    ],
)
def test_every_value_the_page_lists_is_known(client: TestClient, field: str, values: str) -> None:
    for value in values.split(", "):
        for written in (value, value.lower(), value.replace("_", " ")):
            answer = client.post("/patent/search", json={"query": {"term": {field: written}}})
            assert answer.status_code == 200
            assert "x-tokkyo-warning" not in answer.headers, written
    assert numbers(client, {"term": {"legal_status.patent_status": "withdrawn or rejected"}}) == [DE]


# --- Filtering


def test_predefined_filters_refine_search_results(client: TestClient) -> None:
    assert set(numbers(client, {"match": {"has_full_text": True}})) == {US_A1, US_B2, DE, EP, JP}
    assert numbers(client, {"bool": {"must": ["title:battery"], "filter": {"term": {"cites_patent": True}}}}) == [US_B2]


# --- Pagination


def test_offset_and_size_are_parameters_of_get_requests_too(client: TestClient) -> None:
    parameters = {"query": "*", "sort": "asc(date_published)", "size": 2, "from": 1, "include": "lens_id"}
    answer = client.get("/patent/search", params=parameters)
    assert (
        answer.json()["data"]
        == ask(client, query="*", sort=[{"date_published": "asc"}], size=2, include=["lens_id"], **{"from": 1})["data"]
    )


def test_offset_pagination_does_not_work_above_ten_thousand_records(client: TestClient) -> None:
    assert numbers(client, "*", size=50, **{"from": 9_950}) == []
    message = refused(client, query="*", size=51, **{"from": 9_950})
    assert "10000" in message
    assert client.get("/patent/search", params={"query": "*", "from": 10_000, "size": 1}).status_code == 400


def test_records_per_page_are_20_by_default_and_bounded(client: TestClient) -> None:
    assert ask(client, query="*", size=100)["results"] == 12
    assert "101" in refused(client, query="*", size=101)
    assert "-1" in refused(client, query="*", size=-1)


def test_a_single_terms_query_takes_ten_thousand_items(client: TestClient) -> None:
    others = [f"199-{n:03d}-000-000-000" for n in range(999)] * 10
    values = [*others, *(["100-000-792-454-33X"] * 10)]
    assert numbers(client, {"terms": {"lens_id": values}}) == [US_B2]
    assert "too_many_terms" in refused(client, query={"terms": {"lens_id": [*values, "x"]}})


# --- Sorting


def test_results_come_in_ascending_or_descending_order_of_several_fields(client: TestClient) -> None:
    keys = [{"reference_cited.patent_count": "desc"}, {"year_published": "asc"}, {"relevance": "desc"}]
    assert numbers(client, "battery OR lock OR drone", sort=keys) == [US_B2, DE, FR, US_A1, EP]


@pytest.mark.parametrize(
    "sort",
    [
        [{"date_published": "desc"}],
        [{"date_published": "DESC"}],
        [{"date_published": {"order": "desc"}}],
        {"date_published": "desc"},
    ],
)
def test_a_sort_has_several_forms(client: TestClient, sort: Any) -> None:
    assert numbers(client, "title:(battery OR drone)", sort=sort) == [US_B2, EP, US_A1, DE]


def test_results_can_be_sorted_by_relevance_at_any_place(client: TestClient) -> None:
    query = "jurisdiction:US (pleated OR kind:B2^9)"
    assert numbers(client, query) == [US_B2, US_A1]
    for name in ("relevance", "_score"):
        assert numbers(client, query, sort=[{name: "desc"}]) == [US_B2, US_A1]
        assert numbers(client, query, sort=[{name: "asc"}]) == [US_A1, US_B2]
        assert numbers(client, query, sort=[{"jurisdiction": "asc"}, {name: "asc"}]) == [US_A1, US_B2]
        assert numbers(client, query, sort=[{name: "desc"}, {"date_published": "asc"}]) == [US_B2, US_A1]
        assert numbers(client, query, sort=[{"jurisdiction": "asc"}, {name: "desc"}, {"kind": "asc"}]) == [US_B2, US_A1]


def test_get_requests_sort_by_directions_around_fields(client: TestClient) -> None:
    sort = "desc(reference_cited.patent_count),asc(date_published),desc(relevance)"
    parameters = {"query": "battery OR lock", "sort": sort, "include": "doc_number"}
    rows = client.get("/patent/search", params=parameters).json()["data"]
    assert [row["doc_number"] for row in rows] == ["10990123", "102010000777", "2988123", "20190000101"]


# --- Projection


def test_include_only_gives_specific_fields(client: TestClient) -> None:
    include = ["lens_id", "title", "description", "claim"]
    (record,) = ask(client, query=f"ids:{US_B2}", include=include)["data"]
    assert list(record) == ["lens_id", "biblio", "claims", "description"]
    assert list(record["biblio"]) == ["invention_title"]


def test_exclude_gives_all_but_the_undesired(client: TestClient) -> None:
    (whole,) = ask(client, query=f"ids:{US_B2}")["data"]
    (record,) = ask(client, query=f"ids:{US_B2}", exclude=["legal_status", "biblio.classifications_cpc"])["data"]
    assert "legal_status" in whole
    assert "classifications_cpc" in whole["biblio"]
    del whole["legal_status"], whole["biblio"]["classifications_cpc"]
    assert record == whole


def test_both_include_and_exclude_can_be_used_in_the_same_request(client: TestClient) -> None:
    (record,) = ask(client, query=f"ids:{US_B2}", include=["lens_id", "biblio"], exclude=["biblio.parties.inventors"])[
        "data"
    ]
    assert list(record) == ["lens_id", "biblio"]
    assert list(record["biblio"]["parties"])
    assert "inventors" not in record["biblio"]["parties"]


def test_get_requests_include_by_commas(client: TestClient) -> None:
    include = "lens_id,title,description,claim"
    answer = client.get("/patent/search", params={"query": f"ids:{US_B2}", "include": include})
    assert answer.json()["data"] == ask(client, query=f"ids:{US_B2}", include=include.split(","))["data"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("biblio.invention_titel", "biblio.invention_title"),
        ("invention_title", "biblio.invention_title"),
        ("has_title", ""),
        ("families.simple_family.family_id", "families.simple_family"),
        ("families.extended_family.family_id", "families.extended_family"),
        ("biblio.parties.applicants.name", "biblio.parties.applicants"),
    ],
)
def test_a_path_that_is_none_is_refused_and_the_right_one_named(client: TestClient, name: str, meant: str) -> None:
    for option in ("include", "exclude"):
        message = refused(client, query="*", **{option: ["lens_id", name]})
        assert "Unrecognized fields" in message
        assert name in message
        assert meant in message


# --- Stemming


def test_stemming_reduces_words_to_their_root(client: TestClient) -> None:
    """Charged and charging are stemmed to charge; the library holds "Charging cells" and "charged cells"."""
    for form in ("charge", "charged", "charging", "charges"):
        assert numbers(client, {"match": {"abstract": form}}) == [US_A1]
        assert numbers(client, f"description:{form}") == [US_A1]


def test_without_stemming_only_the_provided_form_is_found(client: TestClient) -> None:
    assert numbers(client, {"match": {"abstract": "charging"}}, stemming=False) == [US_A1]
    assert numbers(client, {"match": {"description": "charged"}}, stemming=False) == [US_A1]
    for form in ("charge", "charges"):
        assert numbers(client, {"match": {"full_text": form}}, stemming=False) == []
    assert numbers(client, {"match": {"full_text": "charge"}}, stemming="false") == []


# --- Language


@pytest.mark.parametrize(
    ("language", "words", "number", "needs_stems"),
    [
        ("AR", "جهاز", "SA5170B1", True),
        ("DE", "Gehäuses", DE, True),
        ("EN", "electrode", US_B2, True),
        ("ES", "válvula", "ES2400555A1", True),
        ("FR", "aimant", FR, True),
        ("JA", "電池", JP, False),
        ("KO", "배터리", "KR20190012345A", False),
        ("PT", "lâmina", "BR102015001234A2", True),
        ("RU", "лопасть", RU, True),
        ("ZH", "无人机", "CN108123456A", False),
    ],
)
def test_available_search_languages(
    client: TestClient, language: str, words: str, number: str, needs_stems: bool
) -> None:
    for code in (language, language.lower()):
        assert number in numbers(client, {"match": {"abstract": words}}, language=code)
        exact = numbers(client, {"match": {"abstract": words}}, language=code, stemming=False)
        assert (number in exact) is not needs_stems


def test_no_other_language_is_available(client: TestClient) -> None:
    assert "unknown_language" in refused(client, query="x", language="NL")


# --- Regex


def test_regex_allows_regular_expressions_in_query_strings(client: TestClient) -> None:
    assert set(numbers(client, "title:/.*[Ee]lectro.*/", regex=True)) == {FR, US_A1, US_B2}
    assert set(numbers(client, "kind:/A[2-4]/", regex=True)) == {"BR102015001234A2"}
    assert set(numbers(client, {"query_string": {"query": "kind:/B./"}}, regex="true")) == {US_B2, "SA5170B1", EP}
    assert numbers(client, {"regexp": {"doc_number": "360{2}1+"}}, regex=True) == [EP]
    assert set(numbers(client, "title:*lectro*", regex=True)) == {FR, US_A1, US_B2}


def test_a_field_of_scholarly_works_finds_nothing_and_says_so(client: TestClient) -> None:
    body = {"query": "field_of_study:/.*[Ee]conom.*/", "regex": True}
    answer = client.post("/patent/search", json=body)
    assert answer.json()["total"] == 0
    assert "field_of_study" in answer.headers["x-tokkyo-warning"]


# --- Group by Family


@pytest.mark.parametrize("kind", ["SIMPLE_FAMILY", "EXTENDED_FAMILY", "simple_family"])
def test_group_by_returns_the_top_sorted_record_of_each_family(client: TestClient, kind: str) -> None:
    assert numbers(client, "title:battery", sort=[{"date_published": "desc"}], group_by=kind) == [US_B2, DE]
    assert numbers(client, "title:battery", sort=[{"date_published": "asc"}], group_by=kind) == [DE, US_A1]
    assert ask(client, query="title:battery", group_by=kind, size=0)["total"] == 2
    assert ask(client, query="*", group_by=kind)["total"] == 11
    assert numbers(client, "title:battery", sort=[{"date_published": "desc"}], group_by=kind, **{"from": 1}) == [DE]


def test_groups_are_sorted_by_relevance_by_default(client: TestClient) -> None:
    assert numbers(client, "jurisdiction:US (pleated OR kind:B2^9)", group_by="SIMPLE_FAMILY") == [US_B2]
    assert numbers(client, "jurisdiction:US (pleated OR kind:A1^9)", group_by="SIMPLE_FAMILY") == [US_A1]


def test_group_by_does_not_work_with_scroll(client: TestClient) -> None:
    assert "group_with_scroll" in refused(client, query="*", group_by="SIMPLE_FAMILY", scroll="1m")


def test_expand_by_returns_all_members_of_the_families_of_the_hits(client: TestClient) -> None:
    """Added in API 2.16.0 (lens.md §0)."""
    for kind in ("SIMPLE_FAMILY", "extended_family"):
        assert numbers(client, f"ids:{US_B2}", expand_by=kind) == [US_B2, US_A1]
        assert ask(client, query=f"ids:{US_B2}", expand_by=kind, size=0)["total"] == 2
        assert numbers(client, "title:drone", expand_by=kind) == [EP]
        assert numbers(client, "nothingatall", expand_by=kind) == []
    assert numbers(client, f"ids:{US_B2}", expand_by="SIMPLE_FAMILY", group_by="SIMPLE_FAMILY") == [US_B2]
    assert numbers(client, f"ids:{US_B2}", expand_by="SIMPLE_FAMILY", sort=[{"kind": "asc"}]) == [US_A1, US_B2]
    assert "expand_by" in refused(client, query="*", expand_by="INPADOC")


def test_the_number_of_families_to_expand_is_limited(settings: Settings) -> None:
    request = SearchRequest(query="title:battery", expand_by=FamilyKind.SIMPLE_FAMILY)
    with open_service(settings.replace(max_expanded_families=2)) as service:
        assert service.search.search(request).total == 3
    with open_service(settings.replace(max_expanded_families=1)) as service, pytest.raises(QueryError) as caught:
        service.search.search(request)
    assert caught.value.code == "too_many_families"


# --- Minimum Score


def test_min_score_limits_the_response_to_the_most_relevant(client: TestClient) -> None:
    query = {"bool": {"should": [{"term": {"kind": {"value": "B2", "boost": 20}}}, "title:battery"]}}
    best = ask(client, query=query)["max_score"]
    assert set(numbers(client, query)) == {US_B2, US_A1, DE}
    for least in (best - 0.1, str(best - 0.1), best / 2):
        assert numbers(client, query, min_score=least) == [US_B2]
        assert ask(client, query=query, min_score=least)["total"] == 1
        assert numbers(client, query, min_score=least, sort=[{"date_published": "asc"}]) == [US_B2]
    assert numbers(client, query, min_score=best + 1) == []
    assert set(numbers(client, query, min_score=0)) == {US_B2, US_A1, DE}


def test_min_score_chooses_the_hits_whose_families_are_expanded(client: TestClient) -> None:
    query = {"bool": {"should": [{"term": {"kind": {"value": "B2", "boost": 20}}}, "title:(battery OR drone)"]}}
    least = ask(client, query=query)["max_score"] / 2
    assert numbers(client, query, min_score=least, expand_by="SIMPLE_FAMILY") == [US_B2, US_A1]


def test_max_score_is_returned_when_the_size_is_greater_than_zero(client: TestClient) -> None:
    best = ask(client, query="battery")["max_score"]
    assert best > 0
    assert ask(client, query="battery", sort=[{"relevance": "desc"}])["max_score"] == best
    assert ask(client, query="battery", size=1, **{"from": 2})["max_score"] == best
    assert ask(client, query="battery", group_by="SIMPLE_FAMILY")["max_score"] == best


@pytest.mark.parametrize(
    "options",
    [
        {"size": 0},
        {"sort": [{"date_published": "desc"}]},
        {"sort": [{"relevance": "asc"}]},
        {"sort": [{"date_published": "desc"}, {"relevance": "desc"}]},
        {"sort": [{"relevance": "desc"}, {"date_published": "desc"}]},
    ],
)
def test_max_score_is_0_if_size_is_0_or_sorting_by_anything_but_relevance(
    client: TestClient, options: dict[str, Any]
) -> None:
    assert ask(client, query="battery", **options)["max_score"] == 0


# --- Supported Query Types: the examples of the page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"term": {"publication_type": "GRANTED_PATENT"}}, {US_B2, EP, RU}),
        ({"terms": {"doc_number": ["20130227762", "2988123", "3600111"]}}, {FR, EP}),
        ({"match": {"applicant.name": "Alpenrain"}}, {US_A1, US_B2}),
        ({"match_phrase": {"applicant.name": "Alpenrain Energy"}}, {US_A1, US_B2}),
        ({"match_phrase": {"applicant.name": "Energy Alpenrain"}}, set()),
        ({"range": {"year_published": {"gte": "1980", "lte": "2013"}}}, {DE, FR, "ES2400555A1"}),
        ({"range": {"legal_status.term_extension_days": {"gt": 0}}}, set()),
        (
            {
                "bool": {
                    "must": [
                        {"match": {"cited_by_patent": "true"}},
                        {"match": {"publication_type": "PATENT_APPLICATION"}},
                        {"match": {"inventor.name": "Huber"}},
                    ]
                }
            },
            {US_A1},
        ),
        ("(title:battery AND applicant.name:(Alpenrain)) AND year_published:[2000 TO 2020]", {US_A1}),
        ("class_cpc.symbol:H01M10\\/0562", {US_A1, US_B2, JP}),
        (
            {
                "bool": {
                    "must": [
                        {
                            "query_string": {
                                "query": "solid-electrolyte lock",
                                "fields": ["title", "claims", "description"],
                                "default_operator": "or",
                            }
                        }
                    ],
                    "filter": [{"term": {"has_inventor": True}}],
                }
            },
            {US_A1, US_B2, DE, FR},
        ),
    ],
)
def test_the_examples_of_the_query_types(client: TestClient, query: Any, found: set[str]) -> None:
    assert set(numbers(client, query)) == found


def test_match_finds_each_word_and_match_phrase_the_exact_text(client: TestClient) -> None:
    """The page's "Cleveland, OH": either word with a match, the text itself with a phrase."""
    assert set(numbers(client, {"match": {"title": "battery, housing"}})) == {US_A1, US_B2, DE}
    assert numbers(client, {"match_phrase": {"title": "battery, housing"}}) == []
    assert numbers(client, {"match_phrase": {"title": "locked, housing"}}) == [DE]


def test_text_may_be_mixed_with_boolean_queries(client: TestClient) -> None:
    assert numbers(client, {"bool": {"must": ["title:battery", {"term": {"jurisdiction": "DE"}}]}}) == [DE]


# --- what clients send beside the page (lens.md §1.3)


def test_keys_that_mean_nothing_are_ignored_with_a_warning(client: TestClient) -> None:
    answer = client.post("/patent/search", json={"query": "drone", "_source": ["title"], "sizes": 3, "timeout": "1s"})
    assert answer.status_code == 200
    warning = answer.headers["x-tokkyo-warning"]
    assert "sizes" in warning
    assert "timeout" in warning
    assert "_source" not in warning


def test_a_request_without_a_query_finds_everything(client: TestClient) -> None:
    assert ask(client, size=0)["total"] == 12
    assert ask(client, query=None, size=0)["total"] == 12
