"""IDs and passwords: issued, issued anew, suspended, cancelled; one pair at a time, and nobody gets another's ID."""

from typing import Any

import pytest
import sqlalchemy as sa

from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.users import Users
from tokkyo.errors import Denied, NotFound, TokkyoError
from tokkyo.store.users import User

ABSENT = pytest.raises(NotFound, match="no_such_user")


def works(users: Users, issued: Issued) -> bool:
    try:
        return users.sessions.log_in(issued.username, issued.password).user == issued.user
    except Denied:
        return False


def test_r8_a_wish_is_granted_or_an_id_is_assigned(users: Users) -> None:
    wished = users.directory.issue("firm-2026", "corporation")
    assert wished.user == User(1, "firm-2026", "corporation", "active")
    assigned = users.directory.issue(None, "individual")
    assert len(assigned.username) == 10
    assert works(users, wished)
    assert works(users, assigned)
    assert users.directory.list() == [wished.user, assigned.user]
    assert users.directory.find("FIRM-2026") == users.directory.user(1) == wished.user
    assert users.directory.count() == 2


@pytest.mark.parametrize(
    ("code", "wish", "kind"),
    [
        ("bad_username", "firm", "corporation"),
        ("username_taken", "firm-2026", "individual"),
        ("bad_kind", None, "both"),
    ],
)
def test_wishes_that_are_refused_leave_nothing(users: Users, issued: Issued, code: str, wish: str, kind: str) -> None:
    with pytest.raises(TokkyoError) as caught:
        users.directory.issue(wish, kind)
    assert caught.value.code == code
    assert users.directory.list() == [issued.user]
    assert [event.name for event in users.audit.events()] == ["issued"]


def test_r8_personal_information_is_refused(users: Users) -> None:
    with pytest.raises(TokkyoError, match="contains a part"):
        users.directory.issue("hanako-2026", "individual", personal=["Yamada Hanako"])


def test_a3_a_new_password_ends_the_old_one_and_its_sessions_at_once(users: Users, issued: Issued) -> None:
    grant = users.sessions.log_in(issued.username, issued.password)
    again = users.directory.reissue(issued.username)
    assert (again.user, again.username) == (issued.user, issued.username)
    assert again.password != issued.password
    assert not works(users, issued)
    assert users.sessions.user(grant.access_token) is None
    with pytest.raises(Denied):
        users.sessions.refresh(grant.refresh_token)
    assert works(users, again)


def test_a3_a_new_id_ends_the_old_one(users: Users, issued: Issued) -> None:
    again = users.directory.reissue(issued.username, wish="office.2026")
    assert again.user == User(issued.user.id, "office.2026", "corporation", "active")
    assert works(users, again)
    with ABSENT:
        users.directory.find("firm-2026")
    with pytest.raises(Denied):
        users.sessions.log_in("firm-2026", again.password)
    assert users.audit.events()[-1].user is None
    with pytest.raises(TokkyoError, match="username_taken"):
        users.directory.reissue(users.directory.issue(None, "individual").username, wish="office.2026")


def test_a3_the_same_id_may_be_wished_again_with_a_new_password(users: Users, issued: Issued) -> None:
    assert works(users, users.directory.reissue(issued.username, wish=issued.username))


def test_a6_a_suspended_user_may_not_ask_and_can_go_on_later(users: Users, issued: Issued, clock: Any) -> None:
    grant = users.sessions.log_in(issued.username, issued.password)
    assert users.sessions.user(grant.access_token)
    assert users.directory.suspend(issued.username, "shared with others").state == "suspended"
    clock.on(seconds=1)
    assert users.sessions.user(grant.access_token) is None
    with pytest.raises(Denied, match="user_suspended"):
        users.sessions.log_in(issued.username, issued.password)
    with pytest.raises(Denied, match="bad_credentials"):
        users.sessions.log_in(issued.username, "wrong")
    users.directory.resume(issued.username)
    assert works(users, issued)
    assert [event.detail for event in users.audit.events() if event.name == "state_changed"] == [
        "suspended: shared with others",
        "active",
    ]


def test_a2_a_cancelled_registration_is_over_and_its_id_is_given_to_nobody(users: Users, issued: Issued) -> None:
    users.directory.cancel(issued.username, "unreachable")
    assert not works(users, issued)
    assert users.directory.count() == 0
    assert users.directory.find(issued.username).state == "cancelled"
    for change in (users.directory.resume, users.directory.suspend, users.directory.cancel, users.directory.reissue):
        with pytest.raises(TokkyoError, match="user_cancelled"):
            change(issued.username)
    with pytest.raises(TokkyoError, match="username_taken"):
        users.directory.issue(issued.username, "corporation")


def test_what_belongs_to_a_change_happens_with_it_or_not_at_all(users: Users, issued: Issued) -> None:
    def fail(connection: sa.Connection, user: User) -> None:
        raise RuntimeError(user.username)

    directory = users.directory
    for change in (
        lambda: directory.issue(None, "individual", also=fail),
        lambda: directory.reissue(issued.username, wish="office.2026", also=fail),
        lambda: directory.suspend(issued.username, also=fail),
    ):
        with pytest.raises(RuntimeError):
            change()
    assert directory.list() == [issued.user]
    assert works(users, issued)
    seen: list[User] = []
    directory.suspend(issued.username, also=lambda _, user: seen.append(user))
    assert seen == [directory.find(issued.username)]


def test_users_there_are_not(users: Users) -> None:
    for wrong in ("nobody-2026", "", "\0", "\ud800", "x" * 1_000_000):
        with ABSENT:
            users.directory.find(wrong)
    assert users.directory.user(2**62) is None


def test_passwords_are_not_shown(users: Users, issued: Issued) -> None:
    assert issued.password not in repr((issued, users, users.directory, users.audit.events()))
