"""Tables of standardized data as text: headings, values, deletions, lines that cannot be taken, cutting, resuming."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.formats.jpo import tsv
from tokkyo.formats.jpo.row_rules import rules_of
from tokkyo.formats.outcomes import Found
from tokkyo.formats.port import Context, Heading, Problem
from tokkyo.formats.reading import Finished, Passed, Position, read
from tokkyo.formats.slicing import line_slices
from tokkyo.model.jpo.sources import TableRows
from tokkyo.model.jpo.tables import BY_NAME, TABLES
from tokkyo.model.source import Provenance
from tokkyo.settings import defaults

Read = Callable[..., tuple[list[Any], list[Problem]]]


def write(path: Path, *lines: str, ending: str = "\n", mark: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + "".join(line + ending for line in lines).encode())
    return path


def row(table: str, **values: str) -> tuple[str, ...]:
    return tuple(values.get(name, "") for name in BY_NAME[table].columns)


def test_columns_come_in_any_order_and_number(tmp_path: Path, read_all: Read) -> None:
    """Absent columns are empty, columns that nobody asks for are ignored."""
    path = write(
        tmp_path / "upd_appl_reg_info.tsv", "data_id_cd\tappl_name\tAPPL_CD", "520010\tトヨタ自動車株式会社\t000003207"
    )
    records, problems = read_all(path)
    expected = row("appl_reg_info", appl_cd="000003207", appl_name="トヨタ自動車株式会社")
    assert (records, problems) == ([TableRows("appl_reg_info", False, (expected,))], [])


@pytest.mark.parametrize("mark", [False, True])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends(tmp_path: Path, read_all: Read, mark: bool, ending: str) -> None:
    path = write(tmp_path / "upd_appl_reg_info.tsv", "appl_cd\tappl_name", "1\tA", "", "2\tB", ending=ending, mark=mark)
    records, problems = read_all(path)
    assert [one[:2] for record in records for one in record.rows] == [("1", "A"), ("2", "B")]
    assert problems == []


def test_a_file_with_carriage_returns_alone_was_read_as_nothing(tmp_path: Path, read_all: Read) -> None:
    """All of it is one line then, which was taken for a heading without rows, and nobody was told."""
    path = write(tmp_path / "upd_appl_reg_info.tsv", "appl_cd\tappl_name", "1\tA", "2\tB", ending="\r")
    records, problems = read_all(path)
    assert (records, [one.code for one in problems]) == ([], ["table_line_ends"])


def test_one_nul_lost_the_whole_table(tmp_path: Path, read_all: Read) -> None:
    """It made the file binary data; it costs its line, which is told."""
    path = write(tmp_path / "upd_appl_reg_info.tsv", "appl_cd\tappl_name", "1\tA", "2\tB\0", "3\t\0", "4\tD")
    records, problems = read_all(path)
    assert [one[:2] for record in records for one in record.rows] == [("1", "A"), ("4", "D")]
    assert [(one.code, one.message) for one in problems] == [
        ("row_with_nul", "line 3: NUL at byte 3"),
        ("row_with_nul", "line 4: NUL at byte 2"),
    ]


def test_last_line_without_end_and_trailing_tab(tmp_path: Path, read_all: Read) -> None:
    path = tmp_path / "upd_appl_reg_info.tsv"
    path.write_text("appl_cd\tappl_name\n1\tA\t\n2\tB")
    records, problems = read_all(path)
    assert ([one[:2] for one in records[0].rows], problems) == ([("1", "A"), ("2", "B")], [])


def test_quotes_are_taken_away_where_the_heading_has_them(tmp_path: Path, read_all: Read) -> None:
    quoted = write(tmp_path / "a" / "upd_appl_reg_info.tsv", '"appl_cd"\t"appl_name"', '"1"\t"the ""A"" company"')
    plain = write(tmp_path / "b" / "upd_appl_reg_info.tsv", "appl_cd\tappl_name", '2\t"A" company')
    records, _ = read_all(quoted, plain)
    assert [record.rows[0][:2] for record in records] == [("1", 'the "A" company'), ("2", '"A" company')]


def test_unknown_tables_are_passed_over_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "upd_gugkn.tsv", "skbt_flg\tsnpn_bngu", "0\t2020000001")
    passed = [one for one in read([path], defaults()) if isinstance(one, Passed)]
    assert [one.what for one in passed] == ["table gugkn of the standardized data, which no answer needs"]


def test_heading_without_key_is_told(tmp_path: Path, read_all: Read) -> None:
    path = write(tmp_path / "upd_pmac_g_app_case.tsv", "1\t2020123456\t\t20260101", "1\t2020123457\t\t20260101")
    records, problems = read_all(path)
    assert records == []
    (problem,) = problems
    assert (problem.code, problem.lost) == ("table_without_heading", True)
    assert "law_cd, app_num" in problem.message


def test_bad_lines_are_told_with_their_number_and_the_others_kept(tmp_path: Path, read_all: Read) -> None:
    path = tmp_path / "upd_appl_reg_info.tsv"
    lines = [b"appl_cd\tappl_name", b"1\tA", b"2\tB\tC\tD", b"3", b"4\t\xff\xfe", b"\tno key", b"6\tF"]
    path.write_bytes(b"\n".join(lines) + b"\n")
    records, problems = read_all(path)
    assert [one[0] for record in records for one in record.rows] == ["1", "6"]
    assert [(one.code, one.message.split(":")[0]) for one in problems] == [
        ("row_columns", "line 3"),
        ("row_columns", "line 4"),
        ("row_not_utf8", "line 5"),
        ("row_without_key", "line 6"),
    ]
    assert all(one.lost and one.file == str(path) for one in problems)


def test_very_many_bad_lines_are_told_together(tmp_path: Path, read_all: Read) -> None:
    path = write(tmp_path / "upd_appl_reg_info.tsv", "appl_cd\tappl_name", *["x"] * 100, "1\tA")
    records, problems = read_all(path)
    assert len(records[0].rows) == 1
    assert [one.code for one in problems] == ["row_columns"] * 20 + ["rows_refused"]
    assert "80 more" in problems[-1].message


def test_placeholders_of_zeros_are_absent_values(tmp_path: Path, read_all: Read) -> None:
    path = write(
        tmp_path / "upd_mgt_info_p.tsv",
        "processing_type\tlaw_cd\treg_num\tsplit_num\tapp_num\tright_ersr_id\tright_disppr_year_month_day",
        "0\t1\t6691280\t" + "0" * 31 + "\t2020008422\t00\t00000000",
    )
    records, _ = read_all(path)
    expected = {"processing_type": "0", "law_cd": "1", "reg_num": "6691280", "app_num": "2020008422"}
    assert records[0].rows == (row("mgt_info_p", **expected, right_ersr_id="00"),)


@pytest.mark.parametrize(
    ("table", "mark", "value"),
    [
        ("pmac_g_app_case", "ac_delete_flg", "Y"),
        ("pmab_g_appl_case_biblog", "ab_delete_flg", "Y"),
        ("pmap_g_app_doc", "ap_delete_flg", "Y"),
        ("intnl_citation_doc_mstr", "del_flg", "Y"),
        ("non_p_bib", "del_flg", "1"),
        ("t_dsgnt_art", "add_del_id", "1"),
        ("snpn_zkn", "skbt_flg", "1"),
        ("mgt_info_t", "processing_type", "1"),
    ],
)
def test_rows_marked_as_deleted_are_deletions(
    tmp_path: Path, read_all: Read, table: str, mark: str, value: str
) -> None:
    columns = [*BY_NAME[table].key, mark]
    lines = ["\t".join([*(f"2020{n:06}" for _ in BY_NAME[table].key), flag]) for n, flag in enumerate(["0", value, ""])]
    records, problems = read_all(write(tmp_path / f"upd_{table}.tsv", "\t".join(columns), *lines))
    assert problems == []
    assert [(record.delete, len(record.rows)) for record in records] == [(False, 1), (True, 1), (False, 1)]


@pytest.mark.parametrize(("setting", "deleted"), [("2, 3", [False, True]), ("", [False]), ("1,2,3", [True])])
def test_what_deletes_a_row_of_the_register_is_a_setting(tmp_path: Path, setting: str, deleted: list[bool]) -> None:
    lines = [f"{mark}\t4\t603629{mark}\t\t2018009480" for mark in "123"]
    path = write(tmp_path / "upd_mgt_info_t.tsv", "processing_type\tlaw_cd\treg_num\tsplit_num\tapp_num", *lines)
    found = [one.record for one in read([path], defaults(jpo_deleting_types=setting)) if isinstance(one, Found)]
    assert [one.delete for one in found if isinstance(one, TableRows)] == deleted


def test_every_mark_of_the_catalogue_is_known() -> None:
    """A column that looks like a mark is either one, or the flag of a part of its row."""
    for table in TABLES:
        rules = rules_of(table)
        known = {table.columns[place] for place, _ in rules.marks} | {table.columns[flag] for flag, _ in rules.parts}
        seeming = {
            name
            for name in table.columns
            if name.endswith(("delete_flg", "del_flg")) or name in {"add_del_id", "skbt_flg"}
        }
        assert seeming <= known, table.name


def test_a_part_marked_as_deleted_tells_nothing(tmp_path: Path, read_all: Read) -> None:
    path = write(
        tmp_path / "upd_pmac_g_app_case.tsv",
        "law_cd\tapp_num\tacup_delete_flg\tacup_pub_num\tacup_pub_dt\tacrg_delete_flg\tacrg_reg_num",
        "1\t2020123456\tY\t503090037\t20210610\t\t7654321",
    )
    records, _ = read_all(path)
    expected = {"law_cd": "1", "app_num": "2020123456", "acup_delete_flg": "Y", "acrg_reg_num": "7654321"}
    assert records[0].rows == (row("pmac_g_app_case", **expected),)


def test_application_numbers_lose_their_hyphen(tmp_path: Path, read_all: Read) -> None:
    path = write(
        tmp_path / "upd_jiken_c_t_yusenken_joho.tsv",
        "yonpo_code\tshutugan_no\tbmz_junjo_no\tyusenkenshutugan_no",
        "4\t2024-123456\t1\t2023-123456",
    )
    records, _ = read_all(path)
    expected = {"yonpo_code": "4", "shutugan_no": "2024123456", "bmz_junjo_no": "1"}
    assert records[0].rows == (row("jiken_c_t_yusenken_joho", **expected, yusenkenshutugan_no="2023-123456"),)


def test_numbers_of_cited_documents_lose_their_law_and_utility_models_go(tmp_path: Path, read_all: Read) -> None:
    lines = [f"{number}\t20240101\t01\t1" for number in ("2020000001", "12020000002", "P02020000003", "22020000004")]
    path = write(tmp_path / "upd_intnl_citation_doc_mstr.tsv", "app_num\tdraft_dt\tcitation_typ\tisn", *lines)
    records, problems = read_all(path)
    assert [one[0] for one in records[0].rows] == ["2020000001", "2020000002", "2020000003"]
    assert problems == []


def test_deletions_need_their_key_or_the_case(tmp_path: Path, read_all: Read) -> None:
    """Deletions of trademarks' basic items name the application only."""
    basic = write(
        tmp_path / "del_t_basic_item_art.tsv", "add_del_id\tmgt_num\tapp_num", "1\t0\t2020000001", "1\t\t2020000002"
    )
    other = write(tmp_path / "del_snpn_zkn.tsv", "skbt_flg\tsnpn_bngu\tsytgn_bngu", "\t\t2020000001", "\t2021000001\t")
    records, problems = read_all(basic, other)
    assert [(record.table, record.delete, len(record.rows)) for record in records] == [
        ("snpn_zkn", True, 1),
        ("t_basic_item_art", True, 2),
    ]
    assert [one.code for one in problems] == ["row_without_key"]


def test_line_longer_than_a_slice_is_told(tmp_path: Path, read_all: Read) -> None:
    long = "x" * (line_slices.SLICE_BYTES + 10)
    path = write(tmp_path / "upd_appl_reg_info.tsv", "appl_cd\tappl_name", "1\tA", f"2\t{long}", "3\tC")
    records, problems = read_all(path)
    assert [one[0] for record in records for one in record.rows] == ["1", "3"]
    assert [(one.code, one.message.split(":")[0]) for one in problems] == [("row_too_long", "line 3")]


def test_torn_archive_gives_the_whole_lines_before_the_tear(tmp_path: Path, read_all: Read) -> None:
    text = "appl_cd\tappl_name\n" + "".join(f"{n:09}\tname {n}\n" for n in range(1, 50_000))
    packed = gzip.compress(text.encode())
    path = tmp_path / "upd_appl_reg_info.tsv.gz"
    path.write_bytes(packed[: len(packed) // 2])
    records, problems = read_all(path)
    rows = [one for record in records for one in record.rows]
    assert rows == [row("appl_reg_info", appl_cd=f"{n:09}", appl_name=f"name {n}") for n in range(1, len(rows) + 1)]
    assert len(rows) > 1000
    assert [one.code for one in problems] == ["archive_torn"]


def test_utf_16_is_read_too(tmp_path: Path, read_all: Read) -> None:
    path = tmp_path / "upd_appl_reg_info.tsv"
    path.write_bytes("appl_cd\tappl_name\n1\t特許庁長官\n".encode("utf-16"))
    records, _ = read_all(path)
    assert records[0].rows[0][:2] == ("1", "特許庁長官")


def test_binary_data_under_the_name_of_a_table_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "upd_appl_reg_info.tsv"
    path.write_bytes(b"\x00\x01\x02 binary")
    assert any(isinstance(one, Passed) for one in read([path], defaults()))


@pytest.mark.parametrize("content", [b"", b"appl_cd\tappl_name", b"appl_cd\tappl_name\n\n\n"])
def test_tables_without_rows(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "upd_appl_reg_info.tsv"
    path.write_bytes(content)
    found = list(read([path], defaults()))
    assert not [one for one in found if isinstance(one, Found)]
    assert [one.records for one in found if isinstance(one, Finished)] == [0]


def test_reading_goes_on_behind_any_slice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_slices, "SLICE_BYTES", 100)
    lines = [f"{n:04}\t{'x' * (n % 40)}" for n in range(60)]
    lines[30] = "torn"
    path = write(tmp_path / "upd_appl_reg_info.tsv", "appl_cd\tappl_name", *lines)
    every = [one for one in read([path], defaults()) if isinstance(one, Found)]
    assert len(every) > 10
    assert sum(len(one.record.rows) for one in every if isinstance(one.record, TableRows)) == 59
    for index, one in enumerate(every):
        rest = list(read([path], defaults(), resume=Position(str(path), "", one.offset)))
        assert [found for found in rest if isinstance(found, Found)] == every[index + 1 :]
        told = [found.message for found in rest if isinstance(found, Problem)]
        assert told == [] or told[0].startswith("line 32:")


CELL = st.text(st.sampled_from('aZ0Y1-"\u3000特 \r\x0b\u2028'), max_size=9)


@given(lines=st.lists(st.one_of(st.lists(CELL, max_size=4).map("\t".join).map(str.encode), st.binary(max_size=20))))
def test_any_line_gives_a_row_or_is_told_or_is_blank(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    told: list[str] = []
    context = Context(Provenance("f", "", 0), lambda *one: None, lambda code, *rest: told.append(code))
    records = list(tsv.read(Heading("appl_reg_info", False, ("appl_cd", "appl_name")), data, 2, context))
    rows = sum(len(record.rows) for record in records)
    blank = sum(line in (b"", b"\r") for line in data.split(b"\n"))
    if "rows_refused" not in told:
        assert rows + len(told) + blank == data.count(b"\n") + 1
    assert all(len(one) == len(BY_NAME["appl_reg_info"].columns) for record in records for one in record.rows)
