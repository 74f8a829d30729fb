"""Ranks of keywords that come in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.engine.embedded import ranks
from tokkyo.engine.embedded.ranks import Keywords

texts = st.text(st.sampled_from("aé電\0z"), max_size=4) | st.builds(
    lambda length, end: "a" * length + end, st.integers(30, 34), st.sampled_from(("", "b", "\0", "é"))
)
parts = st.lists(st.lists(texts | st.none(), max_size=8), max_size=4)


@pytest.mark.parametrize("width", [2, ranks.WIDTH])
@given(parts=parts)
def test_ranks_are_those_of_all_values_together(width: int, parts: list[list[str | None]]) -> None:
    keywords = Keywords()
    found: list[tuple[str | None, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranks, "WIDTH", width)
        for part in parts:
            found += zip(part, keywords.codes(part).tolist(), strict=True)
        rank_of = keywords.ranks().tolist()
    order = sorted({value for value, _ in found if value is not None})
    for value, code in found:
        assert (code == -1) if value is None else (rank_of[code] == order.index(value))
