"""Registered rights of the three laws: the register's management data, its holders and the acts it records.

The tables of the three laws differ in their ending only (`mgt_info_p`, `_d`, `_t`). Designs registered by way of the
Hague system have a register of their own (`mgt_info_hague`) with the same columns.
"""

from collections.abc import Iterable

from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK
from tokkyo.model.jpo.cases import CaseDocument, CaseNumber, Goods, Holder, Registration
from tokkyo.service.jpo.applicants import registered_name
from tokkyo.service.jpo.file_wrapper import in_order, register_document
from tokkyo.service.jpo.rows import CaseRows, Row

REGISTERS = {PATENT: ("p",), DESIGN: ("d", "hague"), TRADEMARK: ("t",)}
"""Endings of the tables by law, in the order in which a right is looked for."""
REGISTRATION_NUMBER = "06"
GRANTS = ("A01",)
"""Codes of decisions that lead to a registration."""


def registered_right(rows: CaseRows, law: str, application: str) -> Row | None:
    """Return the row of management data of the right an application led to, the first of divided ones, if any."""
    found = (rows.rows(f"mgt_info_{register}", application) for register in REGISTERS[law])
    return next((entries[0] for entries in found if entries), None)


def holders(rows: CaseRows, law: str, right: Row) -> tuple[Holder, ...]:
    """Return the owners of a right in the order of the register, by the name entered there."""
    found = _of_right(rows, "right_person_art", law, right)
    return tuple(
        Holder(
            row["right_person_appl_id"], row["right_person_name"] or registered_name(rows, row["right_person_appl_id"])
        )
        for row in found
    )


def registration(
    rows: CaseRows,
    law: str,
    application: str,
    *,
    title: str = "",
    display: str = "",
    transliterations: tuple[str, ...] = (),
    vienna_classes: tuple[str, ...] = (),
    goods: tuple[Goods, ...] = (),
) -> Registration | None:
    """Return the registration of an application, None where there is no right; the rest is what only a law has.

    `title` stands in for the register's own (`invent_title_etc`) where that is empty.
    """
    right = registered_right(rows, law, application)
    if right is None:
        return None
    claims = right.get("invent_cnt_claim_cnt_cls_cnt", "")
    return Registration(
        number=application,
        filing_date=right["app_year_month_day"],
        registration=right["reg_num"],
        registration_date=right["set_reg_year_month_day"],
        decision_date=right["finl_dcsn_year_month_day"],
        trial_decision_date=right["trial_dcsn_year_month_day"],
        holders=holders(rows, law, right),
        title=right.get("invent_title_etc", "") or title,
        claims=claims.zfill(3) if claims else "",
        display=display,
        transliterations=transliterations,
        vienna_classes=vienna_classes,
        goods=goods,
        expiry=right["conti_prd_expire_ymd"],
        next_payment=right["next_pen_pymnt_tm_lmt_ymd"],
        last_payment_year=right["last_pymnt_yearly"],
        erasure=right["right_ersr_id"],
        disappearance=right["right_disppr_year_month_day"],
        updated=right["mstr_updt_year_month_day"],
    )


def registration_block(
    rows: CaseRows, law: str, number: str, right: Row | None, wrapper: Iterable[CaseDocument]
) -> tuple[CaseNumber, ...]:
    """Return the block 06 of a case: what the register records of a right, after the decision that granted it.

    `number` is the registration's, "" for no block at all; `wrapper` are the documents of the application. The grant
    stands under the day it was sent. The register rarely lists it itself, so it is taken from the wrapper then.
    """
    if not number:
        return ()
    acts = _of_right(rows, "prog_info_div", law, right) if right else []
    recorded = [(row["rcpt_pymnt_dsptch_ymd"], row["reg_intrmd_cd"]) for row in acts]
    if not any(code in GRANTS for _, code in recorded):
        grants = [(document.date, document.code) for document in wrapper if document.code in GRANTS]
        recorded = grants[-1:] + recorded
    return (CaseNumber(REGISTRATION_NUMBER, number, in_order(register_document(law, *act) for act in recorded)),)


def _of_right(rows: CaseRows, table: str, law: str, right: Row) -> list[Row]:
    """Return the rows of a table of the register that tell of one right, in the order of its records."""
    key = (right["law_cd"], right["reg_num"], right["split_num"])
    found = (rows.rows(f"{table}_{register}", *key) for register in REGISTERS[law])
    records = next(filter(None, found), [])
    return sorted(records, key=lambda row: (row["rec_num"].zfill(2), row["pe_num"].zfill(3)))
