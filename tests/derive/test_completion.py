"""What a stored publication adds to the lists a record brings."""

import pytest

from tokkyo.derive.completion import united
from tokkyo.model.publication import DocumentId, Member

EP = DocumentId("EP", "4199257", "A1", "2023-03-29")
US = DocumentId("US", "2023087167", "A1")
STORED = (Member(EP, "012-640-428-236-040"), Member(DocumentId("US", "20230087167", "A1", "2023-03-23"), "144-176"))


def test_without_a_list_the_stored_ones_are_it() -> None:
    assert united((), STORED) == STORED


def test_listed_members_keep_what_they_say_and_get_the_lens_id_of_their_namesake() -> None:
    assert united((Member(US), Member(EP)), STORED) == (Member(US, "144-176"), Member(EP, "012-640-428-236-040"))


@pytest.mark.parametrize("listed", [Member(DocumentId("US", "1", "A")), Member(None), Member(None, "100")])
def test_members_that_are_not_stored_stay_as_they_are(listed: Member) -> None:
    assert united((listed,), STORED) == (listed, *STORED)


def test_a_lens_id_that_is_there_stays() -> None:
    listed = (Member(EP, "000-000"), Member(None, "144-176"))
    assert united(listed, STORED) == listed
