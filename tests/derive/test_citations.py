"""Which stored publication a citation means."""

import numpy as np
import pytest

from tokkyo.derive.citations import Citations, owners, resolve
from tokkyo.derive.links import name_of, names_of, pack, publication_key, signed, unpack
from tokkyo.model.publication import DocumentId

STORED = [
    "EP_1000001_A1",
    "EP_1000001_B1",
    "US_20050058573_A1",
    "US_3432691_A",
    "DE_102004000001_A",
    "DE_102004000001_A1",
]


def resolved(*cites: DocumentId | None, by: int = 0) -> Citations:
    names = [
        (signed(name), owner, min(rank, 1))
        for owner, key in enumerate(STORED)
        for rank, name in enumerate(names_of(key))
    ]
    columns = [np.array(column, np.int64) for column in zip(*names, strict=True)]
    counts = np.zeros(len(STORED), np.int64)
    counts[by] = len(cites)
    keys = np.array([signed(name_of(cited)) for cited in cites], np.int64)
    return resolve(counts, keys, *owners(*columns))


@pytest.mark.parametrize(
    ("jurisdiction", "number", "kind", "means"),
    [
        ("EP", "1000001", "B1", "EP_1000001_B1"),
        ("EP", "1000001", "A1", "EP_1000001_A1"),
        ("EP", "1000001", "A2", None),
        ("EP", "1000001", None, "EP_1000001_A1"),
        ("EP", "1000001", "B", "EP_1000001_B1"),
        ("DE", "102004000001", "A", "DE_102004000001_A"),
        ("DE", "102004000001", None, "DE_102004000001_A"),
        ("US", "2005058573", "A1", "US_20050058573_A1"),
        ("US", "20050058573", "A1", "US_20050058573_A1"),
        ("US", "3432691", "A", "US_3432691_A"),
        ("US", "3432692", "A", None),
        ("GB", "1000001", None, None),
        (None, "1000001", None, None),
        ("EP", None, "A1", None),
    ],
)
def test_citation_means(jurisdiction: str | None, number: str | None, kind: str | None, means: str | None) -> None:
    citing = STORED.index("US_3432691_A") if means != "US_3432691_A" else 0
    (cited,) = resolved(DocumentId(jurisdiction, number, kind), by=citing).cited_of(citing).tolist()
    assert (STORED[cited] if cited >= 0 else None) == means


def test_citing_publications_are_listed_once_and_never_oneself() -> None:
    found = resolved(
        DocumentId("EP", "1000001", "B1"), DocumentId("EP", "1000001", "B"), DocumentId("EP", "1000001", "A1")
    )
    assert found.citing_of(1).tolist() == [0]
    assert found.citing_of(0).tolist() == []
    assert found.cited_of(0).tolist() == [1, 1, -1]


def test_nothing_stored_resolves_nothing() -> None:
    nothing = np.empty(0, np.int64)
    assert resolve(nothing, nothing, nothing, nothing).cited.tolist() == []


def test_keys_survive_packing() -> None:
    keys = names_of("EP_1000001_A1") + names_of("JP_H0812345_B2")
    assert unpack(pack(keys)) == tuple(signed(key) for key in keys)
    assert len(set(keys)) == 6


def test_key_is_the_normal_form_whatever_the_source_writes() -> None:
    assert publication_key("US", "06530116", "B1") == publication_key("US", "6530116", "B1")
