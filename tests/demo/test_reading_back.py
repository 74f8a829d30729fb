"""The readers understand all of the corpus."""

from collections import Counter, defaultdict

import pytest

from tokkyo.formats.reading import Found, Problem, read
from tokkyo.model.publication import Publication
from tokkyo.settings import defaults

Readings = tuple[dict[tuple[str | None, ...], dict[str, Publication]], list[Problem]]


@pytest.fixture(scope="module")
def readings(corpus) -> Readings:
    found: dict[tuple[str | None, ...], dict[str, Publication]] = defaultdict(dict)
    problems = []
    for item in read([corpus.folder], defaults()):
        if isinstance(item, Problem):
            problems.append(item)
        elif isinstance(item, Found):
            one = item.record.publication
            found[one.jurisdiction, one.doc_number, one.kind, one.date_published][item.record.source] = one
    return found, problems


def test_reading_gives_every_publication_and_no_problem(corpus, readings: Readings) -> None:
    found, problems = readings
    assert problems == []
    assert len(found) == corpus.written.publications


def test_every_source_is_there(readings: Readings) -> None:
    sources = Counter(source for told in readings[0].values() for source in told)
    assert {"uspto-grant", "uspto-application", "docdb", "lens", "ops-family", "ops-legal"} == sources.keys()


def test_sources_agree_on_application_and_priorities(readings: Readings) -> None:
    compared = 0
    for told in readings[0].values():
        versions = [told[name] for name in ("uspto-grant", "uspto-application", "docdb", "lens") if name in told]
        for other in versions[1:]:
            first, second = versions[0].biblio, other.biblio
            assert first
            assert second
            assert first.application_reference == second.application_reference
            assert _priorities(first) == _priorities(second)
            compared += 1
    assert compared > 10


def test_citations_are_found_among_the_publications(readings: Readings) -> None:
    numbers = {key[:2] for key in readings[0]}
    for told in readings[0].values():
        for one in told.values():
            cited = one.biblio.references_cited if one.biblio else None
            for citation in cited.citations if cited else ():
                if citation.patcit and citation.patcit.document_id:
                    number = citation.patcit.document_id
                    assert (number.jurisdiction, number.doc_number) in numbers


def _priorities(biblio) -> set[tuple[str | None, ...]]:
    claims = biblio.priority_claims.claims if biblio.priority_claims else ()
    return {(claim.jurisdiction, claim.doc_number, claim.kind, claim.date) for claim in claims}
