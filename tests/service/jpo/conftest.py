"""Documents of invented cases in a store."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tokkyo.formats.jpo.bodies import BODIES
from tokkyo.formats.port import Context
from tokkyo.model.jpo.sources import DocumentBody
from tokkyo.model.source import Provenance
from tokkyo.service.jpo.documents import CaseDocuments
from tokkyo.settings import defaults
from tokkyo.store.jpo.answers import Answers
from tokkyo.store.jpo.bodies import Bodies, put_bodies
from tokkyo.store.store import Store

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "jpo" / "documents"
NOW = datetime(2026, 5, 7, 15, 20, 33, tzinfo=UTC)  # 00:20:33 of the next day in Japan
KNOWN = {("patent", "2021600009")}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, defaults(store_synchronous="OFF"), write=True) as store:
        yield store


@pytest.fixture
def put(store: Store) -> Callable[[Iterable[DocumentBody]], None]:
    """Stores files of documents."""

    def putting(bodies: Iterable[DocumentBody]) -> None:
        with store.transaction() as cursor:
            put_bodies(cursor, bodies)

    return putting


@pytest.fixture
def documents(store: Store, put: Callable[[Iterable[DocumentBody]], None]) -> CaseDocuments:
    """The documents of the fixtures; one more patent case has none."""
    put(fixture_bodies())
    exists = lambda law, application: (law, application) in KNOWN  # noqa: E731
    return CaseDocuments(Answers(store.database), Bodies(store.database), exists, lambda: NOW)


def fixture_bodies() -> Iterator[DocumentBody]:
    """Yield the files of the fixtures."""
    for path in sorted(path for path in DOCUMENTS.rglob("*") if path.is_file()):
        context = Context(Provenance(str(path), "", 0), lambda *_: None)
        for record in BODIES.read(str(path), path.read_bytes(), context):
            assert isinstance(record, DocumentBody)
            yield record
