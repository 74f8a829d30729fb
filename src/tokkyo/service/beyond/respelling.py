"""Near spellings of a word that do find something."""

from collections import Counter
from collections.abc import Iterable

from tokkyo.engine.port import Engine, PageRequest
from tokkyo.fields.extract import field_values
from tokkyo.fields.registry import sources
from tokkyo.fields.types import Field, FieldType
from tokkyo.patience import checkpoint
from tokkyo.query.limits import MAX_DISTANCE
from tokkyo.query.tree import Analysis, CheckedQuery, Fuzzy, Match, Operator
from tokkyo.settings import Settings
from tokkyo.store.documents import Documents
from tokkyo.text.analysis import EXACT, fold
from tokkyo.text.edits import edits

SAMPLE = 20
"""Records whose texts are read for near spellings."""

COUNTED = 5
"""Near spellings whose hits are counted."""

LONG = 5
"""Letters from which two of them may be wrong."""


class Respelling:
    """Finds near spellings; safe to call from several threads."""

    def __init__(self, documents: Documents, engine: Engine, settings: Settings) -> None:
        self._documents = documents
        self._engine = engine
        self._chars = settings.number("max_highlight_chars")

    def near(self, word: str, field: Field, analysis: Analysis) -> list[tuple[str, int]]:
        """Return words of a field that differ in one letter, else in two, with how many: frequent ones first."""
        spelt = fold(word)
        for distance in range(1, (MAX_DISTANCE if len(spelt) >= LONG else 1) + 1):
            found = self._sampled(spelt, field, analysis, distance)
            if found:
                best = sorted(found, key=lambda near: (found[near][0], -found[near][1], near))[:COUNTED]
                hits = {near: self._hits(near, field, analysis) for near in best}
                ranked = sorted(best, key=lambda near: (found[near][0], -hits[near], near))
                return [(near, found[near][0]) for near in ranked if hits[near]]
        return []

    def _sampled(self, spelt: str, field: Field, analysis: Analysis, distance: int) -> dict[str, tuple[int, int]]:
        """Return near words of some records that hold any, each with its distance and the number of records."""
        query = CheckedQuery(Fuzzy(field.name, spelt, distance), analysis)
        ids = [hit.id for hit in self._engine.search(query, PageRequest(size=SAMPLE)).hits]
        records: Counter[str] = Counter()
        for publication, facts in self._documents.publications(ids).values():
            checkpoint()
            values = field_values(publication, facts)
            texts = (text for source in sources(field) for text in _texts(source, values.get(source.name, [])))
            records.update(self._words(texts, len(spelt), distance))
        near = {word: (edits(spelt, word), count) for word, count in records.items()}
        return {word: known for word, known in near.items() if 0 < known[0] <= distance}

    def _words(self, texts: Iterable[str], length: int, distance: int) -> set[str]:
        found: set[str] = set()
        for text in texts:
            found.update(EXACT.tokens(text[: self._chars]))
        return {word for word in found if abs(len(word) - length) <= distance and word.isalpha()}

    def _hits(self, word: str, field: Field, analysis: Analysis) -> int:
        return self._engine.count(CheckedQuery(Match(field.name, word, Operator.AND), analysis))


def _texts(source: Field, values: list[object]) -> list[str]:
    if source.type is FieldType.NAME:
        return [str(value) for value in values]
    return [value[1] for value in values if isinstance(value, tuple)]
