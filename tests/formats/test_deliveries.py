"""The order of deliveries: by day, deletions first, whatever order folders and archives list them in."""

import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from tokkyo.formats import deliveries
from tokkyo.formats.deliveries import Rank, in_order, rank, ranks, table_of
from tokkyo.formats.outcomes import Found
from tokkyo.formats.reading import Position, read
from tokkyo.model.jpo.sources import TableRows
from tokkyo.settings import defaults

HEAD = "appl_cd\tappl_name\n"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("upd_mgt_info_p.tsv", ("mgt_info_p", False)),
        ("a/b/del_mgt_info_p.tsv", ("mgt_info_p", True)),
        ("x.zip!JPDRP_20250106.tar.gz!JPDRP/UPD_mgt_info_p.TSV", ("mgt_info_p", False)),
        ("upd_mgt_info_p_20250106.tsv.gz", ("mgt_info_p", False)),
        ("upd_mgt_info_p.tsv (2)", ("mgt_info_p", False)),
        ("mgt_info_p.tsv", None),
        ("upd_mgt_info_p.txt", None),
        ("supd_mgt_info_p.tsv", None),
        ("upd_mgt_info_p.tsv.d/readme", None),
    ],
)
def test_names_of_tables(path: str, found: tuple[str, bool] | None) -> None:
    assert table_of(path) == found


def test_rank_is_the_last_day_in_the_path_and_the_phase() -> None:
    assert rank("20240101/JPDRP_20250106/upd_x.tsv") == Rank("20250106", 1)
    assert rank("JPDRP_20250106.tar.gz") == Rank("20250106", 1)
    assert rank("del_x.tsv") == Rank("", 0)
    assert rank("12345678901234/upd_x.tsv") == Rank("", 1)
    assert rank("20251399/upd_x.tsv") == Rank("", 1)


def test_deliveries_are_put_in_order_and_everything_else_stays_in_its_place() -> None:
    given = ["b/JPDRP_20250107.tar.gz", "notes.xml", "a/20250106/upd_x.tsv", "a/20250106/del_z.tsv", "z/upd_x.tsv"]
    assert in_order(given) == [
        "z/upd_x.tsv",
        "notes.xml",
        "a/20250106/del_z.tsv",
        "a/20250106/upd_x.tsv",
        "b/JPDRP_20250107.tar.gz",
    ]


def test_members_in_order_need_one_walk_and_no_tables_none() -> None:
    assert ranks([]) == []
    assert len(ranks(["del_x.tsv", "upd_x.tsv", "upd_a.tsv"])) == 1
    assert [min(some) for some in ranks(["2025/20250107/upd_x.tsv", "upd_x.tsv", "del_x.tsv"])] == [
        Rank("", 0),
        Rank("", 1),
        Rank("20250107", 1),
    ]


def test_very_many_deliveries_out_of_order_are_read_in_one_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "MOST_WALKS", 3)
    assert len(ranks([f"2025010{n}/upd_x.tsv" for n in (4, 3, 2, 1)])) == 1


def tar(members: Iterable[tuple[str, bytes]], mode: str = "w:gz") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def table(*codes: str) -> bytes:
    return (HEAD + "".join(f"{code}\tname\n" for code in codes)).encode()


DAY = [("JPDRP/upd_appl_reg_info.tsv", table("1", "2")), ("JPDRP/del_appl_reg_info.tsv", table("2", "3"))]
LENS = ("readme.xml", b"<x/>")


def told(path: Path, resume: Position | None = None) -> list[tuple[str, bool, list[str]]]:
    found = [one for one in read([path], defaults(), resume=resume) if isinstance(one, Found)]
    return [
        (one.member, one.record.delete, [row[0] for row in one.record.rows])
        for one in found
        if isinstance(one.record, TableRows)
    ]


@pytest.mark.parametrize("pack", [tar, zipped])
def test_deletions_of_an_archive_come_first(tmp_path: Path, pack: object) -> None:
    path = tmp_path / "JPDRP_20250106.bin"
    path.write_bytes(pack([LENS, *DAY]))  # type: ignore[operator]
    assert [(delete, codes) for _, delete, codes in told(path)] == [(True, ["2", "3"]), (False, ["1", "2"])]


def test_deliveries_in_one_archive_come_by_day_and_reading_resumes_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(
        zipped(
            [
                ("JPDRP_20250108.tar.gz", tar(DAY)),
                LENS,
                ("JPDRP_20250107.tar.gz", tar(DAY)),
                ("upd_appl_reg_info.tsv", table("9")),
            ]
        )
    )
    every = told(path)
    assert [(member.split("!")[0], delete) for member, delete, _ in every] == [
        ("upd_appl_reg_info.tsv", False),
        ("JPDRP_20250107.tar.gz", True),
        ("JPDRP_20250107.tar.gz", False),
        ("JPDRP_20250108.tar.gz", True),
        ("JPDRP_20250108.tar.gz", False),
    ]
    found = [one for one in read([path], defaults()) if isinstance(one, Found)]
    for index, one in enumerate(found):
        assert told(path, Position(str(path), one.member, one.offset)) == every[index + 1 :]


def test_standard_input_is_read_in_its_own_order(tmp_path: Path) -> None:
    found = [one for one in read(["-"], defaults(), stdin=io.BytesIO(tar(DAY))) if isinstance(one, Found)]
    assert [one.record.delete for one in found if isinstance(one.record, TableRows)] == [False, True]
