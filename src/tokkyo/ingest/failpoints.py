"""Places where a test can end the process: `TOKKYO_FAILPOINT=name:n` ends it when `name` is passed the nth time."""

import os
from collections.abc import Callable

VARIABLE = "TOKKYO_FAILPOINT"
EXIT_CODE = 137
NAMES = (
    "store-commit-before",
    "store-commit-after",
    "derive-batch",
    "derive-done",
    "index-add",
    "index-commit-before",
    "index-commit-after",
    "job-done",
)


def _armed(setting: str) -> Callable[[str], None]:
    wanted, _, count = setting.partition(":")
    left = int(count or 1)

    def hit(name: str) -> None:
        nonlocal left
        if name == wanted:
            left -= 1
            if left == 0:
                os._exit(EXIT_CODE)

    return hit


def _nothing(_: str) -> None:
    return None


reach: Callable[[str], None] = _armed(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else _nothing
