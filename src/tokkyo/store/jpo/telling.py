"""Which cases the rows of a table tell of, so that they count as changed when a row does.

Rows of the three laws name their application; those about a registered right often only its number, those about a trial
the trial's. Applicants and cited literature belong to no case: a new name of an applicant changes none.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from tokkyo.model.jpo.table import Table
from tokkyo.model.jpo.tables import BY_NAME
from tokkyo.store.jpo.cases import LAW_OF_CODE, RIGHTS, TRIAL, Touched

Row = tuple[str, ...]
_Teller = Callable[[Iterable[Row]], Iterator[Touched]]

_LAW_COLUMNS = ("law_cd", "yonpo_code", "irir_intnl_app_law_cd")
_TRIAL_CASE = ("ynpu_kbn", "sytgn_bngu")


def touched(table: Table, rows: Iterable[Row]) -> set[Touched]:
    """Return what rows of a table tell of."""
    tell = _teller(table.name)
    return set(tell(rows)) if tell is not None else set()


@cache
def _teller(name: str) -> _Teller | None:
    table = BY_NAME[name]
    places = {column: place for place, column in enumerate(table.columns)}
    if "snpn_bngu" in places:
        return _of_trial(places)
    return _of_case(table, places) if table.law else None


def _of_trial(places: dict[str, int]) -> _Teller:
    trial = places["snpn_bngu"]
    if not places.keys() >= set(_TRIAL_CASE):
        return lambda rows: ((TRIAL, row[trial]) for row in rows)
    code, application = (places[name] for name in _TRIAL_CASE)
    return lambda rows: ((LAW_OF_CODE[row[code]], row[application]) for row in rows if row[code] in LAW_OF_CODE)


def _of_case(table: Table, places: dict[str, int]) -> _Teller:
    law, case = table.law, places[table.case]
    code = next((places[column] for column in _LAW_COLUMNS if column in places), None)
    if code is None:
        return lambda rows: ((law, row[case]) for row in rows)
    codes = ("", *(one for one, of in LAW_OF_CODE.items() if of == law))
    if "reg_num" not in places:
        return lambda rows: ((law, row[case]) for row in rows if row[code] in codes)
    kind, right = _kind(table), places["reg_num"]
    return lambda rows: ((law, row[case]) if row[case] else (kind, row[right]) for row in rows if row[code] in codes)


def _kind(table: Table) -> str:
    """Return the kind of the registration numbers in a table."""
    if "hague" in table.name:
        return "right-hague"
    return next(kind for kind, (law, _) in RIGHTS.items() if law == table.law)
