"""Finding publications by any spelling of their number, with a table of one or two short rows a publication.

The table holds numbers without office, kind and date. A form to look up (`US20040068806A1`, as `model.numbers` spells
it) is cut in every way that could leave the number; what is found answers if the form is among its own index forms.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tokkyo.model.numbers import index_forms
from tokkyo.model.publication import Publication
from tokkyo.store.database import Database, errors_of
from tokkyo.store.spelling import spellings

__all__ = ["Named", "find", "numbers_in", "spellings"]

_LENS_ID = re.compile(r"(\d{3})-?(\d{3})-?(\d{3})-?(\d{3})-?(\d{2}[\dX])")
_KINDS = (re.compile(r"[A-Z]$"), re.compile(r"[A-Z]\d$"), re.compile(r"[A-Z]\d{8}$"), re.compile(r"[A-Z]\d{9}$"))
_LONGEST = 64


class Named(NamedTuple):
    """What a publication answers to."""

    id: int
    lens_id: str
    jurisdiction: str
    doc_number: str
    kind: str
    date_published: str | None


_COLUMNS = "id, lens_id, jurisdiction, doc_number, kind, date_published"
_BY_LENS_ID = (
    f"SELECT {_COLUMNS} FROM publication WHERE deleted = 0 AND digest <> x'' AND (lens_id = ?1 "
    "OR id = (SELECT publication_id FROM alias WHERE lens_id = ?1))"
)
_BY_SPELLING = (
    f"SELECT DISTINCT {_COLUMNS} FROM number JOIN publication ON id = publication_id "
    "WHERE deleted = 0 AND digest <> x'' AND spelling IN ({}) LIMIT 1000"
)


def numbers_in(form: str) -> Sequence[str]:
    """Return what may be the number in a form: without the office in front, without kind and date at the end.

    >>> numbers_in("US20040068806A1")
    ['20040068806', '20040068806A1', 'US20040068806', 'US20040068806A1']
    """
    return sorted({cut for start in _starts(form) for cut in _ends(start)})


def _starts(form: str) -> Iterator[str]:
    yield form
    if len(form) > 2 and form[:2].isalpha():
        yield form[2:]


def _ends(text: str) -> Iterator[str]:
    yield text
    for kind in _KINDS:
        if (match := kind.search(text)) and match.start():
            yield text[: match.start()]


def find(database: Database, forms: Sequence[str]) -> list[int]:
    """Return the publications that answer to the first of the forms that anything answers to, newest first."""
    for form in forms:
        if len(form) <= _LONGEST and (found := _by_lens_id(database, form) or _by_number(database, form)):
            found.sort(key=lambda named: (named.date_published or "", named.id), reverse=True)
            return [named.id for named in found]
    return []


def _by_lens_id(database: Database, form: str) -> list[Named]:
    match = _LENS_ID.fullmatch(form)
    return _select(database, _BY_LENS_ID, ("-".join(match.groups()),)) if match else []


def _by_number(database: Database, form: str) -> list[Named]:
    numbers = numbers_in(form)
    found = _select(database, _BY_SPELLING.format(",".join("?" * len(numbers))), numbers)
    return [named for named in found if form in _forms_of(named)]


def _forms_of(named: Named) -> tuple[str, ...]:
    return index_forms(
        Publication(
            jurisdiction=named.jurisdiction,
            doc_number=named.doc_number,
            kind=named.kind or None,
            date_published=named.date_published,
        )
    )


def _select(database: Database, query: str, values: Sequence[str]) -> list[Named]:
    with errors_of(database.path):
        return [Named(*row) for row in database.cursor().execute(query, values)]
