"""Projection: keeping what was asked for."""

import json

import pytest

from tokkyo.errors import QueryError
from tokkyo.service.projection import EVERYTHING, projection

RECORD = {
    "lens_id": "000-000-000-000-000",
    "biblio": {
        "invention_title": [{"text": "Lock", "lang": "en"}, {"text": "Schloss", "lang": "de"}],
        "parties": {"applicants": [{"residence": "DE", "extracted_name": {"value": "ACME"}}]},
    },
    "abstract": [{"text": "A lock.", "lang": "en"}],
    "publication_type": "GRANTED_PATENT",
}


def kept(include: list[str], exclude: list[str]) -> object:
    return json.loads(projection(include, exclude).apply(json.dumps(RECORD).encode()))


def test_without_wishes_the_bytes_pass_through() -> None:
    data = json.dumps(RECORD).encode()
    assert EVERYTHING.apply(data) is data


def test_include_by_response_path_keeps_order_and_drops_empty_parts() -> None:
    assert kept(["biblio.invention_title.text", "lens_id", "families"], []) == {
        "lens_id": "000-000-000-000-000",
        "biblio": {"invention_title": [{"text": "Lock"}, {"text": "Schloss"}]},
    }


def test_a_path_above_another_wins() -> None:
    assert kept(["biblio.parties", "biblio.parties.applicants.residence"], []) == {
        "biblio": {"parties": RECORD["biblio"]["parties"]}  # type: ignore[index]
    }


def test_exclude_and_both_together() -> None:
    assert kept([], ["biblio", "abstract"]) == {
        "lens_id": "000-000-000-000-000",
        "publication_type": "GRANTED_PATENT",
    }
    assert kept(["biblio"], ["biblio.parties", "biblio.invention_title.lang"]) == {
        "biblio": {"invention_title": [{"text": "Lock"}, {"text": "Schloss"}]}
    }


@pytest.mark.parametrize("include", [["*"], ["*", "lens_id"], ["lens_id", "*"]])
def test_a_star_includes_everything(include: list[str]) -> None:
    assert projection(include, []).keeps_all


def test_names_that_are_for_searching_only_are_told_so() -> None:
    with pytest.raises(QueryError, match="has_agent can be searched, but records do not hold it") as caught:
        projection(["has_agent", "biblio.invention_titel"], [])
    assert "did you mean biblio.invention_title?" in caught.value.fix


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("application_number", "biblio.application_number"),
        ("reference_cited.patent.category", "biblio.references_cited.citations.category"),
        ("reference_cited.npl.cited_phase", "biblio.references_cited.citations.cited_phase"),
    ],
)
def test_search_names_with_values_in_the_record_are_taken(name: str, path: str) -> None:
    assert projection([name], []) == projection([path], [])


def test_search_names_mean_their_response_paths() -> None:
    assert kept(["lens_id", "title", "abstract"], []) == {
        "lens_id": RECORD["lens_id"],
        "biblio": {"invention_title": RECORD["biblio"]["invention_title"]},  # type: ignore[index]
        "abstract": RECORD["abstract"],
    }


def test_unknown_paths_are_refused_with_the_right_name() -> None:
    with pytest.raises(QueryError) as caught:
        projection(["biblio.invention_titel", "lens_id"], [])
    assert caught.value.code == "unrecognized_field"
    assert caught.value.message == "Unrecognized fields: biblio.invention_titel"
    assert "biblio.invention_title" in caught.value.fix


def test_text_is_only_needed_when_it_may_be_returned() -> None:
    assert EVERYTHING.needs_text
    assert not projection(["lens_id", "biblio"], []).needs_text
    assert projection(["claims.claims"], []).needs_text
    assert not projection([], ["abstract", "claims", "description"]).needs_text
