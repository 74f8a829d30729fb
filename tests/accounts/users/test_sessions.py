"""Log-in, refreshing and tokens: D6, D7, D12, D16, and several sessions of one ID."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tokkyo.accounts.bearer_tokens import REMEMBERED_TOKENS, digest_of
from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.passwords import Passwords
from tokkyo.accounts.users.sessions import Grant
from tokkyo.accounts.users.users import Users
from tokkyo.errors import Denied
from tokkyo.store.users_schema import credential

BAD_REFRESH = pytest.raises(Denied, match="bad_refresh_token")
MICRO = timedelta(microseconds=1)


def log_in(users: Users, issued: Issued, address: str = "192.0.2.1") -> Grant:
    return users.sessions.log_in(issued.username, issued.password, address)


def valid(users: Users, grant: Grant) -> bool:
    return users.sessions.user(grant.access_token) is not None


def events(users: Users) -> list[str]:
    return [event.name for event in users.audit.events()]


def test_a_log_in_gives_an_hour_and_eight(users: Users, issued: Issued, clock: Any) -> None:
    grant = log_in(users, issued)
    assert (grant.expires_in, grant.refresh_expires_in) == (3600, 28_800)
    assert users.sessions.user(grant.access_token) == grant.user == issued.user
    assert re.fullmatch(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", grant.session)


def test_l4_many_sessions_of_one_id_at_once(office: Any, users: Users, issued: Issued, clock: Any) -> None:
    other = office.open()
    grants = [log_in(users, issued, f"192.0.2.{n}") for n in range(5)]
    assert len({grant.session for grant in grants}) == 5
    assert all(valid(users, grant) and valid(other, grant) for grant in grants)


def test_d6_an_access_token_ends_on_the_moment(users: Users, issued: Issued, clock: Any) -> None:
    grant = log_in(users, issued)
    clock.put(seconds=3600)
    clock.time -= MICRO
    assert valid(users, grant)
    clock.time += MICRO
    clock.steady += 0.000_001
    assert not valid(users, grant)
    clock.on(seconds=1)
    assert not valid(users, grant)


@pytest.mark.parametrize(("earlier", "accepted"), [(5, True), (5.000_001, False), (7200, False)])
def test_d6_a_clock_behind_that_of_the_issuer(
    users: Users, issued: Issued, clock: Any, earlier: float, accepted: bool
) -> None:
    grant = log_in(users, issued)
    clock.put(seconds=-earlier)
    assert valid(users, grant) is accepted
    if accepted:
        users.sessions.refresh(grant.refresh_token)
    else:
        with BAD_REFRESH:
            users.sessions.refresh(grant.refresh_token)


def test_d6_tokens_of_the_wrong_kind_or_a_part_of_one(users: Users, issued: Issued, clock: Any) -> None:
    grant = log_in(users, issued)
    for token in (grant.access_token, grant.refresh_token):
        bare = token.rpartition("_")[2]
        for wrong in (token[:-1], token + "A", token[1:], token.swapcase(), bare, digest_of(token), f" {token}"):
            assert users.sessions.user(wrong) is None
            with BAD_REFRESH:
                users.sessions.refresh(wrong)
    assert users.sessions.user(grant.refresh_token) is None
    with BAD_REFRESH:
        users.sessions.refresh(grant.access_token)
    clock.on(seconds=1)
    assert valid(users, grant)
    users.sessions.refresh(grant.refresh_token)


@pytest.mark.parametrize("wrong", ["", "x", "\0", "é", "\ud800", "x" * 1_000_000, "' OR 1=1 --"])
def test_d6_other_texts_are_no_tokens(users: Users, issued: Issued, wrong: str) -> None:
    log_in(users, issued)
    assert users.sessions.user(wrong) is None
    assert users.sessions.user(None) is None
    with BAD_REFRESH:
        users.sessions.refresh(wrong)
    with pytest.raises(Denied, match="bad_credentials"):
        users.sessions.log_in(wrong, wrong)


def test_d6_a_token_is_its_own_users(users: Users, issued: Issued) -> None:
    other = users.directory.issue(None, "individual")
    mine, yours = log_in(users, issued), log_in(users, other)
    assert users.sessions.user(mine.access_token) == issued.user
    assert users.sessions.user(yours.access_token) == other.user
    assert users.sessions.refresh(yours.refresh_token).user == other.user


@pytest.mark.parametrize("how", ["revoke", "reissue", "suspend", "cancel"])
def test_d6_ending_all_sessions_is_seen_within_a_second_by_every_process(
    office: Any, users: Users, issued: Issued, clock: Any, how: str
) -> None:
    other, stranger = office.open(), log_in(users, users.directory.issue(None, "individual"))
    grants = [log_in(users, issued) for _ in range(3)]
    assert all(valid(users, grant) and valid(other, grant) for grant in grants)
    if how == "revoke":
        assert users.sessions.revoke(issued.user, reason="asked for") == 3
    else:
        getattr(users.directory, how)(issued.username)
    clock.on(seconds=1)
    for grant in grants:
        assert not valid(users, grant)
        assert not valid(other, grant)
        with BAD_REFRESH:
            other.sessions.refresh(grant.refresh_token)
    assert valid(other, stranger)


def test_d6_a_password_that_changes_while_it_is_checked_begins_no_session(
    users: Users, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    matches = Passwords.matches

    def slow(self: Passwords, hashed: str | None, password: str) -> bool:
        found = matches(self, hashed, password)
        users.directory.reissue(issued.username)
        return found

    monkeypatch.setattr(Passwords, "matches", slow)
    with pytest.raises(Denied, match="bad_credentials"):
        log_in(users, issued)


def test_d7_a_refresh_gives_two_new_tokens_and_the_old_access_token_goes_on(
    users: Users, issued: Issued, clock: Any
) -> None:
    first = log_in(users, issued)
    clock.on(seconds=1800)
    second = users.sessions.refresh(first.refresh_token)
    assert second.session == first.session
    assert len({first.access_token, first.refresh_token, second.access_token, second.refresh_token}) == 4
    assert valid(users, first)
    assert valid(users, second)
    clock.on(seconds=1800)
    assert not valid(users, first)
    assert valid(users, second)


def test_d7_refresh_tokens_live_eight_hours_each(users: Users, issued: Issued, clock: Any) -> None:
    grant = log_in(users, issued)
    for _ in range(4):
        clock.on(seconds=28_799)
        users.flush()
        grant = users.sessions.refresh(grant.refresh_token)
    clock.on(seconds=28_800)
    with BAD_REFRESH:
        users.sessions.refresh(grant.refresh_token)


def test_d7_a_replay_ends_the_session_and_is_put_down(office: Any, users: Users, issued: Issued, clock: Any) -> None:
    elsewhere, other = log_in(users, issued), office.open()
    first = log_in(users, issued)
    second = users.sessions.refresh(first.refresh_token)
    third = users.sessions.refresh(second.refresh_token)
    clock.on(seconds=6)
    with BAD_REFRESH:
        other.sessions.refresh(first.refresh_token, "198.51.100.7")
    clock.on(seconds=1)
    assert not valid(users, third)
    with BAD_REFRESH:
        users.sessions.refresh(third.refresh_token)
    assert valid(users, elsewhere)
    (event,) = [event for event in users.audit.events() if event.name == "refresh_replayed"]
    assert (event.user, event.address) == (issued.user.id, "198.51.100.7")
    assert first.session in event.detail


def test_d7_a_second_time_within_five_seconds_is_borne_once(users: Users, issued: Issued, clock: Any) -> None:
    first = log_in(users, issued)
    one = users.sessions.refresh(first.refresh_token)
    clock.on(seconds=5)
    two = users.sessions.refresh(first.refresh_token)
    assert valid(users, one)
    assert valid(users, two)
    assert users.sessions.refresh(two.refresh_token)
    with BAD_REFRESH:
        users.sessions.refresh(first.refresh_token)
    clock.on(seconds=1)
    assert not valid(users, one)
    assert not valid(users, two)


def test_d7_the_grace_is_a_setting(office: Any) -> None:
    users = office.open(refresh_grace_seconds=0)
    first = log_in(users, users.directory.issue(None, "individual"))
    users.sessions.refresh(first.refresh_token)
    office.clock.on(milliseconds=1)
    with BAD_REFRESH:
        users.sessions.refresh(first.refresh_token)


def test_lives_are_settings(office: Any) -> None:
    users = office.open(access_token_seconds=10, refresh_token_seconds=100, session_hours=1)
    issued = users.directory.issue(None, "individual")
    grant = log_in(users, issued)
    assert (grant.expires_in, grant.refresh_expires_in) == (10, 100)
    for _ in range(36):
        office.clock.on(seconds=99)
        grant = users.sessions.refresh(grant.refresh_token)
    assert (grant.expires_in, grant.refresh_expires_in) == (10, 36)
    office.clock.on(seconds=36)
    with BAD_REFRESH:
        users.sessions.refresh(grant.refresh_token)


def test_a_user_has_so_many_sessions_and_the_oldest_gives_way(office: Any) -> None:
    users = office.open(max_sessions_per_user=3)
    issued, other = (users.directory.issue(None, "individual") for _ in range(2))
    stranger = log_in(users, other)
    grants = []
    for _ in range(4):
        office.clock.on(seconds=2)
        grants.append(log_in(users, issued))
    assert [valid(users, grant) for grant in (stranger, *grants)] == [True, False, True, True, True]


def test_d12_a_hash_of_other_parameters_is_renewed_at_log_in(office: Any, users: Users, issued: Issued) -> None:
    stronger = office.open(passwords=Passwords(memory=16, passes=2))
    for _ in range(2):
        log_in(stronger, issued)
    with users.database.reading() as connection:
        assert "$m=16,t=2,p=1$" in connection.execute(sa.select(credential.c.hash)).scalar_one()
    assert events(users).count("password_rehashed") == 1


def test_d12_unknown_schemes_are_refused(users: Users, issued: Issued) -> None:
    with users.database.transaction() as connection:
        connection.execute(sa.update(credential).values(hash=issued.password))
    with pytest.raises(Denied, match="bad_credentials"):
        log_in(users, issued)


def test_d16_tokens_are_256_bits_with_a_prefix(users: Users, issued: Issued) -> None:
    grant = log_in(users, issued)
    assert re.fullmatch(r"tokkyo_access_[A-Za-z0-9_-]{43}", grant.access_token)  # 32 random bytes
    assert re.fullmatch(r"tokkyo_refresh_[A-Za-z0-9_-]{43}", grant.refresh_token)


def test_d16_d13_nothing_of_a_secret_is_kept(users: Users, issued: Issued) -> None:
    grant = log_in(users, issued)
    with pytest.raises(Denied):
        users.sessions.log_in("canary-typed-as-name", "canary-wrong-password", "192.0.2.1")
    users.flush()
    kept = b"".join(path.read_bytes() for path in users.database.path.parent.iterdir())
    assert digest_of(grant.access_token).encode() in kept
    for secret in (grant.access_token, grant.refresh_token, issued.password, "canary-wrong-password", "canary-typed"):
        assert secret.encode() not in kept
        assert secret.rpartition("_")[2].encode() not in kept


def test_d13_nothing_shows_a_secret(users: Users, issued: Issued) -> None:
    grant = log_in(users, issued)
    assert users.sessions.user(grant.access_token)
    row = users.sessions.table.find_refresh(digest_of(grant.refresh_token))
    with pytest.raises(Denied) as refused:
        users.sessions.log_in(issued.username, "canary-password")
    shown = repr((grant, row, users, users.sessions, users.audit.events(), refused.value, str(refused.value)))
    for secret in (grant.access_token, grant.refresh_token, issued.password, "canary-password"):
        assert secret not in shown
        assert digest_of(secret) not in shown


def test_what_has_expired_is_removed(users: Users, issued: Issued, clock: Any) -> None:
    def rows() -> tuple[int, ...]:
        counts = (users.database.run(f"SELECT count(*) FROM {name}", {}) for name in ("user_token", "user_session"))
        return tuple(found[0][0] for found in counts)

    log_in(users, issued)
    users.sessions.refresh(log_in(users, issued).refresh_token)
    assert rows() == (6, 2)
    clock.on(hours=1, seconds=6)
    users.flush()
    assert rows() == (3, 2)
    clock.on(hours=7)
    users.flush()
    assert rows() == (0, 0)


def test_guessed_tokens_do_not_pile_up(users: Users) -> None:
    for guess in range(REMEMBERED_TOKENS):
        users.sessions._remembered[str(guess)] = (2000.0, None)
    users.sessions.user("guess")
    assert len(users.sessions._remembered) == 1
