"""Places where a test can end the process: `TOKKYO_FAILPOINT=name:n` ends it when `name` is passed the nth time."""

import os

VARIABLE = "TOKKYO_FAILPOINT"
EXIT_CODE = 137
NAMES = (
    "store-commit-before",
    "store-commit-after",
    "cases-numbered-before",
    "cases-numbered",
    "derive-batch",
    "derive-done",
    "index-add",
    "index-commit-before",
    "index-commit-after",
    "job-done",
    "case-index-add",
    "case-index-commit-before",
    "case-index-commit-after",
)

_left: dict[str, int] = {}


def arm(setting: str) -> None:
    """Set what `reach` waits for, as `name:n`; an empty text disarms it."""
    _left.clear()
    if setting:
        name, _, count = setting.partition(":")
        _left[name] = int(count or 1)


def reach(name: str) -> None:
    """Say that a place is reached; ends the process at once if a test asked for that."""
    if _left and name in _left:
        _left[name] -= 1
        if not _left[name]:
            os._exit(EXIT_CODE)


arm(os.environ.get(VARIABLE, ""))
