"""Tokens by which documents are found: what a publication answers to, and what to look up for a user's text.

Both sides meet in `compact` form. A document answers to its number with and without office and kind; a query is looked
up as written and as each of its readings. Tokens of one reading are as narrow as the text allows: with a kind code only
documents of that kind answer.
"""

from collections.abc import Iterable, Iterator

from tokkyo.model.number_formats import docdb
from tokkyo.model.number_normal import compact, normal_application, normal_publication
from tokkyo.model.number_parsing import Reading, parse
from tokkyo.model.number_spellings import APPLICATION, PUBLICATION
from tokkyo.model.publication import DocumentId, Publication
from tokkyo.model.us_series import series_of


def index_forms(publication: Publication, aliases: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the tokens a publication answers to: Lens IDs (`aliases` are former ones), number, office, kind, date."""
    tokens = [compact(lens_id) for lens_id in (publication.lens_id, *aliases) if lens_id]
    jurisdiction, number = publication.jurisdiction or "", publication.doc_number
    if number:
        normal = normal_publication(jurisdiction, number, publication.kind)
        spellings = dict.fromkeys((normal, compact(number), docdb(jurisdiction, normal)))
        date = compact(publication.date_published or "")
        for spelling in spellings:
            tokens += _with_kind(jurisdiction, spelling, publication.kind or "")
        if publication.kind and date:
            tokens += [f"{jurisdiction}{spelling}{publication.kind}{date}" for spelling in spellings]
    return tuple(dict.fromkeys(tokens))


def query_forms(text: str) -> tuple[str, ...]:
    """Return the tokens to look up for a publication number or Lens ID in any spelling, none for a blank text.

    >>> query_forms("US 2004/0068806 A1"), query_forms("特許第6789012号")
    (('US20040068806A1',), ('JP6789012B',))
    """
    return _query_forms(text, PUBLICATION)


def application_index_forms(publication: Publication) -> tuple[str, ...]:
    """Return the tokens an application number is found by: DOCDB form, office form, series code, PCT form."""
    biblio = publication.biblio
    if biblio is None:
        return ()
    tokens: list[str] = []
    reference = biblio.application_reference
    if reference and reference.doc_number:
        tokens += _application_tokens(reference, reference.jurisdiction or publication.jurisdiction or "")
    if biblio.application_number:
        tokens += _written(biblio.application_number, publication.jurisdiction or "")
    return tuple(dict.fromkeys(tokens))


def application_query_forms(text: str) -> tuple[str, ...]:
    """Return the tokens to look up for an application number in any spelling.

    >>> application_query_forms("PCT/CN2024/126038"), application_query_forms("10/716,854")
    (('CN2024126038W', 'PCTCN2024126038'), ('US10716854', '10716854'))
    """
    return _query_forms(text, APPLICATION)


def _query_forms(text: str, of: str) -> tuple[str, ...]:
    readings = [reading for reading in parse(text) if of == PUBLICATION or reading.of == of]
    tokens = [_token(reading) for reading in readings if reading.of in (of, "lens_id")]
    written = compact(text)
    if written and written.isascii():
        tokens.append(written)
    return tuple(dict.fromkeys(tokens))


def _token(reading: Reading) -> str:
    if reading.of == "lens_id":
        return compact(reading.number)
    date = compact(reading.date or "")
    return f"{reading.jurisdiction or ''}{reading.number}{reading.kind or ''}{date}"


def _with_kind(jurisdiction: str, number: str, kind: str) -> Iterator[str]:
    for start in dict.fromkeys((jurisdiction, "")):
        for end in dict.fromkeys(("", kind[:1], kind)):
            yield f"{start}{number}{end}"


def _application_tokens(reference: DocumentId, jurisdiction: str) -> Iterator[str]:
    number, kind = reference.doc_number or "", reference.kind or ""
    # A record holds US numbers in DOCDB form, which cannot be told from series and serial.
    normal = number if jurisdiction == "US" else normal_application(jurisdiction, number, kind, reference.date)
    for spelling in dict.fromkeys((normal, compact(number))):
        yield from _with_kind(jurisdiction, spelling, kind)
    if kind == "W":
        yield from _international(jurisdiction, normal)
    elif jurisdiction == "US":
        yield from _american(normal, reference.date, kind)


def _international(receiving_office: str, number: str) -> Iterator[str]:
    yield f"PCT{receiving_office}{number}"
    if len(number) == 7:
        year = ("19" if number[:2] >= "78" else "20") + number[:2]
        yield f"PCT{receiving_office}{year}{number[2:].zfill(6)}"


def _american(number: str, filed: str | None, kind: str) -> Iterator[str]:
    """Series and serial, as the office writes them, of a DOCDB number."""
    if len(number) == 12:
        yield from (number[4:], f"US{number[4:]}")
    elif filed and number.isdigit() and 2 < len(number) <= 8 and number[-2:] == filed[2:4]:
        serial = int(number[:-2])
        if series := series_of(serial, filed, kind):
            yield from (f"{series:02d}{serial:06d}", f"US{series:02d}{serial:06d}")


def _written(number: str, jurisdiction: str) -> Iterator[str]:
    token = compact(number)
    yield token
    yield token if token.startswith((jurisdiction, "PCT")) else jurisdiction + token
    for reading in parse(number):
        if reading.of == APPLICATION:
            yield f"{reading.jurisdiction or jurisdiction}{reading.number}"
