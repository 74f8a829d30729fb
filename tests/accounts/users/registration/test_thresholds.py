"""Settings of registration and accounts that no other test moves: R1 (where the terms are), A6 (refused calls)."""

from typing import Any

import pytest


def test_r1_where_the_terms_are_is_told(bureau: Any) -> None:
    desk = bureau.open(terms_url="https://office.example/terms.html")
    for language in ("ja", "en"):
        (terms,) = [one for one in desk.about.paragraphs(language) if one.name == "terms"]
        assert "https://office.example/terms.html" in terms.text


@pytest.mark.parametrize(("most", "listed"), [(3, []), (2, [3]), (0, [3])])
def test_a6_refusals_are_a_setting(bureau: Any, desk: Any, most: int, listed: list[int]) -> None:
    user = bureau.registered(desk, bureau.corporate()).issued.user
    for _ in range(3):
        desk.access.note(user.id, "1-1", "192.0.2.1", "203")
    desk.access.note(user.id, "1-1", "192.0.2.1", "100")
    desk.access.flush()
    found = bureau.open(suspicious_refusals=most).watch.suspicious()
    assert [one.refusals for one in found] == listed
