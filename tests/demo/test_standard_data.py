"""The generator of standardized data: every table, well-formed rows, the same rows for the same seed."""

import tarfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tokkyo.demo.jpo.course import course, later
from tokkyo.demo.jpo.patents import era_number
from tokkyo.demo.jpo.standard_data import MAX_CASES, lines_of, write_standard_data
from tokkyo.errors import SettingError
from tokkyo.model.jpo.tables import BY_NAME, TABLES

CASES = 3000


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("standard-data")
    told: list[int] = []
    delivered = write_standard_data(folder, CASES, report=told.append)
    assert delivered.cases == CASES
    assert told[-1] == CASES
    assert delivered.rows == sum(len(rows(folder, table.name)) for table in TABLES)
    return folder


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    lines = (folder / "JPDRP_20261120" / f"upd_{table}.tsv").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_rows_with_keys_of_their_own(written: Path, table) -> None:
    found = rows(written, table.name)
    assert found
    assert max(Counter(tuple(row[column] for column in table.key) for row in found).values()) == 1
    assert all(set(row) == set(table.columns) for row in found)


def test_the_same_seed_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_standard_data(tmp_path, CASES)
    for path in sorted(written.rglob("*.*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / path.relative_to(written)).read_bytes()


def test_another_seed_gives_other_cases() -> None:
    one, other = (list(lines_of(course(seed, 7, 100))) for seed in (1, 2))
    assert one != other


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("pmac_g_app_case", "acup_pub_num"),
        ("pmac_g_app_case", "acrg_reg_num"),
        ("pmac_g_app_case", "acia_intl_app_num"),
        ("jiken_c_d", "raz_toroku_no"),
        ("jiken_c_t", "raz_toroku_no"),
    ],
)
def test_no_two_cases_share_a_number(written: Path, table: str, column: str) -> None:
    numbers = [row[column] for row in rows(written, table) if row[column]]
    assert len(numbers) == len(set(numbers)) > 0


def test_every_party_of_a_case_is_registered(written: Path) -> None:
    known = {row["appl_cd"] for row in rows(written, "appl_reg_info")}
    named = {row["abaa_appl_atty_id"] for row in rows(written, "pmab_gr_appl_case_biblog")} - {""}
    assert named
    assert named <= known


def test_nothing_happens_after_the_day_of_the_delivery(written: Path) -> None:
    for table, columns in {
        "pmap_g_app_doc": ("apad_rcpt_dt", "apdd_dsptch_dt"),
        "mgt_info_p": ("set_reg_year_month_day", "finl_dcsn_year_month_day"),
        "jiken_c_t": ("toroku_bi",),
    }.items():
        assert all(row[column] <= "20261120" for row in rows(written, table) for column in columns)


def test_the_next_day_has_changed_and_deleted_rows(written: Path) -> None:
    with tarfile.open(written / "JPDRP_20261121.tar.gz") as archive:
        texts = {member.name: archive.extractfile(member).read().decode().splitlines() for member in archive}
    assert sorted(texts) == [
        "JPDRP/del_intnl_citation_doc_mstr_data.tsv",
        "JPDRP/upd_pmab_g_appl_case_biblog.tsv",
    ]
    deleted = texts["JPDRP/del_intnl_citation_doc_mstr_data.tsv"]
    assert tuple(deleted[0].split("\t")) == BY_NAME["intnl_citation_doc_mstr_data"].key
    known = rows(written, "intnl_citation_doc_mstr_data")
    keys = {tuple(row[column] for column in deleted[0].split("\t")) for row in known}
    assert {tuple(line.split("\t")) for line in deleted[1:]} < keys
    assert all("（補正）" in line for line in texts["JPDRP/upd_pmab_g_appl_case_biblog.tsv"][1:])


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [("20240229", 1, "20250228"), ("20240229", 4, "20280229"), ("20200720", 20, "20400720")],
)
def test_later(day: str, years: int, expected: str) -> None:
    assert later(day, years) == expected


@pytest.mark.parametrize(
    ("year", "expected"), [(2019, "431000037"), (2020, "502000037"), (2021, "503000037"), (2006, "418000037")]
)
def test_era_numbers(year: int, expected: str) -> None:
    assert era_number(date(year, 6, 10).toordinal(), 37) == expected


@pytest.mark.parametrize("cases", [0, MAX_CASES + 1])
def test_impossible_numbers_of_cases_are_refused(tmp_path: Path, cases: int) -> None:
    with pytest.raises(SettingError, match="impossible_size"):
        write_standard_data(tmp_path, cases)
