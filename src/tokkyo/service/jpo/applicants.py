"""Applicants and attorneys: the nine-digit codes of the register of applicants and the names behind them.

The register (`appl_reg_info`) tells the present name of a code; it wins over the name a case was filed under. A party
without a code, or whose code the register does not know, keeps the name written in the case, or the one the list of
former codes (`abc_cd_info`) has.
"""

from collections.abc import Iterable

from tokkyo.model.jpo.cases import Party
from tokkyo.service.jpo.rows import CaseRows

APPLICANT, ATTORNEY = "1", "2"


def registered_name(rows: CaseRows, code: str) -> str:
    """Return the name the register has for a code, "" where it knows none."""
    found = rows.rows("appl_reg_info", code) if code else []
    return found[0]["appl_name"] if found else ""


def party(rows: CaseRows, code: str, role: str, written: str = "") -> Party:
    """Return a party of a case; `written` is the name in the case, for codes the register does not know."""
    return Party(code, registered_name(rows, code) or written or _former_name(rows, code, role), role)


def applicants_first(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Return applicants before attorneys, each in the order they came."""
    return tuple(sorted(parties, key=lambda one: one.role != APPLICANT))


def codes_of(rows: CaseRows, name: str) -> tuple[Party, ...]:
    """Return who bears exactly this name: width, case and blanks count; several codes may share one.

    The role is "": a code belongs to a person, who may be an applicant here and an attorney there.
    """
    return tuple(
        Party(row["appl_cd"], row["appl_name"], "") for row in rows.looked_up("appl_reg_info", "appl_name", name)
    )


def _former_name(rows: CaseRows, code: str, role: str) -> str:
    """Return the latest name the list of former codes has; it keeps applicants and attorneys apart."""
    found = rows.rows("abc_cd_info", code, role) if code else []
    return found[-1]["appl_name" if role == APPLICANT else "atty_name"] if found else ""
