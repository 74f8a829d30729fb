"""Designs that came by way of the Hague system: their international registration, and documents kept apart from others.

The master of the Hague system lists what the office drafted and what the International Bureau published, each with its
history, the latest of which counts. It tells of no bodies.
"""

import msgspec

from tokkyo.model.jpo.apis import DESIGN
from tokkyo.model.jpo.cases import CaseDocument, CaseNumber
from tokkyo.service.jpo.file_wrapper import wrapper_document
from tokkyo.service.jpo.rows import CaseRows, Row, in_number_order

INTERNATIONAL_REGISTRATION = "12"
DM = "DM"
"""What the International Bureau's numbers of registrations under the Hague system begin with."""
SENT, PUBLISHED = "intrmd_rec_draft_doc", "intrmd_rec_intl_d_bul_d"


class InternationalDesign(msgspec.Struct, frozen=True, gc=False):
    """One design of an international registration: `DM/091050`, and its place there, three digits."""

    number: str = ""
    design: str = ""


def international_design(rows: CaseRows, right: Row | None) -> InternationalDesign:
    """Return what ties a right to an international registration; both are "" for one that has none."""
    found = rows.rows("hague_mgt_info", right["law_cd"], right["reg_num"], right["split_num"]) if right else []
    if not found:
        return InternationalDesign()
    return InternationalDesign(with_stroke(found[0]["intl_reg_num"]), found[0]["d_num"] and found[0]["d_num"].zfill(3))


def international_block(design: InternationalDesign) -> tuple[CaseNumber, ...]:
    """Return the block 12 of a case, if it has an international registration."""
    return (CaseNumber(INTERNATIONAL_REGISTRATION, design.number),) if design.number else ()


def documents(rows: CaseRows, application: str) -> tuple[CaseDocument, ...]:
    """Return the documents that the master of the Hague system has of an application."""
    sent = (
        wrapper_document(
            DESIGN, date=row["dsptch_dt"] or row["draft_dt"], code=row["intrmd_doc_cd"], number=row["doc_num"]
        )
        for row in _latest(rows, SENT, application)
    )
    published = (
        wrapper_document(
            DESIGN,
            date=row["rcpt_dt"] or row["bul_publish_dt"],
            code=row["intrmd_doc_cd"],
            number=row["doc_num"],
            ib=True,
        )
        for row in _latest(rows, PUBLISHED, application)
    )
    return (*sent, *published)


def with_stroke(number: str) -> str:
    """Return the number of an international registration as the answers write it.

    >>> with_stroke("DM/091050"), with_stroke("DM091050")
    ('DM/091050', 'DM/091050')
    """
    return f"{DM}/{number.removeprefix(DM)}" if number.startswith(DM) and number[2:].isdecimal() else number


def _latest(rows: CaseRows, table: str, application: str) -> list[Row]:
    """Return the latest row of each document."""
    found = in_number_order(rows.looked_up(table, "app_num", application), "history_num")
    return list({row["doc_num"]: row for row in found}.values())
