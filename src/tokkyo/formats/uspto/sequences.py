"""Sequence listings of USPTO files: `sequence-cwu` documents between patents, and listings inside ST.32 and PAP.

All follow WIPO ST.25 (tags s100 to s400) or its forerunner (s-2-i-a, …), or are the forerunner's lines set as a table.
A listing becomes a record of its own for the publication it names, with nothing but the listing in it.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.uspto.numbers import day, known, publication
from tokkyo.formats.uspto.record import doc_key
from tokkyo.formats.uspto.text import Element, flatten
from tokkyo.formats.xml import local
from tokkyo.model.publication import Bibliography, Organism, Publication, SequenceListing
from tokkyo.model.source import SequenceFacts, SourceRecord

RED_BOOK = SequenceFacts(data_sources=("USPTO_FULLTEXT_RB",))

_TAGS = {
    "s160": "count",
    "s-1-iii": "count",
    "s211": "length",
    "s-2-i-a": "length",
    "s212": "type",
    "s-2-i-b": "type",
    "s213": "organism",
    "s-2-vi-a": "organism",
}
_LINES = re.compile(r"\([A-Za-z]+\)\s*(NUMBER OF SEQUENCES|LENGTH|TYPE|ORGANISM):\s*(.+)")
_LINE_KEYS = {"NUMBER OF SEQUENCES": "count", "LENGTH": "length", "TYPE": "type", "ORGANISM": "organism"}

# Upper ends of Lens's length buckets by type of molecule.
_BUCKETS: dict[str, tuple[tuple[int | None, str], ...]] = {
    "N": ((100, "NT_1_100"), (5000, "NT_101_5000"), (100_000, "NT_5001_100K"), (None, "NT_100K")),
    "P": ((50, "AA_1_50"), (300, "AA_51_300"), (None, "AA_301")),
}

UNKNOWN_ORGANISM = Organism(-1, "Unknown/Artificial")
_UNKNOWN = re.compile(r"artificial|unknown|synthetic|unidentified", re.IGNORECASE)

# NCBI taxonomy identifiers of the organisms met most often; others keep their name alone.
_TAXA: dict[str, int] = {
    "homo sapiens": 9606,
    "homo sapien": 9606,
    "human": 9606,
    "mus musculus": 10090,
    "rattus norvegicus": 10116,
    "bos taurus": 9913,
    "sus scrofa": 9823,
    "gallus gallus": 9031,
    "oryctolagus cuniculus": 9986,
    "macaca mulatta": 9544,
    "danio rerio": 7955,
    "drosophila melanogaster": 7227,
    "caenorhabditis elegans": 6239,
    "saccharomyces cerevisiae": 4932,
    "escherichia coli": 562,
    "bacillus subtilis": 1423,
    "staphylococcus aureus": 1280,
    "pseudomonas aeruginosa": 287,
    "mycobacterium tuberculosis": 1773,
    "arabidopsis thaliana": 3702,
    "zea mays": 4577,
    "oryza sativa": 4530,
    "glycine max": 3847,
    "triticum aestivum": 4565,
    "nicotiana tabacum": 4097,
    "human immunodeficiency virus 1": 11676,
    "vaccinia virus": 10245,
    "variola virus": 10255,
}


def read_listing(root: Element) -> SequenceListing | None:
    """Return what the listing below an element says, or None when it tells nothing of any sequence."""
    declared = total = 0
    lengths: list[int] = []
    types: dict[str, None] = {}
    buckets: dict[str, None] = {}
    organisms: dict[Organism, None] = {}
    for key, text in _facts(root):
        digits = re.match(r"\d+", text.replace(",", ""))
        if key == "count":
            declared = int(digits[0]) if digits and len(digits[0]) < 8 else 0
        elif key == "length":
            total += 1
            lengths = [int(digits[0])] if digits and len(digits[0]) < 12 else []
        elif key == "type" and (molecule := molecule_type(text)):
            types[molecule] = None
            buckets.update((length_bucket(molecule, length), None) for length in lengths)
        elif key == "organism":
            organisms[organism(text)] = None
    found = SequenceListing(tuple(types), tuple(buckets), tuple(organisms), declared or total or None)
    return found if found != SequenceListing() else None


def _facts(root: Element) -> Iterator[tuple[str, str]]:
    for node in root.iter(etree.Element):
        name = local(node).lower()
        if key := _TAGS.get(name):
            if text := flatten(node):
                yield key, text
        elif name == "row" and (line := _LINES.match(flatten(node))):
            yield _LINE_KEYS[line[1]], line[2]


def molecule_type(text: str) -> str | None:
    """Return N for nucleic acids, P for proteins, None for anything else.

    >>> molecule_type("DNA"), molecule_type("PRT"), molecule_type("amino acid")
    ('N', 'P', 'P')
    """
    word = text.strip().lower()
    if word.startswith(("dna", "rna", "nucle", "cdna", "mrna")):
        return "N"
    return "P" if word.startswith(("prt", "amino", "protein", "peptide")) else None


def length_bucket(molecule: str, length: int) -> str:
    """Return Lens's bucket of a sequence's length.

    >>> length_bucket("N", 701), length_bucket("P", 301)
    ('NT_101_5000', 'AA_301')
    """
    return next(name for limit, name in _BUCKETS[molecule] if limit is None or length <= limit)


def organism(text: str) -> Organism:
    """Return an organism; what is artificial or unknown is one and the same, as in Lens.

    >>> organism("Homo sapiens").tax_id, organism("Artificial Sequence").tax_id, organism("Gila monster").tax_id
    (9606, -1, None)
    """
    if _UNKNOWN.search(text):
        return UNKNOWN_ORGANISM
    return Organism(_TAXA.get(text.lower()), text)


def _read(root: Element, context: Context) -> Iterator[SourceRecord]:
    found = root.find("publication-reference/document-id")
    number = (found.findtext("doc-number") or "").strip() if found is not None else ""
    listing = read_listing(root)
    if found is None or not number:
        context.note(
            "uspto_sequences_unattached",
            "the sequence listing names no publication",
            "nothing to do: the listing cannot be attached to a document",
        )
        return
    own = publication("US", number, found.findtext("kind"), day(found.findtext("date")))
    if listing is None:
        context.note("uspto_sequences_empty", f"no sequence could be read for {doc_key(own)}", "check the listing")
        return
    yield SourceRecord(
        source="uspto-sequences",
        publication=Publication(
            jurisdiction="US",
            doc_number=own.doc_number,
            kind=known(own.kind),
            date_published=own.date,
            doc_key=doc_key(own),
            biblio=Bibliography(publication_reference=own),
            sequence_listing=listing,
        ),
        provenance=context.provenance,
        exchanged=own.date,
        sequences=RED_BOOK,
    )


SEQUENCES = XmlFormat("uspto-sequences", "USPTO sequence listing", frozenset({"sequence-cwu"}), _read)
