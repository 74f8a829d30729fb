"""Lens records: answers of the Lens service and files of its records, read into the shape they already have.

The documentation and the live service part in places; both are taken:

| place                    | documentation | live service | here              |
|--------------------------|---------------|--------------|-------------------|
| `patcit.document_id`     | array         | one object   | the first         |
| `parties.examiners`      | array         | one object   | the first         |
| `lang`                   | upper case    | lower case   | lower case        |
| `claim_text`             | text          | array        | array             |
| `families.*.family_id`   | present       | absent       | kept when present |
| null, empty              | –             | left out     | left out          |
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from tokkyo.errors import RecordError
from tokkyo.formats.port import Context, JsonFormat
from tokkyo.model.numbers import normal_publication
from tokkyo.model.publication import Publication
from tokkyo.model.source import SourceRecord

# Places where the documentation shows a list and the service sends one object.
_SINGLE = frozenset({"document_id", "examiners"})
_PLURAL = frozenset({"claim_text", "category", "external_ids", "calculation_log", "sequence_types", "length_buckets"})
_DOC_KEY = re.compile(r"([A-Z]{2})_([^_]+)_([A-Z]\w?)_\d{8}")


def _matches(value: dict[str, Any]) -> bool:
    return isinstance(value.get("lens_id"), str) and ("jurisdiction" in value or "doc_key" in value)


def _read(value: dict[str, Any], context: Context) -> Iterator[SourceRecord]:
    try:
        publication = msgspec.convert(_cleaned(value), Publication, strict=False)
    except msgspec.ValidationError as error:
        raise RecordError("lens_shape", f"not a Lens record: {error}", fix="check where the file comes from") from error
    publication = _identified(publication)
    families = publication.families
    simple = families.simple_family if families else None
    extended = families.extended_family if families else None
    yield SourceRecord(
        source="lens",
        publication=publication,
        provenance=context.provenance,
        family_id=simple.family_id if simple else None,
        extended_family_id=extended.family_id if extended else None,
    )


def _cleaned(value: Any, key: str = "") -> Any:
    """Return a value without nulls and with the documentation's shapes brought to the service's."""
    if isinstance(value, dict):
        return {name: _cleaned(inner, name) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        if key in _SINGLE:
            return _cleaned(value[0], key) if value else {}
        return [_cleaned(inner) for inner in value if inner is not None]
    if key == "lang" and isinstance(value, str):
        return value.lower()
    return [value] if key in _PLURAL else value


def _identified(publication: Publication) -> Publication:
    """Return the record with jurisdiction, number and kind, taken from `doc_key` where an answer left them out."""
    key = _DOC_KEY.fullmatch(publication.doc_key or "")
    jurisdiction = publication.jurisdiction or (key[1] if key else None)
    number = publication.doc_number or (key[2] if key else None)
    kind = publication.kind or (key[3] if key else None)
    if jurisdiction and number:
        number = normal_publication(jurisdiction, number, kind)
    return msgspec.structs.replace(publication, jurisdiction=jurisdiction, doc_number=number, kind=kind)


LENS = JsonFormat("lens", "Lens record", _matches, _read)
