"""All 42 retrieval APIs, one by one: each answers, refuses what it should, and has a limit of its own.

What stands in the answers is compared with recorded ones and the office's examples in test_patent_answers,
test_design_and_trademark_answers, test_archives and test_opd.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.http.jpo.conftest import FIXTURES, UNTHROTTLED, Asker, asking

from tokkyo.cli.ingest import run_ingest
from tokkyo.http.jpo.parameters import CHECKED
from tokkyo.model.jpo.apis import APIS, BY_NUMBER, OPD, Api, Body
from tokkyo.settings import Settings, defaults

MEDIA = {Body.JSON: "application/json", Body.DOCUMENTS: "application/zip", Body.XML: "application/xml",
         Body.PDF: "application/pdf", Body.ZIP: "application/zip"}  # fmt: skip
NOTICE = "Notification_of_Reasons_for_Refusal_06116000001_JP"
# A call of each API that finds something, by law; what is not named takes the case.
CASE = {"patent": "2021500001", "design": "2018900001", "trademark": "2019900002"}
DOCUMENTS = {"patent": "2021600001", "design": "2021600003", "trademark": "2021600004"}
FOUND = {
    "1-5": ("000900009",), "1-6": ("見本工業株式会社",), "1-7": ("publication", "2021500021"),
    "1-14": ("international_publication", "WO2016160002"),
    "2-4": ("000900101",), "2-5": ("見本木工株式会社",), "2-6": ("application", "2018900001"),
    "2-10": ("2016500748",),
    "3-4": ("000900103",), "3-5": ("見本商会株式会社",), "3-6": ("registration", "6990002"),
    "OPD-1": ("application", "JP.2013900001.A"), "OPD-2": ("publication", "JP.6900001.B2"),
    "OPD-3": ("US.201414760001.A",), "OPD-4": ("US.201414760001.A",),
    "OPD-5": ("JP.2013900001.A", NOTICE), "OPD-6": ("JP.2013900001.A", NOTICE),
}  # fmt: skip
HTM = "<HTML><BODY><PRE>{}</PRE></BODY></HTML>"
XML = (
    '<?xml version="1.0" encoding="Shift_JIS"?>\n<jp:notice-pat-exam-rn xmlns:jp="http://www.jpo.go.jp">'
    "<jp:notice-of-rejection-a131-rn><p>理由</p></jp:notice-of-rejection-a131-rn></jp:notice-pat-exam-rn>"
)
MADE = {
    "trademark/2021600004/A53_52100000099/JPOSGMLDOC1P.HTM": HTM.format("【意見の内容】"),
    "trademark/2021600004/A131_06421000098/06421000098P.HTM": HTM.format("【理由】"),
    "patent/2013900001/A131_06116000001/06116000001-jpntce.xml": XML,
}
"""Documents that our fixtures lack."""
every_api = pytest.mark.parametrize("number", [api.number for api in APIS])


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data folder in which every API finds something."""
    made: Path = tmp_path_factory.mktemp("documents")
    for name, text in MADE.items():
        (made / name).parent.mkdir(parents=True)
        (made / name).write_bytes(text.encode("cp932"))
    settings = defaults(data=str(tmp_path_factory.mktemp("data")), **UNTHROTTLED)
    sources = [str(FIXTURES / name) for name in ("standard_data", "documents", "opd/family.jsonl")]
    run_ingest(settings, [*sources, str(made)], as_json=True)
    return settings


@pytest.fixture(scope="module")
def asker(everything: Settings) -> Iterator[Asker]:
    with asking(everything, opd_errors="json") as asker:
        yield asker


@pytest.fixture(scope="module")
def one_call_each(everything: Settings) -> Iterator[Asker]:
    limits = ",".join(f"{api.number}=1" for api in APIS)
    with asking(everything, jpo_daily_limits=limits, opd_errors="json") as asker:
        yield asker


def address(api: Api, values: tuple[str, ...]) -> str:
    prefix = "/opdapi/patent/v1" if api.law == OPD else f"/api/{api.law}/v1"
    return "/".join((prefix, api.name, *(quote(value, safe="") for value in values)))


def found(api: Api) -> tuple[str, ...]:
    cases = DOCUMENTS if api.body is Body.DOCUMENTS else CASE
    return FOUND[api.number] if api.number in FOUND else (cases[api.law],)


def code(asker: Asker, api: Api, *values: str) -> tuple[int, str]:
    answer = asker.get(address(api, values))
    assert answer.headers["content-type"] == "application/json"
    result: dict[str, Any] = answer.json()["result"]
    assert list(result) == ["statusCode", "errorMessage", "remainAccessCount", "data"]
    assert result["data"] == {}
    return answer.status_code, result["statusCode"]


@every_api
def test_every_api_answers(asker: Asker, number: str) -> None:
    api = BY_NUMBER[number]
    answer = asker.get(address(api, found(api)))
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA[api.body])
    if api.body is Body.JSON:
        result = json.loads(answer.content)["result"]
        assert (result["statusCode"], result["remainAccessCount"]) == ("100", str(api.limit - 1))
        assert result["data"]
    elif api.body is Body.XML:
        assert f"<statusCode>100</statusCode><errorMessage/><remainAccessCount>{api.limit - 1}<" in answer.text
    else:
        assert answer.content.startswith(b"%PDF" if api.body is Body.PDF else b"PK")
        assert answer.headers["content-disposition"].startswith("attachment;filename=")


@every_api
def test_every_api_refuses_alike(asker: Asker, number: str) -> None:
    """No token: 210; a forbidden letter: 208; a number of a wrong shape: 204 where JPO lists it, else 107 or 108."""
    api = BY_NUMBER[number]
    *kind, last = found(api)
    for letter in "\t,:;|":
        assert code(asker, api, *kind, f"{last}{letter}") == (200, "208")
    wrong = code(asker, api, *kind, f"{last}-")
    assert wrong in [(200, "204")] if (api.law, api.name) in CHECKED else [(200, "107"), (200, "108")]
    assert asker.client.get(address(api, found(api))).json()["result"]["statusCode"] == "210"


@every_api
def test_every_api_has_a_limit_of_its_own(one_call_each: Asker, number: str) -> None:
    api = BY_NUMBER[number]
    assert one_call_each.get(address(api, found(api))).headers["content-type"] == MEDIA[api.body]
    assert code(one_call_each, api, *found(api)) == (200, "203")
