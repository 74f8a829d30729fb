"""Trials and appeals before the boards of a case of any law (block 07), and the actions at court against them (08).

The rule: every trial of an application is a block, in the order of trial numbers, with what was received, sent and
written by the board under it by date. Documents marked invalid are left out. One has a body where its row counts a
version of it (`syri_ztti_rrk_bngu`); what the board writes for itself never has. A court's file is not the office's, so
its block lists no documents. Its number is written as the recorded one: `5 0310035` is the 10035th of Reiwa 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tokkyo.model.jpo.apis import LAW_CODES
from tokkyo.model.jpo.cases import CaseDocument, CaseNumber
from tokkyo.model.jpo.eras import ERAS, Era
from tokkyo.service.jpo.file_wrapper import in_order, wrapper_document
from tokkyo.service.jpo.rows import CaseRows, Row

TRIAL_NUMBER, COURT_NUMBER = "07", "08"
INVALID = CLOSED = "1"
"""Values of 有効フラグ (18290) and 閲覧禁止フラグ (18400); "0" is the usual one of both."""
ITSELF = "S"
"""The part under which documents of trials stand in the answers."""


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table of documents of trials: the first of `dates` that is filled counts; `version` and `size` may lack."""

    name: str
    number: str
    dates: tuple[str, ...]
    version: str = ""
    size: str = ""


DOCUMENT_TABLES = (
    DocumentTable("uktk_syri", "uktk_syri_bngu", ("syri_uktk_dt", "syri_ssds_dt"), "syri_ztti_rrk_bngu", "syri_siz"),
    DocumentTable("hssu_syri", "hssu_syri_bngu", ("syri_hssu_dt", "kan_dt"), "syri_ztti_rrk_bngu", "tokkyo_size"),
    DocumentTable("tyuni_syri", "tyuni_syri_bngu", ("tyuni_syri_sksi_dt", "tyukn_krk_hyuzjn_kjn_dt", "kan_dt")),
)


def trial_blocks(rows: CaseRows, law: str, application: str) -> tuple[CaseNumber, ...]:
    """Return the trials of an application with their documents, then the actions at court."""
    code = LAW_CODES[law]
    # application numbers of different laws are alike
    trials = [
        row["snpn_bngu"] for row in rows.looked_up("snpn_zkn", "sytgn_bngu", application) if row["ynpu_kbn"] == code
    ]
    blocks = [CaseNumber(TRIAL_NUMBER, trial, _documents(rows, law, trial)) for trial in trials]
    actions = [CaseNumber(COURT_NUMBER, number) for trial in trials for number in _actions(rows, trial)]
    return (*blocks, *dict.fromkeys(actions))


def _documents(rows: CaseRows, law: str, trial: str) -> tuple[CaseDocument, ...]:
    return in_order(
        _document(law, table, row)
        for table in DOCUMENT_TABLES
        for row in rows.looked_up(table.name, "snpn_bngu", trial)
        if row["yuku_flg"] != INVALID
    )


def _document(law: str, table: DocumentTable, row: Row) -> CaseDocument:
    return wrapper_document(
        law,
        date=next(filter(None, map(row.__getitem__, table.dates)), ""),
        code=row["tyukn_cd"],
        number=row[table.number],
        version=row.get(table.version, ""),
        part=ITSELF,
        size=row.get(table.size, ""),
        closed=row["etrn_kns_flg"] == CLOSED,
    )


def _actions(rows: CaseRows, trial: str) -> Iterator[str]:
    """Yield the numbers of the actions at court against decisions of a trial."""
    for row in rows.looked_up("syss_tisyu_snkttu", "snpn_bngu", trial):
        key = (row["sibnsy_cd"], row["zkn_krk_hgu_cd"], row["zkn_bngu"])
        shown = rows.rows("syss_jukk_juhu", *key)
        yield (_shown(shown[0]) if shown else "") or court_number(row["zkn_bngu"])


def _shown(row: Row) -> str:
    """Return the number that the court's files show, "" where the row lacks a part of it."""
    era = next((era for era in ERAS if era.name == row["hyuzyu_zkn_bngu_gngu"]), None)
    year, serial = row["hyuzyu_zkn_bngu_nnsu"], row["hyuzyu_zkn_bngu_bngu"]
    return _written(era, year, serial) if era and year and serial else ""


def court_number(number: str) -> str:
    """Return an action's number with the year of our era (four digits, serial of five) with that of the era.

    2019 is taken to be Reiwa 1. What has another form is returned as it is.

    >>> court_number("202110035"), court_number("201810102"), court_number("5 0310035")
    ('5 0310035', '4 3010102', '5 0310035')
    """
    if len(number) != 9 or not number.isdecimal():
        return number
    year = int(number[:4])
    era = next((era for era in reversed(ERAS) if year > era.before), None)
    return _written(era, str(year - era.before), number[4:]) if era else number


def _written(era: Era, year: str, serial: str) -> str:
    return f"{era.digit} {year.zfill(2)}{serial.zfill(5)}"
