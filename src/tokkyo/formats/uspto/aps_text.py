"""Abstract, description and claims of APS records.

Character codes (`.alpha.`, `.sub.`) are those of `dot_codes`; images and formulas (`##STR1##`) are dropped. Matter a
reissue deletes (`.[.` to `.].`) stands in brackets, matter it adds (`.Iadd.`) loses its marks, as in newer files.
"""

import re
from collections.abc import Iterable, Iterator

from tokkyo.formats.parsing.dot_codes import decode
from tokkyo.formats.uspto.aps_lines import Group, of
from tokkyo.formats.uspto.record import Draft
from tokkyo.formats.uspto.text import Claims, claim, claim_references, claim_set, describe
from tokkyo.model.publication import Claim
from tokkyo.model.source import ClaimLink

_BODY = ("PARN", "GOVT", "BSUM", "DRWD", "DETD")
_TABLES = frozenset({"TBL", "TBL3"})
_HEADING = "PAC"

_REISSUED = re.compile(r"(?=\.(?:\[|Iadd)\. ?\d{1,4}\. ?[A-Z])")
_IMAGE = re.compile(r"##(?:STR|EQU|SPC)\d+##")


def plain(text: str) -> str:
    """Return a text with its character codes replaced, images dropped and blanks normalised.

    >>> plain("25.degree. C. of H.sub.2 O  ##STR1##")
    '25° C. of H2 O'
    """
    if "##" in text:
        text = _IMAGE.sub(" ", text)
    return " ".join(decode(text.replace(".[.", "[").replace(".].", "]")).split())


def read_text(found: list[Group], draft: Draft) -> None:
    """Read the text groups of a record into a draft.

    An abstract ends at its first heading: some records go on with paragraphs of the description there.
    """
    abstract: list[str] = []
    rest: list[tuple[str, str | None, bool]] = []
    for text, _, heading in (part for group in of(found, "ABST") for part in _parts(group)):
        if heading or rest:
            rest.append((text, None, heading))
        else:
            abstract.append(text)
    draft.abstract = "\n".join(abstract) or None
    body = (part for group in of(found, *_BODY) for part in _parts(group))
    draft.description = describe([*rest, *body])
    draft.title = plain(draft.title) if draft.title else None
    draft.claims, draft.statement = _claims(found)


def _parts(group: Group) -> Iterator[tuple[str, str | None, bool]]:
    for tag, lines in group.fields:
        text = "\n".join(filter(None, map(plain, lines))) if tag in _TABLES else plain(" ".join(lines))
        if text and tag.isalnum():
            yield text, None, tag == _HEADING


def _claims(found: list[Group]) -> tuple[Claims, str | None]:
    pairs: list[tuple[Claim, ClaimLink]] = []
    statement: str | None = None
    for group in of(found, "CLMS", "DCLM"):
        num, texts = 0, list[str]()
        for tag, text in _claim_parts(group):
            if tag == "STM":
                statement = statement or text
            elif tag == "NUM" or (texts and _unannounced(text) == num + 1):
                pairs.extend(_claim(num, texts, group.name))
                digits = re.search(r"\d{1,6}", text)
                num, texts = int(digits[0]) if digits else num + 1, [] if tag == "NUM" else [text]
            elif text:
                texts.append(text)
        pairs.extend(_claim(num, texts, group.name))
    return claim_set(pairs), statement


def _claim_parts(group: Group) -> Iterator[tuple[str, str]]:
    for tag, lines in group.fields:
        for part in _REISSUED.split(" ".join(lines)):
            yield tag, plain(part)


def _unannounced(text: str) -> int | None:
    """Return the number a text begins with: claims a reissue deletes or adds have no NUM and often no paragraph."""
    found = re.match(r"\[?\s*(\d{1,4})\. ?[A-Z]", text)
    return int(found[1]) if found else None


def _claim(num: int, texts: list[str], group: str) -> Iterable[tuple[Claim, ClaimLink]]:
    if not texts:
        return ()
    text = " ".join(texts)
    return (claim(num or 1, text, claim_references(text), numbered=group != "DCLM"),)
