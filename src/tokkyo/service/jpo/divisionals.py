"""Families of divisional applications: an application, what was divided out of it, and what out of those.

Parents come from the rows of the divided (`abpa_parent_app_num`), children from there and from what an application says
of its own new ones (`abna_newapp_app_num`). Members of which nothing else is stored are listed by their number.
"""

from collections.abc import Iterable, Iterator

from tokkyo.model.jpo.apis import PATENT
from tokkyo.model.jpo.cases import Divisional
from tokkyo.model.jpo.eras import with_ad_year
from tokkyo.service.jpo.patent_rows import LAW, blank, case_row, new_applications, repeated_rows
from tokkyo.service.jpo.registrations import registered_right
from tokkyo.service.jpo.rows import CaseRows, Row

_BIBLIOGRAPHY = "pmab_g_appl_case_biblog"


def family(rows: CaseRows, application: str, bibliography: Row, repeated: Iterable[Row]) -> tuple[Divisional, ...]:
    """Return the whole family of an application from its root (generation "0") down, () where it has none.

    `bibliography` and `repeated` are the rows of the application itself: most of them tell that there is no family.
    """
    if not (parent_of(bibliography) or new_applications(repeated) or _divided(rows, application)):
        return ()
    members = dict(_generations(rows, _root(rows, application)))
    if len(members) == 1:
        return ()
    ordered = sorted(members.items(), key=lambda member: (member[1], member[0]))
    return tuple(_member(rows, number, generation) for number, generation in ordered)


def _root(rows: CaseRows, application: str) -> str:
    seen = {application}
    while (above := _parent(rows, application)) and above not in seen:
        seen.add(above)
        application = above
    return application


def _generations(rows: CaseRows, root: str) -> Iterator[tuple[str, int]]:
    """Yield each member once with its generation, level by level."""
    seen, level, generation = {root}, [root], 0
    while level:
        yield from ((number, generation) for number in level)
        below = {child for number in level for child in _children(rows, number)} - seen
        seen |= below
        level, generation = sorted(below), generation + 1


def parent_of(bibliography: Row) -> str:
    """Return the patent application that one was divided out of, "" where there is none."""
    return bibliography["abpa_parent_app_num"] if bibliography["abpa_parent_app_law_cd"] == LAW else ""


def _parent(rows: CaseRows, application: str) -> str:
    found = rows.rows(_BIBLIOGRAPHY, LAW, application)
    return parent_of(found[0]) if found else ""


def _children(rows: CaseRows, application: str) -> set[str]:
    return _divided(rows, application).union(new_applications(repeated_rows(rows, application)))


def _divided(rows: CaseRows, application: str) -> set[str]:
    """Return the applications that say they were divided out of one."""
    found = rows.looked_up(_BIBLIOGRAPHY, "abpa_parent_app_num", application)
    return {row["app_num"] for row in found if parent_of(row)}


def _member(rows: CaseRows, application: str, generation: int) -> Divisional:
    case = case_row(rows, application) or blank("pmac_g_app_case")
    right = registered_right(rows, PATENT, application) or blank("mgt_info_p")
    return Divisional(
        number=application,
        publication=case["acup_pub_num"],
        publication_ad=with_ad_year(case["acup_pub_num"]),
        translation=case["actp_trnsl_pub_num"],
        translation_ad=with_ad_year(case["actp_trnsl_pub_num"]),
        registration=case["acrg_reg_num"] or right["reg_num"],
        international_application=case["acia_intl_app_num"],
        international_publication=case["acia_intl_pub_num"],
        erasure=right["right_ersr_id"],
        expiry=right["conti_prd_expire_ymd"],
        disappearance=right["right_disppr_year_month_day"],
        generation=str(generation),
    )
