"""Ingest jobs: what is being read, how far it is stored, and what went wrong."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from tokkyo.store.database import Database, Row, errors_of


@dataclass(frozen=True, slots=True)
class Job:
    """One ingest of some paths. `position` is the reader's own, encoded; `counts` are running totals."""

    id: int
    paths: tuple[str, ...]
    state: str
    position: bytes | None
    started: str
    finished: str | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class JobProblem:
    """A problem of a job: its code, and all of it as JSON."""

    job_id: int
    code: str
    problem: bytes


_COLUMNS = "id, paths, state, position, started, finished, counts"


def _job(row: Row) -> Job:
    number, paths, state, position, started, finished, counts = row
    listed = tuple(msgspec.json.decode(paths))
    return Job(number, listed, state, position, started, finished, msgspec.json.decode(counts))


class Jobs:
    """The jobs of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unfinished(self, paths: Sequence[str]) -> Job | None:
        """Return the interrupted job of the same paths, if any."""
        query = f"SELECT {_COLUMNS} FROM job WHERE state = 'running' AND paths = ? ORDER BY id DESC LIMIT 1"
        rows = self._select(query, (_encode(list(paths)),))
        return _job(rows[0]) if rows else None

    def latest(self, limit: int = 20) -> list[Job]:
        """Return the latest jobs, newest first."""
        return [_job(row) for row in self._select(f"SELECT {_COLUMNS} FROM job ORDER BY id DESC LIMIT ?", (limit,))]

    def problems(self, job: int, limit: int = 1000) -> list[JobProblem]:
        """Return the problems of a job in the order they were met."""
        query = "SELECT job_id, code, problem FROM job_problem WHERE job_id = ? ORDER BY ordinal LIMIT ?"
        return [JobProblem(number, code, text.encode()) for number, code, text in self._select(query, (job, limit))]

    def begin(self, paths: Sequence[str], started: str) -> Job:
        """Record a new job; unfinished jobs of other paths are given up."""
        with self._database.transaction() as cursor:
            (last,) = cursor.execute("SELECT coalesce(max(id), 0) FROM job").fetchone()
            row = (last + 1, _encode(list(paths)), "running", None, started, None, "{}")
            cursor.execute(f"INSERT INTO job ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return _job(row)

    def _select(self, query: str, values: Sequence[object]) -> list[Row]:
        with errors_of(self._database.path):
            return self._database.cursor().execute(query, values).fetchall()


def advance(cursor: sqlite3.Cursor, job: int, position: bytes | None, counts: dict[str, int]) -> None:
    """Note in the caller's transaction how far a job has come."""
    cursor.execute("UPDATE job SET position = ?, counts = ? WHERE id = ?", (position, _encode(counts), job))


def finish(cursor: sqlite3.Cursor, job: int, finished: str, counts: dict[str, int]) -> None:
    """Note in the caller's transaction that a job is done."""
    cursor.execute(
        "UPDATE job SET state = 'done', finished = ?, counts = ? WHERE id = ?", (finished, _encode(counts), job)
    )


def add_problems(cursor: sqlite3.Cursor, job: int, problems: Sequence[tuple[str, bytes]]) -> None:
    """Record problems, as code and JSON, in the caller's transaction."""
    (last,) = cursor.execute("SELECT coalesce(max(ordinal), 0) FROM job_problem WHERE job_id = ?", (job,)).fetchone()
    rows = [(job, last + n, code, text.decode()) for n, (code, text) in enumerate(problems, start=1)]
    cursor.executemany("INSERT INTO job_problem (job_id, ordinal, code, problem) VALUES (?, ?, ?, ?)", rows)


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()
