"""Writing rows of standardized data: what is new, different, the same or gone, and which cases that touches."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tokkyo.model.jpo.sources import TableRows
from tokkyo.model.jpo.tables import BY_NAME, TABLES
from tokkyo.settings import defaults
from tokkyo.store.jpo import statements as statements_module
from tokkyo.store.jpo.contents import Kept
from tokkyo.store.jpo.schema import stored_name
from tokkyo.store.jpo.writing import TableWriter
from tokkyo.store.store import Store

Row = tuple[str, ...]


class Bench:
    """A store and a writer."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.writer = TableWriter()

    def put(self, table: str, *rows: Row, delete: bool = False) -> Kept:
        with self.store.transaction() as cursor:
            return self.writer.put(cursor, TableRows(table, delete, rows))

    def stored(self, table: str) -> list[Row]:
        query = f"SELECT {', '.join(BY_NAME[table].columns)} FROM {stored_name(table)} ORDER BY 1, 2"
        return self.store.database.cursor().execute(query).fetchall()

    def touched(self) -> set[tuple[str, str]]:
        with self.store.transaction() as cursor:
            found = set(cursor.execute("SELECT kind, number FROM jpo_touched").fetchall())
            cursor.execute("DELETE FROM jpo_touched")
        return found


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Store.open(tmp_path / "data", defaults(store_synchronous="OFF"), write=True) as store:
        yield Bench(store)


def row(table: str, **values: str) -> Row:
    assert values.keys() <= set(BY_NAME[table].columns)
    return tuple(values.get(name, "") for name in BY_NAME[table].columns)


def case(number: int, **values: str) -> Row:
    return row("pmac_g_app_case", law_cd="1", app_num=f"2020{number:06}", **values)


def patents(*numbers: int) -> set[tuple[str, str]]:
    return {("patent", f"2020{number:06}") for number in numbers}


def test_new_rows_same_rows_and_changed_rows(bench: Bench) -> None:
    assert bench.put("pmac_g_app_case", case(1), case(2)) == Kept(2, 0)
    assert bench.touched() == patents(1, 2)
    assert bench.put("pmac_g_app_case", case(1), case(2), case(3)) == Kept(1, 2)
    assert bench.touched() == patents(3)
    assert bench.put("pmac_g_app_case", case(1), case(2, acrg_reg_num="1234567")) == Kept(1, 1)
    assert bench.touched() == patents(2)
    assert bench.stored("pmac_g_app_case") == [case(1), case(2, acrg_reg_num="1234567"), case(3)]


def test_later_rows_win_over_earlier_ones_of_the_same_key(bench: Bench) -> None:
    assert bench.put("pmac_g_app_case", case(1, acai_app_dt="20200101"), case(1)) == Kept(1, 1)
    assert bench.stored("pmac_g_app_case") == [case(1)]


def test_deletions(bench: Bench) -> None:
    bench.put("pmac_g_app_case", case(1), case(2))
    bench.touched()
    assert bench.put("pmac_g_app_case", case(2), case(9), delete=True) == Kept(1, 1)
    assert bench.touched() == patents(2)
    assert bench.put("pmac_g_app_case", case(2), delete=True) == Kept(0, 1)
    assert (bench.stored("pmac_g_app_case"), bench.touched()) == ([case(1)], set())
    assert bench.put("pmac_g_app_case", case(2)) == Kept(1, 0)


def test_deletions_of_trademarks_basic_items_name_their_case(bench: Bench) -> None:
    """In `del_t_basic_item_art.tsv` the key is 0 and the application number says what goes."""
    rows = [row("t_basic_item_art", mgt_num=str(n), app_num=f"202400000{n // 2}") for n in (2, 3, 4)]
    bench.put("t_basic_item_art", *rows)
    bench.touched()
    gone = row("t_basic_item_art", mgt_num="0", app_num="2024000001", add_del_id="1")
    assert bench.put("t_basic_item_art", gone, delete=True) == Kept(2, 0)
    assert bench.stored("t_basic_item_art") == [rows[2]]
    assert bench.touched() == {("trademark", "2024000001")}
    nothing = row("t_basic_item_art", mgt_num="0")
    assert bench.put("t_basic_item_art", nothing, delete=True) == Kept(0, 1)


def test_a_row_that_moves_to_another_case_touches_both(bench: Bench) -> None:
    bench.put("t_basic_item_art", row("t_basic_item_art", mgt_num="7", app_num="2024000001"))
    bench.touched()
    bench.put("t_basic_item_art", row("t_basic_item_art", mgt_num="7", app_num="2024000002"))
    assert bench.touched() == {("trademark", "2024000001"), ("trademark", "2024000002")}


PATENT = {"patent 2019000001"}


@pytest.mark.parametrize(
    ("table", "values", "touched"),
    [
        ("pmac_g_app_case", {"law_cd": "2", "app_num": "1994000001"}, set()),
        ("cmdo_ib_intermed_rec", {"irir_intnl_app_law_cd": "1", "irir_intnl_app_num": "2019000001"}, PATENT),
        ("jiken_c_d", {"yonpo_code": "3", "shutugan_no": "2021000001"}, {"design 2021000001"}),
        ("prog_info_div_t", {"law_cd": "4", "reg_num": "6036291"}, {"right-t 6036291"}),
        ("prog_info_div_t", {"law_cd": "4", "reg_num": "6036291", "app_num": "2018009480"}, {"trademark 2018009480"}),
        ("right_person_art_hague", {"law_cd": "3", "reg_num": "1581216"}, {"right-hague 1581216"}),
        ("right_goods_name", {"law_cd": "4", "reg_num": "6036291"}, {"right-t 6036291"}),
        ("t_dsgnt_art", {"app_num": "2018009480"}, {"trademark 2018009480"}),
        ("intnl_citation_doc_mstr", {"app_num": "2020123456"}, {"patent 2020123456"}),
        ("snpn_zkn", {"snpn_bngu": "2021000001", "sytgn_bngu": "2019000001", "ynpu_kbn": "1"}, PATENT),
        ("snpn_zkn", {"snpn_bngu": "2021000001", "sytgn_bngu": "1994000001", "ynpu_kbn": "2"}, set()),
        ("uktk_syri", {"uktk_syri_bngu": "1", "snpn_bngu": "2021000001"}, {"trial 2021000001"}),
        ("appl_reg_info", {"appl_cd": "000003207"}, set()),
        ("non_p_bib", {"isn": "1", "reg_srl_num": "2"}, set()),
    ],
)  # fmt: skip
def test_what_a_row_tells_of(bench: Bench, table: str, values: dict[str, str], touched: set[str]) -> None:
    bench.put(table, row(table, **values))
    assert bench.touched() == {tuple(one.split()) for one in touched}


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_table_takes_rows_changes_and_deletions(bench: Bench, table: str) -> None:
    described = BY_NAME[table]
    first = tuple(f"k{n}" for n in range(len(described.key))) + ("a",) * len(described.values)
    other = tuple(f"m{n}" for n in range(len(described.key))) + ("a",) * len(described.values)
    assert bench.put(table, first) == Kept(1, 0)
    assert bench.put(table, first, other) == Kept(1, 1)
    changed = first[: len(described.key)] + ("b",) * len(described.values)
    assert bench.put(table, changed) == (Kept(1, 0) if described.values else Kept(0, 1))
    assert bench.put(table, first, delete=True) == Kept(1, 0)
    assert bench.stored(table) == [other]


def random_rows(chance: random.Random, count: int) -> list[Row]:
    return [case(chance.randrange(30), acai_app_dt=str(chance.randrange(3))) for _ in range(count)]


@pytest.mark.parametrize("seed", range(15))
def test_any_history_of_rows_and_deletions_leaves_what_a_plain_table_would_hold(
    bench: Bench, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements_module, "VARIABLES", 8)
    statements_module.statements.cache_clear()
    chance = random.Random(seed)
    held: dict[str, Row] = {}
    key: Callable[[Row], str] = lambda one: one[1]  # noqa: E731
    for _ in range(25):
        rows, delete = random_rows(chance, chance.randrange(1, 12)), chance.random() < 0.3
        before = dict(held)
        for one in rows:
            if delete:
                held.pop(key(one), None)
            else:
                held[key(one)] = one
        differing = {number for number in before.keys() | held.keys() if before.get(number) != held.get(number)}
        kept = bench.put("pmac_g_app_case", *rows, delete=delete)
        assert kept.stored == len(differing)
        assert bench.touched() == {("patent", number) for number in differing}
        assert bench.stored("pmac_g_app_case") == [held[number] for number in sorted(held)]
    statements_module.statements.cache_clear()
