"""Which words of a text fit a pattern or are near another word, judged as the index judges them.

The words go into a small index in memory. Python's own regular expressions would take for ever on some patterns.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from tantivy import Document, Index, Query, Schema, SchemaBuilder

_WORD, _NUMBER = "word", "number"
_HEAP_BYTES = 15_000_000
"""The least a writer of the index library accepts."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What single words are to fit: a plain regular expression (`text.patterns`), or a word and some edits (0–2)."""

    text: str
    distance: int | None = None

    def query(self, schema: Schema) -> Query:
        """Return the query that finds the fitting words. Raises `ValueError` for an expression that is too large."""
        if self.distance is None:
            return Query.regex_query(schema, _WORD, self.text)
        if self.distance == 0:
            return Query.term_query(schema, _WORD, self.text)
        return Query.fuzzy_term_query(schema, _WORD, self.text, self.distance, True)


@cache
def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field(_WORD, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(_NUMBER, stored=True)
    return builder.build()


@dataclass(slots=True)
class Fits:
    """Judges words against some patterns and remembers each word."""

    patterns: frozenset[Pattern]
    _judged: set[str] = field(default_factory=set)
    _fitting: dict[Pattern, set[str]] = field(default_factory=dict)

    def fitting(self, pattern: Pattern, words: Iterable[str]) -> set[str]:
        """Return those of the words that fit one of the patterns."""
        asked = set(words)
        fresh = asked - self._judged
        if fresh:
            self._judge(sorted(fresh))
        return asked & self._fitting.get(pattern, set())

    def _judge(self, words: list[str]) -> None:
        index = Index(_schema())
        writer = index.writer(_HEAP_BYTES, 1)
        for number, word in enumerate(words):
            document = Document()
            document.add_text(_WORD, word)
            document.add_integer(_NUMBER, number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        for pattern in self.patterns:
            hits = searcher.search(pattern.query(_schema()), limit=len(words), count=False).hits
            found = {words[searcher.doc(address).to_dict()[_NUMBER][0]] for _, address in hits}
            self._fitting.setdefault(pattern, set()).update(found)
        self._judged.update(words)
