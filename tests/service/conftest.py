"""Stand-ins for the engine and the documents, to walk through lists of hits of any kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tokkyo.engine.port import Hit, Page, PageRequest
from tokkyo.query.tree import Analysis, CheckedQuery, MatchAll
from tokkyo.service.search import PreparedSearch, SearchRequest
from tokkyo.settings import Settings, defaults
from tokkyo.store.cursors import Cursors

QUERY = CheckedQuery(MatchAll(), Analysis())


@dataclass
class Clock:
    """A clock that stands still until it is told otherwise."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class ListEngine:
    """Finds the same ids for every query."""

    hits: Sequence[int]

    def ordered(self, *_: Any) -> Any:
        return np.array(self.hits, dtype=np.int64)

    def search(self, _: CheckedQuery, page: PageRequest) -> Page:
        return Page(tuple(Hit(number, 1.5) for number in self.hits[: page.size]), len(self.hits), 1.5)


@dataclass
class DictDocuments:
    """Records by id; `deleted` ones are not stored. Notes how many it was asked for at a time."""

    deleted: set[int] = field(default_factory=set)
    asked: list[int] = field(default_factory=list)

    def records_of(self, ids: Sequence[int]) -> dict[int, bytes]:
        self.asked.append(len(ids))
        return {number: record(number) for number in ids if number not in self.deleted}

    heads_of = records_of

    def stored(self, ids: Sequence[int]) -> set[int]:
        return set(ids) - self.deleted


def record(number: int) -> bytes:
    """Return a record as it is stored."""
    return b'{"lens_id":"%d","jurisdiction":"EP","doc_number":"%d","kind":"A1"}' % (number, number)


@dataclass
class Library:
    """Everything a service over a list of hits is made of."""

    folder: Path
    engine: ListEngine
    documents: DictDocuments = field(default_factory=DictDocuments)
    clock: Clock = field(default_factory=Clock)
    settings: Settings = field(default_factory=defaults)

    def open(self, service: Any, kind: str) -> Any:
        """Open a service as a freshly started process would."""
        cursors = Cursors(self.folder / kind, kind, finished_give_way=kind == "exports")
        return service(self.documents, self.engine, cursors, self.settings, self.clock)

    def having(self, **values: Any) -> "Library":
        """Return the library under other settings."""
        return replace(self, settings=self.settings.replace(**values))

    @staticmethod
    def search(**options: Any) -> PreparedSearch:
        return PreparedSearch(SearchRequest(**options), QUERY)

    @staticmethod
    def numbers(records: Sequence[bytes]) -> list[int]:
        """Return the ids of records."""
        return [int(record.split(b'"')[3]) for record in records]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library whose every query finds the ids 1 to 250, highest first."""
    return Library(tmp_path, ListEngine(range(250, 0, -1)))
