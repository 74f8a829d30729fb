"""Everything the OPD-API asks of the store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tokkyo.engine.port import Engine
from tokkyo.model.jpo.apis import OPD
from tokkyo.service.jpo.cases import Cases
from tokkyo.service.jpo.opd.contents import DossierContents
from tokkyo.service.jpo.opd.dossiers import Dossiers
from tokkyo.service.jpo.opd.finding import Finding
from tokkyo.store.documents import Documents
from tokkyo.store.jpo.answers import Answers


@dataclass(frozen=True, slots=True)
class Portal:
    """Recorded answers of the real service, which win for the same call, and what the store tells."""

    answers: Answers
    dossiers: Dossiers
    contents: DossierContents

    @classmethod
    def over(cls, documents: Documents, engine: Engine, cases: Cases, today: Callable[[], date]) -> "Portal":
        """Return the portal over an open store and its index."""
        finding = Finding(documents, engine, today)
        return cls(cases.answers, Dossiers(finding, cases.patents), DossierContents(finding, cases.documents))

    def recorded(self, api: str, key: str) -> bytes | None:
        """Return the recorded answer to a call."""
        found = self.answers.find(OPD, api, key)
        return found.body if found else None
