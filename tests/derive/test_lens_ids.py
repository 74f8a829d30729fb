import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.derive.lens_ids import lens_id
from tokkyo.model.lens_ids import check_character, is_valid, normalise

EXPORTS = {"lens_export_drones_5884_2016.csv": "Lens ID", "lens_export_drones_9071_2018_slim.csv": "lens_id"}


@pytest.mark.parametrize(
    "known", ["016-630-130-923-274", "091-428-408-796-283", "062-291-696-337-99X", "171-357-208-852-53X"]
)
def test_known_identifiers(known: str) -> None:
    assert is_valid(known)
    assert normalise(known.replace("-", "").lower()) == known


@pytest.mark.parametrize(
    "text",
    [
        "",
        "016-630-130-923-275",
        "216-630-130-923-274",
        "016-630-130-923",
        "016-630-130-923-2741",
        "US 8403949 B2",
        "X" * 15,
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert not is_valid(text)
    assert normalise(text) is None


def test_an_identifier_is_stable() -> None:
    assert lens_id("US_8403949_B2_20130326") == "047-978-927-358-833"


def test_each_attempt_gives_another_identifier() -> None:
    assert len({lens_id("US_8403949_B2_20130326", attempt) for attempt in range(50)}) == 50


@given(st.text(), st.integers(0, 5))
def test_derived_identifiers_are_valid(key: str, attempt: int) -> None:
    derived = lens_id(key, attempt)
    assert normalise(derived) == derived
    assert "000" <= derived[:3] <= "199"


@given(st.from_regex(r"[01][0-9]{13}", fullmatch=True), st.integers(0, 13), st.integers(1, 9))
def test_the_check_character_finds_a_wrong_digit(digits: str, place: int, change: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert check_character(wrong) != check_character(digits)


def test_real_identifiers(shared: Path) -> None:
    count = 0
    for name, column in EXPORTS.items():
        with (shared / "samples" / "lens" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                count += 1
                assert normalise(row[column]) == row[column]
    print(f"{count} identifiers of {len(EXPORTS)} files")
