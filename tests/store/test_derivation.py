"""Families, cited-by and legal status of stored publications; small batches give what one pass gives."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tokkyo.ingest import derivation
from tokkyo.model.publication import decode
from tokkyo.model.source import LegalEvent, SourceRecord
from tokkyo.settings import defaults
from tokkyo.store.store import Store


def members(record: dict[str, Any], kind: str = "simple") -> list[str]:
    family = record["families"][f"{kind}_family"]
    assert family["size"] == len(family["members"])
    ids = [member["document_id"] for member in family["members"]]
    return [f"{one['jurisdiction']}{one['doc_number']}{one['kind']}" for one in ids]


def test_lone_publication_is_its_own_family(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001"))
    record = bench.get("EP1000001A1")
    assert members(record) == members(record, "extended") == ["EP1000001A1"]
    assert record["families"]["simple_family"]["members"][0]["lens_id"] == record["lens_id"]


def test_same_priorities_are_a_simple_family_and_shared_ones_an_extended_one(bench: Any, invent: Any) -> None:
    bench.put(
        invent("1000001", priorities=["US 1 A", "US 2 P"]),
        invent("2000001", jurisdiction="JP", kind="A", priorities=["US 2 P", "US 1 A"], day="2011-01-01"),
        invent("1000002", priorities=["US 2 P"]),
        invent("1000003", priorities=["US 2 A"]),
    )
    record = bench.get("EP1000001A1")
    assert members(record) == ["JP2000001A", "EP1000001A1"]
    assert members(record, "extended") == ["JP2000001A", "EP1000001A1", "EP1000002A1"]
    assert members(bench.get("EP1000003A1"), "extended") == ["EP1000003A1"]
    facts = [bench.facts(f"EP100000{n}A1") for n in (1, 2)]
    assert facts[0].extended_family_id == facts[1].extended_family_id
    assert facts[0].simple_family_id != facts[1].simple_family_id


def test_active_priorities_decide_where_the_source_names_them(bench: Any, invent: Any) -> None:
    bench.put(
        invent("1000001", priorities=["US 1 A", "US 2 A"], active_priorities=("US 1 A",)),
        invent("1000002", priorities=["US 1 A"]),
    )
    assert members(bench.get("EP1000001A1")) == ["EP1000001A1", "EP1000002A1"]


def test_docdb_family_comes_before_priorities(bench: Any, invent: Any) -> None:
    bench.put(
        invent("1000001", priorities=["US 1 A"], family_id=7),
        invent("1000002", priorities=["US 9 A"], family_id=7),
        invent("1000003", priorities=["US 1 A"], source="ep-fulltext"),
        invent("1000004", priorities=["US 1 A"], family_id=8),
    )
    assert members(bench.get("EP1000002A1")) == ["EP1000001A1", "EP1000002A1", "EP1000003A1"]
    assert members(bench.get("EP1000004A1")) == ["EP1000004A1"]


def test_application_without_priorities_ties_its_publications_and_those_that_claim_it(bench: Any, invent: Any) -> None:
    bench.put(
        invent("20110001234", "A1", jurisdiction="US", application="201113000001"),
        invent("8400001", "B2", jurisdiction="US", application="201113000001", day="2013-01-01"),
        invent("1000001", priorities=["US 201113000001 A"], application="11000001"),
    )
    assert members(bench.get("US8400001B2")) == ["US20110001234A1", "EP1000001A1", "US8400001B2"]


def test_inpadoc_family_id_ties_extended_families(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", extended_family_id=5), invent("1000002", extended_family_id=5))
    assert members(bench.get("EP1000001A1"), "extended") == ["EP1000001A1", "EP1000002A1"]


def test_cited_and_citing(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001"), invent("1000002", cites=[("EP", "1000001", "A1"), ("EP", "9999999", "A1")]))
    cited, citing = bench.get("EP1000001A1"), bench.get("EP1000002A1")
    assert cited["biblio"]["cited_by"] == {
        "patents": [
            {"document_id": {"jurisdiction": "EP", "doc_number": "1000002", "kind": "A1"}, "lens_id": citing["lens_id"]}
        ],
        "patent_count": 1,
    }
    first, second = citing["biblio"]["references_cited"]["citations"]
    assert first["patcit"]["lens_id"] == cited["lens_id"]
    assert "lens_id" not in second["patcit"]
    assert citing["biblio"]["references_cited"]["patent_count"] == 2


def test_cited_publication_that_comes_later_or_goes(bench: Any, invent: Any) -> None:
    bench.put(invent("1000002", cites=[("EP", "1000001", None)]))
    bench.put(*(invent(str(3000000 + n)) for n in range(60)))
    bench.put(invent("1000001"))
    assert bench.get("EP1000001A1")["biblio"]["cited_by"]["patent_count"] == 1
    bench.put(invent("1000001", deleted=True, exchanged="2030-01-01"))
    (citation,) = bench.get("EP1000002A1")["biblio"]["references_cited"]["citations"]
    assert "lens_id" not in citation["patcit"]


def test_legal_status_is_that_of_the_application(bench: Any, invent: Any) -> None:
    event = LegalEvent("EP", "PG25", "2016-01-01", event_class="H", influence="-")
    bench.put(
        invent("1000001", "A1", application="11000001"),
        invent("1000001", "B1", application="11000001", day="2013-12-25", events=(event,)),
    )
    assert bench.get("EP1000001A1")["legal_status"]["grant_date"] == "2013-12-25"
    assert bench.get("EP1000001A1")["publication_type"] == "PATENT_APPLICATION"
    assert bench.get("EP1000001B1")["publication_type"] == "GRANTED_PATENT"


def test_derived_changes_give_new_versions_only_where_something_changed(bench: Any, invent: Any) -> None:
    bench.put(*(invent(str(1000001 + n), priorities=[f"US {n} A"]) for n in range(60)))
    before = bench.versions()
    bench.put(invent("2000001", priorities=["US 5 A"]))
    after = bench.versions()
    assert {number for number in before if before[number] != after[number]} == {6}
    assert bench.derive(everything=True) == 0
    assert bench.versions() == after


def test_lone_lens_record_comes_back_as_it_went_in(shared: Path, tmp_path: Path) -> None:
    from datetime import date

    from tokkyo.store.fresh import RecordPacker
    from tokkyo.store.writing import Writer

    files = sorted((shared / "data" / "lens-json-full").glob("*.json"))
    for number, file in enumerate(files):
        content = json.loads(file.read_bytes())
        raw = content["data"][0] if "data" in content else content
        publication = decode(msgspec.json.encode(raw))
        with Store.open(tmp_path / str(number), defaults(), write=True) as store:
            with store.transaction() as cursor:
                packer = RecordPacker(3, date(2024, 1, 1))
                Writer().put(cursor, [packer.pack(SourceRecord("lens", publication))])
            derivation.Derivation(store, 3, date(2024, 1, 1)).run()
            (found,) = store.documents.get_many([1])
        assert decode(found) == publication
    print(f"{len(files)} Lens records came back unchanged")


numbers = st.integers(0, 7)
steps = st.lists(
    st.lists(
        st.tuples(
            numbers,
            st.frozensets(st.integers(0, 4), max_size=2),
            st.none() | st.integers(0, 2),
            st.lists(numbers, max_size=2),
            st.none() | st.integers(0, 2),
            st.booleans(),
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("large", [0.0, 2.0])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_small_batches_give_what_one_pass_gives(
    large: float, invent: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, batches: Any
) -> None:
    from datetime import date

    from tokkyo.store.fresh import RecordPacker
    from tokkyo.store.writing import Writer

    monkeypatch.setattr(derivation, "LARGE_SHARE", large)
    today, version = date(2024, 1, 1), 0
    with Store.open(tmp_path_factory.mktemp("store"), defaults(store_synchronous="OFF"), write=True) as store:
        for batch in batches:
            records = []
            for number, priorities, family, cites, application, deleted in batch:
                version += 1
                records.append(
                    invent(
                        str(1000000 + number // 2),
                        f"A{number % 2 + 1}",
                        priorities=[f"US {p} A" for p in sorted(priorities)],
                        family_id=family,
                        cites=[("EP", str(1000000 + c // 2), (None, f"A{c % 2 + 1}", "A")[c % 3]) for c in cites],
                        application=None if application is None else f"55{application}",
                        deleted=deleted and version % 3 == 0,
                        exchanged=f"2024-01-01-{version:04}",
                    )
                )
            with store.transaction() as cursor:
                packer = RecordPacker(3, today)
                Writer().put(cursor, [packer.pack(record) for record in records])
            derivation.Derivation(store, 3, today).run()
        ids = [number for number, _ in store.documents.ids()]
        before = store.documents.get_many(ids)
        assert derivation.Derivation(store, 3, today).run(everything=True) == 0
        assert store.documents.get_many(ids) == before
