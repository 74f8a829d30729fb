"""Checking that store and index agree with each other and with themselves, and building the index anew."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.engine.port import Engine
from tokkyo.errors import EngineError, StoreError
from tokkyo.ingest.indexing import index_changes
from tokkyo.ingest.lock import ingest_lock
from tokkyo.settings import Settings
from tokkyo.store.store import Store

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a code, how often, the first ids concerned, and what to do.

    Cases have the numbers of `model.jpo.row_ids` for ids.
    """

    code: str
    message: str
    count: int
    examples: tuple[int, ...]
    fix: str


@dataclass(slots=True)
class Report:
    """What the doctor saw: `publications` and `cases` in the store, how many of each are indexed, everything wrong."""

    publications: int = 0
    indexed: int = 0
    cases: int = 0
    cases_indexed: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def healthy(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.findings

    def add(self, code: str, message: str, ids: list[int], fix: str) -> None:
        """Note a finding if anything is concerned."""
        if ids:
            self.findings.append(Finding(code, message, len(ids), tuple(sorted(ids)[:SHOWN]), fix))


_REINDEX = "run tokkyo reindex"
_AGAIN = "run the ingest again into a new folder, or restore a backup"
# What a query that should find nothing finds, by publication id.
_CHECKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "text_orphan",
        "texts that no document uses",
        "SELECT id FROM text WHERE id NOT IN (SELECT text_id FROM source_record WHERE text_id IS NOT NULL) "
        "AND id NOT IN (SELECT text_id FROM document WHERE text_id IS NOT NULL)",
        "harmless, but tell us",
    ),
    (
        "text_missing",
        "documents whose text is not there",
        "SELECT publication_id FROM document WHERE text_id IS NOT NULL AND text_id NOT IN (SELECT id FROM text)",
        _AGAIN,
    ),
    (
        "document_missing",
        "publications without a document",
        "SELECT id FROM publication WHERE deleted = 0 AND digest <> x'' "
        "AND id NOT IN (SELECT publication_id FROM document)",
        _AGAIN,
    ),
    (
        "source_missing",
        "documents without a source",
        "SELECT publication_id FROM document WHERE publication_id NOT IN "
        "(SELECT publication_id FROM source_record WHERE deleted = 0)",
        _AGAIN,
    ),
    (
        "relation_missing",
        "documents without relations",
        "SELECT publication_id FROM document WHERE publication_id NOT IN (SELECT publication_id FROM relation)",
        _AGAIN,
    ),
    (
        "alias_broken",
        "former Lens ids that lead nowhere or are in use",
        "SELECT publication_id FROM alias WHERE publication_id NOT IN (SELECT id FROM publication) "
        "OR lens_id IN (SELECT lens_id FROM publication)",
        _AGAIN,
    ),
)


def doctor(store: Store, engine: Engine, *, deep: bool = False) -> Report:
    """Compare store and index and check the store's own references; `deep` also unpacks and decodes every document."""
    report = Report()
    stored = dict(store.documents.ids())
    report.publications = len(stored)
    for code, message, query, fix in _CHECKS:
        report.add(code, message, [number for (number,) in store.database.cursor().execute(query)], fix)
    for (said,) in store.database.cursor().execute(
        "PRAGMA quick_check(1)" if not deep else "PRAGMA integrity_check(1)"
    ):
        if said != "ok":
            report.findings.append(Finding("store_damaged", str(said), 1, (), _AGAIN))
    _compare(report, stored, engine, store)
    if deep:
        bad = [number for number in stored if not _readable(store, number)]
        report.add("document_damaged", "documents that cannot be read", bad, _AGAIN)
    return report


def _compare(report: Report, stored: dict[int, int], engine: Engine, store: Store) -> None:
    try:
        indexed = dict(engine.ids())
        position = engine.position()
    except EngineError as error:
        report.findings.append(Finding(error.code, error.message, 1, (), error.fix or _REINDEX))
        return
    report.indexed = len(indexed)
    behind = {change.id for change in store.documents.changes(position, len(stored) + 1)} if position else set(stored)
    if behind:
        finish = "run tokkyo ingest without paths, or tokkyo reindex"
        report.add("index_behind", "publications that are not indexed yet", list(behind), finish)
    missing = [number for number in stored if number not in indexed and number not in behind]
    report.add("index_missing", "publications that the index lacks", missing, _REINDEX)
    extra = [number for number in indexed if number not in stored and number not in behind]
    report.add("index_extra", "publications in the index that the store does not have", extra, _REINDEX)
    other = [n for n, seq in indexed.items() if n in stored and stored[n] != seq and n not in behind]
    report.add("index_outdated", "publications indexed in another version", other, _REINDEX)


def _readable(store: Store, number: int) -> bool:
    try:
        return number in store.documents.publications((number,))
    except (StoreError, ValueError):
        return False


def reindex(
    store: Store, folder: Path, settings: Settings, on_progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Build the index in `folder` anew from the store; searches use the old one until the end. Return its size."""
    with ingest_lock(store.database.path.parent), EmbeddedEngine.rebuild(folder, settings) as engine:
        return index_changes(store.documents, engine, settings.number("index_batch"), on_progress)
