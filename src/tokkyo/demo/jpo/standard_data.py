"""Deliveries of invented standardized data: a first one with everything, and one of a day with changes.

    standard-data/JPDRP_20261120/upd_pmac_g_app_case.tsv …       every table of the catalogue
    standard-data/JPDRP_20261121.tar.gz                           what changed on the next day: upd_ and del_ files

The same seed and number of cases give the same rows on every platform. Memory does not grow with their number.
"""

import gzip
import io
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from tokkyo.demo.jpo.course import APPLICANTS_PER_CASE, ATTORNEYS, Course, course
from tokkyo.demo.jpo.designs import design
from tokkyo.demo.jpo.lines import LINE, Line, header, key_header
from tokkyo.demo.jpo.parties import APPLICANT, ATTORNEY, Registered, applicant, attorney
from tokkyo.demo.jpo.patents import patent
from tokkyo.demo.jpo.trademarks import trademark
from tokkyo.demo.jpo.trials import trial
from tokkyo.errors import SettingError
from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK
from tokkyo.model.jpo.tables import BY_NAME, TABLES

MAX_CASES = 5_000_000
FIRST_DAY, NEXT_DAY = "20261120", "20261121"
CHANGED_SHARE = 100  # one case of so many changes on the next day
_BUFFER = 1 << 20
_REPORT_EVERY = 1000
_GZIP_LEVEL = 6

ROWS: MappingProxyType[str, Callable[[Course], Iterator[Line]]] = MappingProxyType(
    {PATENT: patent, DESIGN: design, TRADEMARK: trademark}
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was written: cases and rows of the first delivery."""

    cases: int
    rows: int


def write_standard_data(
    folder: Path, cases: int, *, seed: int = 2026, report: Callable[[int], None] = lambda done: None
) -> Delivered:
    """Write both deliveries below a folder; `report` hears how many cases are done.

    Raises `SettingError` for an impossible number of cases.
    """
    if not 1 <= cases <= MAX_CASES:
        message = f"there can be 1 to {MAX_CASES:,} cases, not {cases:,}"
        raise SettingError("impossible_size", message, fix="choose a number in that range")
    rows = _first_delivery(folder / f"JPDRP_{FIRST_DAY}", cases, seed, report)
    _next_delivery(folder / f"JPDRP_{NEXT_DAY}.tar.gz", cases, seed)
    return Delivered(cases, rows)


def lines_of(case: Course) -> Iterator[Line]:
    """Yield every row of one case."""
    yield from ROWS[case.law](case)
    yield from trial(case)


def _first_delivery(folder: Path, cases: int, seed: int, report: Callable[[int], None]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    rows = 0
    with ExitStack() as opened:
        files = {table.name: opened.enter_context(_begun(folder, table.name)) for table in TABLES}
        for table, text in _known_parties(seed, cases):
            files[table].write(text + "\n")
            rows += 1
        for index in range(cases):
            for table, text in lines_of(course(seed, index, cases)):
                files[table].write(text + "\n")
                rows += 1
            if index % _REPORT_EVERY == 0:
                report(index)
    report(cases)
    return rows


def _begun(folder: Path, table: str) -> TextIO:
    file = (folder / f"upd_{table}.tsv").open("w", encoding="utf-8", newline="\n", buffering=_BUFFER)
    file.write(header(table) + "\n")
    return file


def _known_parties(seed: int, cases: int) -> Iterator[Line]:
    """Yield the registers of applicants and attorneys."""
    for number in range(max(20, int(cases * APPLICANTS_PER_CASE))):
        yield from _party(applicant(seed, number), APPLICANT)
    for number in range(ATTORNEYS):
        yield from _party(attorney(seed, number), ATTORNEY)


def _party(one: Registered, role: str) -> Iterator[Line]:
    yield LINE["appl_reg_info"](appl_cd=one.code, appl_name=one.name, appl_addr=one.address)
    yield LINE["sinseinin"](sinseinin_code=one.code, version_no="001")
    names = {"appl_name": one.name} if role == APPLICANT else {"atty_name": one.name}
    yield LINE["abc_cd_info"](appl_atty_cd=one.code, appl_atty_class=role, change_num="00000", valid_flg="1", **names)


def _next_delivery(path: Path, cases: int, seed: int) -> None:
    """Write a day's archive: a few patents get another title, some cited documents are taken back."""
    changed: dict[str, list[str]] = defaultdict(list)
    deleted: dict[str, list[str]] = defaultdict(list)
    for index in range(0, cases, CHANGED_SHARE):
        for table, text in lines_of(course(seed, index, cases)):
            if table == "pmab_g_appl_case_biblog":
                changed[table].append(_retitled(table, text))
            elif table == "intnl_citation_doc_mstr_data":
                deleted[table].append("\t".join(text.split("\t")[: len(BY_NAME[table].key)]))
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", _GZIP_LEVEL, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for table, texts in sorted(deleted.items()):
            _add(archive, f"JPDRP/del_{table}.tsv", [key_header(table), *texts])
        for table, texts in sorted(changed.items()):
            _add(archive, f"JPDRP/upd_{table}.tsv", [header(table), *texts])


def _retitled(table: str, text: str) -> str:
    columns = BY_NAME[table].columns
    values = dict(zip(columns, text.split("\t"), strict=True))
    values["abin_invent_title"] += "（補正）"
    values["ab_update_dttm"] = f"{NEXT_DAY}000000"
    return "\t".join(values.values())


def _add(archive: tarfile.TarFile, name: str, texts: list[str]) -> None:
    data = ("\n".join(texts) + "\n").encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))
