"""What trademarks look and sound like, and for what they stand: the basic master of trademarks and lists of goods.

Parts of a divided application share its number; what stands first, the undivided one's, is told.
"""

from tokkyo.model.jpo.apis import LAW_CODES, TRADEMARK
from tokkyo.model.jpo.cases import Goods
from tokkyo.service.jpo.rows import CaseRows, Row, in_number_order

FIGURE = (
    "grphc_term_large_class",
    "grphc_term_mid_class",
    "grphc_term_small_class",
    "grphc_term_complement_sub_cls",
)
"""The parts of a Vienna class, from the largest."""
DISPLAYS = (("indct_use_t_art", "indct_use_t"), ("standard_char_t_art", "standard_char_t"))
"""Where a mark is written, the first that is filled counts: for display, in standard characters."""
CUT_OFF = "1"
"""The value of レングス超過フラグ (02430) of a list of goods that was too long for its column."""
_SIMILAR = 5  # characters of a code of similar groups


def display(rows: CaseRows, application: str) -> str:
    """Return how a mark is written, "" for one that cannot be."""
    written = (row[column] for table, column in DISPLAYS for row in _undivided(rows, table, application))
    return next(filter(None, written), "")


def transliterations(rows: CaseRows, application: str) -> tuple[str, ...]:
    """Return how a mark may be said (称呼), in their order."""
    found = in_number_order(_undivided(rows, "t_dsgnt_art", application), "dsgnt_seq")
    return tuple(row["dsgnt"] for row in found)


def vienna_classes(rows: CaseRows, application: str) -> tuple[str, ...]:
    """Return the figurative elements of a mark: `26.1.3`, or `1.17.11.1` with the office's subdivision."""
    found = in_number_order(_undivided(rows, "t_vienna_class_grphc_term_art", application), *FIGURE)
    return tuple(".".join(filter(None, (row[part].lstrip("0") for part in FIGURE))) for row in found)


def goods_applied_for(rows: CaseRows, application: str, right: Row | None) -> tuple[Goods, ...]:
    """Return goods and services by class as the application has them; a list cut off there as registered, if it is."""
    similar = _similar_groups(rows, application)
    registered = _registered_names(rows, right)
    found = in_number_order(
        rows.rows("jiken_c_t_shohin_joho", LAW_CODES[TRADEMARK], application), "abz_junjo_no", "rui"
    )
    return tuple(
        Goods(
            row["rui"],
            (registered.get(row["rui"]) if row["lengthchoka_flag"] == CUT_OFF else None) or row["shohinekimumeisho"],
            similar.get(row["rui"], ""),
        )
        for row in found
    )


def goods_registered(rows: CaseRows, application: str, right: Row) -> tuple[Goods, ...]:
    """Return goods and services by class as registered, where the register lists none as applied for."""
    similar = _similar_groups(rows, application)
    registered = _registered_names(rows, right)
    found = tuple(Goods(number, name, similar.get(number, "")) for number, name in registered.items())
    return found or goods_applied_for(rows, application, right)


def _registered_names(rows: CaseRows, right: Row | None) -> dict[str, str]:
    """Return the goods of a right by class in order; a long list goes on in the next record of its class."""
    names: dict[str, str] = {}
    key = (right["law_cd"], right["reg_num"], right["split_num"]) if right else ()
    found = rows.rows("right_goods_name", *key) if key else []
    for row in in_number_order(found, "desig_goods_or_desig_wrk_class", "rec_num"):
        number = row["desig_goods_or_desig_wrk_class"]
        names[number] = names.get(number, "") + row["desg_gds_name_desg_wrk_name"]
    return names


def _similar_groups(rows: CaseRows, application: str) -> dict[str, str]:
    """Return the codes of similar groups by class, separated by blanks; rows write them without."""
    found = _undivided(rows, "t_knd_info_art_table", application)
    return {row["knd"]: _separated("".join(row["smlr_dsgn_group_cd"].split())) for row in found}


def _separated(codes: str) -> str:
    return " ".join(codes[place : place + _SIMILAR] for place in range(0, len(codes), _SIMILAR))


def _undivided(rows: CaseRows, table: str, application: str) -> list[Row]:
    """Return the rows of the first part of an application; an undivided one has but that."""
    found = rows.rows(table, application)
    return [row for row in found if row["split_num"] == found[0]["split_num"]]
