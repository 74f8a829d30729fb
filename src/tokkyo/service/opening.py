"""Opening a data folder: the store, the index and the services over them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType

from tokkyo.accounts.tokens import Tokens
from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.engine.port import Engine
from tokkyo.service.search import PatentSearch
from tokkyo.settings import Settings
from tokkyo.store.accounts import TokenTable
from tokkyo.store.database import Database
from tokkyo.store.documents import Documents

INDEX_FOLDER = "index"


@dataclass(slots=True)
class Service:
    """An open data folder for reading; use as a context manager or call `close`."""

    settings: Settings
    database: Database
    documents: Documents
    engine: Engine
    search: PatentSearch
    tokens: Tokens

    def __enter__(self) -> "Service":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the index and the store."""
        self.engine.close()
        self.database.close()


def open_service(settings: Settings) -> Service:
    """Open a data folder for searching; a folder that does not exist yet is created empty.

    Raises `StoreError` or `EngineError`.
    """
    database = Database(settings.data, settings, write=False)
    engine = EmbeddedEngine.open(index_folder(settings), settings, write=False)
    documents = Documents(database)
    return Service(
        settings=settings,
        database=database,
        documents=documents,
        engine=engine,
        search=PatentSearch(documents, engine, settings, today),
        tokens=Tokens(TokenTable(database), today, time.monotonic),
    )


@contextmanager
def open_tokens(settings: Settings) -> Iterator[Tokens]:
    """Open the token table for changes."""
    database = Database(settings.data, settings, write=True)
    try:
        yield Tokens(TokenTable(database), today, time.monotonic)
    finally:
        database.close()


def index_folder(settings: Settings) -> Path:
    """Return where the index of a data folder lies."""
    return settings.data / INDEX_FOLDER


def today() -> date:
    """Return today's date in UTC."""
    return datetime.now(UTC).date()
