"""Parties and file wrapper of invented design and trademark applications, whose tables are alike."""

from collections.abc import Iterator

from tokkyo.demo import days
from tokkyo.demo.jpo.course import Course, serial_of
from tokkyo.demo.jpo.lines import LINE, Line
from tokkyo.demo.jpo.parties import APPLICANT, ATTORNEY


def parties(case: Course, key: dict[str, str], letter: str) -> Iterator[Line]:
    """Yield applicants and attorneys; `letter` is d or t."""
    line = LINE[f"jiken_c_{letter}_shutugannindairinin"]
    all_of_them = [(APPLICANT, one) for one in case.applicants] + [(ATTORNEY, one) for one in case.attorneys]
    for place, (role, one) in enumerate(all_of_them, 1):
        yield line(
            **key,
            gez_junjo_no=str(place),
            shutugannindairinin_sikbt=role,
            shutugannindairinin_code=one.code,
            shutugannindairinin_jusho=one.address,
            shutugannindairinin_simei=one.name,
        )


def wrapper(case: Course, key: dict[str, str], letter: str) -> Iterator[Line]:
    """Yield what was received, what was sent and a note of the office itself."""
    place = 0
    received = LINE[f"jiken_c_{letter}_sinsei_dv"]
    for code, day in (("A63", case.filed), ("A53", case.response), ("A523", case.response)):
        if day:
            place += 1
            when = days.compact(day)
            yield received(
                **key,
                folderbetusakusejnj_no=str(place),
                chukanshorui_code=code,
                sasidasi_bi=when,
                uketuke_bi=when,
                shorui_no=_number(case, "522", place),
                shorui_shubetu="S",
                version_no="0001",
            )
    sent = LINE[f"jiken_c_{letter}_kian_dv"]
    for code, day in (("A131", case.refusal), ("A01" if case.granted else "A02", case.decision)):
        if day:
            place += 1
            when = days.compact(day)
            yield sent(
                **key,
                folderbetusakusejnj_no=str(place),
                chukanshorui_code=code,
                kian_bi=when,
                hasso_bi=when,
                shorui_no=_number(case, "063", place),
                shorui_shubetu="S",
                version_no="0001",
            )
    yield from _internal(case, key, letter, place + 1)


def _internal(case: Course, key: dict[str, str], letter: str, place: int) -> Iterator[Line]:
    if case.refusal and serial_of(case.index) % 5 == 0:
        yield LINE[f"jiken_c_{letter}_chonai_dv"](
            **key,
            folderbetusakusejnj_no=str(place),
            chukanshorui_code="A971007",
            chonaishoruisakusei_bi=days.compact(case.refusal - 20),
            shorui_no=_number(case, "964", place),
            shorui_shubetu="C",
            version_no="0001",
        )


def _number(case: Course, kind: str, place: int) -> str:
    return f"{kind}{case.number[2:4]}{(serial_of(case.index) * 7 + place) % 1_000_000:06d}"
