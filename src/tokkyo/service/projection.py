"""Keeping only the fields a caller asked for: `include` and `exclude` by response path or search name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tokkyo.errors import QueryError
from tokkyo.fields.registry import resolve
from tokkyo.fields.response import closest_path, is_response_path, response_paths_of
from tokkyo.query.values import shown

Mask = Mapping[str, Any]
NAMED = 5
"""Unknown names of which an error tells."""
TEXT_PARTS = frozenset({"abstract", "claims", "description"})

_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Projection:
    """Which parts of a record to keep. Masks are nested mappings of names; an empty mapping means all below."""

    include: Mask | None = None
    exclude: Mask | None = None

    @property
    def keeps_all(self) -> bool:
        """Whether records pass through unchanged."""
        return self.include is None and self.exclude is None

    @property
    def needs_text(self) -> bool:
        """Whether abstract, claims or description may be part of the result."""
        wanted = TEXT_PARTS if self.include is None else TEXT_PARTS & self.include.keys()
        dropped = {name for name, below in (self.exclude or {}).items() if not below}
        return bool(wanted - dropped)

    def apply(self, record: bytes) -> bytes:
        """Return the record (UTF-8 JSON object) with only the kept parts, key order unchanged."""
        return record if self.keeps_all else _encode(self.apply_decoded(_decode(record)))

    def apply_decoded(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a decoded record with only the kept parts."""
        return _keep(record, self.include or {}, self.exclude or {})


EVERYTHING = Projection()


def projection(include: Sequence[str], exclude: Sequence[str]) -> Projection:
    """Build a projection. Raises `QueryError` `unrecognized_field` naming every unknown path with a suggestion."""
    return Projection(_mask(include, "include"), _mask(exclude, "exclude"))


def _mask(names: Sequence[str], option: str) -> Mask | None:
    everything = "*" in names and option == "include"
    unknown = [name for name in names if not (_resolve(name) or (everything and name == "*"))]
    if unknown:
        raise _unrecognized(unknown, option)
    paths = [path for name in names for path in _resolve(name)]
    return _tree(paths) if paths and not everything else None


def _resolve(name: str) -> tuple[str, ...]:
    return (name,) if is_response_path(name) else response_paths_of(name)


def _unrecognized(names: Sequence[str], option: str) -> QueryError:
    named = names[:NAMED]
    sought = [field.name for name in named if (field := resolve(name))]
    meant = dict.fromkeys(path for name in named if not resolve(name) and (path := closest_path(name)))
    advice = [f"did you mean {', '.join(meant)}?"] if meant else []
    advice += [f"{', '.join(sought)} can be searched, but records do not hold it"] if sought else []
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return QueryError(
        "unrecognized_field",
        f"Unrecognized fields: {', '.join(shown(name)[1:-1] for name in named)}{more}",
        path=option,
        fix="; ".join(advice) or "name response paths such as biblio.invention_title",
    )


def _tree(paths: Iterable[str]) -> Mask:
    """Fold paths into a mask; a path below one already there changes nothing."""
    root: dict[str, Any] = {}
    chosen = set(paths)
    for path in chosen:
        names = path.split(".")
        if any(".".join(names[:depth]) in chosen for depth in range(1, len(names))):
            continue
        level = root
        for name in names:
            level = level.setdefault(name, {})
    return root


def _keep(record: dict[str, Any], include: Mask, exclude: Mask) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in record.items():
        if include and name not in include:
            continue
        if name in exclude and not exclude[name]:
            continue
        part = _keep_value(value, include.get(name, {}), exclude.get(name, {}))
        if part not in ({}, []):
            kept[name] = part
    return kept


def _keep_value(value: Any, include: Mask, exclude: Mask) -> Any:
    if not include and not exclude:
        return value
    if isinstance(value, dict):
        return _keep(value, include, exclude)
    if isinstance(value, list):
        parts = [_keep_value(item, include, exclude) for item in value]
        return [part for part in parts if part not in ({}, [])]
    return value
