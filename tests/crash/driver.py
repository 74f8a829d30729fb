"""Runs ingests in forked children, ends them at chosen moments, resumes them and compares; prints JSON.

Started once as a script, so that each of many runs costs a fork and not a start of Python.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.fields.registry import CASES
from tokkyo.formats.detect import all_formats
from tokkyo.ingest import derivation, failpoints
from tokkyo.ingest.doctor import doctor
from tokkyo.ingest.ingest import Ingest
from tokkyo.model.jpo.tables import TABLES
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.service.jpo.indexing import case_index_folder, examine_case_index, index_stored_cases
from tokkyo.settings import Settings, defaults
from tokkyo.store.jpo.cases import Cases
from tokkyo.store.jpo.schema import stored_name
from tokkyo.store.store import Store

NOW = datetime(2024, 5, 1, tzinfo=UTC)
SETTINGS = defaults(batch_records=40, batch_rows=60, index_batch=50, index_threads=1, store_synchronous="NORMAL")
# index-add is passed for every publication, case-index-add for every case: these stand for all.
COUNTS = {"index-add": (1, 50, 51, 100), "case-index-add": (1, 10, 20)}
REGISTERED = check(parse("registered:true", collection=CASES), collection=CASES)


def ingest(folder: Path, files: list[str], on_event: Callable[[Any], None] = lambda event: None) -> None:
    store = Store.open(folder, SETTINGS, write=True)
    engine = EmbeddedEngine.open(folder / "index", SETTINGS, write=True)
    with store, engine:
        Ingest(store, engine, SETTINGS, lambda: NOW).run(files, on_event)
        index_stored_cases(store, of_folder(folder), lambda done, of: None)


def of_folder(folder: Path) -> Settings:
    return SETTINGS.replace(data=str(folder))


def findings(folder: Path, store: Store, engine: EmbeddedEngine) -> list[str]:
    report = doctor(store, engine, deep=True)
    examine_case_index(report, store, of_folder(folder))
    return [finding.code for finding in report.findings]


def indexed_cases(folder: Path) -> list[list[int]]:
    """Every case of the index with its version, and how many cases some words find."""
    with EmbeddedEngine.open(case_index_folder(of_folder(folder)), SETTINGS, write=False, collection=CASES) as engine:
        return [*map(list, engine.ids()), [engine.position(), engine.count(REGISTERED)]]


def state(folder: Path) -> dict[str, Any]:
    """Everything that must be the same however often the ingest was interrupted."""
    with Store.open(folder, SETTINGS) as store, EmbeddedEngine.open(folder / "index", SETTINGS, write=False) as engine:
        documents = store.documents
        ids = [number for number, _ in documents.ids()]
        digest = hashlib.sha256(b"\n".join(documents.get_many(ids)))
        digest.update(repr([documents.get_facts(number) for number in ids]).encode())
        (last,) = store.jobs.latest(1)
        return {
            "digest": digest.hexdigest(),
            "tables": tables(store),
            "rows": sum(
                store.database.cursor().execute(f"SELECT count(*) FROM {stored_name(one.name)}").fetchone()[0]
                for one in TABLES
            ),
            "cases": [list(one) for one in Cases(store.database).changes(0, 1000)],
            "indexed_cases": indexed_cases(folder),
            "documents": len(ids),
            "findings": findings(folder, store, engine),
            "problems": len(store.jobs.problems(last.id)),
            "counts": last.counts,
            "state": last.state,
            "jobs": len(store.jobs.latest()),
        }


def tables(store: Store) -> str:
    """A digest of every row of standardized data, and of what is noted as touched."""
    digest = hashlib.sha256()
    for name in [*(stored_name(table.name) for table in TABLES), "jpo_touched", "jpo_answer"]:
        rows = store.database.cursor().execute(f"SELECT * FROM {name}").fetchall()
        digest.update(repr((name, sorted(rows))).encode())
    return digest.hexdigest()


def forked(work: Callable[[], None]) -> int:
    """Run in a child; return its exit status (137 after a failpoint)."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def asked(work: Callable[[], Any]) -> Any:
    """Run in a child and return what it returns: engine threads must not live in the parent of later children."""
    read, write = os.pipe()

    def tell() -> None:
        with os.fdopen(write, "w") as out:
            json.dump(work(), out)

    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            tell()
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        result = json.load(told)
    os.waitpid(child, 0)
    return result


def failpoint(folder: Path, files: list[str], setting: str) -> int:
    def work() -> None:
        failpoints.arm(setting)
        ingest(folder, files)

    return forked(work)


def killed(folder: Path, files: list[str], after: int) -> None:
    """Kill an ingest as soon as it has told of `after` events, wherever it then is."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            ingest(folder, files, lambda event: os.write(write, b".") and None)
        finally:
            os._exit(0)
    os.close(write)
    seen = 0
    while seen < after and (told := os.read(read, 1)):
        seen += len(told)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(read)


def main(folder: Path, files: list[str]) -> dict[str, Any]:
    all_formats()  # loaded before forking
    derivation.CHUNK = 50
    assert forked(lambda: ingest(folder / "whole", files)) == 0
    expected = asked(lambda: state(folder / "whole"))
    different: list[str] = []
    hits: dict[str, int] = {}

    def compare(name: str, where: Path, *parts: str) -> None:
        # A run that got as far as indexing cases had done its job: what is left needs no files.
        again = [] if name.startswith("case-index") else files
        assert forked(lambda: ingest(where, again)) == 0
        found = asked(lambda: state(where))
        if any(found[part] != expected[part] for part in parts or expected):
            different.append(f"{name}: {found}")
        shutil.rmtree(where)

    for name in failpoints.NAMES:
        for count in COUNTS.get(name, range(1, 100)):
            where = folder / f"{name}-{count}"
            if failpoint(where, files, f"{name}:{count}") != failpoints.EXIT_CODE:
                shutil.rmtree(where)
                break
            hits[name] = hits.get(name, 0) + 1
            if name == "job-done":  # nothing is left to resume: the next run is a job of its own
                shutil.rmtree(where)
                break
            compare(f"{name}:{count}", where)
    chance = random.Random(5)
    for number in range(6):
        where = folder / f"kill-{number}"
        for _ in range(2):
            killed(where, files, chance.randrange(1, 25))
        # a killed run may have been done already: then the last one was a job of its own
        compare(f"kill {number}", where, "digest", "tables", "documents", "findings", "state")
    return {"expected": expected, "different": different, "hits": hits}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2:])))
