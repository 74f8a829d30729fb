"""Opening a data folder: the store, the index and the services over them."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType

from tokkyo.accounts.accounts import Accounts
from tokkyo.accounts.tokens import Tokens
from tokkyo.accounts.users.users import Users
from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.engine.lanes import laned
from tokkyo.engine.port import Engine
from tokkyo.errors import SettingError, StoreError
from tokkyo.model.jpo.days import JAPAN
from tokkyo.service.aggregating import PatentAggregation
from tokkyo.service.beyond.extras import Extras
from tokkyo.service.exporting import Exporting
from tokkyo.service.jpo.cases import Cases
from tokkyo.service.jpo.finding import Finding
from tokkyo.service.jpo.indexing import open_case_engine
from tokkyo.service.jpo.opd.portal import Portal
from tokkyo.service.scrolling import Scrolling
from tokkyo.service.search import PatentSearch
from tokkyo.service.users import Registration
from tokkyo.settings import Settings
from tokkyo.store.cursors import Cursors
from tokkyo.store.database import Database
from tokkyo.store.documents import Documents

INDEX_FOLDER = "index"
CURSOR_FOLDER = "cursors"


@dataclass(slots=True)
class Service:
    """An open data folder for reading; use as a context manager or call `close`."""

    settings: Settings
    database: Database
    documents: Documents
    engine: Engine
    search: PatentSearch
    aggregation: PatentAggregation
    extras: Extras
    scrolling: Scrolling
    exporting: Exporting
    accounts: Accounts
    users: Users
    registration: Registration
    cases: Cases
    portal: Portal
    finding: Finding
    case_engine: Engine | None

    def __enter__(self) -> "Service":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sweep(self) -> None:
        """Remove scrolls and exports whose time is up; where nothing can be removed they stay."""
        with suppress(StoreError):
            self.scrolling.sweep()
            self.exporting.sweep()

    def flush(self) -> None:
        """Write what was counted in memory; servers call this every second. Raises `StoreError` or `Unavailable`."""
        try:
            self.accounts.flush()
        finally:
            self.users.flush()
            self.registration.flush()

    def close(self) -> None:
        """Release the accounts, the index and the store."""
        with ExitStack() as closing:
            opened = (self.database, self.engine, self.case_engine, self.accounts, self.users, self.registration)
            for each in opened:  # the last one first
                if each is not None:
                    closing.callback(each.close)


def open_service(settings: Settings, *, apart: bool = False) -> Service:
    """Open a data folder for searching; a folder that does not exist yet is created empty.

    `apart` runs costly searches in processes of their own, which end with the service. Raises `StoreError` or
    `EngineError`.
    """
    with ExitStack() as opened:
        database = Database(settings.data, settings, write=False)
        opened.callback(database.close)
        engine: Engine = EmbeddedEngine.open(index_folder(settings), settings, write=False)
        opened.callback(lambda: engine.close())
        if apart:
            engine = laned(engine, index_folder(settings), settings)
        case_engine = open_case_engine(settings, apart=apart)
        if case_engine is not None:
            opened.callback(case_engine.close)
        service = service_over(database, engine, settings, case_engine)
        opened.pop_all()
        return service


def service_over(database: Database, engine: Engine, settings: Settings, case_engine: Engine | None = None) -> Service:
    """Return the services over an open store, any engine that holds its publications and one that holds its cases."""
    documents = Documents(database)
    search = PatentSearch(documents, engine, settings, today)
    cases = Cases.over(database, now)
    accounts = Accounts.open(settings.data, settings.text("default_plan"), now)
    try:
        users = Users.over(accounts.database, settings, now)
        registration = Registration.over(users, settings, now)
    except SettingError:
        accounts.close()
        raise
    return Service(
        settings=settings,
        database=database,
        documents=documents,
        engine=engine,
        search=search,
        aggregation=PatentAggregation(search, engine, settings, today),
        extras=Extras(documents, engine, settings, today),
        scrolling=Scrolling(documents, engine, _cursors(settings, "scrolls"), settings, time.time),
        exporting=Exporting(
            documents, engine, _cursors(settings, "exports", finished_give_way=True), settings, time.time
        ),
        accounts=accounts,
        users=users,
        registration=registration,
        cases=cases,
        portal=Portal.over(documents, engine, cases, today),
        finding=Finding.over(database, case_engine, settings, today_in_japan),
        case_engine=case_engine,
    )


@contextmanager
def open_accounts(settings: Settings) -> Iterator[Accounts]:
    """Open the accounts of a data folder for changes that outlast a power cut."""
    accounts = Accounts.open(settings.data, settings.text("default_plan"), now, durable=True)
    try:
        yield accounts
    finally:
        accounts.close()


@contextmanager
def open_users(settings: Settings) -> Iterator[Users]:
    """Open the registered users for changes that outlast a power cut."""
    with open_accounts(settings) as accounts:
        users = Users.over(accounts.database, settings, now)
        try:
            yield users
        finally:
            users.close()


@contextmanager
def open_registration(settings: Settings) -> Iterator[Registration]:
    """Open registration for changes that outlast a power cut. Raises `StoreError` or `SettingError`."""
    with open_users(settings) as users:
        registration = Registration.over(users, settings, now)
        try:
            yield registration
        finally:
            registration.close()


@contextmanager
def open_tokens(settings: Settings) -> Iterator[Tokens]:
    """Open the tokens for changes."""
    with open_accounts(settings) as accounts:
        yield accounts.tokens


def _cursors(settings: Settings, kind: str, *, finished_give_way: bool = False) -> Cursors:
    return Cursors(settings.data / CURSOR_FOLDER / kind, kind, finished_give_way=finished_give_way)


def index_folder(settings: Settings) -> Path:
    """Return where the index of a data folder lies."""
    return settings.data / INDEX_FOLDER


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def today_in_japan() -> date:
    """Return today's date in Japan, by whose days the retrieval APIs count."""
    return now().astimezone(JAPAN).date()


def today() -> date:
    """Return today's date in UTC."""
    return now().date()
