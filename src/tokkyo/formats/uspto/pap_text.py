"""Abstract, description and claims of pre-grant publications in PAP XML."""

import re
from collections.abc import Iterator

from tokkyo.formats.uspto.record import Draft
from tokkyo.formats.uspto.text import Element, claim, claim_references, claim_set, describe, flatten, irregular, number
from tokkyo.formats.xml import local
from tokkyo.model.publication import Claim
from tokkyo.model.source import ClaimLink

_LEAVES = frozenset({"paragraph", "paragraph-federal-research-statement", "heading"})
_NUMBERS = frozenset({"number"})  # numbers of paragraphs, tables and formulas are no part of the text


def read_text(root: Element, draft: Draft) -> None:
    """Read the three text parts of a publication into a draft."""
    if (abstract := root.find("subdoc-abstract")) is not None:
        draft.abstract = "\n".join(text for text, _, heading in _parts(abstract) if text and not heading) or None
    if (description := root.find("subdoc-description")) is not None:
        draft.description = describe(_parts(description))
    if (claims := root.find("subdoc-claims")) is not None:
        draft.statement = next((flatten(node) for node in claims.iterfind("heading")), None)
        odd = irregular(claims)
        draft.claims = claim_set(_claim(node, at, odd) for at, node in enumerate(claims.iterfind("claim"), 1))


def _parts(root: Element) -> Iterator[tuple[str, str | None, bool]]:
    pending = list(root)[::-1]
    while pending:
        node = pending.pop()
        name = local(node)
        if name in _LEAVES:
            yield flatten(node, skip=_NUMBERS), _num(node.findtext("number")), name == "heading"
        elif name:
            pending.extend(list(node)[::-1])


def _num(text: str | None) -> str | None:
    """Return a paragraph's number without its brackets or point.

    >>> _num("[0025]"), _num("14.")
    ('0025', '14')
    """
    found = re.search(r"\d+", text or "")
    return found[0] if found else None


def _claim(node: Element, position: int, odd: set[Element]) -> tuple[Claim, ClaimLink]:
    num = number(_num(node.get("id"))) or position
    text = flatten(node, odd)
    refers = [one for ref in node.iter("dependent-claim-reference") for one in _depends(ref)]
    return claim(num, text, refers or claim_references(text))


def _depends(ref: Element) -> list[int]:
    found = map(number, re.findall(r"\d+", ref.get("depends_on") or ""))
    return [one for one in found if one]
