"""What an ingest tells: while it runs, and when it is done."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tokkyo.formats.port import Problem
from tokkyo.formats.reading import Finished, Passed


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is. `phase` is read, derive, index or cases; `documents` counts within the phase.

    `of` is the number of documents of the phase where known (0 in the reading phase), `bytes` and `total_bytes` are
    bytes on disk.
    """

    phase: str
    documents: int
    of: int = 0
    bytes: int = 0
    total_bytes: int = 0
    problems: int = 0


Event = Progress | Problem | Passed | Finished


@dataclass(slots=True)
class Summary:
    """What an ingest did: records read, how many changed the store, what went wrong, what was passed over.

    `problems` counts by code, records lost or not; `cases` those of the Japan Patent Office that changed. Totals of a
    resumed job include what it did before.
    """

    read: int = 0
    stored: int = 0
    unchanged: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    passed: list[Passed] = field(default_factory=list)
    cases: int = 0
    files: int = 0
    bytes: int = 0
    derived: int = 0
    indexed: int = 0
    cases_indexed: int = 0
    seconds: float = 0.0
    resumed: bool = False

    def counts(self) -> dict[str, int]:
        """Return the totals that are kept with the job."""
        problems = {f"problem {code}": count for code, count in self.problems.items()}
        return {"read": self.read, "stored": self.stored, "unchanged": self.unchanged, **problems}

    def continue_from(self, counts: dict[str, int]) -> None:
        """Take over the totals of the job that is resumed."""
        self.resumed = True
        self.read, self.stored, self.unchanged = (counts.get(name, 0) for name in ("read", "stored", "unchanged"))
        for name, count in counts.items():
            if name.startswith("problem "):
                self.problems[name.removeprefix("problem ")] = count

    def line(self) -> dict[str, Any]:
        """Return what `tokkyo ingest --json` prints at the end."""
        return {
            "read": self.read,
            "stored": self.stored,
            "unchanged": self.unchanged,
            "cases": self.cases,
            "cases_indexed": self.cases_indexed,
            "problems": self.problems.total(),
            "problem_codes": dict(sorted(self.problems.items())),
            "passed": len(self.passed),
            "seconds": round(self.seconds, 3),
        }
