"""Answers of the design and trademark APIs from rows of standardized data against answers of the office."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tokkyo.http.jpo import design_answers, trademark_answers
from tokkyo.model.jpo.apis import APIS, DESIGN, TRADEMARK, Body
from tokkyo.service.jpo.designs import DesignCases
from tokkyo.service.jpo.trademarks import TrademarkCases

Answer = Callable[..., Any]
OWN = Path(__file__).resolve().parents[2] / "fixtures" / "jpo" / "answers"
ANSWERS = {DESIGN: design_answers.ANSWERS, TRADEMARK: trademark_answers.ANSWERS}
CASES = {DESIGN: DesignCases, TRADEMARK: TrademarkCases}
OTHERWISE_ANSWERED = {"jpp_fixed_address"}
RECORDED = {(DESIGN, "app_progress"): "2020015234", (TRADEMARK, "app_progress"): "2024123456"}
EXAMPLES = {
    (DESIGN, "app_progress"): ("2022012584",),
    (DESIGN, "app_progress_simple"): ("2022012584",),
    (DESIGN, "priority_right_app_info"): ("2022012584",),
    (DESIGN, "applicant_attorney_cd"): ("591037096",),
    (DESIGN, "applicant_attorney"): ("アッコ　ブランズ　コーポレイション",),
    (DESIGN, "case_number_reference"): ("application", "2016500748"),
    (DESIGN, "registration_info"): ("2022012584",),
    (TRADEMARK, "app_progress"): ("2018009480",),
    (TRADEMARK, "app_progress_simple"): ("2018009480",),
    (TRADEMARK, "priority_right_app_info"): ("2020089151",),
    (TRADEMARK, "applicant_attorney_cd"): ("718000266",),
    (TRADEMARK, "applicant_attorney"): ("特許庁長官",),
    (TRADEMARK, "case_number_reference"): ("application", "2018009480"),
    (TRADEMARK, "registration_info"): ("2018009480",),
}
# The example of this API has keys in another order than its schema.
OTHER_ORDER = {(TRADEMARK, "registration_info")}


@pytest.fixture(scope="module")
def answer(standard_rows: Callable[..., Any]) -> Answer:
    """Answers a call as JSON, None where there is no such data."""
    rows = standard_rows()

    def answered(law: str, api: str, *values: str) -> str | None:
        found = ANSWERS[law][api](CASES[law](rows), values)
        return None if found is None else msgspec.json.encode(found).decode()

    return answered


def compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("law", ANSWERS)
def test_every_json_api_of_a_law_is_answered(law: str) -> None:
    apis = {api.name for api in APIS if api.law == law and api.body is Body.JSON}
    assert set(ANSWERS[law]) == apis - OTHERWISE_ANSWERED


@pytest.mark.parametrize(("law", "api"), RECORDED)
def test_recorded_answers_byte_for_byte(law: str, api: str, answer: Answer, shared: Path) -> None:
    number = RECORDED[law, api]
    recorded = (shared / "samples/jpo/live_cassettes" / f"{law}__v1__{api}__{number}.json").read_text(encoding="utf-8")
    assert f'"data":{answer(law, api, number)}}}}}' in recorded


@pytest.mark.parametrize(("law", "api"), EXAMPLES)
def test_examples_of_the_office(law: str, api: str, answer: Answer, shared: Path) -> None:
    file = shared / "samples/jpo/official_spec/examples" / f"{law}__v1__{api}__200_100.json"
    data = json.loads(file.read_text(encoding="utf-8"))["result"]["data"]
    given = answer(law, api, *EXAMPLES[law, api])
    assert json.loads(given) == data
    assert (given == compact(data)) is ((law, api) not in OTHER_ORDER)


def own_answers() -> list[Path]:
    return [path for law in ANSWERS for path in sorted(OWN.glob(f"{law}__v1__*.json"))]


@pytest.mark.parametrize("path", own_answers(), ids=lambda path: path.stem)
def test_answers_of_invented_cases(path: Path, answer: Answer) -> None:
    law, _, api, *values = path.stem.split("__")
    assert answer(law, api, *values) == compact(json.loads(path.read_text(encoding="utf-8")))


def test_invented_cases_show_every_api() -> None:
    shown = {path.stem.split("__")[2] for path in own_answers()}
    assert shown == set(design_answers.ANSWERS)


@pytest.mark.parametrize("law", ANSWERS)
@pytest.mark.parametrize(
    ("api", "values"),
    [
        ("app_progress", ("9999999999",)),
        ("app_progress_simple", ("9999999999",)),
        ("priority_right_app_info", ("9999999999",)),
        ("registration_info", ("9999999999",)),
        ("case_number_reference", ("application", "9999999999")),
        ("case_number_reference", ("registration", "9999999")),
        ("applicant_attorney_cd", ("999999999",)),
        ("applicant_attorney", ("見本商会 株式会社",)),
        ("applicant_attorney", ("",)),
    ],
)
def test_what_is_not_there_is_no_answer(law: str, api: str, values: tuple[str, ...], answer: Answer) -> None:
    assert answer(law, api, *values) is None


def test_a_design_without_a_right_has_no_registration(answer: Answer) -> None:
    assert answer(DESIGN, "registration_info", "2018900001") is None


def test_cases_of_one_law_are_unknown_under_another(answer: Answer) -> None:
    assert answer(TRADEMARK, "app_progress", "2020015234") is None
    assert answer(DESIGN, "app_progress", "2024123456") is None
    assert answer(DESIGN, "case_number_reference", "registration", "6036291") is None


def test_ingested_rows_give_the_same_answers_over_http(server: Callable[..., Any]) -> None:
    asker = server()
    for path in own_answers():
        law, _, api, *values = path.stem.split("__")
        result = asker.result(f"/api/{law}/v1/{api}/" + "/".join(values))
        assert (result["statusCode"], result["data"]) == ("100", json.loads(path.read_bytes()))


def test_ingested_rows_give_recorded_answers_byte_for_byte_over_http(server: Callable[..., Any], shared: Path) -> None:
    asker = server()
    counter = re.compile(rb'"remainAccessCount":"\d+"')
    for (law, api), number in RECORDED.items():
        recorded = (shared / "samples/jpo/live_cassettes" / f"{law}__v1__{api}__{number}.json").read_bytes()
        assert counter.sub(b"", asker.get(f"/api/{law}/v1/{api}/{number}").content) == counter.sub(b"", recorded)


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    return [leaf for inner in value for leaf in leaves(inner)] if isinstance(value, list) else [value]


@pytest.mark.parametrize("path", own_answers(), ids=lambda path: path.stem)
def test_every_leaf_is_text(path: Path, answer: Answer) -> None:
    law, _, api, *values = path.stem.split("__")
    assert all(type(leaf) is str for leaf in leaves(json.loads(answer(law, api, *values))))
