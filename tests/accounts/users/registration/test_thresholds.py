"""What no other test moves: where the terms are (R1), refused calls (A6), figures of Tokkyo's own searches (P3)."""

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


def test_p3_searches_of_cases_have_a_name_among_the_figures(bureau: Any) -> None:
    desk = bureau.open(statistics_users=0)
    user = bureau.registered(desk, bureau.corporate()).issued.user
    desk.access.note(user.id, "C-1", "192.0.2.1", "100")
    desk.access.flush()
    assert [(one.api, one.name, one.calls) for one in desk.privacy.figures()] == [("C-1", "Search of cases", 1)]
