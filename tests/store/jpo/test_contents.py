"""Recorded answers and files of documents in the store: each content once, what is known is not written again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tokkyo.errors import StoreError
from tokkyo.model.jpo.sources import DocumentBody, RecordedAnswer
from tokkyo.settings import defaults
from tokkyo.store.jpo.answers import Answers, put_answers
from tokkyo.store.jpo.bodies import Bodies, put_bodies
from tokkyo.store.jpo.contents import Content, Kept
from tokkyo.store.store import Store

CALL = ("patent", "app_progress", "2021600001")
ANSWER = RecordedAnswer(*CALL, "application/json", b'{"result":{}}')


def file_of(name: str = "a.xml", data: bytes = b"<x/>", code: str = "A53", number: str = "52100000001") -> DocumentBody:
    return DocumentBody("patent", "2021600001", number, code, name, "application/xml", data)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, defaults(store_synchronous="OFF"), write=True) as store:
        yield store


def answers(store: Store, *given: RecordedAnswer) -> Kept:
    with store.transaction() as cursor:
        return put_answers(cursor, given)


def bodies(store: Store, *given: DocumentBody) -> Kept:
    with store.transaction() as cursor:
        return put_bodies(cursor, given)


def select(store: Store, query: str) -> list[tuple[object, ...]]:
    return store.database.cursor().execute(query).fetchall()


def test_an_answer_comes_back_as_it_was(store: Store) -> None:
    assert answers(store, ANSWER) == Kept(1, 0)
    assert Answers(store.database).find(*CALL) == ANSWER
    assert Answers(store.database).find("design", *CALL[1:]) is None


def test_a_later_answer_replaces_the_earlier_one_and_its_bytes(store: Store) -> None:
    later = RecordedAnswer(*CALL, "application/json", b'{"result":{"statusCode":"107"}}')
    assert answers(store, ANSWER, later) == Kept(2, 0)
    assert Answers(store.database).find(*CALL) == later
    assert select(store, "SELECT count(*) FROM jpo_content") == [(1,)]


def test_known_answers_and_files_are_unchanged(store: Store) -> None:
    assert (answers(store, ANSWER), answers(store, ANSWER)) == (Kept(1, 0), Kept(0, 1))
    assert (bodies(store, file_of()), bodies(store, file_of())) == (Kept(1, 0), Kept(0, 1))


def test_equal_bytes_are_stored_once_while_anything_names_them(store: Store) -> None:
    bodies(store, file_of("a.xml"), file_of("b.xml"))
    answers(store, RecordedAnswer(*CALL, "application/xml", b"<x/>"))
    assert select(store, "SELECT count(*) FROM jpo_content") == [(1,)]
    bodies(store, file_of("a.xml", b"<y/>"), file_of("b.xml", b"<y/>"))
    assert select(store, "SELECT count(*) FROM jpo_content") == [(2,)]
    answers(store, ANSWER)
    assert select(store, "SELECT count(*) FROM jpo_content") == [(2,)]


def test_files_are_listed_by_document_and_name(store: Store) -> None:
    bodies(store, file_of("b.xml", b"<b/>"), file_of("a.xml", b"<aa/>"), file_of(number="06121000003", code="A131"))
    files = Bodies(store.database).files("patent", "2021600001")
    assert [(f.number, f.name, f.code, f.size) for f in files] == [
        ("06121000003", "a.xml", "A131", 4),
        ("52100000001", "a.xml", "A53", 5),
        ("52100000001", "b.xml", "A53", 4),
    ]
    content = Bodies(store.database).content(files[1].digest)
    assert content is not None
    assert content.unpacked() == b"<aa/>"


def test_a_file_that_does_not_tell_its_code_leaves_the_known_one(store: Store) -> None:
    bodies(store, file_of())
    assert bodies(store, file_of(code="")) == Kept(0, 1)
    bodies(store, file_of(code="", data=b"<z/>"))
    assert [f.code for f in Bodies(store.database).files("patent", "2021600001")] == ["A53"]


def test_a_new_file_counts_as_a_change_of_its_case_and_a_known_one_does_not(store: Store) -> None:
    bodies(store, file_of())
    assert select(store, "SELECT kind, number FROM jpo_touched") == [("patent", "2021600001")]
    with store.transaction() as cursor:
        cursor.execute("DELETE FROM jpo_touched")
    bodies(store, file_of())
    assert select(store, "SELECT kind, number FROM jpo_touched") == []


def test_damaged_bytes_are_never_given_out(store: Store) -> None:
    bodies(store, file_of(data=b"text " * 100))
    (file,) = Bodies(store.database).files("patent", "2021600001")
    good = Bodies(store.database).content(file.digest)
    assert good is not None
    for bad in (
        Content(good.digest, good.size, good.crc ^ 1, good.deflated),
        Content(good.digest, good.size - 1, good.crc, good.deflated),
        Content(good.digest, good.size, good.crc, b"\xff" + good.deflated),
    ):
        with pytest.raises(StoreError, match="store_damaged"):
            bad.unpacked()


def test_empty_bytes_have_a_content(store: Store) -> None:
    bodies(store, file_of(data=b""))
    (file,) = Bodies(store.database).files("patent", "2021600001")
    content = Bodies(store.database).content(file.digest)
    assert content is not None
    assert content.unpacked() == b""


def test_nothing_is_kept_of_a_transaction_that_fails(store: Store) -> None:
    def failing() -> None:
        with store.transaction() as cursor:
            put_answers(cursor, [ANSWER])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert Answers(store.database).find(*CALL) is None
    assert select(store, "SELECT count(*) FROM jpo_content") == [(0,)]
