"""Numbers of real Lens exports are in normal form, and every displayed number is found again."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tokkyo.model.numbers import display, index_forms, normal_application, normal_publication, query_forms
from tokkyo.model.publication import Publication

EXPORT = "samples/lens/lens_export_drones_5884_2016.csv"
PADDED_BY_LENS = {"US H000485 H"}


def rows(shared: Path) -> Iterator[dict[str, str]]:
    with (shared / EXPORT).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def shown(row: dict[str, str]) -> list[str]:
    """Office, number and kind; corrected documents have their date behind."""
    return row["Publication Number"].split(" ")[:3]


def is_normal(jurisdiction: str, number: str, kind: str) -> bool:
    plain = number.replace("/", "")
    normal = {normal_publication(jurisdiction, written, kind) for written in (number, plain)}
    return normal == {plain} and display(jurisdiction, plain, kind) == f"{jurisdiction} {number} {kind}"


def test_lens_publication_numbers_are_normal(shared: Path) -> None:
    numbers = [shown(row) for row in rows(shared)]
    print(f"{len(numbers)} publication numbers of 1 file")
    assert {" ".join(parts) for parts in numbers if not is_normal(*parts)} == PADDED_BY_LENS


def test_every_publication_is_found_by_its_displayed_number(shared: Path) -> None:
    for jurisdiction, number, kind in map(shown, rows(shared)):
        document = Publication(jurisdiction=jurisdiction, doc_number=number.replace("/", ""), kind=kind)
        assert set(index_forms(document)) & set(query_forms(f"{jurisdiction} {number} {kind}"))


def claims(shared: Path) -> Iterator[tuple[str, str, str, str]]:
    for row in rows(shared):
        for text in filter(None, (part.strip() for part in row["Priority Numbers"].split(";;"))):
            jurisdiction, *number, kind, day = text.split(" ")
            if kind != "W" and day.isdigit():
                yield jurisdiction, "".join(number), kind, f"{day[:4]}-{day[4:6]}-{day[6:]}"


def test_docdb_application_numbers_stay_as_they_are(shared: Path) -> None:
    distinct = set(claims(shared))
    changed = {claim for claim in distinct if normal_application(*claim) != claim[1]}
    print(f"{len(distinct)} priority numbers of 1 file, changed: {sorted(changed)}")
    assert changed == set()
