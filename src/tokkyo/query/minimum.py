"""How many optional clauses must hold: Elasticsearch's `minimum_should_match`."""

import re
from collections.abc import Sequence

_SHARE = re.compile(r"-?\d{1,9}%?")
_STEPS = re.compile(r"\s*(\d{1,9})\s*<\s*(-?\d{1,9}%?)\s*")


def required(spec: str | int | None, count: int) -> int:
    """Return how many of `count` optional clauses must match; above `count` when more are asked for than there are.

    | spec | of 4 clauses | of 10 |
    | --- | --- | --- |
    | None | 0 | 0 |
    | 3 | 3 | 3 |
    | "-1" (all but one) | 3 | 9 |
    | "75%" | 3 | 7 |
    | "-25%" (a quarter may miss) | 3 | 8 |
    | "5<80%" (above 5 clauses, 80 %) | 4 | 8 |
    | "2<-1 9<60%" | 3 | 6 |

    Raises `ValueError` when it cannot be read.
    """
    if spec is None:
        return 0
    written = str(spec).strip()
    if "<" not in written:
        return _share(written, count)
    result = count
    for step in _conditions(written):
        if count > step[0]:
            result = _share(step[1], count)
    return result


def _conditions(written: str) -> Sequence[tuple[int, str]]:
    steps = [_STEPS.fullmatch(part) for part in re.sub(r"\s*<\s*", "<", written[:200]).split()]
    if not all(steps):
        raise ValueError(written)
    return sorted((int(step[1]), step[2]) for step in steps if step)


def _share(written: str, count: int) -> int:
    if not _SHARE.fullmatch(written):
        raise ValueError(written)
    if written.endswith("%"):
        percent = int(written[:-1])
        part = count * abs(percent) // 100
        return max(0, part if percent >= 0 else count - part)
    number = int(written)
    return max(0, number if number >= 0 else count + number)
