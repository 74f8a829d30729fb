"""Rows of invented trademark applications."""

from collections.abc import Iterator

from tokkyo.demo import days
from tokkyo.demo.dice import Dice
from tokkyo.demo.jpo import vocabulary
from tokkyo.demo.jpo.course import Course
from tokkyo.demo.jpo.lines import LINE, Line
from tokkyo.demo.jpo.registers import UNSPLIT, register
from tokkyo.demo.jpo.wrappers import parties, wrapper

FIGURATIVE, CLAIMING = 0.25, 0.05


def trademark(case: Course) -> Iterator[Line]:
    """Yield every row of one trademark application."""
    dice = case.dice
    key = {"yonpo_code": case.law_code, "shutugan_no": case.number}
    goods = dice.some(vocabulary.GOODS, 1 + dice.skewed(4))
    goods.sort()
    plain = not dice.chance(FIGURATIVE)
    published = days.compact(case.filed + 14)
    yield LINE["jiken_c_t"](
        **key,
        masterkosin_nitiji=f"{days.compact(case.filed)}000000",
        shutugan_bi=days.compact(case.filed),
        shutugan_shubetu1="01",
        raz_toroku_no=case.registration,
        toroku_bi=days.compact(case.registered) if case.registered else "",
        pcz_kokaikohohakko_bi=published,
        kubun_su=f"{len(goods):03d}",
        hyojunmoji_umu="1" if plain else "0",
        satei_shubetu="1" if case.granted else "2" if case.decision else "",
    )
    yield from parties(case, key, "t")
    yield LINE["jiken_c_t_kohohako_joho"](**key, jaz_junjo_no="1", jaz_kohohakko_bi=published, jaz_koho_sikibetu="01")
    if dice.chance(CLAIMING):
        yield LINE["jiken_c_t_yusenken_joho"](
            **key,
            bmz_junjo_no="1",
            yusenkenshutugan_no=f"{dice.between(1, 99999999):011d}",
            yusenkenshucho_bi=days.compact(case.filed - dice.between(30, 180)),
            yusenkenkuni_code="FR",
        )
    for place, (number, name, _) in enumerate(goods, 1):
        yield LINE["jiken_c_t_shohin_joho"](
            **key, abz_junjo_no=str(place), rui=number, lengthchoka_flag="0", shohinekimumeisho=name
        )
    yield from wrapper(case, key, "t")
    yield from _mark(case, dice, plain, goods)
    yield from register(case, standard_char_t_flg="1" if plain else "0")
    yield from _registered_goods(case, goods)


def _registered_goods(case: Course, goods: list[tuple[str, str, str]]) -> Iterator[Line]:
    for number, name, _ in goods if case.registered else ():
        yield LINE["right_goods_name"](
            app_num=case.number,
            law_cd=case.law_code,
            reg_num=case.registration,
            split_num=UNSPLIT,
            desig_goods_or_desig_wrk_class=number,
            rec_num="00",
            desg_gds_name_desg_wrk_name=name,
        )


def _mark(case: Course, dice: Dice, plain: bool, goods: list[tuple[str, str, str]]) -> Iterator[Line]:
    """Yield how the mark is written, said and classified: the tables of the search for similar ones."""
    key = {"app_num": case.number, "split_num": UNSPLIT, "sub_data_num": "1"}
    first, second = dice.pick(vocabulary.KANA), dice.pick(vocabulary.KANA)
    written = f"{first}{second}"
    yield LINE["standard_char_t_art" if plain else "indct_use_t_art"](
        **key, **{"standard_char_t" if plain else "indct_use_t": written if plain else f"{first}＼{second}"}
    )
    if plain:
        yield LINE["indct_use_t_art"](**key, indct_use_t=written)
    for place, said in enumerate((written, first) if first != second else (written,), 1):
        yield LINE["t_dsgnt_art"](**key, dsgnt_seq=str(place), dsgnt=said)
    for number, _, similar in goods:
        yield LINE["t_knd_info_art_table"](**key, knd=number, smlr_dsgn_group_cd=similar.replace(" ", ""))
    for large, middle, small, complement in () if plain else dice.some(vocabulary.FIGURES, 2):
        yield LINE["t_vienna_class_grphc_term_art"](
            **key,
            grphc_term_large_class=large,
            grphc_term_mid_class=middle,
            grphc_term_small_class=small,
            grphc_term_complement_sub_cls=complement,
        )
    yield LINE["t_basic_item_art"](
        mgt_num=f"{4_000_000_000 + case.index}",
        app_num=case.number,
        reg_num=case.registration,
        split_num=UNSPLIT,
        app_dt=days.compact(case.filed),
        conti_prd_expire_dt=case.expiry if case.registered else "",
        set_reg_dt=days.compact(case.registered) if case.registered else "",
        rec_latest_updt_dt=days.compact(case.decision or case.filed),
    )
