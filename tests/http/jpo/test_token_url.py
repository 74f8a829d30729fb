"""The token URL: grants, shapes, errors, tolerances (handbook 1.4, exhibit 5; a recorded answer; Keycloak's errors)."""

import json
import logging
import uuid
from typing import Any

import pytest

from tokkyo.service.opening import open_users

CASE = "/api/patent/v1/app_progress/2021500001"
KEYS = ["access_token", "expires_in", "refresh_expires_in", "refresh_token", "token_type", "id_token"]
KEYS += ["not-before-policy", "session_state", "scope"]


def test_a_password_grant_has_the_shape_of_the_recorded_answer(server: Any) -> None:
    asker = server()
    answer = asker.log_in()
    body = answer.json()
    assert (answer.status_code, list(body)) == (200, KEYS)
    assert (body["expires_in"], body["refresh_expires_in"], body["not-before-policy"]) == (3600, 28800, 0)
    assert (body["token_type"], body["scope"]) == ("Bearer", "openid profile")
    assert uuid.UUID(body["session_state"]).version == 4
    assert answer.headers["content-type"] == "application/json"
    for name, value in {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
    }.items():
        assert answer.headers[name] == value


def test_a_refresh_gives_two_new_tokens_and_earlier_access_tokens_go_on(server: Any) -> None:
    """D7, F's tests have the rest: rotation shows here as new tokens of the same session."""
    asker = server()
    first = asker.log_in().json()
    answer = asker.client.post(
        "/auth/token", data={"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    )
    second = answer.json()
    assert (answer.status_code, list(second)) == (200, KEYS)
    assert second["session_state"] == first["session_state"]
    for token in (first["access_token"], second["access_token"]):
        asker.token = token
        assert asker.get(CASE).status_code == 200


def test_an_id_may_have_many_live_tokens(server: Any) -> None:
    asker = server()
    tokens = {asker.log_in().json()["access_token"] for _ in range(3)}
    assert len(tokens) == 3
    for token in tokens:
        asker.token = token
        assert asker.get(CASE).status_code == 200


@pytest.mark.parametrize("slashes", ["//", "///"])
def test_more_slashes_than_one_before_a_path_are_borne(server: Any, slashes: str) -> None:
    """Public clients join a base address that ends in a slash and a path with another slash."""
    asker = server()
    form = {"grant_type": "password", "username": asker.username, "password": asker.password}
    answer = asker.client.post(f"http://testserver{slashes}auth/token", data=form)
    assert (answer.status_code, list(answer.json())) == (200, KEYS)
    asker.token = answer.json()["access_token"]
    assert asker.get(f"http://testserver{slashes}{CASE[1:]}").status_code == 200
    asker.token = ""
    assert asker.get(f"http://testserver{slashes}{CASE[1:]}").status_code == 401


def test_a_blank_behind_grant_type_is_borne(server: Any) -> None:
    """A public client sends `refresh_token ` with a blank at its end."""
    asker = server()
    first = asker.log_in(grant_type="password ").json()
    form = {"grant_type": "refresh_token ", "refresh_token": first["refresh_token"]}
    assert asker.client.post("/auth/token", data=form).status_code == 200


def test_the_line_of_the_handbook(server: Any) -> None:
    asker = server()
    body = f"grant_type=password&username={asker.username}&password={asker.password}"
    headers = {"host": "https://ip-data.jpo.go.jp", "content-type": "application/x-www-form-urlencoded"}
    assert asker.client.post("/auth/token", content=body, headers=headers).status_code == 200
    headers["content-type"] += ";charset=UTF-8"
    assert asker.client.post("/auth/token", content=body, headers=headers).status_code == 200


ERRORS: tuple[tuple[dict[str, str], int, str], ...] = (
    ({"password": "wrong"}, 401, "invalid_grant"),
    ({"username": "nobody-here"}, 401, "invalid_grant"),
    ({"username": ""}, 401, "invalid_request"),
    ({"password": ""}, 401, "invalid_request"),
    ({"grant_type": ""}, 400, "invalid_request"),
    ({"grant_type": "client_credentials"}, 400, "unsupported_grant_type"),
    ({"grant_type": "refresh_token"}, 400, "invalid_request"),
    ({"grant_type": "refresh_token", "refresh_token": "wrong"}, 400, "invalid_grant"),
    ({"username": "a" * 10_000, "password": "b" * 10_000}, 401, "invalid_grant"),
    ({"username": "\0", "password": "\0"}, 401, "invalid_grant"),
    ({"username": "ｕｓｅｒ名", "password": "☃" * 300}, 401, "invalid_grant"),
)


@pytest.mark.parametrize(("changed", "status", "error"), ERRORS, ids=range(len(ERRORS)))
def test_errors_are_keycloaks(server: Any, changed: dict[str, str], status: int, error: str) -> None:
    answer = server().log_in(**changed)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert list(answer.json()) == ["error", "error_description"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_wrong_password_and_an_unknown_id_cannot_be_told_apart(server: Any) -> None:
    """D11, with the times of D10 in the accounts' own tests."""
    asker = server()
    wrong, unknown = asker.log_in(password="wrong"), asker.log_in(username="nobody-here")
    assert wrong.content == unknown.content
    assert {**wrong.headers, "date": ""} == {**unknown.headers, "date": ""}


def test_tokens_are_not_taken_for_each_other(server: Any) -> None:
    """D6: a refresh token does not open an API, an access token refreshes nothing, a cut one does neither."""
    asker = server()
    grant = asker.log_in().json()
    for token in (grant["refresh_token"], grant["access_token"][:-1], grant["session_state"]):
        asker.token = token
        assert asker.get(CASE).status_code == 401
    form = {"grant_type": "refresh_token", "refresh_token": grant["access_token"]}
    assert asker.client.post("/auth/token", data=form).status_code == 400


def test_a_suspended_id_is_told_so_only_with_its_password(server: Any, jpo_settings: Any) -> None:
    """A6."""
    asker = server()
    with open_users(jpo_settings) as users:
        users.directory.suspend(asker.username)
    right, wrong = asker.log_in(), asker.log_in(password="wrong")
    assert (right.status_code, right.json()["error_description"]) == (400, "Account disabled")
    assert (wrong.status_code, wrong.json()["error_description"]) == (401, "Invalid user credentials")


def test_guessing_is_slowed_down(server: Any) -> None:
    """D8 over HTTP: 429 with Retry-After."""
    asker = server(max_guesses_per_account=3)
    asker.username = f"nobody-{uuid.uuid4()}"
    answers = [asker.log_in() for _ in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].json()["error"] == "temporarily_unavailable"


def test_bodies_that_are_no_form(server: Any) -> None:
    asker = server(max_form_bytes=300)

    def posted(body: bytes, kind: str = "application/x-www-form-urlencoded", **headers: str) -> int:
        sent = {"content-type": kind, **headers}
        return int(asker.client.post("/auth/token", content=body, headers=sent).status_code)

    assert posted(b"{}", "application/json") == 415
    assert posted(b"", "multipart/form-data; boundary=x") == 415
    assert posted(b"a", **{"content-encoding": "gzip"}) == 415
    assert posted(b"") == 400
    assert posted(b"grant_type=password&username=%FF&password=x") == 400
    assert posted(b"\xff=1") == 400
    assert posted(b"grant_type=password&grant_type=password") == 400
    assert posted(b"&".join(b"a%d=" % n for n in range(51))) == 400
    assert posted(b"grant_type=" + b"x" * 289) == 400
    assert posted(b"grant_type=" + b"x" * 290) == 413


def test_other_methods(server: Any) -> None:
    asker = server()
    answer = asker.client.get("/auth/token")
    assert (answer.status_code, answer.headers["allow"]) == (405, "OPTIONS, POST")
    assert answer.json()["error"] == "HTTP 405 Method Not Allowed"
    assert asker.client.options("/auth/token").status_code == 204
    assert asker.client.get("/auth/tokens").status_code == 404


def test_path_and_password_grant_are_settings(server: Any) -> None:
    asker = server(jpo_token_path="/realms/jpo/token")
    assert asker.get(CASE).status_code == 200
    assert asker.client.post("/auth/token", data={"grant_type": "password"}).status_code == 404
    with pytest.raises(KeyError):  # no token comes back
        server(jpo_password_grant=False)


def test_the_status_of_wrong_credentials_is_a_setting(server: Any) -> None:
    assert server(jpo_statuses="212=403").log_in(password="wrong").status_code == 403


def test_no_secret_is_logged(server: Any, caplog: pytest.LogCaptureFixture) -> None:
    """D13: canaries of passwords and tokens, right and wrong ones."""
    caplog.set_level(logging.DEBUG)
    asker = server()
    grant = asker.log_in().json()
    asker.get(CASE)
    wrong = "canary-" + "w" * 20
    bodies = [asker.log_in(password=wrong), asker.log_in(grant_type="refresh_token", refresh_token=wrong)]
    asker.token = wrong
    bodies.append(asker.get(CASE))
    said = caplog.text + "".join(answer.text + json.dumps(dict(answer.headers)) for answer in bodies)
    for secret in (asker.password, grant["access_token"], grant["refresh_token"], wrong):
        assert secret not in said
