"""Changing a data folder: ingest, doctor, reindex."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.errors import EngineError
from tokkyo.ingest import doctor as checking
from tokkyo.ingest.doctor import Report
from tokkyo.ingest.ingest import Ingest
from tokkyo.ingest.summary import Event, Progress, Summary
from tokkyo.service.jpo.indexing import check_case_index, examine_case_index, index_stored_cases, reindex_cases
from tokkyo.service.opening import index_folder
from tokkyo.settings import Settings
from tokkyo.store.store import Store

__all__ = ["Event", "Report", "Summary", "doctor", "ingest", "reindex"]


def ingest(
    settings: Settings, paths: Sequence[str], on_event: Callable[[Event], None], stdin: BinaryIO | None = None
) -> Summary:
    """Read the paths into the data folder and finish whatever an earlier run left.

    Raises `StoreError` or `EngineError`; what was stored before stays.
    """
    check_case_index(settings)
    with (
        Store.open(settings.data, settings, write=True) as store,
        EmbeddedEngine.open(index_folder(settings), settings, write=True) as engine,
    ):
        started = _now()
        summary = Ingest(store, engine, settings, _now).run(paths, on_event, stdin)
        summary.cases_indexed = index_stored_cases(
            store, settings, lambda done, of: on_event(Progress("cases", done, of))
        )
        summary.seconds = (_now() - started).total_seconds()
        return summary


def _now() -> datetime:
    return datetime.now(UTC)


def doctor(settings: Settings, *, deep: bool) -> Report:
    """Check the store against the index; an index that cannot be opened is a finding, not an error."""
    with Store.open(settings.data, settings, write=True) as store:
        try:
            engine = EmbeddedEngine.open(index_folder(settings), settings, write=False)
        except EngineError as error:
            report = Report()
            report.findings.append(checking.Finding(error.code, error.message, 1, (), error.fix))
            return report
        with engine:
            report = checking.doctor(store, engine, deep=deep)
        examine_case_index(report, store, settings)
        return report


def reindex(settings: Settings, on_progress: Callable[[int, int], None]) -> int:
    """Build the index anew from the store and return how many publications it holds."""
    with Store.open(settings.data, settings, write=True) as store:
        done = checking.reindex(store, index_folder(settings), settings, on_progress)
        reindex_cases(store, settings, on_progress)
        return done
