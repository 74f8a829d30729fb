"""Finding the publications of an application, and the application of a publication, by DOCDB numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tokkyo.engine.port import Engine, PageRequest
from tokkyo.model.jpo.dossiers import ANY_KIND, DatedNumber, DocdbNumber, DossierApplication
from tokkyo.model.numbers import docdb, normal_publication
from tokkyo.model.publication import DocumentId, Publication
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.store.documents import Documents

GRANTED = "GRANTED_PATENT"
MOST_PUBLICATIONS = 100
"""Publications of one application that are looked at: there are hardly ever ten."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Finds publications with their records; safe to call from several threads."""

    documents: Documents
    engine: Engine
    today: Callable[[], date]

    def of_application(self, number: DocdbNumber) -> tuple[Publication, ...]:
        """Return the publications of an application, oldest first; none when it is not stored."""
        wanted = [
            {"term": {"application_reference.jurisdiction": number.office}},
            {"term": {"application_number": number.number}},
        ]
        tree = parse({"bool": {"must": wanted}})
        page = self.engine.search(check(tree, today=self.today()), PageRequest(size=MOST_PUBLICATIONS))
        return self._read([hit.id for hit in page.hits], lambda one: _is_of(one, number))

    def of_publication(self, number: DocdbNumber) -> tuple[Publication, ...]:
        """Return the publications of the application that this number was published of, oldest first."""
        normal = normal_publication(number.office, number.number, number.kind)
        forms = [f"{number.office}{spelling}" for spelling in dict.fromkeys((normal, number.number))]
        if number.kind != ANY_KIND:
            forms = [f"{form}{number.kind}" for form in forms]
        found = self._read(self.documents.find(forms))
        application = application_number(found[0]) if found else None
        return self.of_application(application) or found if application else found

    def members(self, publication: Publication) -> tuple[Publication, ...]:
        """Return the stored publications of a simple family, oldest first; the publication itself is one of them."""
        families = publication.families
        family = families.simple_family if families else None
        lens_ids = [member.lens_id for member in family.members if member.lens_id] if family else []
        ids = [number for lens_id in lens_ids for number in self.documents.find((lens_id,))]
        return self._read(ids) or (publication,)

    def _read(
        self, ids: Sequence[int], wanted: Callable[[Publication], bool] = lambda _: True
    ) -> tuple[Publication, ...]:
        found = (publication for publication, _ in self.documents.publications(ids).values())
        return tuple(sorted(filter(wanted, found), key=_by_date))


def _by_date(publication: Publication) -> tuple[str, str, str]:
    return publication.date_published or "", publication.doc_number or "", publication.kind or ""


def _is_of(publication: Publication, number: DocdbNumber) -> bool:
    reference = _reference(publication)
    kind = reference.kind if reference else None
    return number.kind == ANY_KIND or not kind or kind[:1] == number.kind[:1]


def _reference(publication: Publication) -> DocumentId | None:
    return publication.biblio.application_reference if publication.biblio else None


def application_number(publication: Publication) -> DocdbNumber | None:
    """Return the application number of a publication as its record has it, None where it has none."""
    reference = _reference(publication)
    if reference is None or not reference.doc_number:
        return None
    office = reference.jurisdiction or publication.jurisdiction or ""
    return DocdbNumber(office, reference.doc_number, reference.kind or "A")


def publication_number(publication: Publication) -> str:
    """Return the publication number in DOCDB's form, parts joined by points."""
    office = publication.jurisdiction or ""
    return str(DocdbNumber(office, docdb(office, publication.doc_number or ""), publication.kind or ""))


def application_of(publications: Sequence[Publication]) -> DossierApplication:
    """Return the application that some publications, at least one, were published of."""
    first = publications[0]
    number, reference = application_number(first), _reference(first)
    dated = DatedNumber(str(number or ""), (reference.date if reference else "") or "")
    return DossierApplication(
        number.office if number else first.jurisdiction or "",
        dated,
        tuple(_dated(one) for one in publications if one.publication_type != GRANTED),
        tuple(_dated(one) for one in publications if one.publication_type == GRANTED),
    )


def _dated(publication: Publication) -> DatedNumber:
    return DatedNumber(publication_number(publication), publication.date_published or "")


def applications(publications: Iterable[Publication]) -> tuple[DossierApplication, ...]:
    """Return the applications that some publications were published of: by office, day and number, as JPO does."""
    groups: dict[str, list[Publication]] = {}
    for one in publications:
        groups.setdefault(str(application_number(one) or publication_number(one)), []).append(one)
    found = (application_of(group) for group in groups.values())
    return tuple(sorted(found, key=lambda one: (one.office, one.application.date, one.application.number)))
