"""Publications invented from the words of the recorded requests, so that these have something to find.

Each is built by seeded chance from what one request names: its words in texts, its capitalised runs as names, its
symbols as classes, its numbers as document numbers. They mean nothing; both engines must see them alike.
"""

import json
import random
import re
from collections.abc import Container, Iterable, Iterator
from typing import Any

from tokkyo.derive.lens_ids import lens_id
from tokkyo.model.number_spellings import PUBLICATION
from tokkyo.model.numbers import parse

EACH = 4
OFFICES = ("US", "EP", "CN", "WO", "BR", "AU")
KINDS = {"US": ("A1", "B2"), "EP": ("A1", "B1"), "CN": ("A", "B"), "WO": ("A1",), "BR": ("A2",), "AU": ("A1", "B2")}
STATUSES = ("ACTIVE", "PENDING", "EXPIRED", "DISCONTINUED", "INACTIVE")
SYMBOL = re.compile(r"\b[A-HY]\d{2}[A-Z](?:\d{1,4}(?:\\*/\d{1,6})?)?")
NAME = re.compile(r"[A-Z][\w.&-]+(?: [A-Z][\w.&-]+){0,4}")
WORD = re.compile(r"[^\W\d_][\w-]+")
LENS_ID = re.compile(r"\b\d{3}-\d{3}-\d{3}-\d{3}-\d{2}[\dX]\b")
NUMBER = re.compile(r"\b\d{6,12}\b")
OPERATORS = frozenset({"AND", "OR", "NOT", "TO"})


def echoes(bodies: Iterable[Any], seed: int, taken: Container[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield `EACH` Lens records for each request body, and one for each identifier it names that is not `taken`."""
    draw = random.Random(seed)
    seen: set[str] = set()
    for number, body in enumerate(bodies):
        texts = list(_texts(body))
        text = " ".join(texts)
        for turn in range(EACH):
            yield _record(text, 7_000_000 + number * EACH + turn, draw)
        for place, name in enumerate(_identifiers(texts)):
            if name not in seen and name not in taken:
                seen.add(name)
                yield _named(name, _record(text, 8_000_000 + number * 100 + place, draw))


def _identifiers(texts: Iterable[str]) -> Iterator[str]:
    """Yield the Lens IDs and publication numbers of a request."""
    for text in texts:
        yield from LENS_ID.findall(text)
        found = parse(text)
        if found and found[0].of == PUBLICATION and found[0].jurisdiction and found[0].kind:
            yield text


def _named(name: str, record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the identity that a Lens ID or a publication number gives it."""
    if LENS_ID.fullmatch(name):
        return {**record, "lens_id": name}
    reading = parse(name)[0]
    identity = {"jurisdiction": reading.jurisdiction, "doc_number": reading.number, "kind": reading.kind}
    reference = {**identity, "date": record["date_published"]}
    return {**record, **identity, "biblio": {**record["biblio"], "publication_reference": reference}}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a request that is no key."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value[:50]:
            yield from _texts(inner)


def _record(text: str, number: int, draw: random.Random) -> dict[str, Any]:
    words = [word for word in WORD.findall(text) if word not in OPERATORS] or ["nothing"]
    names = [name for name in NAME.findall(text) if name not in OPERATORS] or ["Nobody"]
    office = draw.choice(OFFICES)
    kind = draw.choice(KINDS[office])
    given = NUMBER.findall(text)
    doc_number = draw.choice(given) if given and draw.random() < 0.5 else str(number)
    date = f"{draw.randint(1980, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    record = {
        "lens_id": lens_id(f"echo {number}"),
        "jurisdiction": office,
        "doc_number": doc_number,
        "kind": kind,
        "date_published": date,
        "lang": "en",
        "biblio": {
            "publication_reference": {"jurisdiction": office, "doc_number": doc_number, "kind": kind, "date": date},
            "invention_title": [{"text": _run(words, 8, draw), "lang": "en"}],
            "parties": _parties(names, draw),
            "classifications_cpc": _classes(text, draw),
            "classifications_ipcr": _classes(text, draw),
        },
        "legal_status": {"granted": kind.startswith("B"), "patent_status": draw.choice(STATUSES)},
        "abstract": [{"text": _run(words, 30, draw), "lang": "en"}],
        "claims": [{"claims": [{"claim_text": [_run(words, 20, draw)]}], "lang": "en"}],
        "description": {"text": _run(words, 60, draw), "lang": "en"},
    }
    for name in ("abstract", "claims", "description"):
        if draw.random() < 0.2:
            del record[name]
    return record


def _run(words: list[str], most: int, draw: random.Random) -> str:
    """Return neighbouring words of a request, or some of them in any order."""
    start = draw.randrange(len(words))
    if draw.random() < 0.6:
        return " ".join(words[start : start + most])
    return " ".join(draw.choice(words) for _ in range(draw.randint(1, most)))


def _parties(names: list[str], draw: random.Random) -> dict[str, Any]:
    def party() -> dict[str, Any]:
        return {"residence": draw.choice(OFFICES), "extracted_name": {"value": draw.choice(names)}}

    return {
        "applicants": [party() for _ in range(draw.randint(1, 3))],
        "inventors": [{**party(), "sequence": place} for place in range(1, draw.randint(2, 4))],
        "owners_all": [{"extracted_name": {"value": draw.choice(names)}}],
    }


def _classes(text: str, draw: random.Random) -> dict[str, Any]:
    found = [symbol.replace("\\", "") for symbol in SYMBOL.findall(text)] or ["A61K9/0051"]
    symbols = {symbol if "/" in symbol else f"{symbol}{draw.randint(1, 99)}/00"[:12] for symbol in found[:8]}
    return {"classifications": [{"symbol": symbol} for symbol in sorted(symbols)]}


def written(bodies: Iterable[Any], seed: int, taken: Container[str]) -> str:
    """Return the records as JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in echoes(bodies, seed, taken))
