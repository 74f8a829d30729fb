import pytest

from tokkyo.model.kinds import KIND_RULES, KindRule, is_grant, kind_rule, usual_kind

ROWS = [(row, example) for row in KIND_RULES for example in row.examples]


@pytest.mark.parametrize("row", KIND_RULES)
def test_every_row_has_examples(row: KindRule) -> None:
    assert row.examples


@pytest.mark.parametrize(("row", "example"), ROWS)
def test_examples_fall_into_their_row(row: KindRule, example: tuple[str, str, str, str]) -> None:
    assert kind_rule(*example) is row


@pytest.mark.parametrize(
    ("jurisdiction", "kind", "date", "number", "granted"),
    [
        ("JP", "B2", "1999-01-04", "2892767", True),
        ("JP", "B2", "1995-12-25", "H07121874", False),
        ("GB", "A", "2010-01-06", "2463587", False),
        ("DE", "B4", "2010-01-06", "102004064224", True),
        ("US", "H", "1988-06-07", "H485", False),
        ("WO", "A1", None, None, False),
        ("EP", None, None, None, False),
        ("XX", "Z9", None, None, False),
    ],
)
def test_grants(jurisdiction: str, kind: str | None, date: str | None, number: str | None, granted: bool) -> None:
    assert is_grant(jurisdiction, kind, date, number) is granted


@pytest.mark.parametrize(
    ("office", "printed", "stored"),
    [
        ("US", "E1", "E"),
        ("US", "H1", "H"),
        ("US", "S", "S1"),
        ("US", "S1", "S1"),
        ("US", "B2", "B2"),
        ("EP", "E1", "E1"),
    ],
)
def test_kinds_that_sources_write_differently_meet(office: str, printed: str, stored: str) -> None:
    assert usual_kind(office, printed) == stored
    assert usual_kind(office, stored) == stored
