"""What the store promises: ids, versions, bytes in wire order, finding by number, refusals."""

import sqlite3
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tokkyo.errors import StoreError
from tokkyo.settings import defaults
from tokkyo.store import schema
from tokkyo.store.database import store_path
from tokkyo.store.frames import Packer, unpack_body, unpack_head
from tokkyo.store.store import Store, set_note


def test_record_comes_back_as_wire_json(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", claim="A widget.", abstract="Of widgets."))
    (whole,) = bench.store.documents.get_many([1])
    record = msgspec.json.decode(whole)
    assert list(record) == [
        *("lens_id", "jurisdiction", "doc_number", "kind", "date_published", "doc_key", "biblio", "families"),
        *("legal_status", "abstract", "claims", "publication_type"),
    ]
    assert record["claims"] == [{"claims": [{"claim_text": ["A widget."]}], "lang": "en"}]
    assert record["doc_key"] == "EP_1000001_A1_20120704"
    assert record["publication_type"] == "PATENT_APPLICATION"


def test_heads_are_records_without_texts(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", claim="A widget.", abstract="Of widgets."))
    whole, head = (
        msgspec.json.decode(read([1])[0]) for read in (bench.store.documents.get_many, bench.store.documents.get_heads)
    )
    del whole["abstract"], whole["claims"]
    assert head == whole


def test_order_of_ids_is_kept_and_unknown_ids_are_left_out(bench: Any, invent: Any) -> None:
    bench.put(*(invent(str(1000001 + n)) for n in range(5)))
    found = [msgspec.json.decode(record)["doc_number"] for record in bench.store.documents.get_many([4, 99, 2, 5])]
    assert found == ["1000004", "1000002", "1000005"]
    assert bench.store.documents.get_many([]) == []


def test_versions_rise_and_changes_follow_them(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001"), invent("1000002"))
    before = bench.store.documents.sequence()
    bench.put(invent("1000001", title="Better widget"))
    (change,) = bench.store.documents.changes(before, 10)
    assert (change.id, change.deleted) == (1, False)
    assert change.seq > before
    assert bench.store.documents.changes(change.seq, 10) == []


def test_same_record_again_changes_nothing(bench: Any, invent: Any) -> None:
    records = [invent("1000001", claim="A widget."), invent("1000002", cites=[("EP", "1000001", "A1")])]
    bench.put(*records)
    before = bench.versions(), bench.documents()
    outcome = bench.put(*records)
    assert (outcome.stored, outcome.unchanged) == (0, 2)
    assert (bench.versions(), bench.documents()) == before


def test_same_record_from_another_file_is_no_change(bench: Any, invent: Any) -> None:
    from tokkyo.model.source import Provenance

    bench.put(invent("1000001", provenance=Provenance("a.xml", "", 1)))
    assert bench.put(invent("1000001", provenance=Provenance("b.xml", "", 2))).unchanged == 1


@pytest.mark.parametrize(
    ("stored", "given", "taken"),
    [
        ("2024-01-02", "2024-01-01", False),
        ("2024-01-01", "2024-01-02", True),
        (None, None, True),
        ("2024-01-01", None, True),
    ],
)
def test_older_version_of_a_source_does_not_replace_a_newer_one(
    bench: Any, invent: Any, stored: str | None, given: str | None, taken: bool
) -> None:
    bench.put(invent("1000001", title="First", exchanged=stored))
    bench.put(invent("1000001", title="Second", exchanged=given))
    assert bench.get("EP1000001A1")["biblio"]["invention_title"][0]["text"] == ("Second" if taken else "First")


def test_two_undated_versions_do_not_turn_round_and_round(bench: Any, invent: Any) -> None:
    both = [invent("1000001", title="First"), invent("1000001", title="Second")]
    bench.put(*both)
    assert bench.put(*both).stored == 0
    assert bench.get("EP1000001A1")["biblio"]["invention_title"][0]["text"] == "Second"


def test_delete_message_removes_its_source_only(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001"), invent("1000001", source="ep-fulltext", claim="A widget."))
    bench.put(invent("1000001", deleted=True, exchanged="2024-01-01"))
    assert bench.facts("EP1000001A1").sources == ("ep-fulltext",)
    bench.put(invent("1000001", source="ep-fulltext", deleted=True))
    assert bench.find("EP1000001A1") == []
    assert bench.store.documents.count() == 0
    assert [change.deleted for change in bench.store.documents.changes(0, 9)] == [True]
    assert bench.select("SELECT count(*) FROM text") == [(0,)]


def test_deleted_publication_comes_back_under_its_id(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", exchanged="2024-01-01"), invent("1000002"))
    lens_id = bench.get("EP1000001A1")["lens_id"]
    bench.put(invent("1000001", deleted=True, exchanged="2024-01-02"))
    bench.put(invent("1000001", exchanged="2024-01-01"))
    assert bench.find("EP1000001A1") == []
    bench.put(invent("1000001", title="Back", exchanged="2024-01-03", claim="A widget."), invent("1000003"))
    assert bench.find("EP1000001A1") == [1]
    assert bench.get("EP1000001A1")["lens_id"] == lens_id
    assert bench.find("EP1000003A1") == [3]


def test_delete_of_the_unknown_is_no_change(bench: Any, invent: Any) -> None:
    assert bench.put(invent("1000001", deleted=True)).unchanged == 1
    assert bench.store.documents.sequence() == 0


@pytest.mark.parametrize(
    "form",
    ["US20040068806A1", "US20040068806", "20040068806", "US2004068806A1", "US2004068806A", "US20040068806A120040415"],
)
def test_any_spelling_finds_a_publication(bench: Any, invent: Any, form: str) -> None:
    bench.put(invent("20040068806", jurisdiction="US", day="2004-04-15"), invent("1000002"))
    assert bench.find(form) == [1]


@pytest.mark.parametrize("form", ["US20040068806B1", "EP20040068806", "0068806", "", "A1", "'; DROP TABLE number; --"])
def test_other_numbers_find_nothing(bench: Any, invent: Any, form: str) -> None:
    bench.put(invent("20040068806", jurisdiction="US"))
    assert bench.find(form) == []


def test_number_without_kind_finds_the_newest_first(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", "B1", day="2015-01-01"), invent("1000001", "A1", day="2012-01-01"))
    assert bench.find("EP1000001") == [1, 2]


def test_lens_id_is_found_with_and_without_dashes(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001"))
    lens_id = bench.get("EP1000001A1")["lens_id"]
    assert bench.find(lens_id) == bench.find(lens_id.replace("-", "")) == [1]


def test_id_of_a_lens_record_wins_and_the_derived_one_lives_on(bench: Any, invent: Any) -> None:
    bench.put(
        invent("1000001"), invent("1000002", priorities=["US 1 A"]), invent("1000001", "B1", priorities=["US 1 A"])
    )
    derived = bench.get("EP1000001A1")["lens_id"]
    bench.put(invent("1000001", source="lens", lens_id="016-630-130-923-274"))
    assert bench.get("EP1000001A1")["lens_id"] == "016-630-130-923-274"
    assert bench.find(derived) == [1]
    assert bench.facts("EP1000001A1").lens_id_aliases == (derived,)


def test_new_id_shows_in_the_families_of_others(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", priorities=["US 1 A"]), invent("1000001", "B1", priorities=["US 1 A"]))
    bench.put(invent("1000001", source="lens", lens_id="016-630-130-923-274", priorities=["US 1 A"]))
    members = bench.get("EP1000001B1")["families"]["simple_family"]["members"]
    assert "016-630-130-923-274" in [member["lens_id"] for member in members]


def test_derived_id_gives_way_to_a_lens_record(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001"))
    derived = bench.get("EP1000001A1")["lens_id"]
    bench.put(invent("1000002", source="lens", lens_id=derived))
    assert bench.get("EP1000002A1")["lens_id"] == derived
    assert bench.get("EP1000001A1")["lens_id"] != derived


def test_lens_id_given_twice_stays_with_the_first(bench: Any, invent: Any) -> None:
    bench.put(*(invent(number, source="lens", lens_id="016-630-130-923-274") for number in ("1000001", "1000002")))
    assert bench.get("EP1000001A1")["lens_id"] == "016-630-130-923-274"
    assert bench.get("EP1000002A1")["lens_id"] != "016-630-130-923-274"


def test_record_without_kind_adds_to_the_publication_of_its_number(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", "B1"), invent("1000001", None, source="ops-claims", claim="A widget."))
    assert bench.store.documents.count() == 1
    assert bench.get("EP1000001B1")["claims"]


def test_later_source_improves_a_record(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", abstract="Short."))
    bench.put(invent("1000001", source="ep-fulltext", title="Plain", abstract="Long and whole.", claim="A widget."))
    record = bench.get("EP1000001A1")
    assert record["biblio"]["invention_title"][0]["text"] == "Widget"
    assert record["abstract"][0]["text"] == "Long and whole."
    assert record["claims"]
    assert bench.facts("EP1000001A1").sources == ("docdb", "ep-fulltext")


def test_texts_are_stored_once_and_dropped_when_replaced(bench: Any, invent: Any) -> None:
    bench.put(invent("1000001", claim="One."))
    assert bench.select("SELECT count(*) FROM text") == [(1,)]
    bench.put(invent("1000001", claim="Two."))
    assert bench.select("SELECT count(*) FROM text") == [(1,)]
    bench.put(invent("1000001", source="ep-fulltext", claim="Three."))
    assert bench.select("SELECT count(*) FROM text") == [(2,)]
    assert bench.get("EP1000001A1")["claims"][0]["claims"] == [{"claim_text": ["Three."]}]
    bench.put(invent("1000001", source="docdb", abstract="Mixed."))
    assert bench.select("SELECT count(*) FROM text") == [(3,)]
    bench.put(invent("1000001", source="docdb"))
    assert bench.select("SELECT count(*) FROM text") == [(1,)]


def test_transaction_that_fails_leaves_nothing(bench: Any, invent: Any) -> None:
    def fail() -> None:
        with bench.store.transaction() as cursor:
            cursor.execute("INSERT INTO meta (name, value) VALUES ('x', '1')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert bench.store.note("x") == 0


def test_reader_beside_writer_in_other_threads(bench: Any, invent: Any) -> None:
    seen: list[int] = []
    with Store.open(bench.folder, defaults()) as reader:
        bench.put(*(invent(str(1000001 + n)) for n in range(20)))
        threads = [
            threading.Thread(target=lambda: seen.append(len(reader.documents.get_many(list(range(1, 21))))))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == [20] * 4


def test_reader_cannot_write(bench: Any) -> None:
    with Store.open(bench.folder, defaults()) as reader:
        with pytest.raises(StoreError) as caught, reader.transaction() as cursor:
            cursor.execute("DELETE FROM meta")
        assert caught.value.code == "store_readonly"


def test_newer_store_is_refused(bench: Any) -> None:
    bench.store.database.cursor().execute(f"PRAGMA user_version={schema.VERSION + 1}")
    with pytest.raises(StoreError) as caught:
        Store.open(bench.folder, defaults())
    assert caught.value.code == "store_newer"


@pytest.mark.parametrize("foreign", [b"hello, I am a letter" * 50, None])
def test_foreign_file_is_refused(tmp_path: Path, foreign: bytes | None) -> None:
    path = store_path(tmp_path)
    if foreign:
        path.write_bytes(foreign)
    else:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE other (x)")
        connection.close()
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path, defaults(), write=True)
    assert caught.value.code == "store_unknown"


def test_damaged_frame_is_a_store_error() -> None:
    packer = Packer(3)
    assert unpack_head(packer.head(b'{"kind":"A1"')) == b'{"kind":"A1"'
    for unpack, frame in ((unpack_head, packer.head(b"x" * 99)), (unpack_body, packer.body(b"y" * 99))):
        with pytest.raises(StoreError):
            unpack(frame[:-3])


def test_a_folder_that_cannot_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(tmp_path, defaults(), write=True).close()
    monkeypatch.setattr("tokkyo.store.database.os.access", lambda *_: False)
    with Store.open(tmp_path, defaults()) as store:
        assert store.documents.count() == 0
    assert not list(tmp_path.glob("*-shm"))


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(StoreError, match="is a file, not a folder"):
        Store.open(tmp_path / "data", defaults())


def test_a_snapshot_tells_one_state_while_another_process_writes(tmp_path: Path) -> None:
    settings = defaults(data=str(tmp_path))
    with Store.open(tmp_path, settings, write=True) as writer, Store.open(tmp_path, settings) as reader:
        with reader.database.snapshot(), reader.database.snapshot():  # the inner one changes nothing
            assert reader.note("linked") == 0
            with writer.transaction() as cursor:
                set_note(cursor, "linked", 1)
            assert reader.note("linked") == 0
        assert reader.note("linked") == 1
        assert not reader.database.cursor().connection.in_transaction
