"""Parties and file wrapper of invented design and trademark applications, whose tables are alike."""

from collections.abc import Iterator

from tokkyo.demo import days
from tokkyo.demo.jpo.course import Course, serial_of
from tokkyo.demo.jpo.lines import LINE, Line
from tokkyo.demo.jpo.parties import APPLICANT, ATTORNEY
from tokkyo.demo.jpo.steps import Step, document_number, steps


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
    filed = Step("A63", days.compact(case.filed), False, document_number(case, "522", 0))
    for place, step in enumerate((filed, *steps(case)), 1):
        common = {
            **key,
            "folderbetusakusejnj_no": str(place),
            "chukanshorui_code": step.code,
            "shorui_no": step.number,
            "shorui_shubetu": "S",
            "version_no": "0001",
            "tokkyo_size": str(900 + 37 * place),
        }
        if step.sent:
            yield LINE[f"jiken_c_{letter}_kian_dv"](**common, kian_bi=step.day, hasso_bi=step.day)
        else:
            yield LINE[f"jiken_c_{letter}_sinsei_dv"](**common, sasidasi_bi=step.day, uketuke_bi=step.day)
    if case.refusal and serial_of(case.index) % 5 == 0:
        yield LINE[f"jiken_c_{letter}_chonai_dv"](
            **key,
            folderbetusakusejnj_no="9",
            chukanshorui_code="A971007",
            chonaishoruisakusei_bi=days.compact(case.refusal - 20),
            shorui_no=document_number(case, "964", 6),
            shorui_shubetu="C",
            version_no="0001",
            tokkyo_size="731",
        )
