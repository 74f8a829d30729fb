"""Rows of many cases at once are the rows of each case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tokkyo.cli.ingest import run_ingest
from tokkyo.demo.jpo.standard_data import write_standard_data
from tokkyo.model.jpo.apis import LAWS
from tokkyo.service.jpo.record import CaseRecords
from tokkyo.settings import defaults
from tokkyo.store.jpo.batches import CaseBatch, remembering
from tokkyo.store.jpo.cases import Cases
from tokkyo.store.jpo.tables import JpoTables
from tokkyo.store.store import Store

FIXTURES = Path(__file__).parents[2] / "fixtures" / "jpo" / "standard_data"
CASES = 400


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of generated cases and of those written by hand."""
    folder = tmp_path_factory.mktemp("standard-data")
    write_standard_data(folder, CASES)
    settings = defaults(data=str(tmp_path_factory.mktemp("data")), index_cases=False)
    run_ingest(settings, (str(folder), str(FIXTURES)), as_json=True)
    with Store.open(settings.data, settings) as store:
        yield store


class Counting(JpoTables):
    """Counts the statements."""

    asked = 0

    def _select(self, table, query, values):
        self.asked += 1
        return super()._select(table, query, values)


def test_records_from_a_batch_are_those_put_together_one_by_one(store: Store) -> None:
    tables = Counting(store.database)
    changes = Cases(store.database).changes(0, 10_000)
    assert len(changes) > CASES
    for law in LAWS:
        numbers = [change.application for change in changes if change.law == law]
        one_by_one = CaseRecords.over(tables)
        expected = [one_by_one.record(law, number) for number in numbers]
        singly, tables.asked = tables.asked, 0
        batch = CaseRecords.over(CaseBatch(tables, numbers, remembering(tables)))
        assert [batch.record(law, number) for number in numbers] == expected
        assert tables.asked < singly / 3
        tables.asked = 0


def test_what_is_not_of_the_batch_is_asked_for_singly(store: Store) -> None:
    tables = JpoTables(store.database)
    changes = [change.application for change in Cases(store.database).changes(0, 100) if change.law == "patent"]
    batch = CaseBatch(tables, changes[:5], remembering(tables))
    for number in changes[:10]:
        assert batch.rows("pmac_g_app_case", "1", number) == tables.rows("pmac_g_app_case", "1", number)
        for row in tables.rows("mgt_info_p", number):
            key = row["law_cd"], row["reg_num"], row["split_num"]
            assert batch.rows("right_person_art_p", *key) == tables.rows("right_person_art_p", *key)
        looked_up = "pmab_g_appl_case_biblog", "abpa_parent_app_num", number
        assert batch.looked_up(*looked_up) == tables.looked_up(*looked_up)
    assert batch.rows("appl_reg_info", "nobody") == []
