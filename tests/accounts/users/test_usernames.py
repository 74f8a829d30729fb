"""R8: IDs of 8 to 15 digits, lower-case letters and `-_.`, of two types at least, without personal information."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.accounts.users.usernames import (
    assigned_username,
    check_username,
    normal_username,
    problems_of,
)
from tokkyo.errors import TokkyoError


@pytest.mark.parametrize(
    "wish", ["firm2026", "firm-abc", "firm.abc", "firm_abc", "2026-2027", "a1234567", "12345678901234-", "-------1"]
)
def test_r8_wishes_that_are_granted(wish: str) -> None:
    check_username(wish)
    assert normal_username(wish) == wish


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("abcdefgh", "at least two"),
        ("12345678", "at least two"),
        ("-._-._-.", "at least two"),
        ("abcd123", "8 to 15"),
        ("abcdefgh12345678", "8 to 15"),
        ("Firm2026", "lower-case"),
        ("firm 2026", "lower-case"),
        ("firm@2026", "lower-case"),
        ("ｆirm2026", "lower-case"),
        ("firm２026", "lower-case"),
        ("firm2026\n", "lower-case"),
        ("特許2026abcd", "lower-case"),
        ("", "lower-case"),
        ("\0" * 9, "lower-case"),
    ],
)
def test_r8_wishes_that_are_refused(wish: str, why: str) -> None:
    with pytest.raises(TokkyoError, match=why) as caught:
        check_username(wish)
    assert caught.value.code == "bad_username"


@pytest.mark.parametrize("personal", ["Hanako YAMADA", "hanako@example.jp", "03-1234-5678 hanako"])
def test_r8_no_personal_information(personal: str) -> None:
    with pytest.raises(TokkyoError, match="contains a part"):
        check_username("hanako-2026", [personal])


def test_r8_short_words_of_a_name_may_stand_in_an_id() -> None:
    check_username("abc-kei-2026", ["Kei Abe, ABC"])


def test_r8_assigned_ids_obey_the_rules_and_are_not_mistaken() -> None:
    for _ in range(200):
        name = assigned_username()
        assert list(problems_of(name)) == []
        assert not re.search("[0o1l]", name)


@pytest.mark.parametrize("text", [" Firm-2026 ", "FIRM-2026", "firm-2026"])
def test_what_people_type_is_their_id(text: str) -> None:
    assert normal_username(text) == "firm-2026"


@pytest.mark.parametrize("text", ["\u212airm-2026", "ﬁrm-2026", "", "x" * 1_000_000, "a b", "\ud800", "\0"])
def test_what_nobody_can_have_is_nobodys(text: str) -> None:
    assert normal_username(text) is None


@given(st.text(max_size=20))
def test_every_text_is_an_id_or_not(text: str) -> None:
    name = normal_username(text)
    assert name is None or normal_username(name) == name
