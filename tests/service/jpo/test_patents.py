"""Patents from rows of the standardized data: wrappers, parties, families, registrations, look-ups."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.model.jpo.apis import PATENT
from tokkyo.model.jpo.tables import BY_NAME
from tokkyo.service.jpo.file_wrapper import wrapper_document
from tokkyo.service.jpo.patents import NotProvided, PatentCases

Tables = dict[str, list[dict[str, str]]]


class Rows:
    """Rows given as `table={column: value, …}`; what is left out is "", and a key column is "1"."""

    def __init__(self, rows: list[tuple[str, Mapping[str, str]]]) -> None:
        self.tables: Tables = {}
        for table, values in rows:
            law = {name: "1" for name in ("law_cd", "irir_intnl_app_law_cd") if name in BY_NAME[table].columns}
            row = dict.fromkeys(BY_NAME[table].columns, "") | law | values
            self.tables.setdefault(table, []).append(row)
        for table, kept in self.tables.items():
            kept.sort(key=lambda row, key=BY_NAME[table].key: [row[name] for name in key])  # type: ignore[misc]

    def rows(self, table: str, *key: str) -> list[dict[str, str]]:
        names = BY_NAME[table].key
        return [row for row in self.tables.get(table, []) if all(row[n] == v for n, v in zip(names, key, strict=False))]

    def looked_up(self, table: str, column: str, value: str) -> list[dict[str, str]]:
        return [row for row in self.tables.get(table, []) if value and row[column] == value]


CASE, BIBLIOGRAPHY, REPEATED, DOCUMENTS, RIGHT, ACTS = (
    "pmac_g_app_case",
    "pmab_g_appl_case_biblog",
    "pmab_gr_appl_case_biblog",
    "pmap_g_app_doc",
    "mgt_info_p",
    "prog_info_div_p",
)
A = "2020000001"


def patents(*rows: tuple[str, Mapping[str, str]]) -> PatentCases:
    return PatentCases(Rows(list(rows)))


def divided(parent: str, child: str, law: str = "1") -> tuple[str, Mapping[str, str]]:
    return BIBLIOGRAPHY, {"app_num": child, "abpa_parent_app_num": parent, "abpa_parent_app_law_cd": law}


def generations(cases: PatentCases, application: str) -> dict[str, str]:
    found = cases.divisional_family(application)
    return {member.number: member.generation for member in found.divisionals} if found else {}


@pytest.mark.parametrize("table", [CASE, BIBLIOGRAPHY])
def test_one_of_the_two_rows_of_an_application_is_enough(table: str) -> None:
    progress = patents((table, {"app_num": A})).progress(A)
    assert progress is not None
    assert progress.number == A
    assert [(block.kind, block.number, block.documents) for block in progress.numbers] == [("01", A, ())]


def test_a_case_of_which_nothing_more_is_known_has_empty_answers() -> None:
    cases = patents((CASE, {"app_num": A}))
    family, claims, cited = cases.divisional_family(A), cases.priorities(A), cases.citations(A)
    assert family
    assert claims
    assert cited
    assert (family.parent, family.divisionals, claims.priorities, cited.patents, cited.literature) == (None, *[()] * 4)
    assert cases.registration(A) is None


def test_documents_stand_by_date_and_those_of_a_day_as_they_were_stored() -> None:
    days = ["20200103", "20200102", "20200103", *["20200104"] * 8]
    rows = [
        (
            DOCUMENTS,
            {"app_num": A, "storing_seq_num": str(n), "apad_intrmd_doc_cd": "A53", "apad_rcpt_dt": day}
            | {"apad_rcpt_num": f"{n:011d}"},
        )
        for n, day in enumerate(days, 1)
    ]
    progress = patents((CASE, {"app_num": A}), *rows).progress(A)
    assert progress
    assert [int(line.number) for line in progress.numbers[0].documents] == [2, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11]


@pytest.mark.parametrize(
    ("columns", "date"),
    [
        ({"apad_intrmd_doc_cd": "A53", "apad_submit_dt": "20200101", "apad_rcpt_dt": "20200102"}, "20200102"),
        ({"apad_intrmd_doc_cd": "A53", "apad_submit_dt": "20200101"}, "20200101"),
        ({"apdd_intrmd_doc_cd": "A131", "apdd_draft_dt": "20200101", "apdd_dsptch_dt": "20200108"}, "20200108"),
        ({"apdd_intrmd_doc_cd": "A131", "apdd_draft_dt": "20200101"}, "20200101"),
        ({"apjd_intrmd_doc_cd": "A971007", "apjd_jpo_doc_create_dt": "20200105"}, "20200105"),
    ],
)
def test_a_document_stands_under_the_day_it_was_received_sent_or_written(columns: dict[str, str], date: str) -> None:
    progress = patents((CASE, {"app_num": A}), (DOCUMENTS, {"app_num": A, "storing_seq_num": "1"} | columns)).progress(
        A
    )
    assert progress
    assert [line.date for line in progress.numbers[0].documents] == [date]


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"version": "0001", "part": "S", "size": "012", "pages": "003"}, ("1", "0001", "S", "3", "12")),
        ({"version": "1", "part": "S", "size": "", "pages": ""}, ("1", "0001", "S", "0", "0")),
        ({"version": "0000", "part": "S", "size": "12"}, ("0", "0000", " ", "0", "0")),
        ({"version": "0001", "part": " ", "size": "12"}, ("0", "0000", " ", "0", "0")),
        ({"version": "", "part": "", "size": "12", "pages": "3"}, ("0", "0000", " ", "0", "0")),
        ({"version": "0001", "part": "S", "size": "12", "closed": True}, ("0", "0000", " ", "0", "0")),
    ],
)
def test_a_body_is_there_when_version_and_part_are(columns: dict[str, Any], shown: tuple[str, ...]) -> None:
    line = wrapper_document(PATENT, date="20200101", code="A53", **columns)
    assert (line.available, line.version, line.separator, line.pages, line.size) == shown
    assert line.number == "B" * 11


def test_documents_of_the_international_bureau_come_with_international_applications_only() -> None:
    record = ("cmdo_ib_intermed_rec", {"irir_intnl_app_num": A, "irir_typ_cd": "IB349", "irir_rcpt_dt": "20190101"})
    here = patents((CASE, {"app_num": A}), record).progress(A)
    abroad = patents((CASE, {"app_num": A, "acia_intl_app_num": "JP2018000001"}), record).progress(A)
    assert here
    assert abroad
    assert here.numbers[0].documents == ()
    assert [(line.ib, line.description) for line in abroad.numbers[0].documents] == [("1", "国際公開")]


@pytest.mark.parametrize(
    ("columns", "blocks"),
    [
        ({"acup_pub_num": "503000001"}, ["02"]),
        ({"actp_trnsl_pub_num": "503500001", "actp_trnsl_pub_dt": "20210101"}, ["03"]),
        ({"actp_trnsl_pub_num": "503500001", "actp_trnsl_repub_dt": "20210101"}, ["04"]),
        ({"acup_pub_num": "503000001", "acrg_reg_num": "7000001"}, ["02", "06"]),
        ({"acia_intl_app_num": "JP2020000001", "acia_intl_pub_num": "WO2020000001"}, ["10", "11"]),
    ],
)
def test_each_number_of_a_case_is_a_block_in_the_order_of_kinds(columns: dict[str, str], blocks: list[str]) -> None:
    progress = patents((CASE, {"app_num": A} | columns)).progress(A)
    assert progress
    assert [block.kind for block in progress.numbers] == ["01", *blocks]


def test_the_register_shows_the_last_grant_before_its_own_acts() -> None:
    key = {"law_cd": "1", "reg_num": "7000001", "split_num": "0" * 31}
    grants = [
        (DOCUMENTS, {"app_num": A, "storing_seq_num": str(n), "apdd_intrmd_doc_cd": "A01", "apdd_dsptch_dt": day})
        for n, day in enumerate(["20200101", "20200301"], 1)
    ]
    act = (ACTS, key | {"pe_num": "1", "reg_intrmd_cd": "R150", "rcpt_pymnt_dsptch_ymd": "20200501"})
    progress = patents((CASE, {"app_num": A}), (RIGHT, {"app_num": A} | key), act, *grants).progress(A)
    assert progress
    block = progress.numbers[-1]
    assert (block.kind, block.number) == ("06", "7000001")
    assert [(line.date, line.code, line.number) for line in block.documents] == [
        ("20200301", "A01", "9" * 11),
        ("20200501", "R150", "9" * 11),
    ]


def test_parties_have_the_registered_name_then_that_of_the_case_then_a_former_one() -> None:
    def one(place: int, role: str, code: str, tie: str = "") -> tuple[str, Mapping[str, str]]:
        return REPEATED, {"app_num": A, "article_id": "30", "repeat_num": str(place), "abaa_appl_atty_class": role} | {
            "abaa_appl_atty_id": code,
            "abaa_crrspnd_num": tie,
        }

    written = (
        REPEATED,
        {"app_num": A, "article_id": "50", "abae_crrspnd_num": "0001", "abae_appl_atty_name": "事件の名"},
    )
    progress = patents(
        (CASE, {"app_num": A}),
        one(1, "2", "100000001"),
        one(2, "1", "000000001", "0001"),
        one(10, "1", "000000003", "0001"),
        one(9, "1", "000000002", "0001"),
        written,
        ("appl_reg_info", {"appl_cd": "000000002", "appl_name": "登録の名"}),
        (
            "abc_cd_info",
            {"appl_atty_cd": "100000001", "appl_atty_class": "2", "change_num": "1", "atty_name": "先の名"},
        ),
    ).progress(A)
    assert progress
    assert [(one.code[-1] + one.role, one.name) for one in progress.parties] == [
        ("11", "事件の名"),
        ("21", "登録の名"),
        ("31", "事件の名"),
        ("12", "先の名"),
    ]


def test_a_family_is_told_alike_by_each_of_its_members() -> None:
    links = [
        divided("2010000001", "2012000002"),
        divided("2012000002", "2014000003"),
        divided("2010000001", "2013000004"),
    ]
    cases = patents((BIBLIOGRAPHY, {"app_num": "2010000001"}), *links)
    expected = {"2010000001": "0", "2012000002": "1", "2013000004": "1", "2014000003": "2"}
    for member in expected:
        assert generations(cases, member) == expected
        assert list(generations(cases, member)) == list(expected)


def test_a_new_application_told_by_its_parent_only_is_of_the_family() -> None:
    told = (REPEATED, {"app_num": A, "abna_newapp_app_num": "2021000009", "abna_newapp_law_cd": "1"})
    other = (
        REPEATED,
        {"app_num": A, "repeat_num": "2", "abna_newapp_app_num": "2021000008", "abna_newapp_law_cd": "2"},
    )
    assert generations(patents((CASE, {"app_num": A}), told, other), A) == {A: "0", "2021000009": "1"}


def test_a_conversion_from_another_law_has_a_parent_and_no_family() -> None:
    found = patents(divided("2019000005", A, law="2")).divisional_family(A)
    assert found
    assert found.parent
    assert (found.parent.number, found.divisionals) == ("2019000005", ())


def test_a_parent_has_its_own_day_of_filing_or_the_day_gone_back_to() -> None:
    child = divided("2010000001", A)[1] | {"abpa_retroacted_dt": "20100401"}
    without = patents((BIBLIOGRAPHY, child)).divisional_family(A)
    known = patents((BIBLIOGRAPHY, child), (CASE, {"app_num": "2010000001", "acai_app_dt": "20100501"}))
    found = known.divisional_family(A)
    assert without
    assert without.parent
    assert found
    assert found.parent
    assert (without.parent.filing_date, found.parent.filing_date) == ("20100401", "20100501")


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
def test_a_family_ends_and_names_each_once_whatever_the_rows_say(links: list[tuple[int, int]]) -> None:
    parents = {child: parent for parent, child in links}
    rows = [divided(f"20100000{parent:02d}", f"20100000{child:02d}") for child, parent in parents.items()]
    cases = patents(*rows)
    for child in parents:
        found = cases.divisional_family(f"20100000{child:02d}")
        assert found
        members = [member.number for member in found.divisionals]
        assert len(members) == len(set(members))
        assert f"20100000{child:02d}" in members or not members


def test_both_years_of_an_era_are_looked_for() -> None:
    heisei, reiwa = (CASE, {"app_num": A, "acup_pub_num": "431000001"}), (CASE, {"app_num": "2020000002"})
    reiwa[1]["acup_pub_num"] = "501000002"
    cases = patents(heisei, reiwa)
    for number, application in (("2019000001", A), ("2019000002", "2020000002")):
        found = cases.numbers("publication", number)
        assert found
        assert (found.application, found.publication) == (application, number)


def test_a_registration_of_an_application_before_heisei_is_not_provided() -> None:
    cases = patents((CASE, {"app_num": "1988000001", "acrg_reg_num": "1600001"}))
    with pytest.raises(NotProvided):
        cases.numbers("registration", "1600001")


def test_of_two_applications_with_an_international_number_the_first_entered() -> None:
    number = {"acia_intl_app_num": "JP2018000001"}
    cases = patents((CASE, {"app_num": "2021000002"} | number), (CASE, {"app_num": "2019500001"} | number))
    assert cases.national_application("international_application", "JP2018000001") == "2019500001"


def test_citations_stand_in_the_order_of_their_numbers() -> None:
    cited = {"app_num": A, "draft_dt": "20200101", "citation_typ": "19", "isn": "1", "doc_num": "JPA 430000001"}
    rows = [("intnl_citation_doc_mstr_data", cited | {"repeat_num": str(n)}) for n in (10, 9, 1)]
    found = patents(*rows).citations(A)
    assert found
    assert [one.order for one in found.patents] == ["1", "9", "10"]


def test_a_progress_is_a_handful_of_look_ups(standard_rows: Callable[..., Any]) -> None:
    rows = standard_rows()
    progress = PatentCases(rows).progress("2020123456")
    assert progress
    parties = len(progress.parties)
    assert len(rows.asked) - parties <= 10
