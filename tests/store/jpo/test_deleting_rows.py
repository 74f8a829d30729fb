"""Lines of `del_` files where our key is longer than the file specification's: goods of several classes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tokkyo.errors import RecordError
from tokkyo.formats.jpo.tsv import heading
from tokkyo.model.jpo.sources import TableRows
from tokkyo.model.jpo.tables import BY_NAME
from tokkyo.settings import defaults
from tokkyo.store.jpo.contents import Kept
from tokkyo.store.jpo.tables import JpoTables
from tokkyo.store.jpo.writing import TableWriter
from tokkyo.store.store import Store

GOODS = "jiken_c_t_shohin_joho"
CASE = ("4", "2021900001")
KEY = "yonpo_code\tshutugan_no\tabz_junjo_no"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, defaults(store_synchronous="OFF"), write=True) as store:
        put(store, ("1", "09"), ("1", "35"), ("2", "42"))
        yield store


def row(place: str, number: str) -> tuple[str, ...]:
    values = {"yonpo_code": CASE[0], "shutugan_no": CASE[1], "abz_junjo_no": place, "rui": number}
    return tuple(values.get(name, "") for name in BY_NAME[GOODS].columns)


def put(store: Store, *rows: tuple[str, str], delete: bool = False) -> Kept:
    with store.transaction() as cursor:
        return TableWriter().put(cursor, TableRows(GOODS, delete, tuple(row(*one) for one in rows)))


def classes(store: Store) -> list[str]:
    return [one["rui"] for one in JpoTables(store.database).rows(GOODS, *CASE)]


def test_classes_of_one_place_are_told_apart(store: Store) -> None:
    assert classes(store) == ["09", "35", "42"]


def test_a_line_without_the_class_deletes_all_of_its_place(store: Store) -> None:
    assert put(store, ("1", ""), delete=True).stored == 2
    assert classes(store) == ["42"]
    assert put(store, ("1", ""), delete=True).stored == 0


def test_a_line_with_the_class_deletes_that_row(store: Store) -> None:
    assert put(store, ("1", "35"), delete=True).stored == 1
    assert classes(store) == ["09", "42"]


def test_only_del_files_may_leave_the_class_out() -> None:
    assert heading(f"del_{GOODS}.tsv", KEY.encode()) is not None
    with pytest.raises(RecordError, match="rui"):
        heading(f"upd_{GOODS}.tsv", KEY.encode())
