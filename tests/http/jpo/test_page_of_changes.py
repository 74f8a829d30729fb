"""The most changes of one answer are a setting."""

from typing import Any

import pytest

CHANGES = "/api/cases/v1/changes"


@pytest.mark.parametrize(("size", "status"), [({}, 200), ({"size": 3}, 200), ({"size": 4}, 400), ({"size": 0}, 400)])
def test_the_changes_of_one_answer_are_a_setting(server: Any, size: dict[str, int], status: int) -> None:
    answer = server(max_page_changes=3).get(CHANGES, params=size)
    assert answer.status_code == status
    if status == 200:
        assert len(answer.json()["changes"]) == 3
    else:
        assert answer.json()["error"]["code"] == "size_out_of_range"
