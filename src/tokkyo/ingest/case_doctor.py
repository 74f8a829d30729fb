"""Checking that the index of cases agrees with the store."""

from collections.abc import Callable, Mapping

from tokkyo.engine.port import Engine
from tokkyo.errors import EngineError
from tokkyo.ingest.doctor import Finding, Report
from tokkyo.model.jpo.record import CaseRecord
from tokkyo.model.jpo.row_ids import case_of, has_row_id, row_id
from tokkyo.store.jpo.cases import CaseChange, Cases

_REINDEX = "run tokkyo reindex"
_FINISH = "run tokkyo ingest without paths, or tokkyo reindex"
READ_AT_ONCE = 100_000


def examine_cases(
    report: Report, cases: Cases, engine: Engine, record: Callable[[str, str], CaseRecord | None]
) -> None:
    """Add to a report how many cases are stored and indexed, and every disagreement.

    `record` puts a case together; one of which nothing is left is rightly not in the index.
    """
    try:
        indexed, position = dict(engine.ids()), engine.position()
    except EngineError as error:
        report.findings.append(Finding(f"case_{error.code}", error.message, 1, (), error.fix or _REINDEX))
        return
    stored = _stored(cases)
    report.cases, report.cases_indexed = len(stored), len(indexed)
    behind = {number for number, change in stored.items() if change.seq > position}
    report.add("case_index_behind", "cases that are not indexed yet", list(behind), _FINISH)
    missing = [n for n in stored if n not in indexed and n not in behind and record(*case_of(n)) is not None]
    report.add("case_index_missing", "cases that the index lacks", missing, _REINDEX)
    extra = [number for number in indexed if number not in stored]
    report.add("case_index_extra", "cases in the index that the store does not have", extra, _REINDEX)
    other = [n for n, seq in indexed.items() if n in stored and n not in behind and stored[n].seq != seq]
    report.add("case_index_outdated", "cases indexed in another version", other, _REINDEX)


def _stored(cases: Cases) -> Mapping[int, CaseChange]:
    """Return every case that can be indexed by its number in the index."""
    stored: dict[int, CaseChange] = {}
    position = 0
    while changes := cases.changes(position, READ_AT_ONCE):
        position = changes[-1].seq
        stored |= {row_id(one.law, one.application): one for one in changes if has_row_id(one.application)}
    return stored
