"""Response paths: every place of a record that `include` and `exclude` may name, read off the record's own types."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from tokkyo.fields.nearest import nearest
from tokkyo.fields.registry import resolve
from tokkyo.model.publication import Publication

# The vendor's service refuses these although answers may carry them (lens.md §1.7).
REFUSED = frozenset({"families.simple_family.family_id", "families.extended_family.family_id"})


def _struct_of(annotation: Any) -> type[msgspec.Struct] | None:
    """Return the struct type inside `X | None` or `tuple[X, ...]`, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return annotation
    for inner in get_args(annotation):
        found = _struct_of(inner)
        if found is not None:
            return found
    return None


def _paths(struct: type[msgspec.Struct], prefix: str) -> Iterator[str]:
    for item in msgspec.structs.fields(struct):
        path = f"{prefix}{item.name}"
        yield path
        inner = _struct_of(item.type)
        if inner is not None:
            yield from _paths(inner, f"{path}.")


RESPONSE_PATHS: tuple[str, ...] = tuple(path for path in _paths(Publication, "") if path not in REFUSED)
_KNOWN = frozenset(RESPONSE_PATHS)


def is_response_path(path: str) -> bool:
    """Return whether `include` and `exclude` may name the path."""
    return path in _KNOWN


def response_paths_of(name: str) -> tuple[str, ...]:
    """Return the response paths a search name stands for: `title` → `biblio.invention_title`; empty when none.

    >>> response_paths_of("title"), response_paths_of("claim"), response_paths_of("has_title")
    (('biblio.invention_title',), ('claims',), ())
    """
    field = resolve(name)
    if field is None:
        return ()
    if field.name in _PLACES:
        return _PLACES[field.name]
    return tuple(path.replace("[]", "") for path in field.paths)


def closest_path(name: str) -> str | None:
    """Return the response path a wrong one most likely meant, or None."""
    meant = response_paths_of(name)
    if meant:
        return meant[0]
    return next(iter(nearest(name, RESPONSE_PATHS, 0.5)), None)


_PLACES = {
    "application_number": ("biblio.application_number",),
    **dict.fromkeys(
        ("reference_cited.patent.category", "reference_cited.npl.category"),
        ("biblio.references_cited.citations.category",),
    ),
    **dict.fromkeys(
        ("reference_cited.patent.cited_phase", "reference_cited.npl.cited_phase"),
        ("biblio.references_cited.citations.cited_phase",),
    ),
    "title": ("biblio.invention_title",),
    "abstract": ("abstract",),
    "claim": ("claims",),
    "description": ("description",),
    "full_text": ("biblio.invention_title", "abstract", "claims", "description"),
}
