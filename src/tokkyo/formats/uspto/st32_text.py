"""Abstract, description and claims of ST.32 (`SDOAB`, `SDODE`, `SDOCL`)."""

import re
from collections.abc import Iterator

from tokkyo.formats.uspto.record import Draft
from tokkyo.formats.uspto.text import (
    Claims,
    Element,
    claim,
    claim_references,
    claim_set,
    describe,
    flatten,
    irregular,
    number,
)
from tokkyo.formats.xml import local
from tokkyo.model.publication import Claim
from tokkyo.model.source import ClaimLink

_LEAVES = frozenset({"PARA", "H", "CWU", "LST"})
_LISTINGS = frozenset({"SEQLST-US"})


def read_text(root: Element, draft: Draft) -> None:
    """Read the three text parts of a PATDOC into a draft."""
    if (abstract := root.find("SDOAB")) is not None:
        draft.abstract = "\n".join(text for text, _, heading in _parts(abstract) if text and not heading) or None
    if (description := root.find("SDODE")) is not None:
        draft.description = describe(_parts(description))
    if (claims := root.find("SDOCL")) is not None:
        draft.statement = next((flatten(node) for node in claims.iterfind("H")), None)
        design = (draft.applied.kind if draft.applied else None) == "F"
        draft.claims = _claims(claims, numbered=not design)


def _parts(root: Element) -> Iterator[tuple[str, str | None, bool]]:
    odd = irregular(root)
    pending = list(root)[::-1]
    while pending:
        node = pending.pop()
        name = local(node)
        if name in _LEAVES:
            skip = _LISTINGS if next(node.iter(*_LISTINGS), None) is not None else frozenset[str]()
            yield flatten(node, odd, skip), _num(node), name == "H"
        elif name:
            pending.extend(list(node)[::-1])


def _num(node: Element) -> str | None:
    found = re.search(r"\d+$", node.get("ID") or "")
    return found[0] if found else None


def _claims(root: Element, *, numbered: bool) -> Claims:
    odd = irregular(root)
    return claim_set(_claim(node, position, odd, numbered) for position, node in enumerate(root.iter("CLM"), 1))


def _claim(node: Element, position: int, odd: set[Element], numbered: bool) -> tuple[Claim, ClaimLink]:
    refers = [one for ref in node.iter("CLREF") for one in _referred(ref)]
    return claim(number(_num(node)) or position, flatten(node, odd), refers, numbered=numbered)


def _referred(ref: Element) -> Iterator[int]:
    if num := number(_num(ref)):
        yield num
    yield from claim_references(flatten(ref))
