"""Rows of invented trials: appeals against decisions of refusal."""

from collections.abc import Iterator

from tokkyo.demo import days
from tokkyo.demo.jpo.course import Course, later, serial_of
from tokkyo.demo.jpo.lines import LINE, Line

ONE_IN = 10
AGAINST_REFUSAL = "001"


def trial(case: Course) -> Iterator[Line]:
    """Yield the appeal against a refusal, where its applicant lodged one."""
    if case.granted or not case.decision or serial_of(case.index) % ONE_IN:
        return
    lodged = days.compact(case.decision)
    number = f"{lodged[:4]}{case.index % 1_000_000:06d}"
    yield LINE["snpn_zkn"](
        snpn_bngu=number,
        skbt_flg="0",
        sytgn_bngu=case.number,
        ynpu_kbn=case.law_code,
        snpn_sybt=AGAINST_REFUSAL,
        snpn_sikyu_dt=lodged,
    )
    yield from _documents(number, lodged, later(lodged, 1))


def _documents(number: str, lodged: str, decided: str) -> Iterator[Line]:
    """Yield the request that was received, the notice that was sent and a note of the office itself."""
    yield LINE["uktk_syri"](
        uktk_syri_bngu=f"520{number[2:]}"[:11],
        skbt_flg="0",
        snpn_bngu=number,
        tyukn_cd="C60",
        syri_ssds_dt=lodged,
        syri_uktk_dt=lodged,
        syri_sybt_cd="S",
        yuku_flg="1",
        syri_siz="1400",
    )
    yield LINE["hssu_syri"](
        hssu_syri_bngu=f"071{number[2:]}"[:11],
        skbt_flg="0",
        snpn_bngu=number,
        tyukn_cd="C22",
        syri_hssu_dt=decided,
        kan_dt=decided,
        yuku_flg="1",
    )
    yield LINE["tyuni_syri"](
        tyuni_syri_bngu=f"971{number[2:]}"[:11],
        skbt_flg="0",
        snpn_bngu=number,
        tyukn_cd="C95",
        kan_dt=lodged,
        tyuni_syri_sksi_dt=lodged,
        yuku_flg="1",
        syri_siz="200",
    )
