"""Rows of invented patent applications."""

from collections.abc import Iterator

from tokkyo.demo import days
from tokkyo.demo.dice import Dice
from tokkyo.demo.japanese import BOOK
from tokkyo.demo.jpo import vocabulary
from tokkyo.demo.jpo.course import Course, later, number_of, serial_of
from tokkyo.demo.jpo.lines import LINE, Line
from tokkyo.demo.jpo.parties import APPLICANT, ATTORNEY, inventor
from tokkyo.demo.jpo.registers import register
from tokkyo.demo.jpo.steps import Step, steps
from tokkyo.demo.phrasebook import COMPONENTS, PRODUCTS
from tokkyo.demo.sentence import sentences
from tokkyo.model.jpo.eras import with_era_years

PARTIES, PARIS, DOMESTIC, NEW, INVENTORS = "30", "20", "21", "22", "31"
"""Kinds of repeated rows. What a row is shows in the columns that it fills."""
PARTS = (("Y", 1_200), ("S", 1_430), ("L", 2_600), ("M", 10_000), ("Z", 350_000))
TRANSLATED, DIVIDED, CLAIMING = 0.06, 0.05, 0.15
_TITLES = sentences(BOOK.titles)
_COUNTRIES = ("US", "DE", "KR", "CN", "FR", "GB")


def patent(case: Course) -> Iterator[Line]:
    """Yield every row of one patent application."""
    dice = case.dice
    key = {"law_cd": case.law_code, "app_num": case.number}
    title, claims = _title(dice), dice.between(1, 15)
    translated, divided = dice.chance(TRANSLATED), dice.chance(DIVIDED) and serial_of(case.index) > 0
    parent = number_of(serial_of(case.index) - 1 - dice.below(min(serial_of(case.index), 500))) if divided else ""
    yield _case(case, key, translated)
    yield LINE["pmab_g_appl_case_biblog"](
        **key,
        ab_update_dttm=f"{days.compact(case.filed)}000000",
        abcn_reg_claim_cnt=str(claims) if case.granted else "",
        abpa_parent_app_typ="10" if divided else "",
        abpa_parent_app_law_cd=case.law_code if divided else "",
        abpa_parent_app_num=parent,
        abpa_retroacted_dt=days.compact(case.filed - 200) if divided else "",
        abin_invent_title=title,
    )
    yield from _repeated(case, key)
    yield from _wrapper(case, key)
    yield from _cited(case)
    yield from register(case, invent_cnt_claim_cnt_cls_cnt=f"{claims:03d}", invent_title_etc=title)
    if translated:
        yield LINE["cmdo_ib_intermed_rec"](
            irir_intnl_app_law_cd=case.law_code,
            irir_intnl_app_num=case.number,
            irir_ib_intrmd_serial_num="1",
            irir_valid_flg="1",
            irir_typ_cd="IB349",
            irir_rcpt_dt=days.compact(case.filed + 200),
        )


def era_number(day: int, serial: int) -> str:
    """Return a publication number with the year of the era, e.g. 503090037.

    In a year in which an era begins numbers of publication go on with the old one.
    """
    return with_era_years(f"{days.year(day)}{serial:06d}")[0]


def _title(dice: Dice) -> str:
    row = dice.pick(BOOK.rows)
    parts = dice.some(row[COMPONENTS], 3)
    product = dice.pick(row[PRODUCTS])
    slots = {"t": dice.pick(BOOK.phrases), "P": product, "A": parts[0], "B": parts[1], "p": product}
    return dice.pick(_TITLES).fill(slots)


def _case(case: Course, key: dict[str, str], translated: bool) -> Line:
    published, filed = case.filed + 548, days.compact(case.filed)
    serial = 2 * (serial_of(case.index) // 22) + (days.year(published) - days.year(case.filed)) % 2
    number = era_number(published, serial + 1)
    day = days.compact(published)
    international = f"JP{case.number}" if translated else ""
    return LINE["pmac_g_app_case"](
        **key,
        ac_update_dttm=f"{filed}000000",
        acai_app_dt=filed,
        acai_app_typ_1="01",
        acup_pub_num="" if translated else number,
        acup_pub_dt="" if translated else day,
        actp_trnsl_pub_num=number[:3] + f"{500_000 + serial % 500_000:06d}" if translated else "",
        actp_trnsl_pub_dt=day if translated else "",
        acld_final_dspst_typ="A01" if case.granted else "A02" if case.decision else "",
        acld_final_dspst_dt=days.compact(case.decision) if case.decision else "",
        acrg_reg_num=case.registration,
        acrg_reg_dt=days.compact(case.registered) if case.registered else "",
        acia_intl_app_num=international,
        acia_intl_pub_num=f"WO{case.number}" if translated else "",
        acia_intl_pub_dt=days.compact(case.filed + 540) if translated else "",
    )


def _repeated(case: Course, key: dict[str, str]) -> Iterator[Line]:
    """Yield parties, inventors and priority claims."""
    line, dice = LINE["pmab_gr_appl_case_biblog"], case.dice
    parties = [(APPLICANT, one) for one in case.applicants] + [(ATTORNEY, one) for one in case.attorneys]
    for place, (role, one) in enumerate(parties, 1):
        yield line(
            **key,
            article_id=PARTIES,
            repeat_num=str(place),
            abaa_appl_atty_class=role,
            abaa_appl_atty_id=one.code,
            abaa_change_num="00000",
        )
    for place in range(1, 2 + dice.skewed(4)):
        name, _ = inventor(dice)
        yield line(**key, article_id=INVENTORS, repeat_num=str(place), abii_inventor_name=name)
    if dice.chance(CLAIMING):
        day = days.compact(case.filed - dice.between(200, 365))
        if dice.chance(0.5):
            number = f"{day[:4]}{dice.between(1, 999999):06d}"
            yield line(
                **key,
                article_id=DOMESTIC,
                repeat_num="1",
                abip_intnl_pri_law_cd="1",
                abip_intnl_pri_app_num=number,
                abip_claim_dt=day,
            )
        else:
            yield line(
                **key,
                article_id=PARIS,
                repeat_num="1",
                abpp_pri_app_num=f"{dice.between(10, 63)}/{dice.between(100000, 999999)}",
                abpp_pri_claim_dt=day,
                abpp_pri_cntry_cd=dice.pick(_COUNTRIES),
            )


def _wrapper(case: Course, key: dict[str, str]) -> Iterator[Line]:
    """Yield the documents of the file wrapper: what was filed in parts, requests, notices, answers, decisions."""
    dice, filed = case.dice, days.compact(case.filed)
    number = f"5{case.number[2:4]}{serial_of(case.index) % 100_000_000:08d}"
    documents = [_received("A63", filed, number, part, size + dice.below(size)) for part, size in PARTS]
    for step in steps(case):
        size = 700 + dice.below(9000)
        documents.append(_sent(step, size) if step.sent else _received(step.code, step.day, step.number, "S", size))
    for place, columns in enumerate(documents, 1):
        yield LINE["pmap_g_app_doc"](**key, storing_seq_num=str(place), **columns)


def _received(code: str, day: str, number: str, part: str, size: int) -> dict[str, str]:
    return {
        "apad_valid_flg": "1",
        "apad_intrmd_doc_cd": code,
        "apad_submit_dt": day,
        "apad_rcpt_dt": day,
        "apad_rcpt_num": number,
        "apad_ver_num": "0001",
        "apad_doc_typ_cd": part,
        "apad_doc_size": str(size),
    }


def _sent(step: Step, size: int) -> dict[str, str]:
    return {
        "apdd_valid_flg": "1",
        "apdd_intrmd_doc_cd": step.code,
        "apdd_draft_dt": step.day,
        "apdd_dsptch_dt": step.day,
        "apdd_dsptch_doc_num": step.number,
        "apdd_ver_num": "0001",
        "apdd_doc_typ_cd": "K",
        "apdd_doc_size": str(size),
    }


def _cited(case: Course) -> Iterator[Line]:
    """Yield what was cited in the notice, and an article now and then."""
    if not case.refusal:
        return
    dice, drafted = case.dice, days.compact(case.refusal - 7)
    key = {"app_num": case.number, "draft_dt": drafted, "citation_typ": "19", "isn": case.number}
    line = LINE["intnl_citation_doc_mstr_data"]
    yield LINE["intnl_citation_doc_mstr"](**key)
    for place in range(1, 2 + dice.skewed(6)):
        year = dice.between(6, 30)
        yield line(
            **key,
            repeat_num=str(place),
            reg_srl_num=str(place),
            doc_num=f"JPA 4{year:02d}{dice.between(1, 399999):06d}",
        )
    if dice.chance(0.1):
        serial = f"{case.number}00001"
        yield line(**key, repeat_num="90", reg_srl_num=serial, doc_num="JPN6")
        yield LINE["non_p_bib"](
            isn=case.number,
            reg_srl_num=serial,
            doc_num="JPN6",
            doc_class="101",
            author_translator_name=dice.pick(vocabulary.FAMILIES),
            monograph_name_title=_title(dice)[:50],
            publication_name="日本技術学会誌",
            pub_cntry_cd="JP",
            pub_acpt_year_month_day=later(days.compact(case.filed), -3),
            year_month_day_flg="1",
            citation_page=f"{dice.between(1, 90)}-{dice.between(91, 120)}頁",
        )
