"""The registration of a right: its management row, its holders and its history, the same for the three laws."""

from collections.abc import Iterator

from tokkyo.demo import days
from tokkyo.demo.jpo.course import Course, later, serial_of
from tokkyo.demo.jpo.lines import LINE, Line
from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK

SUFFIX = {PATENT: "p", DESIGN: "d", TRADEMARK: "t"}
HAGUE, ONE_IN = "hague", 12
UNSPLIT = "0" * 31
SET_UP, CERTIFICATE, ANNUITY, RECEIPT = "R100", "R150", "R20", "R250"


def register(case: Course, **own: str) -> Iterator[Line]:
    """Yield the rows of the registration master; `own` are columns that only this law's management table has."""
    if not case.registered:
        return
    key = {"app_num": case.number, "law_cd": case.law_code, "reg_num": case.registration, "split_num": UNSPLIT}
    hague = case.law == DESIGN and serial_of(case.index) % ONE_IN == 1
    suffix, day = HAGUE if hague else SUFFIX[case.law], days.compact(case.registered)
    following = later(day, case.paid_years)
    next_due = "" if case.lapsed or case.law == TRADEMARK or following >= case.expiry else following
    yield LINE[f"mgt_info_{suffix}"](
        **key,
        mstr_updt_year_month_day=day,
        conti_prd_expire_ymd=case.expiry,
        next_pen_pymnt_tm_lmt_ymd=next_due,
        last_pymnt_yearly=f"{case.paid_years:02d}" if case.law != TRADEMARK else "10",
        right_ersr_id="01" if case.lapsed else "00",
        right_disppr_year_month_day=min(later(day, case.paid_years), case.expiry) if case.lapsed else "",
        app_year_month_day=days.compact(case.filed),
        finl_dcsn_year_month_day=days.compact(case.decision),
        set_reg_year_month_day=day,
        **own,
    )
    if hague:
        yield from _international(case, key, day)
    for place, holder in enumerate(case.applicants, 1):
        yield LINE[f"right_person_art_{suffix}"](
            **key,
            rec_num="00",
            pe_num=f"{place:03d}",
            right_person_appl_id=holder.code,
            right_person_name=holder.name,
        )
    for place, (code, when) in enumerate(_history(case), 1):
        yield LINE[f"prog_info_div_{suffix}"](
            **key, rec_num="00", pe_num=f"{place:03d}", reg_intrmd_cd=code, rcpt_pymnt_dsptch_ymd=when
        )


def _international(case: Course, key: dict[str, str], day: str) -> Iterator[Line]:
    """Yield the international registration of a design and what the master of the Hague system lists."""
    serial = case.index % 1_000_000
    yield LINE["hague_mgt_info"](**key, mu_num="000", intl_reg_num=f"DM/{serial:06d}", d_num="001")
    own = {"history_num": "0001", "app_num": case.number}
    yield LINE["intrmd_rec_intl_d_bul_d"](
        **own, doc_num=f"91000{serial:06d}", intrmd_doc_cd="IB301", bul_publish_dt=days.compact(case.filed + 180)
    )
    yield LINE["intrmd_rec_draft_doc"](
        **own, doc_num=f"92000{serial:06d}", intrmd_doc_cd="A231", draft_dt=day, dsptch_dt=day
    )


def _history(case: Course) -> Iterator[tuple[str, str]]:
    day = days.compact(case.registered)
    yield SET_UP, days.compact(case.decision + 10)
    yield CERTIFICATE, day
    if case.law != TRADEMARK and case.paid_years > 3:
        yield ANNUITY, later(day, 3)
        yield RECEIPT, later(day, 3)
