"""The use cases of the retrieval APIs over one open store."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK
from tokkyo.service.jpo.designs import DesignCases
from tokkyo.service.jpo.documents import CaseDocuments, Exists
from tokkyo.service.jpo.patents import PatentCases
from tokkyo.service.jpo.rows import CaseRows
from tokkyo.service.jpo.trademarks import TrademarkCases
from tokkyo.store.database import Database
from tokkyo.store.jpo.answers import Answers
from tokkyo.store.jpo.bodies import Bodies
from tokkyo.store.jpo.tables import JpoTables


class LawCases(Protocol):
    """What the cases of every law have."""

    def priorities(self, application: str) -> object | None:
        """Return the priority claims of a case, None for a case that is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Cases:
    """Everything the JPO face asks of cases; safe to share between threads.

    `rows` are the tables of the standardized data, `answers` the recorded answers of the real service, which win for
    the same call, `documents` the files of documents; the others assemble answers from the tables. Within a block of
    `snapshot()` all of them tell one state of the store, which must not be awaited in.
    """

    snapshot: Callable[[], AbstractContextManager[None]]
    rows: CaseRows
    answers: Answers
    documents: CaseDocuments
    patents: PatentCases
    designs: DesignCases
    trademarks: TrademarkCases

    @classmethod
    def over(cls, database: Database, now: Callable[[], datetime]) -> "Cases":
        """Return the use cases over an open store; `now` gives aware times."""
        rows, answers = JpoTables(database), Answers(database)
        laws = PatentCases(rows), DesignCases(rows), TrademarkCases(rows)
        documents = CaseDocuments(answers, Bodies(database), _existence(*laws), now)
        return cls(database.snapshot, rows, answers, documents, *laws)

    def exists(self, law: str, application: str) -> bool:
        """Return whether the tables know a case."""
        return _existence(self.patents, self.designs, self.trademarks)(law, application)


def _existence(patents: LawCases, designs: LawCases, trademarks: LawCases) -> Exists:
    laws: Mapping[str, LawCases] = {PATENT: patents, DESIGN: designs, TRADEMARK: trademarks}

    def exists(law: str, application: str) -> bool:
        return laws[law].priorities(application) is not None

    return exists
