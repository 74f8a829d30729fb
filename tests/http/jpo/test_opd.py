"""The OPD-API over HTTP: six addresses, XML without a prefix, PDF and ZIP, errors, limits, recorded answers."""

import io
import zipfile
from collections.abc import Callable

import pytest
from tests.http.jpo.conftest import FIXTURES, UNTHROTTLED, Asker

from tokkyo.cli.ingest import run_ingest
from tokkyo.errors import SettingError
from tokkyo.http.app import application
from tokkyo.http.jpo import opd_xml
from tokkyo.http.jpo.opd import SOURCES
from tokkyo.model.jpo.apis import APIS, OPD
from tokkyo.service.opening import open_service
from tokkyo.settings import Settings, defaults

PREFIX = "/opdapi/patent/v1"
NOTICE = "Notification_of_Reasons_for_Refusal_06116000001_JP"
RECORDED = (
    '<?xml version="1.0"?><api-data xmlns="https://www.jpo.go.jp"><statusCode>100</statusCode><errorMessage/>'
    "<remainAccessCount>42</remainAccessCount><family-data/></api-data>"
)
NOTHING = "該当するデータがありません。"


@pytest.fixture(scope="module")
def opd_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    files = tmp_path_factory.mktemp("files")
    notice = files / "patent" / "2013900001" / "A131_06116000001" / "06116000001-jpntce.xml"
    notice.parent.mkdir(parents=True)
    text = (
        '<?xml version="1.0" encoding="Shift_JIS"?>\n<jp:notice-pat-exam-rn xmlns:jp="http://www.jpo.go.jp">'
        "<jp:notice-of-rejection-a131-rn><p>理由</p></jp:notice-of-rejection-a131-rn></jp:notice-pat-exam-rn>"
    )
    notice.write_bytes(text.encode("cp932"))
    (files / "opd__v1__family__application__JP.2001000001.A.xml").write_text(RECORDED, encoding="utf-8")
    settings = defaults(data=str(tmp_path_factory.mktemp("opd")), **UNTHROTTLED)
    run_ingest(settings, (str(FIXTURES / "opd" / "family.jsonl"), str(files)), as_json=True)
    return settings


@pytest.fixture
def asker(opd_settings: Settings, serving: Callable[..., Asker]) -> Callable[..., Asker]:
    return lambda **changed: serving(opd_settings, **changed)


def test_every_api_of_the_list_has_a_source() -> None:
    assert set(SOURCES) == {api.name for api in APIS if api.law == OPD}


@pytest.mark.parametrize(
    ("path", "limit", "words"),
    [
        (
            "family/application/JP.2013900001.A",
            100,
            "<family-data><families><family><country>EP</country><family-items><family-item>",
        ),
        ("family/publication/US.9990001.B2", 100, "<document-number>EP.2950001.A1</document-number>"),
        ("family_list/publication/JP.6900001.B2", 300, '<family-list-data><family-lists><family-list id="1">'),
        ("global_doc_list/US.201414760001.A", 300, '<document-list group="02"><legal-date>2015-12-31</legal-date>'),
        ("global_cite_class/US.201414760001.A", 100, "<ipcs><ipc>H02K1/27</ipc>"),
    ],
)
def test_answers_in_xml(asker: Callable[..., Asker], path: str, limit: int, words: str) -> None:
    answer = asker().get(f"{PREFIX}/{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/xml"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<api-data xmlns="https://www.jpo.go.jp"><statusCode>100</statusCode>'
        f"<errorMessage/><remainAccessCount>{limit - 1}</remainAccessCount>"
    )
    assert answer.text.startswith(head)
    assert words in answer.text


def test_contents_as_pdf(asker: Callable[..., Asker]) -> None:
    one = asker()
    for path in (f"JP.2013900001.A/{NOTICE}", "US.201414760001.A/Claims_9990001B2_US"):
        answer = one.get(f"{PREFIX}/global_doc_cont/{path}")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == f"attachment;filename={path.partition('/')[2]}.pdf"
        assert answer.content.startswith(b"%PDF-")


def test_contents_of_japan_as_an_archive(asker: Callable[..., Asker]) -> None:
    answer = asker().get(f"{PREFIX}/jp_doc_cont/JP.2013900001.A/{NOTICE}")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == f"attachment;filename={NOTICE}.zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["06116000001-jpntce.xml"]


def test_a_recorded_answer_wins_and_gets_the_counter_of_today(asker: Callable[..., Asker]) -> None:
    answer = asker().get(f"{PREFIX}/family/application/JP.2001000001.A")
    assert answer.text == RECORDED.replace("42", "99")
    assert answer.headers["content-type"] == "application/xml"


def test_nothing_found_is_counted_and_told_in_xml(asker: Callable[..., Asker]) -> None:
    one = asker()
    answer = one.get(f"{PREFIX}/family/application/JP.2099000001.A")
    assert answer.headers["content-type"] == "application/xml"
    assert f"<statusCode>107</statusCode><errorMessage>{NOTHING}</errorMessage>" in answer.text
    assert "<remainAccessCount>99<" in answer.text


@pytest.mark.parametrize("api", ["global_doc_cont", "jp_doc_cont"])
def test_a_file_that_there_is_not_is_told_in_json(asker: Callable[..., Asker], api: str) -> None:
    """A public client saves every answer that does not begin with a brace as the file it asked for."""
    result = asker().result(f"{PREFIX}/{api}/JP.2013900001.A/X_1_JP")
    assert (result["statusCode"], result["remainAccessCount"]) == ("108", "99")


def test_errors_can_be_json(asker: Callable[..., Asker]) -> None:
    one = asker(opd_errors="json")
    assert one.result(f"{PREFIX}/family/application/JP.2099000001.A")["statusCode"] == "107"


def test_the_setting_of_errors_is_checked(opd_settings: Settings) -> None:
    with pytest.raises(SettingError, match="opd_errors"):
        application(open_service(opd_settings.replace(opd_errors="html")))


def test_refusals_are_json(asker: Callable[..., Asker]) -> None:
    one = asker(jpo_daily_limits="OPD-1=1")
    path = f"{PREFIX}/family/application/JP.2013900001.A"
    assert one.get(path).status_code == 200
    over = one.result(path)
    assert (over["statusCode"], over["remainAccessCount"]) == ("203", "")
    assert one.result(f"{PREFIX}/global_doc_list/JP.2013%3B.A")["statusCode"] == "208"
    one.token = "nobody's"
    answer = one.get(path)
    assert (answer.status_code, answer.json()["result"]["statusCode"]) == (401, "210")


@pytest.mark.parametrize(
    "path",
    [
        "family/registration/JP.1.B2",
        "family/application/JP2013900001A",
        "family/application/JP.2013-900001.A",
        "family_list/application/%00",
        "global_doc_list/JP..A",
        "global_doc_cont/JP.2013900001.A/..%2F..%2Fetc_1_JP",
        "global_doc_cont/JP.2013900001.A/a%0d%0aSet-Cookie_1_JP",
        "jp_doc_cont/US.201414760001.A/Claims_9990001B2_US",
        f"jp_doc_cont/JP.{'9' * 94}.A/X_1_JP",
    ],
)
def test_odd_parameters_find_nothing(asker: Callable[..., Asker], path: str) -> None:
    answer = asker().get(f"{PREFIX}/{path}")
    assert answer.status_code in (200, 404)
    assert not answer.content.startswith((b"%PDF", b"PK"))
    assert "set-cookie" not in answer.headers


def test_unknown_addresses_and_methods(asker: Callable[..., Asker]) -> None:
    one = asker()
    assert one.get(f"{PREFIX}/families/application/JP.1.A").json()["result"]["statusCode"] == "301"
    assert one.get(f"{PREFIX}/family/application/JP.1.A", method="POST").status_code in (400, 405)
    assert one.get(f"{PREFIX}/family/application/JP.2013900001.A", method="HEAD").content == b""


def test_a_counter_is_put_into_an_empty_element() -> None:
    body = b"<a><statusCode>100</statusCode><remainAccessCount/></a>"
    assert opd_xml.with_remaining(body, 7) == body.replace(
        b"<remainAccessCount/>", b"<remainAccessCount>7</remainAccessCount>"
    )
    assert opd_xml.with_remaining(body, None) == body
    assert opd_xml.recorded_code(body) == "100"
    assert opd_xml.recorded_code(b"<a/>") == ""


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_two_characters_that_xml_cannot_hold_got_through(sign: str) -> None:
    """U+FFFE and U+FFFF in a text ended its answer with a 500."""
    part = opd_xml._add(opd_xml._element("data"), "title", f"a{sign}b\n特\U00020000")
    assert part.text == "ab\n特\U00020000"
