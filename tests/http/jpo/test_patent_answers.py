"""Answers of the patent APIs assembled from rows equal the recorded ones, the official examples and our own."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tokkyo.http.jpo.patent_answers import ANSWERS
from tokkyo.model.jpo.apis import APIS, PATENT, Body
from tokkyo.service.jpo.patents import NotProvided, PatentCases

OWN = Path(__file__).resolve().parents[2] / "fixtures" / "jpo" / "answers"
RECORDED = "patent__v1__*.json"
# the case of an official example, by its API; the number in it stands in its description
OFFICIAL = {
    "app_progress": ("2020008423",),
    "app_progress_simple": ("2020008423",),
    "divisional_app_info": ("2007035937",),
    "priority_right_app_info": ("2020008423",),
    "applicant_attorney_cd": ("718000266",),
    "applicant_attorney": ("特許庁長官",),
    "case_number_reference": ("application", "2020008423"),
    "cite_doc_info": ("2020008423",),
    "registration_info": ("2020008423",),
    "pct_national_phase_application_number": ("international_application", "JP2019011858"),
}
NAMED_ANEW = ("A523", "手続補正書", "手続補正書（自発・内容）")
"""A code whose name the office changed after it wrote its examples: recorded answers have the second."""


@pytest.fixture(scope="module")
def cases(standard_rows: Callable[..., Any]) -> PatentCases:
    return PatentCases(standard_rows())


def data(cases: PatentCases, api: str, values: tuple[str, ...]) -> Any:
    """The data of an answer as it goes over the wire, `{}` for 107."""
    found = ANSWERS[api](cases, values)
    return {} if found is None else json.loads(msgspec.json.encode(found))


def calls(folder: Path) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    for path in sorted(folder.glob(RECORDED)):
        _, _, api, *values = path.stem.split("__")
        if api in ANSWERS:
            yield path, api, tuple(values)


def keys(value: Any) -> Any:
    """The keys of an answer in their order, at every depth."""
    if isinstance(value, dict):
        return [(name, keys(inner)) for name, inner in value.items()]
    return [keys(inner) for inner in value] if isinstance(value, list) else None


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    else:
        yield value


def mended(value: Any) -> Any:
    """An official example without the stray quotes in its keys (jpo.md 4.5) and with the name of today."""
    if isinstance(value, list):
        return [mended(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    value = {name.rstrip("'"): mended(inner) for name, inner in value.items()}
    if (value.get("documentCode"), value.get("documentDescription")) == NAMED_ANEW[:2]:
        value["documentDescription"] = NAMED_ANEW[2]
    return value


def ties_apart(answer: Any) -> Any:
    """Documents of trials of one day by number: theirs is an order that no column tells (jpo.md 4.1)."""
    for block in answer.get("bibliographyInformation", []):
        if block["numberType"] == "07":
            block["documentList"].sort(key=lambda line: (line["legalDate"], line["documentNumber"]))
    return answer


def test_every_json_api_of_patents_but_the_address_is_answered() -> None:
    names = {api.name for api in APIS if api.law == PATENT and api.body is Body.JSON}
    assert set(ANSWERS) == names - {"jpp_fixed_address"}


@pytest.mark.parametrize(("path", "api", "values"), list(calls(OWN)), ids=lambda value: getattr(value, "stem", ""))
def test_an_invented_case_is_told_as_written_by_hand(
    cases: PatentCases, path: Path, api: str, values: tuple[str, ...]
) -> None:
    told, expected = data(cases, api, values), json.loads(path.read_bytes())
    assert told == expected
    assert keys(told) == keys(expected)


def test_the_invented_case_shows_every_api() -> None:
    assert {api for _, api, _ in calls(OWN)} == set(ANSWERS)


def test_recorded_answers_are_assembled_equal(cases: PatentCases, shared: Path) -> None:
    used = list(calls(shared / "samples/jpo/live_cassettes"))
    print(f"{len(used)} recorded answers")
    for path, api, values in used:
        recorded = path.read_bytes()
        head, _, tail = recorded.partition(b'"data":')
        assembled = ANSWERS[api](cases, values)
        assert head + b'"data":' + (msgspec.json.encode(assembled) if assembled else b"{}") + b"}}" == recorded, path
        assert tail
    assert len(used) == 12


@pytest.mark.parametrize(("api", "values"), OFFICIAL.items())
def test_official_examples_are_assembled_equal(
    cases: PatentCases, shared: Path, api: str, values: tuple[str, ...]
) -> None:
    path = shared / f"samples/jpo/official_spec/examples/patent__v1__{api}__200_100.json"
    example = mended(json.loads(path.read_bytes())["result"]["data"])
    told = data(cases, api, values)
    assert ties_apart(told) == ties_apart(example)
    assert keys(told) == keys(example)


def test_rows_that_were_ingested_give_the_same_over_http(server: Callable[..., Any]) -> None:
    asker = server()
    for path, api, values in calls(OWN):
        result = asker.result(f"/api/patent/v1/{api}/" + "/".join(values))
        assert result["statusCode"] == "100"
        assert result["data"] == json.loads(path.read_bytes())


def test_recorded_calls_of_ingested_rows_give_the_same_bytes_over_http(
    server: Callable[..., Any], shared: Path
) -> None:
    asker = server()
    counter = re.compile(rb'"remainAccessCount":"\d+"')
    for path, api, values in calls(shared / "samples/jpo/live_cassettes"):
        answer = asker.get(f"/api/patent/v1/{api}/" + "/".join(values))
        assert counter.sub(b"", answer.content) == counter.sub(b"", path.read_bytes())


def test_a_number_before_heisei_is_111_over_http(server: Callable[..., Any]) -> None:
    result = server().result("/api/patent/v1/case_number_reference/publication/1985046093")
    assert (result["statusCode"], result["remainAccessCount"], result["data"]) == ("111", "", {})


@pytest.mark.parametrize("path", [path for path, *_ in calls(OWN)], ids=lambda path: path.stem)
def test_every_leaf_is_text(cases: PatentCases, path: Path) -> None:
    _, _, api, *values = path.stem.split("__")
    assert {type(leaf) for leaf in leaves(data(cases, api, tuple(values)))} == {str}


@pytest.mark.parametrize(
    ("api", "values"),
    [
        ("app_progress", ("9999999999",)),
        ("app_progress_simple", ("9999999999",)),
        ("divisional_app_info", ("9999999999",)),
        ("priority_right_app_info", ("9999999999",)),
        ("applicant_attorney_cd", ("999999999",)),
        ("applicant_attorney", ("トヨタ自動車",)),
        ("applicant_attorney", ("渡辺 一豊",)),
        ("case_number_reference", ("application", "9999999999")),
        ("case_number_reference", ("publication", "2021999999")),
        ("case_number_reference", ("registration", "9999999")),
        ("cite_doc_info", ("9999999999",)),
        ("registration_info", ("9999999999",)),
        ("registration_info", ("2019563629",)),
        ("pct_national_phase_application_number", ("international_application", "JP9999999999")),
        ("pct_national_phase_application_number", ("international_publication", "WO9999999999")),
    ],
)
def test_what_the_tables_do_not_know_has_no_answer(cases: PatentCases, api: str, values: tuple[str, ...]) -> None:
    assert ANSWERS[api](cases, values) is None


@pytest.mark.parametrize(
    ("kind", "number", "application"),
    [
        ("publication", "2020123456", "2019013554"),
        ("publication", "2021090037", "2020123456"),
        ("publication", "2020524277", "2019563629"),
        ("publication", "2021500021", "2021500001"),
        ("registration", "7193363", "2019013554"),
        ("registration", "6691280", "2020008423"),
    ],
)
def test_a_case_is_found_by_each_of_its_numbers(cases: PatentCases, kind: str, number: str, application: str) -> None:
    assert data(cases, "case_number_reference", (kind, number))["applicationNumber"] == application


@pytest.mark.parametrize("kind", ["application", "publication"])
def test_numbers_before_heisei_are_not_provided(cases: PatentCases, kind: str) -> None:
    with pytest.raises(NotProvided):
        ANSWERS["case_number_reference"](cases, (kind, "1988123456"))
    assert ANSWERS["case_number_reference"](cases, (kind, "1989123456")) is None


def test_the_wire_has_the_keys_of_the_official_schema(shared: Path) -> None:
    document = json.loads((shared / "samples/jpo/official_spec/jpo_api_openapi_en_1.0_36paths.json").read_bytes())
    checked = 0
    for path, item in document["paths"].items():
        _, law, _, api, *_ = path.split("/")
        if law == PATENT and api in ANSWERS:
            schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            told = schema["properties"]["result"]["properties"]["data"]["properties"]
            own = next(found for _, found, _ in calls(OWN) if found == api)
            answer = json.loads(next(OWN.glob(f"patent__v1__{own}__*.json")).read_bytes())
            assert list(answer) == list(told), api
            checked += 1
    assert checked == len(ANSWERS)
