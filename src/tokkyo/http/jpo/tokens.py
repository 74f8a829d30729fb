"""Where tokens are given out: the password and refresh grants of OAuth 2.0, in the shapes of Keycloak.

Sources: handbook 1.4, exhibit 5 (grants, lives), an answer recorded on 7 May 2026 (keys and their order, headers).
Errors are documented nowhere; they are Keycloak's, which the recorded answers show to be what JPO runs.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from tokkyo.accounts.users.sessions import Grant
from tokkyo.accounts.users.users import Users
from tokkyo.errors import Denied, LimitReached, TokkyoError, Unavailable
from tokkyo.http.bodies import BodyRefused, check_type, received
from tokkyo.http.booked import booked
from tokkyo.http.every_answer import OWN_HEADERS
from tokkyo.http.jpo.problems import logged
from tokkyo.settings import Settings

FORM = ("application/x-www-form-urlencoded",)
MOST_FIELDS = 50
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "cache-control": "no-store",
        "pragma": "no-cache",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "x-xss-protection": "1; mode=block",
    }
)


class TokenBody(msgspec.Struct, frozen=True, kw_only=True):
    """What a grant gives, in the order of the recorded answer; lives in seconds, as numbers. The ID token is empty."""

    access_token: str
    expires_in: int
    refresh_expires_in: int
    refresh_token: str
    token_type: str = "Bearer"  # noqa: S105 - a kind of token
    id_token: str = ""
    not_before_policy: int = msgspec.field(default=0, name="not-before-policy")
    session_state: str
    scope: str = "openid profile"


class ErrorBody(msgspec.Struct, frozen=True):
    """An error of OAuth 2.0 (RFC 6749, 5.2)."""

    error: str
    error_description: str


class Refused(Exception):
    """A request for a token that is not granted."""

    def __init__(self, status: int, error: str, description: str, retry_after: int = 0) -> None:
        super().__init__(error)
        self.status = status
        self.body = ErrorBody(error, description)
        self.retry_after = retry_after


Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TokenEndpoint:
    """Gives out tokens; `wrong` is the HTTP status of a wrong ID or password (code 212).

    Unlike the other addresses it closes for nobody: whoever has logged in may go on after a maintenance at once.
    """

    users: Users
    settings: Settings
    wrong: int

    def routes(self) -> list[Route]:
        """Return the route, at the path of the setting."""
        return [Route(self.settings.text("jpo_token_path"), self.post, methods=["POST"], name="token")]

    async def post(self, request: Request) -> Response:
        """Answer a request for tokens."""
        try:
            form = await self._form(request)
            grant = await self._granted(form, request.client.host if request.client else "")
            return answer(request.scope, 200, token_body(grant))
        except Refused as refused:
            return refusal(request.scope, refused)
        except (LimitReached, Unavailable) as error:
            return refusal(request.scope, _later(error))
        except TokkyoError as error:
            logged(error)
            return refusal(request.scope, Refused(500, "server_error", "The accounts cannot be used at the moment"))

    async def _form(self, request: Request) -> Form:
        try:
            check_type(request.headers, FORM)
            body = await received(request, self.settings.number("max_form_bytes"))
        except BodyRefused as error:
            raise Refused(error.status, "invalid_request", str(error)) from None
        try:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
        except ValueError:  # too many fields, or no UTF-8
            raise Refused(400, "invalid_request", "The form cannot be read") from None
        form = dict(pairs)
        if len(form) < len(pairs):
            raise Refused(400, "invalid_request", "duplicated parameter")
        return form

    async def _granted(self, form: Form, address: str) -> Grant:
        # One public client sends a blank behind it.
        kind = form.get("grant_type", "").strip()
        if not kind:
            raise Refused(400, "invalid_request", "Missing form parameter: grant_type")
        if kind == "refresh_token":
            return await self._refreshed(form, address)
        if kind == "password" and self.settings.flag("jpo_password_grant"):
            return await self._logged_in(form, address)
        raise Refused(400, "unsupported_grant_type", "Unsupported grant_type")

    async def _logged_in(self, form: Form, address: str) -> Grant:
        for name in ("username", "password"):
            if not form.get(name):
                raise Refused(self.wrong, "invalid_request", f"Missing parameter: {name}")
        username, password = form["username"], form["password"]
        try:
            under_way = self.users.pool.submit(lambda: self.users.sessions.log_in(username, password, address))
            return await asyncio.wrap_future(under_way)
        except Denied as error:
            if error.code == "user_suspended":
                raise Refused(400, "invalid_grant", "Account disabled") from None
            raise Refused(self.wrong, "invalid_grant", "Invalid user credentials") from None

    async def _refreshed(self, form: Form, address: str) -> Grant:
        token = form.get("refresh_token", "").strip()
        if not token:
            raise Refused(400, "invalid_request", "No refresh token")
        try:
            return await booked(lambda: self.users.sessions.refresh(token, address))
        except Denied:
            raise Refused(400, "invalid_grant", "Invalid refresh token") from None


def token_body(grant: Grant) -> TokenBody:
    """Return what a client is told of a grant."""
    return TokenBody(
        access_token=grant.access_token,
        expires_in=grant.expires_in,
        refresh_expires_in=grant.refresh_expires_in,
        refresh_token=grant.refresh_token,
        session_state=grant.session,
    )


def answer(scope: Scope, status: int, body: msgspec.Struct, headers: Form | None = None) -> Response:
    """Return an answer with the headers of the token URL."""
    scope[OWN_HEADERS] = True
    made = {**HEADERS, **(headers or {})}
    return Response(msgspec.json.encode(body), status, headers=made, media_type="application/json")


def refusal(scope: Scope, refused: Refused) -> Response:
    """Return an error."""
    wait = {"retry-after": str(refused.retry_after)} if refused.retry_after else {}
    return answer(scope, refused.status, refused.body, wait)


def token_refused(scope: Scope, status: int, headers: Form) -> Response:
    """Refuse another method, as Keycloak does."""
    return answer(scope, status, ErrorBody(f"HTTP {status} {HTTPStatus(status).phrase}", ""), headers)


def _later(error: LimitReached | Unavailable) -> Refused:
    """Return the refusal of who is to come again: too many guesses, or too many log-ins under way."""
    if isinstance(error, LimitReached):
        return Refused(429, "temporarily_unavailable", error.message, -(-error.retry_after // 1000))
    return Refused(503, "temporarily_unavailable", error.message, error.retry_after)
