"""Records as rows of a table: the columns there are, what each holds, and cells that spreadsheets cannot run.

A column is a row of `COLUMNS`, or any response path; several values of a path stand in one cell, parted by "; ".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.fields.response import closest_path, is_response_path
from tokkyo.model.numbers import display
from tokkyo.query.values import shown
from tokkyo.service.projection import TEXT_PARTS

SEPARATOR = "; "
ENGLISH = "en"

# What spreadsheets take for the beginning of a formula (OWASP, CSV injection), full-width forms among them.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the response path it reads, how it makes a cell of the values there."""

    name: str
    path: str
    make: Callable[[Mapping[str, Any], str], str]

    def cell(self, record: Mapping[str, Any]) -> str:
        """Return what stands in the column for a decoded record."""
        return self.make(record, self.path)


def joined(record: Mapping[str, Any], path: str) -> str:
    """Return the different values of a path, in order.

    >>> joined({"a": [{"b": 1}, {"b": [True, "x"]}, {"b": 1}]}, "a.b")
    '1; true; x'
    """
    return SEPARATOR.join(dict.fromkeys(_values(record, path.split("."))))


def one_text(record: Mapping[str, Any], path: str) -> str:
    """Return one of a list of texts in several languages: the English one when there is one, else the first.

    >>> one_text({"abstract": [{"text": "Zelle", "lang": "de"}, {"text": "Cell", "lang": "en"}]}, "abstract")
    'Cell'
    """
    value: Any = record
    for name in path.split("."):
        value = value.get(name, {})
    texts = [text for text in value or () if text.get("text")]
    english = next((text for text in texts if text.get("lang") == ENGLISH), None)
    return str((english or (texts[0] if texts else {})).get("text", ""))


def number(record: Mapping[str, Any], _: str) -> str:
    """Return the publication number as people write it.

    >>> number({"jurisdiction": "US", "doc_number": "20160019458", "kind": "A1"}, "")
    'US 2016/0019458 A1'
    """
    return display(record.get("jurisdiction"), record.get("doc_number", ""), record.get("kind"))


def _values(value: Any, names: Sequence[str]) -> Iterator[str]:
    """Yield the plain values at a path as text, those of lists one after another."""
    if isinstance(value, list):
        for item in value:
            yield from _values(item, names)
    elif isinstance(value, Mapping):
        if names:
            yield from _values(value.get(names[0]), names[1:])
        else:
            for item in value.values():
                yield from _values(item, ())
    elif value is not None and not names:
        yield str(value).lower() if isinstance(value, bool) else str(value)


_DEFAULTS: tuple[Column, ...] = (
    Column("lens_id", "lens_id", joined),
    Column("publication_number", "doc_number", number),
    Column("kind", "kind", joined),
    Column("date_published", "date_published", joined),
    Column("title", "biblio.invention_title", one_text),
    Column("applicants", "biblio.parties.applicants.extracted_name.value", joined),
    Column("inventors", "biblio.parties.inventors.extracted_name.value", joined),
    Column("cpc", "biblio.classifications_cpc.classifications.symbol", joined),
    Column("ipc", "biblio.classifications_ipcr.classifications.symbol", joined),
    Column("simple_family_size", "families.simple_family.size", joined),
    Column("legal_status", "legal_status.patent_status", joined),
    Column("cited_by_count", "biblio.cited_by.patent_count", joined),
    Column("abstract", "abstract", one_text),
)
_FURTHER: tuple[Column, ...] = (
    Column("jurisdiction", "jurisdiction", joined),
    Column("doc_number", "doc_number", joined),
    Column("publication_type", "publication_type", joined),
    Column("lang", "lang", joined),
    Column("application_number", "biblio.application_reference.doc_number", joined),
    Column("application_date", "biblio.application_reference.date", joined),
    Column("priority_date", "biblio.priority_claims.earliest_claim.date", joined),
    Column("owners", "biblio.parties.owners_all.extracted_name.value", joined),
    Column("agents", "biblio.parties.agents.extracted_name.value", joined),
    Column("extended_family_size", "families.extended_family.size", joined),
    Column("cites_count", "biblio.references_cited.patent_count", joined),
    Column("claims", "claims.claims.claim_text", joined),
    Column("description", "description.text", joined),
)
COLUMNS: Mapping[str, Column] = MappingProxyType({column.name: column for column in (*_DEFAULTS, *_FURTHER)})
DEFAULT_COLUMNS: tuple[str, ...] = tuple(column.name for column in _DEFAULTS)


def columns_of(names: Sequence[str]) -> tuple[Column, ...]:
    """Return columns by name, the default ones for none. Raises `QueryError` `unrecognized_column`."""
    return tuple(_column(name) for name in names or DEFAULT_COLUMNS)


def _column(name: str) -> Column:
    if name in COLUMNS:
        return COLUMNS[name]
    if is_response_path(name):
        return Column(name, name, joined)
    meant = closest_path(name)
    known = ", ".join(COLUMNS)
    raise QueryError(
        "unrecognized_column",
        f"no column is named {shown(name)}",
        path="columns",
        fix=f"use {f'the response path {meant}, ' if meant else 'a response path or one of '}{known}",
    )


def need_text(columns: Iterable[Column]) -> bool:
    """Whether any of the columns reads abstract, claims or description."""
    return any(column.path.split(".")[0] in TEXT_PARTS for column in columns)


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("+49 40"), safe("plain")
    ("'=1+1", "'+49 40", 'plain')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell
