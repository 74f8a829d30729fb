"""Exporting over lists of hits: resumed anywhere and as often as one likes, every record comes once and in order."""

import csv
import doctest
import io
import json
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tokkyo.errors import LimitReached, NotFound, QueryError
from tokkyo.service import columns
from tokkyo.service.columns import COLUMNS, DEFAULT_COLUMNS, columns_of, need_text, safe
from tokkyo.service.exporting import Exporting, Layout

JSONL, CSV = Layout(), Layout("csv", columns=("lens_id", "publication_number"))


def opened(library: Any) -> Exporting:
    exporting: Exporting = library.open(Exporting, "exports")
    return exporting


def drained(export: Any) -> bytes:
    data = b""
    while (piece := export.batch()) is not None:
        data += piece[0]
    export.close()
    return data


def lines(data: bytes) -> list[int]:
    return [int(json.loads(line)["lens_id"]) for line in data.splitlines()]


def test_everything_in_order_a_line_each(library: Any) -> None:
    token, export = opened(library).begin("me", library.search(), JSONL)
    assert len(token) == 22
    assert export.total == 250
    assert lines(drained(export)) == list(range(250, 0, -1))


def test_memory_is_that_of_a_batch(library: Any) -> None:
    library.engine.hits = range(1, 10_001)
    _, export = opened(library).begin("me", library.search(), JSONL)
    assert len(lines(drained(export))) == 10_000
    assert max(library.documents.asked) == library.settings.number("export_batch")


@pytest.mark.parametrize("records", [0, 1, 99, 100, 101, 249, 250])
def test_resumed_behind_so_many_records(library: Any, records: int) -> None:
    token, export = opened(library).begin("me", library.search(), JSONL)
    export.close()
    assert lines(drained(opened(library).resume("me", token, records))) == list(range(250 - records, 0, -1))


@pytest.mark.parametrize("records", [-1, 251, 10**30])
def test_not_behind_more_than_there_are(library: Any, records: int) -> None:
    token, export = opened(library).begin("me", library.search(), JSONL)
    export.close()
    with pytest.raises(QueryError) as caught:
        opened(library).resume("me", token, records)
    assert caught.value.code == "from_out_of_range"


@given(random=st.randoms(use_true_random=False), batch=st.integers(1, 9))
@examples(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_broken_off_twenty_times_while_records_are_deleted(library: Any, random: Random, batch: int) -> None:
    """What has arrived stays counted; what is deleted before it is reached is passed over for good."""
    library = library.having(export_batch=batch)
    library.clock.now += 10**6  # the exports of former examples are dead
    hits = random.sample(range(1, 60), 59)
    library.engine.hits, deleted = hits, library.documents.deleted
    deleted.clear()
    ever_deleted: set[int] = set()
    token, export = opened(library).begin("me", library.search(), JSONL)
    arrived = b""
    for _ in range(20):
        sent = b"".join(piece[0] for _ in range(random.randrange(3)) if (piece := export.batch()) is not None)
        export.close()
        arrived += sent[: random.randrange(len(sent) + 1)]
        arrived = arrived[: arrived.rfind(b"\n") + 1]
        deleted.update(random.sample(range(1, 60), random.randrange(4)))
        ever_deleted |= deleted
        deleted.difference_update(random.sample(range(1, 60), random.randrange(20)))
        export = opened(library).resume("me", token, len(lines(arrived)))
    found = lines(arrived + drained(export))
    assert found == [number for number in hits if number in set(found)], "in order, none twice"
    assert set(hits) - set(found) <= ever_deleted, "none missing but deleted ones"


# --- life and owners


def test_tokens_live_a_day(library: Any) -> None:
    token, export = opened(library).begin("me", library.search(), JSONL)
    export.close()
    library.clock.now += 24 * 3600 - 1
    opened(library).resume("me", token, 5).close()
    library.clock.now += 1
    with pytest.raises(NotFound) as caught:
        opened(library).resume("me", token, 5)
    assert caught.value.code == "unknown_export"


def test_a_finished_one_is_kept_a_little(library: Any) -> None:
    token, export = opened(library).begin("me", library.search(), JSONL)
    while export.batch():
        pass
    opened(library).finished(export)
    export.close()
    library.clock.now += 599
    assert lines(drained(opened(library).resume("me", token, 248))) == [2, 1]
    library.clock.now += 1
    with pytest.raises(NotFound):
        opened(library).resume("me", token, 248)


def test_so_many_at_once(library: Any) -> None:
    library = library.having(max_exports_per_token=2)
    for _ in range(2):
        opened(library).begin("me", library.search(), JSONL)[1].close()
    with pytest.raises(LimitReached) as caught:
        opened(library).begin("me", library.search(), JSONL)
    assert caught.value.code == "too_many_exports"
    opened(library).begin("you", library.search(), JSONL)[1].close()


def test_finished_ones_make_room(library: Any) -> None:
    library = library.having(max_exports_per_token=2)
    tokens = []
    for _ in range(4):
        token, export = opened(library).begin("me", library.search(), JSONL)
        while export.batch():
            pass
        opened(library).finished(export)
        export.close()
        library.clock.now += 1
        tokens.append(token)
    for token in tokens[:2]:
        with pytest.raises(NotFound):
            opened(library).resume("me", token, 0)
    for token in tokens[2:]:
        assert lines(drained(opened(library).resume("me", token, 248))) == [2, 1]


@pytest.mark.parametrize(
    "token", ["", "x", "A" * 22, "../../store.sqlite", "a\0b", "é", "A" * 100_000, "=" * 22, "\ud800"]
)
def test_forged_tokens(library: Any, token: str) -> None:
    opened(library).begin("me", library.search(), JSONL)[1].close()
    with pytest.raises(NotFound):
        opened(library).resume("me", token, 0)


def test_another_owner_knows_nothing_of_it(library: Any) -> None:
    token, export = opened(library).begin("me", library.search(), JSONL)
    export.close()
    with pytest.raises(NotFound):
        opened(library).resume("you", token, 0)


def test_a_plan_that_refuses_loses_nothing(library: Any) -> None:
    class Spent(Exception):
        pass

    def spent(records: int) -> None:
        assert records == 100
        raise Spent

    _, export = opened(library).begin("me", library.search(), JSONL)
    with pytest.raises(Spent):
        export.batch(spent)
    assert lines(drained(export)) == list(range(250, 0, -1))


def test_a_closed_one_gives_nothing(library: Any) -> None:
    _, export = opened(library).begin("me", library.search(), JSONL)
    export.close()
    export.close()
    assert export.batch() is None


# --- tables


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def test_a_table_has_one_header(library: Any) -> None:
    token, export = opened(library).begin("me", library.search(), CSV)
    whole = rows(drained(export))
    assert whole[0] == ["lens_id", "publication_number"]
    assert whole[1] == ["250", "EP 250 A1"]
    assert len(whole) == 251
    assert rows(drained(opened(library).resume("me", token, 0))) == whole
    assert rows(drained(opened(library).resume("me", token, 3))) == whole[4:]


def test_a_table_of_nothing_is_its_header(library: Any) -> None:
    library.engine.hits = ()
    token, export = opened(library).begin("me", library.search(), CSV)
    assert rows(drained(export)) == [["lens_id", "publication_number"]]
    assert drained(opened(library).resume("me", token, 0)) == b"lens_id,publication_number\r\n"


RECORD = {
    "lens_id": "1",
    "jurisdiction": "US",
    "doc_number": "20160019458",
    "kind": "A1",
    "date_published": "2016-01-21",
    "biblio": {
        "invention_title": [{"text": "Zelle", "lang": "de"}, {"text": '=HYPERLINK("x")', "lang": "en"}],
        "parties": {"applicants": [{"extracted_name": {"value": "A"}}, {"extracted_name": {"value": "B, C"}}]},
        "classifications_cpc": {"classifications": [{"symbol": "H01M"}, {"symbol": "H01M"}, {"symbol": "G06F"}]},
        "cited_by": {"patent_count": 0},
    },
    "families": {"simple_family": {"size": 3}},
    "legal_status": {"patent_status": "ACTIVE", "granted": True},
    "abstract": [{"text": "Zeile 1\nZeile 2", "lang": "de"}],
}


def cells(*names: str) -> list[str]:
    return [column.cell(RECORD) for column in columns_of(names)]


def test_the_default_columns() -> None:
    assert dict(zip(DEFAULT_COLUMNS, cells(), strict=True)) == {
        "lens_id": "1",
        "publication_number": "US 2016/0019458 A1",
        "kind": "A1",
        "date_published": "2016-01-21",
        "title": '=HYPERLINK("x")',
        "applicants": "A; B, C",
        "inventors": "",
        "cpc": "H01M; G06F",
        "ipc": "",
        "simple_family_size": "3",
        "legal_status": "ACTIVE",
        "cited_by_count": "0",
        "abstract": "Zeile 1\nZeile 2",
    }


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_takes_a_record_without_anything(name: str) -> None:
    assert COLUMNS[name].cell({}).strip() == ""
    assert isinstance(COLUMNS[name].cell(RECORD), str)


def test_response_paths_are_columns_too() -> None:
    assert cells("legal_status.granted", "biblio.parties.applicants.extracted_name.value") == ["true", "A; B, C"]
    assert cells("biblio.classifications_cpc") == ["H01M; G06F"]
    assert not need_text(columns_of(["title", "cpc"]))
    assert need_text(columns_of(["claims"]))


@pytest.mark.parametrize("name", ["tilte", "", "biblio.", "x" * 100_000, "__class__"])
def test_unknown_columns(name: str) -> None:
    with pytest.raises(QueryError) as caught:
        columns_of([name])
    assert caught.value.code == "unrecognized_column"


def test_so_many_columns(library: Any) -> None:
    opened(library).begin("me", library.search(), Layout("csv", columns=("kind",) * 200))[1].close()
    with pytest.raises(QueryError) as caught:
        opened(library).begin("me", library.search(), Layout("csv", columns=("kind",) * 201))
    assert caught.value.code == "too_many_columns"


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_formulas_are_escaped(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@given(st.text())
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert safe(cell) in (cell, f"'{cell}")


@pytest.mark.parametrize("escape", [True, False])
def test_escaping_can_be_turned_off(library: Any, monkeypatch: pytest.MonkeyPatch, escape: bool) -> None:
    library.engine.hits = [1]
    monkeypatch.setattr(library.documents, "heads_of", lambda ids: {1: json.dumps(RECORD).encode()}, raising=False)
    _, export = opened(library).begin(
        "me", library.search(), Layout("csv", columns=("title", "lens_id"), escape=escape)
    )
    assert rows(drained(export))[1] == ["'" * escape + '=HYPERLINK("x")', "1"]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4), max_size=6))
def test_a_table_reads_back(table: list[list[str]]) -> None:
    from tokkyo.service.exporting import _csv_lines

    assert rows(_csv_lines(table)) == table


def test_examples() -> None:
    assert doctest.testmod(columns).failed == 0
