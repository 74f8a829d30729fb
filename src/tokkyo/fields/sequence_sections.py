"""Sections of a publication that name its biological sequences, for `sequence.document_location`.

Sources do not say it; the text does: a section holds a sequence when it refers to one by its identifier. Section names
are those of the request page: CLAIM, BSUMM summary and what stands before it, BDRAW drawings, DDESC detailed
description, WDESC a description without sections.
"""

import re
from collections.abc import Iterator

from tokkyo.model.publication import Publication

_REFERENCE = re.compile(r"\bSEQ\.?\s{0,2}ID\.?\s{0,2}N(?:OS?|R)\b|配列番号|序列号|서열\s?번호", re.IGNORECASE)
LONGEST_HEADING = 120
"""Characters of a line that may be a heading."""

# What a heading holds, and the section that begins with it; the first row that fits counts.
_HEADINGS = (
    (re.compile(r"\b(?:DRAWINGS?|FIGURES?)\b|図面の簡単な説明|附图说明|도면의 간단한 설명"), "BDRAW"),
    (
        re.compile(
            r"\bDETAILED DESCRIPTION\b|\bDESCRIPTION OF (?:THE )?(?:PREFERRED |EXEMPLARY )?EMBODIMENTS?\b|\bEXAMPLES?\b"
            r"|\bMODES? FOR CARRYING\b|発明を実施するための|具体实施方式|구체적인 내용"
        ),
        "DDESC",
    ),
    (
        re.compile(
            r"\b(?:SUMMARY|BACKGROUND|TECHNICAL FIELD|FIELD OF|PRIOR ART|CROSS-REFERENCE|DISCLOSURE OF)\b"
            r"|技術分野|背景技術|技术领域|背景技术|发明内容|기술 ?분야|배경 ?기술"
        ),
        "BSUMM",
    ),
)


def sequence_sections(publication: Publication) -> list[str]:
    """Return the sections that refer to sequences, each once; none for a publication without a sequence listing."""
    if publication.sequence_listing is None:
        return []
    lines = (line for claims in publication.claims for claim in claims.claims for line in claim.claim_text)
    found = ["CLAIM"] if any(map(_REFERENCE.search, lines)) else []
    text = publication.description.text if publication.description else None
    return [*found, *dict.fromkeys(_sections(text))] if text and _REFERENCE.search(text) else found


def _sections(text: str) -> Iterator[str]:
    """Yield the section of each line that refers to a sequence."""
    lines = text.split("\n")
    headings = [_section(line) for line in lines]
    section = "BSUMM" if any(headings) else "WDESC"
    for line, heading in zip(lines, headings, strict=True):
        section = heading or section
        if _REFERENCE.search(line):
            yield section


def _section(line: str) -> str | None:
    """Return the section that a heading begins, None for other lines. Headings are in capitals, or have none."""
    if len(line) > LONGEST_HEADING or line != line.upper():
        return None
    return next((name for pattern, name in _HEADINGS if pattern.search(line)), None)
