"""Both engines behind one fixture, and the small corpus the behaviour suite asks questions of."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tokkyo.engine.embedded import EmbeddedEngine
from tokkyo.engine.port import Engine, IndexRow
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.settings import Settings, defaults

CORPUS = (
    IndexRow(
        1,
        11,
        {
            "title": [("en", "Solar cells with a battery"), ("de", "Solarzellen mit Batterien")],
            "abstract": [("en", "A photovoltaic module charges the batteries of a vehicle.")],
            "claim": [("en", "A solar module comprising a frame"), ("en", "The module of claim one, made of glass")],
            "applicant.name": ["Müller GmbH", "Toyota Motor Corp"],
            "applicant.name.exact": ["Müller GmbH", "Toyota Motor Corp"],
            "applicant.residence": ["DE", "JP"],
            "applicant_count": [2],
            "jurisdiction": ["EP"],
            "kind": ["A1"],
            "lang": ["en"],
            "publication_type": ["PATENT_APPLICATION"],
            "date_published": [18000],
            "year_published": [2019],
            "class_cpc.symbol": ["H01M10/052", "H02S40/38"],
            "ids": ["EP1000001A1", "EP1000001", "001-002-003-004-005"],
            "lens_id": ["001-002-003-004-005"],
            "doc_number": ["1000001"],
            "has_title": [True],
            "legal_status.granted": [False],
        },
    ),
    IndexRow(
        2,
        12,
        {
            "title": [("ja", "リチウムイオン電池の製造方法"), ("en", "Method for producing lithium ion battery")],
            "abstract": [("ja", "本発明は、正極と負極とを備える電池に関する。")],
            "applicant.name": ["トヨタ自動車株式会社"],
            "applicant.name.exact": ["トヨタ自動車株式会社"],
            "jurisdiction": ["JP"],
            "kind": ["B2"],
            "lang": ["ja"],
            "date_published": [-400],
            "year_published": [1968],
            "class_cpc.symbol": ["H01M10/0525"],
            "ids": ["JP2000002B2"],
            "lens_id": ["101-002-003-004-005"],
            "doc_number": ["2000002"],
            "has_title": [True],
            "legal_status.granted": [True],
        },
    ),
    IndexRow(
        3,
        13,
        {
            "title": [("zh", "一种太阳能电池组件"), ("fr", "Panneau à cellules photovoltaïques")],
            "claim": [("zh", "一种锂离子电池，其特征在于包括隔膜。")],
            "applicant.name": ["宁德时代新能源科技股份有限公司"],
            "jurisdiction": ["CN"],
            "kind": ["U"],
            "lang": ["zh"],
            "date_published": [19000],
            "year_published": [2022],
            "ids": ["CN3000003U"],
            "lens_id": ["051-002-003-004-005"],
            "has_title": [True],
        },
    ),
    IndexRow(
        4,
        14,
        {
            "title": [("ko", "배터리 관리 시스템"), ("", "Battery management system")],
            "description": [("en", "The battery management system balances every cell. " * 40)],
            "jurisdiction": ["EP"],
            "kind": ["B1"],
            "date_published": [18000],
            "class_cpc.symbol": ["H02J7/00"],
            "applicant_count": [9],
            "lens_id": ["002-002-003-004-005"],
            "has_title": [True],
            "legal_status.granted": [True],
        },
    ),
    IndexRow(5, 15, {"jurisdiction": ["US"], "doc_number": ["5"]}),
)

Loader = Callable[..., Engine]


def settings(**values: int) -> Settings:
    """Settings with an index writer that is small enough for tests."""
    return defaults(**{"index_heap_bytes": 15_000_000, "index_threads": 1, **values})


@pytest.fixture
def small() -> Callable[..., Settings]:
    """Settings for an embedded engine in tests."""
    return settings


@pytest.fixture
def corpus() -> tuple[IndexRow, ...]:
    """The rows of the behaviour suite."""
    return CORPUS


@pytest.fixture(params=["reference", "embedded"])
def load(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Loader]:
    """Makes an engine of each kind that holds some rows."""
    made: list[Engine] = []

    def loader(rows: tuple[IndexRow, ...] = (), upto: int = 0) -> Engine:
        engine: Engine = (
            ReferenceEngine()
            if request.param == "reference"
            else EmbeddedEngine.open(tmp_path / f"index{len(made)}", settings(), write=True)
        )
        engine.index(rows, (), upto)
        made.append(engine)
        return engine

    yield loader
    for engine in made:
        engine.close()


@pytest.fixture(params=["reference", "embedded"], scope="module")
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine of each kind that holds the corpus; not to be changed."""
    engine: Engine = ReferenceEngine()
    if request.param == "embedded":
        engine = EmbeddedEngine.open(tmp_path_factory.mktemp("index"), settings(), write=True)
    engine.index(CORPUS, (), 15)
    yield engine
    engine.close()
