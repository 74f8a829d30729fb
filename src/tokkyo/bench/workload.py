"""The questions of the benchmark, drawn from the words of the corpus itself."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tokkyo.model.publication import Publication
from tokkyo.store.documents import Documents
from tokkyo.text.analysis import EXACT

SAMPLE = 2_000
IDENTIFIERS = 50_000
# The most frequent words of a sample are articles and prepositions; what people call a common word comes after them.
STOP_WORDS = 40
COMMON_WORDS = 150


@dataclass(frozen=True, slots=True)
class Question:
    """One request body of a class of questions."""

    kind: str
    body: dict[str, Any]

    @property
    def data(self) -> bytes:
        """Return the body as it is sent."""
        return json.dumps(self.body).encode()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a sample of English texts: common ones, ones seen once, runs of neighbouring words; and Lens IDs."""

    common: Sequence[str]
    rare: Sequence[str]
    runs: Sequence[tuple[str, ...]]
    identifiers: Sequence[str] = ()


def sample_words(documents: Documents, draw: random.Random) -> Words:
    """Read a sample of the corpus and sort its words by how many records hold them."""
    ids = [number for number, _ in documents.ids()]
    chosen = draw.sample(ids, min(SAMPLE, len(ids)))
    held: Counter[str] = Counter()
    runs: list[tuple[str, ...]] = []
    for publication, _ in documents.publications(chosen).values():
        for text in _english(publication):
            words = EXACT.tokens(text)
            held.update(set(words))
            if len(words) > 12:
                start = draw.randrange(len(words) - 3)
                runs.append(tuple(words[start : start + draw.randint(2, 3)]))
    ranked = [word for word, _ in held.most_common() if word.isalpha() and len(word) > 2]
    once = sorted(word for word, count in held.items() if count == 1 and word.isalnum())
    identifiers = documents.lens_ids(draw.sample(ids, min(IDENTIFIERS, len(ids))))
    return Words(ranked[STOP_WORDS : STOP_WORDS + COMMON_WORDS], once, runs, identifiers)


def _english(publication: Publication) -> Iterator[str]:
    for text in publication.abstract:
        if text.lang == "en" and text.text:
            yield text.text
    for claims in publication.claims:
        if claims.lang == "en":
            yield " ".join(line for claim in claims.claims[:3] for line in claim.claim_text)


def _rare(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"query": {"match": {"full_text": draw.choice(words.rare)}}}


def _both(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"query": {"match": {"full_text": {"query": " ".join(draw.sample(words.common, 2)), "operator": "and"}}}}


def _phrase(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"query": {"match_phrase": {"claim": " ".join(draw.choice(words.runs))}}}


def _filtered(words: Words, draw: random.Random) -> dict[str, Any]:
    start = draw.randint(1995, 2020)
    return {
        "query": {
            "bool": {
                "must": [{"match": {"title": draw.choice(words.common)}}],
                "filter": [
                    {"term": {"jurisdiction": draw.choice(("US", "EP", "WO"))}},
                    {"range": {"date_published": {"gte": f"{start}-01-01", "lte": f"{start + 4}-12-31"}}},
                ],
            }
        }
    }


def _by_date(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"query": {"match": {"claim": draw.choice(words.common)}}, "sort": [{"date_published": "desc"}]}


KINDS: tuple[tuple[str, Callable[[Words, random.Random], dict[str, Any]]], ...] = (
    ("rare term", _rare),
    ("AND of two common words", _both),
    ("phrase", _phrase),
    ("bool + range", _filtered),
    ("date sort", _by_date),
)


def questions(words: Words, count: int, draw: random.Random) -> list[Question]:
    """Return `count` questions of every kind; 20 records each, as clients get them by default."""
    return [Question(kind, {**make(words, draw), "size": 20}) for kind, make in KINDS for _ in range(count)]
