"""Which sections of a publication name its sequences."""

import pytest

from tokkyo.fields.sequence_sections import sequence_sections
from tokkyo.model.publication import Claim, ClaimSet, Publication, SequenceListing, Text

LISTING = SequenceListing(count=1)


def sections(description: str = "", claim: str = "", listing: SequenceListing | None = LISTING) -> list[str]:
    claims = (ClaimSet((Claim((claim,)),)),) if claim else ()
    return sequence_sections(
        Publication(sequence_listing=listing, claims=claims, description=Text(description) if description else None)
    )


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("The peptide of SEQ ID NO: 4 folds.", ["WDESC"]),
        ("BACKGROUND\nSEQ ID NOS 1 to 3 are known.\nDETAILED DESCRIPTION\nNothing.", ["BSUMM"]),
        ("TECHNICAL FIELD\nx\nBRIEF DESCRIPTION OF THE DRAWINGS\nFIG. 1 shows SEQ. ID. NO. 2.", ["BDRAW"]),
        ("Before.\nSEQ ID NO:1\nEXAMPLE 1\nseq id no 7\nEXAMPLE 2\nSEQ ID NO 8", ["BSUMM", "DDESC"]),
        ("【技術分野】\n配列番号1", ["BSUMM"]),
        ("A detailed description follows.\nSEQ ID NO: 1", ["WDESC"]),
        ("Sequential identification number 5", []),
        ("", []),
    ],
)
def test_description(description: str, found: list[str]) -> None:
    assert sections(description) == found


def test_claims_come_first() -> None:
    assert sections("SEQ ID NO: 1", "1. A peptide of SEQ ID NO: 1.") == ["CLAIM", "WDESC"]
    assert sections(claim="1. A peptide.") == []


def test_without_a_listing_nothing_is_a_sequence() -> None:
    assert sections("SEQ ID NO: 1", "SEQ ID NO: 1", listing=None) == []
