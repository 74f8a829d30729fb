"""The case folders of designs and trademarks (`jiken_c_d…`, `jiken_c_t…`), whose tables are alike.

What has a body: bodies of designs and trademarks are offered if they were received or written since January 2019
(handbook 1.4). Older documents show none, whatever their row says. Rows tell the kind of a document by a digit, answers
by "S"; a letter in a row is passed on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from tokkyo.model.jpo.apis import DESIGN, LAW_CODES, TRADEMARK
from tokkyo.model.jpo.cases import CaseDocument, CaseNumber, ParentApplication, Party, Priority
from tokkyo.service.jpo.applicants import applicants_first, party
from tokkyo.service.jpo.file_wrapper import in_order, wrapper_document
from tokkyo.service.jpo.registrations import REGISTERS, registered_right, registration_block
from tokkyo.service.jpo.rows import CaseRows, Row, counted, in_number_order
from tokkyo.service.jpo.trials import trial_blocks

APPLICATION_NUMBER = "01"
BODIES_SINCE = "20190101"
ITSELF = "S"
CLOSED = "1"
"""The value of 閲覧禁止フラグ (02100) that keeps a document from inspection."""

FOLDERS = {DESIGN: "jiken_c_d", TRADEMARK: "jiken_c_t"}


class ClaimedPriorities(msgspec.Struct, frozen=True):
    """The priority claims of an application."""

    number: str
    priorities: tuple[Priority, ...] = ()


@dataclass(frozen=True, slots=True)
class WrapperTable:
    """A table of the file wrapper by the end of its name; the first of `dates` that is filled counts."""

    ending: str
    dates: tuple[str, ...]


WRAPPER_TABLES = (
    WrapperTable("sinsei_dv", ("uketuke_bi", "sasidasi_bi")),
    WrapperTable("kian_dv", ("hasso_bi", "kian_bi")),
    WrapperTable("chonai_dv", ("chonaishoruisakusei_bi",)),
)


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """The folder of one application: `row` of the folder's own table, `right` of the register, if it led to one."""

    law: str
    application: str
    row: Row
    right: Row | None

    @property
    def key(self) -> tuple[str, str]:
        """Return what the rows of the folder's tables begin with."""
        return LAW_CODES[self.law], self.application

    @property
    def table(self) -> str:
        """Return the folder's own table; those of its parts begin with it."""
        return FOLDERS[self.law]

    @property
    def registration(self) -> str:
        """Return the number of the registration, "" for none."""
        return self.row["raz_toroku_no"] or self.of_right("reg_num")

    @property
    def registration_date(self) -> str:
        """Return the day of the registration, "" for none."""
        return self.row["toroku_bi"] or self.of_right("set_reg_year_month_day")

    def of_right(self, column: str) -> str:
        """Return what the register says, "" where there is no right."""
        return self.right[column] if self.right else ""


def folder(rows: CaseRows, law: str, application: str) -> CaseFolder | None:
    """Return the folder of an application, None for an unknown one."""
    found = rows.rows(FOLDERS[law], LAW_CODES[law], application)
    return CaseFolder(law, application, found[0], registered_right(rows, law, application)) if found else None


def application_of_right(rows: CaseRows, law: str, registration: str) -> str | None:
    """Return the application that led to a registration, None for an unknown one.

    Divided rights, defensive marks and similar designs share the number: the first that is none of these counts.
    """
    found = [row for row in rows.looked_up(FOLDERS[law], "raz_toroku_no", registration) if row["shutugan_no"]]
    if found:
        return min(found, key=_divided)["shutugan_no"]
    rights = (rows.looked_up(f"mgt_info_{register}", "reg_num", registration) for register in REGISTERS[law])
    return next((row["app_num"] for entries in rights for row in entries if row["app_num"]), None)


def _divided(row: Row) -> bool:
    return any(row.get(column, "").strip("0 ") for column in ("raz_bunkatu_no", "bogo_no", "ruiji_no"))


def parties(rows: CaseRows, case: CaseFolder) -> tuple[Party, ...]:
    """Return applicants, then attorneys."""
    found = in_number_order(rows.rows(f"{case.table}_shutugannindairinin", *case.key), "gez_junjo_no")
    return applicants_first(
        party(
            rows,
            row["shutugannindairinin_code"],
            row["shutugannindairinin_sikbt"],
            row["shutugannindairinin_simei"],
        )
        for row in found
    )


def priorities(rows: CaseRows, case: CaseFolder) -> tuple[Priority, ...]:
    """Return the priority claims under the Paris Convention."""
    found = in_number_order(rows.rows(f"{case.table}_yusenken_joho", *case.key), "bmz_junjo_no")
    return tuple(
        Priority(
            paris_number=row["yusenkenshutugan_no"],
            paris_date=row["yusenkenshucho_bi"],
            paris_country=row["yusenkenkuni_code"],
        )
        for row in found
    )


def claimed_priorities(rows: CaseRows, law: str, application: str) -> ClaimedPriorities | None:
    """Return the priority claims of an application, None for an unknown one."""
    case = folder(rows, law, application)
    return ClaimedPriorities(application, priorities(rows, case)) if case else None


def parent(case: CaseFolder) -> ParentApplication | None:
    """Return the application this one was divided or converted from."""
    row = case.row
    if not row["genshutugan_no"]:
        return None
    return ParentApplication(
        row["genshutugan_no"], category=row["genshutugan_shubetu"], law=row["genshutuganyonpo_code"]
    )


def numbers(rows: CaseRows, case: CaseFolder, elsewhere: Iterable[CaseDocument] = ()) -> tuple[CaseNumber, ...]:
    """Return the blocks of a case: its application, its registration, its trials, actions at court.

    `elsewhere` are documents that other masters have of it; those the folder lists as well stand once.
    """
    own = tuple(_documents(rows, case))
    listed = {document.number for document in own}
    wrapper = in_order((*own, *(document for document in elsewhere if document.number not in listed)))
    return (
        CaseNumber(APPLICATION_NUMBER, case.application, wrapper),
        *registration_block(rows, case.law, case.registration, case.right, wrapper),
        *trial_blocks(rows, case.law, case.application),
    )


def _documents(rows: CaseRows, case: CaseFolder) -> Iterator[CaseDocument]:
    """Yield the documents of the wrapper in the order in which they came into the folder."""
    found = [(row, table) for table in WRAPPER_TABLES for row in rows.rows(f"{case.table}_{table.ending}", *case.key)]
    for row, table in sorted(found, key=lambda one: counted(one[0]["folderbetusakusejnj_no"])):
        date = next(filter(None, map(row.__getitem__, table.dates)), "")
        yield wrapper_document(
            case.law,
            date=date,
            code=row["chukanshorui_code"],
            number=row["shorui_no"],
            version=row["version_no"],
            part=_part(row["shorui_shubetu"]),
            size=row["tokkyo_size"],
            closed=date < BODIES_SINCE or row.get("eturankinsi_flag") == CLOSED,
        )


def _part(kind: str) -> str:
    return kind if not kind.isdecimal() else ITSELF if kind.strip("0") else ""
