"""Changing words, values and field names of a query: in its tree, and in its text where it was written as text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.query.render import normalise, render
from tokkyo.query.tree import Bool, Node
from tokkyo.query.visit import leaves

TEXT_OF = ("text", "value")
"""The attributes of leaves that hold words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One word, value or field name for another one in some leaves; `kind` is `word`, `value` or `field`.

    `leaves` are numbers in reading order; `distance` is how many letters are wrong.
    """

    kind: str
    old: str
    new: str
    leaves: tuple[int, ...]
    distance: int = 0


def changed(root: Node, changes: Sequence[Change]) -> Node:
    """Return a tree with its leaves changed."""
    known = list(leaves(root))
    numbers = {id(leaf): number for number, leaf in enumerate(known)}
    made = {number: _leaf(leaf, changes, number) for number, leaf in enumerate(known)}
    return _rebuilt(root, numbers, made)


def _leaf(leaf: Node, changes: Sequence[Change], number: int) -> Node:
    for change in changes:
        if number in change.leaves:
            leaf = _one(leaf, change)
    return leaf


def _one(leaf: Node, change: Change) -> Node:
    if change.kind == "field":
        return _with(leaf, "field", change.new)
    name = next(name for name in TEXT_OF if hasattr(leaf, name))
    text = str(getattr(leaf, name))
    place = _find(text, change.old, 0)
    return leaf if place is None else _with(leaf, name, _put(text, place, change))


def _with(leaf: Node, attribute: str, value: str) -> Node:
    fields: dict[str, Any] = {attribute: value}
    return replace(leaf, **fields)


def _rebuilt(node: Node, numbers: Mapping[int, int], made: Mapping[int, Node]) -> Node:
    """Put leaves into a tree again; recursion is bounded by the depth limit of queries."""
    if not isinstance(node, Bool):
        return made[numbers[id(node)]]
    lists = {
        name: tuple(_rebuilt(child, numbers, made) for child in getattr(node, name))
        for name in ("must", "should", "must_not", "filter")
    }
    return replace(node, **lists)  # type: ignore[arg-type]


def corrected_text(query: Any, root: Node, changes: Sequence[Change], read: Callable[[str], Node]) -> str | None:
    """Return the query as text with the changes made: as the user wrote it where possible, else written anew.

    `read` parses text; None when only JSON can say it.
    """
    wanted = changed(root, changes)
    try:
        text = _edited(query, list(leaves(root)), changes) if isinstance(query, str) else None
        return text if text is not None and read(text) == wanted else render(normalise(wanted))
    except QueryError:
        return None


def _edited(text: str, known: Sequence[Node], changes: Sequence[Change]) -> str | None:
    """Replace each word where its leaf begins, the last first; None when one is not found there as it is."""
    places: dict[int, Change] = {}
    for change in changes:
        for number in change.leaves:
            place = _place(text, known[number], change)
            if place is None:
                return None
            places[place] = change
    for place in sorted(places, reverse=True):
        text = _put(text, place, places[place])
    return text


def _put(text: str, place: int, change: Change) -> str:
    return text[:place] + change.new + text[place + len(change.old) :]


def _find(text: str, word: str, position: int) -> int | None:
    """Return where a word stands that no letter touches."""
    found = re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])").search(text, position)
    return found.start() if found else None


def _place(text: str, leaf: Node, change: Change) -> int | None:
    position = leaf.place.position
    if position is None:
        return None
    if change.kind == "field":
        return _name_before(text, change.old, position)
    name = getattr(leaf, "field", None) or ""
    if name and text.startswith(name, position):
        position += len(name)
    return _find(text, change.old, position)


def _name_before(text: str, name: str, position: int) -> int | None:
    """Return where the name of a field stands: at a leaf, or before the group the leaf is in."""
    if text.startswith(name, position):
        return position
    found = [match.start() for match in re.finditer(rf"(?<![\w.]){re.escape(name)}\s*[:：]", text[:position])]
    return found[-1] if found else None
