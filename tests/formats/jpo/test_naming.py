"""Names and folders of documents of cases."""

import pytest

from tokkyo.formats.jpo.naming import Place, place_of


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (
            "docContRefusalReason_2020123456.zip!06124084096-jpntce.xml",
            Place("06124084096-jpntce.xml", application="2020123456", number="06124084096"),
        ),
        (
            "x/docContOpinionAmendment_2020123456/A523_52400900473/JPOXMLDOC01-jpbibl.xml",
            Place("JPOXMLDOC01-jpbibl.xml", application="2020123456", code="A523", number="52400900473"),
        ),
        (
            "patent__v1__app_doc_cont_refusal_reason__2020123456.zip!06124084096-jpntce.xml",
            Place("06124084096-jpntce.xml", "patent", "2020123456", number="06124084096"),
        ),
        (
            "documents/design/2021600003/A131_06321000006/063210000060001.tif",
            Place("063210000060001.tif", "design", "2021600003", "A131", "06321000006"),
        ),
        ("064212387840001.tif", Place("064212387840001.tif", number="06421238784")),
        ("06421238784P.HTM", Place("06421238784P.HTM", number="06421238784")),
        (
            r"C:\documents\trademark\2021600004\A63_52100000010.pdf",
            Place("A63_52100000010.pdf", "trademark", "2021600004", "A63", "52100000010"),
        ),
        ("JPOSGMLDOC1P.HTM", Place("JPOSGMLDOC1P.HTM")),
        ("US20210012345A1.xml", Place("US20210012345A1.xml")),
        ("", Place("")),
    ],
)
def test_what_a_path_tells(path: str, place: Place) -> None:
    assert place_of(path) == place


def test_the_innermost_folder_counts() -> None:
    assert place_of("2020000001/2020000002/A53_52400900476/a.xml").application == "2020000002"


@pytest.mark.parametrize(
    ("path", "is_one"),
    [("06421238784P.HTM", True), ("JPOSGMLDOC10001.JPG", True), ("index.html", False), ("drawing.tif", False)],
)
def test_which_names_are_those_of_documents(path: str, is_one: bool) -> None:
    assert place_of(path).is_document is is_one
