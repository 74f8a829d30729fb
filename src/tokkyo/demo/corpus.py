"""The demo corpus: patents made by the project itself, in the real source formats.

    corpus/uspto-grants/ipg-0001.xml             us-patent-grant v4.7, many documents one after another
    corpus/uspto-applications/ipa-0001.xml       us-patent-application v4.6, likewise
    corpus/docdb/DOCDB-202647-001-0001.xml       exchange-documents v2.5.9
    corpus/lens/lens-0001.jsonl                  Lens records
    corpus/epo-ops/family-legal-0001.zip         OPS family answers with INPADOC events, one a member

The same seed and size give the same bytes on every platform. Memory stays bounded: about thirty bytes a publication
for the citation graph, one family of texts, one open file a format.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tokkyo.demo import days, docdb, lens, ops, uspto
from tokkyo.demo.citing import Citations, articles
from tokkyo.demo.dice import Dice
from tokkyo.demo.family import Invention, Publication
from tokkyo.demo.files import Archive, Rolling
from tokkyo.demo.numbering import MAX_SIZE
from tokkyo.demo.planning import PUBLICATIONS_PER_INVENTION, Planner
from tokkyo.demo.record import Record, Texts
from tokkyo.errors import SettingError

DEFAULT_SEED = 2026
_LEGAL_SHARE = 0.15
_REPORT_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: distinct publications, files, bytes."""

    publications: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Generated:
    """A family with its records, and whether an answer with its legal events is to be written."""

    invention: Invention
    records: list[Record]
    legal: bool


def generate(size: int, seed: int = DEFAULT_SEED) -> Iterator[Generated]:
    """Yield families in order of time until exactly `size` distinct publications have come.

    Raises `SettingError` for a size below 1 or above what the number series hold.
    """
    if not 1 <= size <= MAX_SIZE:
        raise SettingError(
            "impossible_size",
            f"a demo corpus has 1 to {MAX_SIZE:,} publications, not {size:,}",
            fix="choose a size in that range",
        )
    planner, citations = Planner(seed, size / PUBLICATIONS_PER_INVENTION), Citations()
    left, index = size, 0
    while left > 0:
        invention = planner.plan(index)
        index += 1
        del invention.publications[left:]
        if not invention.publications:
            continue
        left -= len(invention.publications)
        yield Generated(invention, _records(citations, invention), invention.dice.chance(_LEGAL_SHARE))
        citations.remember(invention)


def _records(citations: Citations, invention: Invention) -> list[Record]:
    texts, dice = Texts(invention), invention.dice
    _ = texts.english
    records = []
    for one in invention.publications:
        phases, patents, literature = _search(dice, one)
        found = citations.patents(dice, invention, one, phases, patents) if patents else []
        read = articles(dice, texts.palette, days.year(one.application.filed), phases, literature) if literature else []
        records.append(Record(one, invention, texts, found, read))
    return records


# Office and whether granted: phases of its citations (early ones more often), most patents and literature cited.
_SEARCHES: dict[tuple[str, bool], tuple[tuple[str, ...], int, int]] = {
    ("US", True): (("SEA", "SEA", "APP", "APP"), 30, 4),
    ("US", False): ((), 0, 0),
    ("EP", False): (("SEA", "SEA", "APP"), 9, 3),
    ("EP", True): (("SEA", "EXA", "OPP"), 3, 1),
    ("WO", False): (("ISR", "ISR", "APP"), 9, 3),
    ("JP", True): (("SEA", "EXA"), 10, 2),
    ("CN", True): (("SEA",), 10, 2),
    ("KR", True): (("SEA", "EXA"), 8, 1),
    ("DE", False): (("SEA", "APP"), 7, 1),
}
_OTHER_SEARCH: tuple[tuple[str, ...], int, int] = (("SEA", "PRS"), 3, 1)


def _search(dice: Dice, one: Publication) -> tuple[tuple[str, ...], int, int]:
    """Return phases and the numbers of patents and articles a publication cites."""
    phases, patents, literature = _SEARCHES.get((one.office, one.grant), _OTHER_SEARCH)
    if not phases:
        return phases, 0, 0
    return phases, dice.skewed(patents) + (1 if dice.chance(0.8) else 0), dice.skewed(literature + 1)


def write_corpus(
    folder: Path, size: int, *, seed: int = DEFAULT_SEED, report: Callable[[int], None] | None = None
) -> Written:
    """Write a corpus of `size` distinct publications below a folder; `report` hears how many there are so far.

    Files of an earlier corpus in the folder are replaced. Raises `SettingError` for an impossible size.
    """
    done, due = 0, _REPORT_EVERY
    with contextlib.closing(_Files(folder)) as files:
        for family in generate(size, seed):
            files.write(family)
            done += len(family.records)
            if report and done >= due:
                report(done)
                due = done + _REPORT_EVERY
    if report:
        report(done)
    return files.written(done)


class _Files:
    """The files of a corpus, one series for each source format."""

    def __init__(self, folder: Path) -> None:
        self._grants = Rolling(folder / "uspto-grants", "ipg-{:04d}.xml")
        self._applications = Rolling(folder / "uspto-applications", "ipa-{:04d}.xml")
        self._lens = Rolling(folder / "lens", "lens-{:04d}.jsonl")
        self._docdb = Rolling(folder / "docdb", "DOCDB-202647-001-{:04d}.xml", head=docdb.head, foot=docdb.FOOT)
        self._legal = Archive(folder / "epo-ops", "family-legal-{:04d}.zip")
        self._all: tuple[Rolling | Archive, ...] = (
            self._grants,
            self._applications,
            self._lens,
            self._docdb,
            self._legal,
        )

    def write(self, family: Generated) -> None:
        """Write every publication of a family to the file of its source, and its legal events."""
        for record in family.records:
            self._write_record(record)
        if family.legal:
            first = family.invention.publications[0]
            name = f"{first.office}{first.number}{first.kind}.xml"
            self._legal.write(name, ops.family_with_legal(family.invention).encode())

    def _write_record(self, record: Record) -> None:
        match record.publication.source:
            case "uspto-grant":
                self._grants.write(uspto.grant(record).encode())
            case "uspto-application":
                self._applications.write(uspto.application(record).encode())
            case "lens":
                self._lens.write(lens.line(record))
            case _:
                self._docdb.write(docdb.exchange_document(record).encode())
        if record.publication.also_docdb:
            self._docdb.write(docdb.exchange_document(record).encode())

    def close(self) -> None:
        """Finish every file."""
        for file in self._all:
            file.close()

    def written(self, publications: int) -> Written:
        """Return what was written."""
        return Written(publications, sum(file.files for file in self._all), sum(file.bytes for file in self._all))
