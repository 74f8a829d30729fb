"""How many optional clauses must hold: Elasticsearch's `minimum_should_match`."""

import re

from tokkyo.errors import QueryError

_AMOUNT = re.compile(r"(-?)(\d{1,6})(%?)")


def required(specification: str | int | None, clauses: int) -> int:
    """Return how many of `clauses` must match, 0 or more; more than `clauses` means that nothing can match.

    | specification | of 4 clauses | of 10 |
    | --- | --- | --- |
    | None | 0 | 0 |
    | 3 | 3 | 3 |
    | "-1" (all but one) | 3 | 9 |
    | "75%" | 3 | 7 |
    | "-25%" (a quarter may miss) | 3 | 8 |
    | "5<80%" (above 5 clauses, 80 %) | 4 | 8 |
    | "2<-1 9<60%" | 3 | 6 |

    Raises `QueryError` (`bad_minimum`) when it cannot be read.
    """
    if specification is None:
        return 0
    rules = re.sub(r"\s*<\s*", "<", str(specification)).split()
    if not rules:
        raise _bad(specification)
    if "<" not in rules[0]:
        if len(rules) > 1:
            raise _bad(specification)
        return _amount(rules[0], clauses, specification)
    wanted = clauses
    for rule in rules:
        bound, mark, amount = rule.partition("<")
        if not mark or not bound.isdecimal() or len(bound) > 6:
            raise _bad(specification)
        found = _amount(amount, clauses, specification)
        if clauses > int(bound):
            wanted = found
    return wanted


def _amount(text: str, clauses: int, specification: str | int) -> int:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise _bad(specification)
    minus, digits, percent = match.groups()
    amount = clauses * int(digits) // 100 if percent else int(digits)
    return max(clauses - amount, 0) if minus else amount


def _bad(specification: str | int) -> QueryError:
    return QueryError(
        "bad_minimum",
        f"minimum_should_match {specification!r} cannot be read",
        fix='give a number, a percentage or conditions, e.g. 2, "75%", "3<-25% 9<-3"',
    )
