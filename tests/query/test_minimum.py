"""`minimum_should_match`, row by row from Elasticsearch's description of it."""

import pytest

from tokkyo.query.minimum import required


@pytest.mark.parametrize(
    ("specification", "clauses", "expected"),
    [
        (None, 4, 0),
        (3, 4, 3),
        ("3", 4, 3),
        (5, 4, 5),
        (-1, 4, 3),
        ("-9", 4, 0),
        ("75%", 4, 3),
        ("75%", 5, 3),
        ("-25%", 4, 3),
        ("-25%", 5, 4),
        ("-25%", 3, 3),
        ("100%", 3, 3),
        ("5<80%", 4, 4),
        ("5<80%", 5, 5),
        ("5<80%", 10, 8),
        ("2 < -25% 9 < -3", 2, 2),
        ("2<-25% 9<-3", 8, 6),
        ("2<-25% 9<-3", 12, 9),
    ],
)
def test_required(specification: str | int | None, clauses: int, expected: int) -> None:
    assert required(specification, clauses) == expected


@pytest.mark.parametrize("specification", ["", "many", "1.5", "<2", "2<", "a<1", "1 2", "%", "2<3<4", "--1", "9" * 10])
def test_unreadable(specification: str) -> None:
    with pytest.raises(ValueError):
        required(specification, 3)
