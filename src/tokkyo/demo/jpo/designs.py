"""Rows of invented design applications."""

from collections.abc import Iterator

from tokkyo.demo import days
from tokkyo.demo.jpo import vocabulary
from tokkyo.demo.jpo.course import Course, number_of, serial_of
from tokkyo.demo.jpo.lines import LINE, Line
from tokkyo.demo.jpo.parties import inventor
from tokkyo.demo.jpo.registers import register
from tokkyo.demo.jpo.wrappers import parties, wrapper

RELATED, CLAIMING = 0.1, 0.1


def design(case: Course) -> Iterator[Line]:
    """Yield every row of one design application."""
    dice = case.dice
    key = {"yonpo_code": case.law_code, "shutugan_no": case.number}
    symbol, article = dice.pick(vocabulary.ARTICLES)
    serial = serial_of(case.index)
    principal = number_of(serial - 1 - dice.below(min(serial, 50))) if serial and dice.chance(RELATED) else ""
    yield LINE["jiken_c_d"](
        **key,
        masterkosin_nitiji=f"{days.compact(case.filed)}000000",
        shutugan_bi=days.compact(case.filed),
        shutugan_shubetu1="01",
        raz_toroku_no=case.registration,
        toroku_bi=days.compact(case.registered) if case.registered else "",
        daz_ishosin_bunrui=symbol,
        honishoshutugan_no=principal,
        ishonikakarubuppin=article,
        satei_shubetu="1" if case.granted else "2" if case.decision else "",
    )
    yield from parties(case, key, "d")
    name, address = inventor(dice)
    yield LINE["jiken_c_d_sosakusha_joho"](**key, cmz_junjo_no="1", simei=name, jusho=address)
    if dice.chance(CLAIMING):
        yield LINE["jiken_c_d_yusenken_joho"](
            **key,
            bmz_junjo_no="1",
            yusenkenshutugan_no=f"40{dice.between(2010, 2025)}{dice.between(1, 999999):06d}.{dice.between(0, 9)}",
            yusenkenshucho_bi=days.compact(case.filed - dice.between(60, 180)),
            yusenkenkuni_code="DE",
        )
    yield from wrapper(case, key, "d")
    yield from register(case, invent_title_etc=article, prncpl_d_app_num=principal)
