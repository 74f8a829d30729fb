"""The demo's files of the Japan Patent Office: deliveries of standardized data, and documents of some cases."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tokkyo.demo.jpo.course import course
from tokkyo.demo.jpo.documents import write_documents
from tokkyo.demo.jpo.standard_data import write_standard_data

WITH_DOCUMENTS = 300


@dataclass(frozen=True, slots=True)
class Cases:
    """What was written: cases, rows of their tables, files of documents."""

    cases: int
    rows: int
    documents: int


def write_cases(folder: Path, cases: int, *, seed: int, report: Callable[[int], None] = lambda done: None) -> Cases:
    """Write invented cases below a folder, the first 300 with documents; `report` hears how many cases are done.

    Raises `SettingError` for an impossible number of cases.
    """
    delivered = write_standard_data(folder / "standard-data", cases, seed=seed, report=report)
    some = range(min(cases, WITH_DOCUMENTS))
    documents = sum(write_documents(folder, course(seed, index, cases)) for index in some)
    return Cases(delivered.cases, delivered.rows, documents)
