"""Texts of several sources are chosen as whole records are merged, and documents wait for their neighbours."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tokkyo.derive.merge import merge, merge_texts
from tokkyo.derive.status import status_of
from tokkyo.ingest.doctor import _CHECKS
from tokkyo.model.publication import Claim, ClaimSet, Publication, Text
from tokkyo.model.source import SOURCE_NAMES, SourceRecord, Term
from tokkyo.store.frames import body_of, unpack_body

languages = st.sampled_from(["en", "de", "ja", None])
publications = st.builds(
    Publication,
    abstract=st.lists(st.builds(Text, st.sampled_from("ab"), languages), max_size=2).map(tuple),
    claims=st.lists(st.builds(ClaimSet, st.just((Claim(("x",)),)), languages), max_size=2).map(tuple),
    description=st.none() | st.builds(Text, st.sampled_from("cd"), languages),
)
told = st.dictionaries(st.sampled_from(sorted(SOURCE_NAMES)), publications, min_size=2, max_size=4)


@given(told)
def test_texts_alone_are_merged_as_in_whole_records(told: dict[str, Publication]) -> None:
    whole = merge([SourceRecord(source, publication) for source, publication in told.items()]).publication
    assert body_of(Publication(**merge_texts(list(told.items())))) == body_of(whole)


def test_mixed_text_is_stored_in_the_bytes_of_a_merged_record(bench: Any, invent: Any) -> None:
    docdb = invent("1000001", abstract="Kurz \u201e\u00e4\u201c.")
    office = invent("1000001", source="ep-fulltext", claim="A widget.")
    bench.put(docdb, office)
    body = body_of(merge([docdb, office]).publication)
    ((frame,),) = bench.select("SELECT body FROM document JOIN text ON text.id = text_id")
    assert unpack_body(frame) == body
    assert bench.select("SELECT count(*) FROM text") == [(3,)]


def test_text_of_one_source_that_has_everything_is_shared(bench: Any, invent: Any) -> None:
    whole = invent("1000001", source="ep-fulltext", abstract="Of widgets.", claim="A widget.")
    bench.put(invent("1000001", abstract="Short."), whole)
    assert bench.select("SELECT count(*) FROM text") == [(2,)]
    query = "SELECT source FROM document JOIN source_record USING (publication_id, text_id)"
    assert bench.select(query) == [("ep-fulltext",)]


def test_new_publication_is_found_when_it_is_derived(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001"), derive=False)
    assert bench.store.documents.count() == 1
    assert (bench.find("EP1000001A1"), bench.documents()) == ([], [])
    assert [row for _, _, query, _ in _CHECKS for row in bench.select(query)] == []
    assert bench.derive() == 1
    assert bench.find("EP1000001A1") == [1]
    assert bench.derive() == 0


def test_all_publications_of_an_application_show_one_status() -> None:
    from datetime import date

    def record(kind: str, day: str, days: int | None) -> Any:
        publication = Publication(jurisdiction="US", doc_number="1", kind=kind, date_published=day)
        return merge([SourceRecord("docdb", publication, term=Term(extension_days=days) if days else None)])

    filed, granted, later = (
        record("A1", "2010-01-07", None),
        record("B2", "2012-01-03", 9),
        record("B2", "2013-01-01", 5),
    )
    statuses = [status_of(some, date(2024, 1, 1)) for some in ((filed, granted, later), (later, granted, filed))]
    assert statuses[0] == statuses[1]
    assert statuses[0].facts.term_extension_days == 9
