"""Rows of invented trials: appeals against decisions of refusal, some of which go on to court."""

from collections.abc import Iterator

from tokkyo.demo import days
from tokkyo.demo.jpo.course import TODAY, Course, later, serial_of
from tokkyo.demo.jpo.lines import LINE, Line

ONE_IN = 10
TO_COURT = 30
"""One in so many refusals, among those that were appealed."""
COURT = {"sibnsy_cd": "31200", "zkn_krk_hgu_cd": "001", "krkes_bngu": "1", "skbt_flg": "0"}
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
    if serial_of(case.index) % TO_COURT == 0 and later(lodged, 2) <= TODAY:
        yield from _action(number, case.index % 100_000, later(lodged, 2))


def _action(trial: str, serial: int, day: str) -> Iterator[Line]:
    """Yield the action at the High Court against what the board decided."""
    key = {**COURT, "zkn_bngu": f"{day[:4]}{serial:05d}"}
    era, first = ("令和", 2018) if day >= "20190501" else ("平成", 1988)
    yield LINE["syss_tisyu_snkttu"](**key, snpn_bngu=trial)
    yield LINE["syss_jukk_juhu"](
        **key,
        hyuzyu_zkn_bngu_gngu=era,
        hyuzyu_zkn_bngu_nnsu=str(int(day[:4]) - first),
        hyuzyu_zkn_bngu_bngu=f"{serial:05d}",
    )


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
        yuku_flg="0",
        syri_siz="1400",
    )
    yield LINE["hssu_syri"](
        hssu_syri_bngu=f"071{number[2:]}"[:11],
        skbt_flg="0",
        snpn_bngu=number,
        tyukn_cd="C22",
        syri_hssu_dt=decided,
        kan_dt=decided,
        yuku_flg="0",
    )
    yield LINE["tyuni_syri"](
        tyuni_syri_bngu=f"971{number[2:]}"[:11],
        skbt_flg="0",
        snpn_bngu=number,
        tyukn_cd="C95",
        kan_dt=lodged,
        tyuni_syri_sksi_dt=lodged,
        yuku_flg="0",
        syri_siz="200",
    )
