"""Families of publications against the plain definition."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.derive.families import Grouping, extended_families, simple_families

Sets = st.lists(st.frozensets(st.integers(0, 8), min_size=1, max_size=3), max_size=14)


def groups(found: Grouping) -> set[frozenset[int]]:
    return {frozenset(found.members(position).tolist()) for position in range(len(found.group))}


def connected(sets: list[frozenset[int]]) -> set[frozenset[int]]:
    """Join whatever shares an element, again and again."""
    parts = [({n}, set(elements)) for n, elements in enumerate(sets)]
    while True:
        for i, (members, elements) in enumerate(parts):
            other = next((j for j in range(i + 1, len(parts)) if parts[j][1] & elements), None)
            if other is not None:
                members |= parts[other][0]
                elements |= parts[other][1]
                del parts[other]
                break
        else:
            return {frozenset(members) for members, _ in parts}


@given(Sets)
def test_extended_families_are_connected_components(sets: list[frozenset[int]]) -> None:
    owner = np.array([n for n, elements in enumerate(sets) for _ in elements], np.int64)
    ties = np.array([tie for elements in sets for tie in elements], np.int64)
    assert groups(extended_families(len(sets), owner, ties)) == connected(sets)


@given(st.lists(st.tuples(st.integers(-3, 3), st.none() | st.integers(0, 4)), max_size=14))
def test_simple_families_are_docdb_ids_then_equal_priority_sets(rows: list[tuple[int, int | None]]) -> None:
    simple = np.array([key for key, _ in rows], np.int64)
    docdb = np.array([family or 0 for _, family in rows], np.int64)
    has = np.array([family is not None for _, family in rows], bool)

    def label(row: tuple[int, int | None]) -> tuple[str, int]:
        key, family = row
        told = [other for same, other in rows if same == key and other is not None]
        if family is None and told:
            family = min(told)
        return ("docdb", family) if family is not None else ("set", key)

    expected: dict[tuple[str, int], set[int]] = {}
    for position, row in enumerate(rows):
        expected.setdefault(label(row), set()).add(position)
    assert groups(simple_families(simple, docdb, has)) == {frozenset(some) for some in expected.values()}


def test_no_publications_no_families() -> None:
    nothing = np.empty(0, np.int64)
    assert groups(extended_families(0, nothing, nothing)) == set()
    assert groups(simple_families(nothing, nothing, np.empty(0, bool))) == set()


def test_members_are_ascending() -> None:
    ties = np.array([5, 5, 5, 6], np.int64)
    found = extended_families(4, np.arange(4), ties)
    assert found.members(1).tolist() == [0, 1, 2]
    assert found.members(3).tolist() == [3]
