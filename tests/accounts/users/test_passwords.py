"""R9, D12: passwords are issued, hashed with argon2id, and hashed anew when the parameters change."""

import re

import pytest

from tokkyo.accounts.users.passwords import LONGEST, Passwords, issued_password

QUICK = Passwords(memory=8, passes=1)


def test_r9_passwords_are_long_random_and_legible() -> None:
    made = {issued_password() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"[a-zA-Z2-9]{20}", one) and not re.search("[0O1lI]", one) for one in made)


def test_the_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    first, second = (Passwords().hash("secret") for _ in range(2))
    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("kept", "typed"),
    [("secret", "secret"), ("パスワード", "ﾊﾟｽﾜｰﾄﾞ"), ("é", "e\u0301"), ("a\0b", "a\0b"), ("\ud800", "\ud800"), ("", "")],
)
def test_the_same_password_matches_however_it_is_composed(kept: str, typed: str) -> None:
    assert QUICK.matches(QUICK.hash(kept), typed)


@pytest.mark.parametrize("wrong", ["", "Secret", "secret ", "secre", "secret\0", "s" * 1_000_000])
def test_other_passwords_do_not(wrong: str) -> None:
    assert not QUICK.matches(QUICK.hash("secret"), wrong)
    assert not QUICK.matches(None, wrong)


def test_the_longest_password() -> None:
    assert QUICK.matches(QUICK.hash("x" * LONGEST), "x" * LONGEST)
    assert not QUICK.matches(QUICK.hash("x" * (LONGEST + 1)), "x" * (LONGEST + 1))


@pytest.mark.parametrize(
    "foreign",
    [
        "",
        "secret",
        "$argon2id$",
        "$argon2id$v=19$m=8,t=1,p=1$short",
        "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$aGFzaA",
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
        "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
    ],
)
def test_d12_unknown_schemes_match_nothing(foreign: str) -> None:
    assert not QUICK.matches(foreign, "secret")
    assert not QUICK.matches(foreign, foreign)


def test_d12_hashes_of_other_parameters_match_and_are_outdated() -> None:
    old = QUICK.hash("secret")
    now = Passwords(memory=16, passes=2)
    assert now.matches(old, "secret")
    assert now.is_outdated(old)
    assert not now.is_outdated(now.hash("secret"))
