"""Stores in temporary folders, and invented records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tokkyo.ingest.derivation import Derivation
from tokkyo.model.facts import Facts
from tokkyo.model.publication import (
    Bibliography,
    Citation,
    Claim,
    ClaimSet,
    DocumentId,
    PatentCitation,
    PriorityClaim,
    PriorityClaims,
    Publication,
    ReferencesCited,
    Text,
)
from tokkyo.model.source import SourceRecord
from tokkyo.settings import defaults
from tokkyo.store.fresh import RecordPacker
from tokkyo.store.store import Store
from tokkyo.store.writing import Outcome, Writer

TODAY = date(2024, 5, 1)
Cited = tuple[str, str, str | None]


class Invented:
    """Makes source records of publications that do not exist."""

    def __call__(
        self,
        number: str,
        kind: str | None = "A1",
        *,
        jurisdiction: str = "EP",
        source: str = "docdb",
        title: str = "Widget",
        cites: Sequence[Cited] = (),
        priorities: Sequence[str] = (),
        application: str | None = None,
        day: str = "2012-07-04",
        claim: str | None = None,
        abstract: str | None = None,
        lens_id: str | None = None,
        **more: Any,
    ) -> SourceRecord:
        citations = [Citation(n, PatentCitation(DocumentId(*cited))) for n, cited in enumerate(cites, 1)]
        claims = tuple(PriorityClaim(*text.split()) for text in priorities)
        biblio = Bibliography(
            invention_title=(Text(title, "en"),),
            application_reference=DocumentId(jurisdiction, application) if application else None,
            priority_claims=PriorityClaims(claims) if claims else None,
            references_cited=ReferencesCited(tuple(citations)) if citations else None,
        )
        publication = Publication(
            lens_id=lens_id,
            jurisdiction=jurisdiction,
            doc_number=number,
            kind=kind,
            date_published=day,
            biblio=biblio,
            abstract=(Text(abstract, "en"),) if abstract else (),
            claims=(ClaimSet((Claim((claim,)),), "en"),) if claim else (),
        )
        return SourceRecord(source, publication, **more)


@dataclass
class Bench:
    """A store with what tests do to it."""

    store: Store
    folder: Path

    def put(self, *records: SourceRecord, derive: bool = True) -> Outcome:
        with self.store.transaction() as cursor:
            packer = RecordPacker(3, TODAY)
            outcome = Writer().put(cursor, [packer.pack(record) for record in records])
        if derive:
            self.derive()
        return outcome

    def derive(self, *, everything: bool = False) -> int:
        return Derivation(self.store, 3, TODAY).run(everything=everything)

    def find(self, form: str) -> list[int]:
        return self.store.documents.find([form])

    def get(self, form: str) -> dict[str, Any]:
        """The newest record that answers to a form."""
        found = self.store.documents.get_many(self.find(form)[:1])
        decoded: dict[str, Any] = msgspec.json.decode(found[0])
        return decoded

    def facts(self, form: str) -> Facts:
        facts = self.store.documents.get_facts(self.find(form)[0])
        assert facts is not None
        return facts

    def versions(self) -> dict[int, int]:
        return dict(self.store.documents.ids())

    def select(self, query: str) -> list[tuple[Any, ...]]:
        return self.store.database.cursor().execute(query).fetchall()

    def documents(self) -> list[bytes]:
        return self.store.documents.get_many(list(self.versions()))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Store.open(tmp_path, defaults(store_synchronous="OFF"), write=True) as store:
        yield Bench(store, tmp_path)


@pytest.fixture
def invent() -> Invented:
    return Invented()
