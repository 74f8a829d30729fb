"""The index of cases beside the store: fed after an ingest, following changes, rebuilt, examined, switched off."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.errors import EngineError, StoreError
from tokkyo.fields.registry import CASES, PUBLICATIONS
from tokkyo.ingest.summary import Summary
from tokkyo.service.ingesting import Report, doctor, ingest, reindex
from tokkyo.service.jpo.indexing import case_index_folder
from tokkyo.service.jpo.search import CaseSearchRequest
from tokkyo.service.opening import open_service
from tokkyo.settings import Scalar, Settings, defaults
from tokkyo.store.store import Store

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "jpo" / "standard_data"
ONE, OTHER = FIXTURES / "patent-2020123456", FIXTURES / "design-2020015234"


def settings(folder: Path, **more: Scalar) -> Settings:
    small = {"index_heap_bytes": 15_000_000, "index_threads": 1, "read_workers": 0}
    return defaults(**{"data": str(folder), **small, **more})


def fed(wanted: Settings, *paths: Path) -> Summary:
    return ingest(wanted, [str(path) for path in paths], lambda event: None)


def found(wanted: Settings, query: str) -> list[str]:
    with open_service(wanted) as service:
        result = service.finding.search.search(CaseSearchRequest(query))
        return [one.record.application for one in result.cases]


def codes(report: Report) -> Sequence[str]:
    return [finding.code for finding in report.findings]


def test_an_ingest_indexes_the_cases_that_changed(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    assert fed(wanted, ONE).cases_indexed == 1
    assert fed(wanted, OTHER).cases_indexed == 1
    assert fed(wanted, ONE, OTHER).cases_indexed == 0
    assert found(wanted, "立体配線構造体") == ["2020123456"]
    assert found(wanted, "law:design") == ["2020015234"]


def test_what_changes_or_goes_is_followed(tmp_path: Path) -> None:
    wanted = settings(tmp_path / "data")
    fed(wanted, FIXTURES / "applicants", ONE, OTHER)
    changed = tmp_path / "changed"
    changed.mkdir()
    for path in ONE.glob("upd_pmab_g_appl_case_biblog.tsv"):
        text = path.read_text(encoding="utf-8-sig").replace("立体配線構造体の製造方法", "平面配線板")
        (changed / path.name).write_text(text, encoding="utf-8")
    assert fed(wanted, changed).cases_indexed == 1
    assert (found(wanted, "立体配線構造体"), found(wanted, "平面配線板")) == ([], ["2020123456"])
    gone = tmp_path / "gone"
    gone.mkdir()
    (gone / "del_jiken_c_d.tsv").write_text("yonpo_code\tshutugan_no\n3\t2020015234\n", encoding="utf-8")
    assert fed(wanted, gone).cases_indexed == 1
    assert found(wanted, "積み木") == []
    assert codes(doctor(wanted, deep=False)) == []


def test_cases_need_not_be_indexed(tmp_path: Path) -> None:
    off = settings(tmp_path, index_cases=False)
    assert fed(off, ONE).cases_indexed == 0
    assert not case_index_folder(off).exists()
    assert codes(doctor(off, deep=False)) == []
    on = settings(tmp_path)
    report = doctor(on, deep=False)
    assert codes(report) == ["case_index_behind"]
    assert report.findings[0].examples == (12020123456,)
    assert fed(on).cases_indexed == 1
    report = doctor(on, deep=False)
    assert (report.cases, report.cases_indexed, report.healthy) == (1, 1, True)


def test_without_cases_there_is_no_index_of_them(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    assert fed(wanted).cases_indexed == 0
    reindex(wanted, lambda done, of: None)
    assert not case_index_folder(wanted).exists()
    assert found(wanted, "*") == []


def test_the_index_is_built_anew(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    fed(wanted, ONE, OTHER)
    seen: list[tuple[int, int]] = []
    reindex(wanted, lambda done, of: seen.append((done, of)))
    assert seen[-1] == (2, 2)
    assert sorted(found(wanted, "*")) == ["2020015234", "2020123456"]


def test_an_index_that_fits_no_more_stops_an_ingest_before_it_begins(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    EmbeddedEngine.open(case_index_folder(wanted), wanted, write=True, collection=PUBLICATIONS).close()
    for attempt in (lambda: fed(wanted, ONE), lambda: open_service(wanted)):
        with pytest.raises(EngineError) as error:
            attempt()
        assert (error.value.code, error.value.fix) == ("index_outdated", "rebuild it with: tokkyo reindex")
    with Store.open(wanted.data, wanted, write=True):
        pass
    assert codes(doctor(wanted, deep=False)) == ["case_index_outdated"]
    reindex(wanted, lambda done, of: None)
    assert fed(wanted, ONE).cases_indexed == 1


def test_an_index_of_another_store_is_told(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    fed(wanted, ONE, OTHER)
    with EmbeddedEngine.open(case_index_folder(wanted), wanted, write=True, collection=CASES) as engine:
        engine.index((), (12020123456,), 2)
    assert codes(doctor(wanted, deep=False)) == ["case_index_missing"]
    with EmbeddedEngine.open(case_index_folder(wanted), wanted, write=True, collection=CASES) as engine:
        engine.index((), (), 99)
    with pytest.raises(StoreError) as error:
        fed(wanted)
    assert error.value.code == "index_ahead"
