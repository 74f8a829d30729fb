"""The index of cases of a data folder: feeding, rebuilding, opening it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.engine.lanes import laned
from tokkyo.engine.port import Engine
from tokkyo.errors import EngineError
from tokkyo.fields.registry import CASES
from tokkyo.ingest.case_doctor import examine_cases
from tokkyo.ingest.case_indexing import index_cases
from tokkyo.ingest.doctor import Finding, Report
from tokkyo.ingest.lock import ingest_lock
from tokkyo.model.jpo.record import CaseRecord
from tokkyo.service.jpo.record import CaseRecords
from tokkyo.settings import Settings
from tokkyo.store.jpo.batches import CaseBatch, remembering
from tokkyo.store.jpo.cases import CaseChange, Cases
from tokkyo.store.jpo.tables import JpoTables
from tokkyo.store.store import Store

FOLDER = "index-cases"
CASES_AT_ONCE = 500
OnProgress = Callable[[int, int], None]


def case_index_folder(settings: Settings) -> Path:
    """Return where the index of cases of a data folder lies."""
    return settings.data / FOLDER


def open_case_engine(settings: Settings, *, apart: bool) -> Engine | None:
    """Open the index of cases for searching; None when the setting `index_cases` is off.

    `apart` runs costly searches in processes of their own. Raises `EngineError`.
    """
    if not settings.flag("index_cases"):
        return None
    folder = case_index_folder(settings)
    engine: Engine = EmbeddedEngine.open(folder, settings, write=False, collection=CASES)
    return laned(engine, folder, settings, CASES, at_once=False) if apart else engine


def index_stored_cases(store: Store, settings: Settings, on_progress: OnProgress) -> int:
    """Index the cases that changed since the index was last fed; return their number.

    Does nothing when the setting `index_cases` is off or the store holds no cases. Raises `EngineError`, `StoreError`.
    """
    cases = Cases(store.database)
    if not settings.flag("index_cases") or not cases.sequence():
        return 0
    with EmbeddedEngine.open(case_index_folder(settings), settings, write=True, collection=CASES) as engine:
        return _fed(store, cases, engine, settings, on_progress)


def check_case_index(settings: Settings) -> None:
    """Raise `EngineError` when there is an index of cases that cannot be fed, before an ingest has begun its work."""
    if settings.flag("index_cases"):
        EmbeddedEngine.open(case_index_folder(settings), settings, write=False, collection=CASES).close()


def examine_case_index(report: Report, store: Store, settings: Settings) -> None:
    """Compare the cases of the store with their index; one that cannot be opened is a finding, not an error."""
    cases, folder = Cases(store.database), case_index_folder(settings)
    if not settings.flag("index_cases") or not (cases.sequence() or folder.exists()):
        return
    try:
        engine = EmbeddedEngine.open(folder, settings, write=False, collection=CASES)
    except EngineError as error:
        report.findings.append(Finding(f"case_{error.code}", error.message, 1, (), error.fix))
        return
    with engine:
        examine_cases(report, cases, engine, CaseRecords.over(JpoTables(store.database)).record)


def reindex_cases(store: Store, settings: Settings, on_progress: OnProgress) -> int:
    """Build the index of cases anew; searches use the old one until the end. Return how many cases were looked at."""
    cases, folder = Cases(store.database), case_index_folder(settings)
    if not settings.flag("index_cases") or not (cases.sequence() or folder.exists()):
        return 0
    with ingest_lock(settings.data), EmbeddedEngine.rebuild(folder, settings, CASES) as engine:
        return _fed(store, cases, engine, settings, on_progress)


def _fed(store: Store, cases: Cases, engine: Engine, settings: Settings, on_progress: OnProgress) -> int:
    recorded = partial(_recorded, JpoTables(store.database))
    return index_cases(cases, engine, recorded, settings.number("index_batch"), on_progress)


def _recorded(tables: JpoTables, changes: Sequence[CaseChange]) -> Iterator[CaseRecord | None]:
    """Yield the records of cases, put together a few hundred of one law at a time."""
    remembered = remembering(tables)
    for start in range(0, len(changes), CASES_AT_ONCE):
        some = changes[start : start + CASES_AT_ONCE]
        of_law = {
            law: CaseRecords.over(
                CaseBatch(tables, [change.application for change in some if change.law == law], remembered)
            )
            for law in {change.law for change in some}
        }
        for change in some:
            yield of_law[change.law].record(change.law, change.application)
