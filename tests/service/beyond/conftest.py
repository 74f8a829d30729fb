"""The library of invented records behind both engines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tokkyo.cli.ingest import run_ingest
from tokkyo.engine.port import Engine
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.ingest.indexing import index_changes
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.query.tree import Analysis, CheckedQuery
from tokkyo.service.opening import open_service
from tokkyo.settings import Settings, defaults
from tokkyo.store.documents import Documents

LIBRARY = Path(__file__).parents[2] / "fixtures" / "lens" / "library.jsonl"
TODAY = date(2026, 1, 1)


@dataclass
class Corpus:
    """What services of this room are made of; `settings` can be changed by `having`."""

    documents: Documents
    engine: Engine
    settings: Settings

    @staticmethod
    def query(body: Any, language: str = "EN", stemming: bool = True) -> CheckedQuery:
        """Return a checked query as a search makes it."""
        tree = parse(body, regex=True)
        return check(tree, analysis=Analysis(language, stemming), today=TODAY, lenient=True)

    def today(self) -> date:
        return TODAY

    def ids(self) -> list[int]:
        """Return the ids of all records."""
        return [id for id, _ in self.engine.ids()]


@pytest.fixture(scope="module", params=["reference", "embedded"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    settings = defaults(data=str(tmp_path_factory.mktemp("data")), index_threads=1, index_heap_bytes=15_000_000)
    run_ingest(settings, (str(LIBRARY),), as_json=True)
    with open_service(settings) as service:
        engine: Engine = service.engine
        if request.param == "reference":
            engine = ReferenceEngine()
            index_changes(service.documents, engine, 100)
        yield Corpus(service.documents, engine, settings)


Having = Callable[..., Corpus]


@pytest.fixture
def having(corpus: Corpus) -> Having:
    """The corpus under other settings."""
    return lambda **values: Corpus(corpus.documents, corpus.engine, corpus.settings.replace(**values))
