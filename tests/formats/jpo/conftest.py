"""Reading one file of JPO's through the whole pipeline."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tokkyo.formats.outcomes import Found
from tokkyo.formats.port import Problem
from tokkyo.formats.reading import read
from tokkyo.settings import defaults

FIXTURES = Path(__file__).parents[2] / "fixtures" / "jpo"


@pytest.fixture
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture
def read_all() -> Callable[..., tuple[list[Any], list[Problem]]]:
    """Reads paths; returns the records and the problems."""

    def reading(*paths: Path) -> tuple[list[Any], list[Problem]]:
        found = list(read([str(path) for path in paths], defaults()))
        records = [item.record for item in found if isinstance(item, Found)]
        return records, [item for item in found if isinstance(item, Problem)]

    return reading
