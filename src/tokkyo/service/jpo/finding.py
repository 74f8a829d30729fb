"""What Tokkyo adds beside the retrieval APIs: searching cases, finding them by any number, following their changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tokkyo.engine.port import Engine
from tokkyo.service.jpo.numbers import CaseNumbers
from tokkyo.service.jpo.record import CaseRecords
from tokkyo.service.jpo.search import CaseSearch
from tokkyo.settings import Settings
from tokkyo.store.database import Database
from tokkyo.store.jpo.answers import Answers
from tokkyo.store.jpo.cases import Cases as StoredCases
from tokkyo.store.jpo.tables import JpoTables


@dataclass(frozen=True, slots=True)
class Finding:
    """The use cases of `/api/cases/v1` over one store; safe to share between threads. `today` is the day in Japan."""

    search: CaseSearch
    numbers: CaseNumbers
    changes: StoredCases
    records: CaseRecords
    today: Callable[[], date]

    @classmethod
    def over(
        cls, database: Database, engine: Engine | None, settings: Settings, today: Callable[[], date]
    ) -> "Finding":
        """Return the use cases over an open store; `engine` holds its cases, None where they are not indexed."""
        rows, stored = JpoTables(database), StoredCases(database)
        records = CaseRecords.over(rows, database.snapshot)
        search = CaseSearch(records, engine, settings, today)
        return cls(search, CaseNumbers(rows, stored, Answers(database), search), stored, records, today)
