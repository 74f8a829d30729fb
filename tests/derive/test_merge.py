"""The precedence table row by row, and how facts come together."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tokkyo.derive.merge import merge
from tokkyo.derive.precedence import DEFAULT, PRECEDENCE, Precedence
from tokkyo.model.publication import (
    Agent,
    Applicant,
    AssistantExaminer,
    Bibliography,
    Citation,
    CitedBy,
    Claim,
    ClaimSet,
    Classification,
    Classifications,
    DocumentId,
    Examiners,
    Families,
    Family,
    Inventor,
    LegalStatus,
    LiteratureCitation,
    Member,
    Name,
    Owner,
    Parties,
    PatentCitation,
    PriorityClaim,
    PriorityClaims,
    Publication,
    ReferencesCited,
    SequenceListing,
    Text,
)
from tokkyo.model.source import ClaimLink, LegalEvent, Paragraph, SourceRecord, Term


def value(path: str, mark: str) -> Any:
    """A value for a part of the record that tells which source it is from."""
    name = path.rpartition(".")[2]
    made: dict[str, Any] = {
        "docdb_id": len(mark),
        "publication_reference": DocumentId(doc_number=mark),
        "application_reference": DocumentId(doc_number=mark),
        "priority_claims": PriorityClaims((PriorityClaim(doc_number=mark),)),
        "invention_title": (Text(mark, "en"),),
        "applicants": (Applicant(extracted_name=Name(mark)),),
        "inventors": (Inventor(extracted_name=Name(mark)),),
        "agents": (Agent(extracted_name=Name(mark)),),
        "owners_all": (Owner(extracted_name=Name(mark)),),
        "examiners": Examiners(assistant_examiner=AssistantExaminer(Name(mark))),
        "references_cited": ReferencesCited((Citation(nplcit=LiteratureCitation(mark)),)),
        "cited_by": CitedBy((Member(lens_id=mark),)),
        "simple_family": Family(members=(Member(lens_id=mark),)),
        "extended_family": Family(members=(Member(lens_id=mark),)),
        "sequence_listing": SequenceListing(sequence_types=(mark,)),
        "legal_status": LegalStatus(patent_status=mark),
        "abstract": (Text(mark, "en"),),
        "claims": (ClaimSet((Claim((mark,)),), "en"),),
        "description": Text(mark, "en"),
    }
    if name.startswith("classifications_"):
        return Classifications((Classification(mark),))
    return made.get(name, mark)


def record(source: str, path: str, mark: str | None = None) -> SourceRecord:
    """A record of a source that has one part only."""
    head, _, rest = path.partition(".")
    held: Any = value(path, mark or source)
    if rest.startswith("parties."):
        held = Bibliography(parties=Parties(**{rest.removeprefix("parties."): held}))
    elif head == "biblio":
        held = Bibliography(**{rest: held})
    elif head == "families":
        held = Families(**{rest: held})
    return SourceRecord(source, Publication(**{head: held}))


def part(publication: Publication, path: str) -> Any:
    found: Any = publication
    for name in path.split("."):
        found = getattr(found, name)
    return found


@pytest.mark.parametrize("row", PRECEDENCE, ids=lambda row: row.path)
def test_best_source_wins(row: Precedence) -> None:
    best, *others = row.order
    records = [record(source, row.path) for source in (*others, best)]
    assert part(merge(records).publication, row.path) == value(row.path, best)


@pytest.mark.parametrize("row", PRECEDENCE, ids=lambda row: row.path)
def test_a_source_that_lacks_the_part_takes_no_place(row: Precedence) -> None:
    best, *_, last = row.order
    merged = merge([SourceRecord(best, Publication()), record(last, row.path)])
    assert part(merged.publication, row.path) == value(row.path, last)


def test_table_names_known_sources_gives_reasons_and_has_each_part_once() -> None:
    assert len({row.path for row in PRECEDENCE}) == len(PRECEDENCE)
    assert all(row.reason and set(row.order) == set(DEFAULT) for row in PRECEDENCE)


def titled(source: str, *titles: tuple[str, str | None]) -> SourceRecord:
    return SourceRecord(source, Publication(biblio=Bibliography(invention_title=tuple(Text(*t) for t in titles))))


def test_titles_in_missing_languages_are_added() -> None:
    merged = merge([titled("marec", ("Gerät", "de"), ("Thing", "en"), ("?", None)), titled("docdb", ("Device", "en"))])
    assert merged.publication.biblio is not None
    assert merged.publication.biblio.invention_title == (Text("Device", "en"), Text("Gerät", "de"))


def citing(source: str, count: int, category: tuple[str, ...] = ()) -> SourceRecord:
    rows = tuple(Citation(n, PatentCitation(DocumentId("US", str(n))), category=category) for n in range(count))
    return SourceRecord(source, Publication(biblio=Bibliography(references_cited=ReferencesCited(rows))))


@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [((2, ()), (3, ()), 1), ((3, ()), (3, ("X",)), 1), ((3, ()), (3, ()), 0), ((3, ("X",)), (2, ("X",)), 0)],
)
def test_richest_citations_win(first: Any, second: Any, winner: int) -> None:
    records = [citing("docdb", *first), citing("uspto-grant", *second)]
    assert merge(records).publication.biblio == records[winner].publication.biblio


def test_events_of_all_sources_once_each_by_date() -> None:
    grant = LegalEvent("EP", "B1", "2012-01-01", "GRANT")
    same, lapse = replace(grant, description="granted"), LegalEvent("EP", "PG25", "2011-01-01")
    merged = merge(
        [
            SourceRecord("ops-legal", Publication(), events=(lapse, same)),
            SourceRecord("marec", Publication(), events=(grant, grant)),
        ]
    )
    assert merged.facts.events == (lapse, grant, grant)
    assert merged.facts.has_inpadoc


def test_claim_links_and_paragraphs_follow_their_texts() -> None:
    def full(source: str, mark: int) -> SourceRecord:
        return SourceRecord(
            source,
            Publication(claims=(ClaimSet((), "en"),), description=Text(source)),
            claim_links=(ClaimLink(mark),),
            paragraphs=(Paragraph(mark),),
        )

    merged = merge([full("marec", 1), full("uspto-grant", 2)])
    assert merged.publication.description == Text("uspto-grant")
    assert merged.facts.claim_links == (ClaimLink(2),)
    assert merged.facts.paragraphs == (Paragraph(2),)
    assert merged.facts.has_full_text


@pytest.mark.parametrize(
    ("source", "parts", "expected"),
    [
        ("uspto-grant", ("claims", "description"), True),
        ("uspto-grant", ("claims",), False),
        ("google", ("claims", "description"), False),
        ("lens", ("claims", "description"), True),
    ],
)
def test_full_text_is_claims_and_description_of_the_office(source: str, parts: tuple[str, ...], expected: bool) -> None:
    made = Publication(**{name: value(name, "x") for name in parts})
    assert merge([SourceRecord(source, made)]).facts.has_full_text is expected


def test_facts_of_several_sources() -> None:
    merged = merge(
        [
            SourceRecord(
                "uspto-grant", Publication(), created="2024-02-01", term=Term(extension_days=9), states=("DE",)
            ),
            SourceRecord("docdb", Publication(), created="2024-01-01", family_id=7, states=("FR", "DE")),
        ]
    )
    assert merged.family_id == 7
    assert merged.term == Term(extension_days=9)
    assert merged.facts.created == "2024-01-01"
    assert merged.facts.sources == ("docdb", "uspto-grant")
    assert merged.facts.states == ("FR", "DE")
    assert (merged.facts.has_docdb, merged.facts.has_inpadoc) == (True, False)


def test_lone_record_is_passed_on_as_it_is() -> None:
    publication = Publication(lens_id="x", legal_status=LegalStatus(patent_status="ACTIVE"))
    assert merge([SourceRecord("lens", publication)]).publication is publication


@given(st.permutations(DEFAULT))
def test_order_of_records_does_not_matter(order: list[str]) -> None:
    records = {source: titled(source, (source, "en"), (source, source[:2])) for source in order}
    assert merge([records[source] for source in order]) == merge([records[source] for source in DEFAULT])
