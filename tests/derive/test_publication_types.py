import csv
from pathlib import Path

import pytest

from tokkyo.derive.publication_types import TYPE_RULES, TypeRule, publication_type
from tokkyo.fields.vocabulary import PUBLICATION_TYPES
from tokkyo.model.numbers import normal_publication

EXPORT = "lens_export_drones_5884_2016.csv"
COUNTS = "derived_publication_type_by_kind.csv"


@pytest.mark.parametrize("row", TYPE_RULES)
def test_rows_hold_known_types_and_are_reached(row: TypeRule) -> None:
    assert row.publication_type in PUBLICATION_TYPES
    assert row.kinds
    assert row.first_year <= row.last_year


@pytest.mark.parametrize(
    ("jurisdiction", "kind", "date", "number", "expected"),
    [
        ("US", "A", "1999-04-27", "5897569", "GRANTED_PATENT"),
        ("US", "A1", "2004-04-08", "20040068806", "PATENT_APPLICATION"),
        ("US", "S1", "2005-11-29", "D532742", "DESIGN_RIGHT"),
        ("US", "E1", "2015-01-06", "RE45317", "AMENDED_PATENT"),
        ("US", "P3", "2012-01-03", "PP22345", "PLANT_PATENT"),
        ("US", "H", "1988-06-07", "H485", "STATUTORY_INVENTION_REGISTRATION"),
        ("EP", "A3", "2014-05-07", "2728308", "SEARCH_REPORT"),
        ("EP", "B9", "2003-12-17", "0259054", "AMENDED_PATENT"),
        ("WO", "A9", "2008-11-20", "2008060331", "PATENT_APPLICATION"),
        ("GB", "A", "1973-07-25", "1324618", "GRANTED_PATENT"),
        ("GB", "A", "2010-01-06", "2463587", "PATENT_APPLICATION"),
        ("GB", "A", "1902-04-17", "190113488", "PATENT_APPLICATION"),
        ("CA", "A", "1972-01-04", "892506", "GRANTED_PATENT"),
        ("CA", "A", "1985-01-01", "1189450", "UNKNOWN"),
        ("CN", "U", "1991-06-19", "2079864", "PATENT_APPLICATION"),
        ("CN", "U", "2020-01-31", "209996298", "LIMITED_PATENT"),
        ("CN", "B", "1991-07-10", "1013168", "PATENT_APPLICATION"),
        ("JP", "B2", "1995-12-25", "H07121874", "UNKNOWN"),
        ("JP", "B2", "2009-01-07", "4206830", "GRANTED_PATENT"),
        ("ES", "A1", "1985-05-01", "8502871", "AMBIGUOUS"),
        ("NL", "I2", "2001-01-01", "940017", "SPC"),
        ("FR", "E", "1965-01-01", "85000", "PATENT_OF_ADDITION"),
        ("NO", "L", "2006-01-01", "20061513", "ABSTRACT"),
        ("RS", "B1", "2019-01-01", "57000", "GRANTED_PATENT"),
        ("XX", "Q7", None, None, "UNKNOWN"),
        ("EP", None, None, None, "UNKNOWN"),
    ],
)
def test_types(jurisdiction: str, kind: str | None, date: str | None, number: str | None, expected: str) -> None:
    assert publication_type(jurisdiction, kind, date, number) == expected


def test_types_of_a_real_export(shared: Path) -> None:
    wrong, count = [], 0
    with (shared / "samples" / "lens" / EXPORT).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            jurisdiction, shown, kind = row["Publication Number"].split(" ")[:3]
            number = normal_publication(jurisdiction, shown, kind)
            derived = publication_type(jurisdiction, kind, row["Publication Date"], number)
            expected = row["Type"].upper().replace(" ", "_").replace("AMMENDED", "AMENDED")
            count += 1
            if derived != expected:
                wrong.append((row["Publication Number"], expected, derived))
    print(f"{count} publication types of 1 file, {len(wrong)} differ")
    assert wrong == []


def test_every_counted_type_can_be_reached(shared: Path) -> None:
    """Each office and kind of the counted table has a row (or a fallback) with its type for some date and number."""
    with (shared / "samples" / "lens" / COUNTS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            reachable = {
                publication_type(row["jurisdiction"], row["kind"], date, number)
                for date in ("1970-01-01", "1985-01-01", "1991-01-01", "2015-01-01")
                for number in ("1324618", "H07121874", "2463587")
            }
            assert row["publication_type"] in reachable, row
