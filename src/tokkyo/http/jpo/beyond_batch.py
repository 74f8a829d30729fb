"""Many calls of the retrieval APIs in one request, each counted against the limit of its own API.

    POST /api/cases/v1/batch    {"calls": [{"api": "patent/app_progress", "key": "2020123456"}, …]}
                                {"apis": ["patent/app_progress", "patent/registration_info"],
                                 "numbers": ["特願2020-123456", "特許第7533889号"]}

`key` is what follows the API in its address. Where that is an application number, any spelling of any number of the
case may stand instead; where it leads to no case, no call is made. An answer is the envelope that the call gets on its
own, with its HTTP status: the same endpoints make it, so that counting, pace and errors are theirs. Archives, PDF and
XML are no part of a batch.
"""

import asyncio
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from tokkyo.errors import QueryError
from tokkyo.http.jpo.beyond_search import BASE, JSON
from tokkyo.http.jpo.case_wire import check_names
from tokkyo.http.jpo.cases_gate import CaseCall, CasesGate
from tokkyo.http.jpo.parameters import APPLICATION, parameters_of
from tokkyo.http.jpo.problems import Problem
from tokkyo.http.json_bodies import decode_body
from tokkyo.model.jpo.apis import BY_NAME, OPD, Api, Body
from tokkyo.query.dsl_options import closest
from tokkyo.query.values import shown
from tokkyo.service.jpo.numbers import CaseNumbers

ALONE = frozenset({"calls"})
CROSSED = frozenset({"apis", "numbers"})
FORM = 'send {"calls": [{"api": "patent/app_progress", "key": "2020123456"}]}'
UNKNOWN = Problem("unknown_number", "no case has this number under the law of the API", "see /api/cases/v1/numbers")
TOO_LARGE = Problem("answer_too_large", "the answers before this one are as much as one answer holds", "ask again")


class BatchCall(msgspec.Struct, frozen=True):
    """One call as it was asked for: an API as `law/name`, and what follows it in its address."""

    api: str
    key: str


class BatchAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to one call: HTTP status and body, or why the call was not made.

    `written` is the number as it was asked for, where `key` was found by it.
    """

    api: str
    key: str
    written: str = ""
    status: int = 0
    body: msgspec.Raw | None = None
    error: Problem | None = None


class BatchAnswers(msgspec.Struct, frozen=True):
    """The answers in the order of the calls."""

    answers: list[BatchAnswer]


@dataclass(frozen=True, slots=True)
class BeyondBatch:
    """The endpoint; `endpoints` are those of the JSON APIs, by law and name."""

    endpoints: Mapping[tuple[str, str], ASGIApp]
    numbers: CaseNumbers
    gate: CasesGate

    def routes(self) -> list[Route]:
        """Return its route."""
        return [Route(f"{BASE}/batch", self.gate.endpoint(self.post), methods=["POST"], name="batch_of_calls")]

    async def post(self, call: CaseCall) -> Response:
        """Make the calls one after another, and none any more when the client has gone."""
        body, _ = decode_body(await self.gate.json_body(call))
        wanted = self._wanted(body)
        room = self.gate.settings.number("max_answer_bytes")
        answers: list[BatchAnswer] = []
        for one, api in wanted:
            if await call.request.is_disconnected():
                break
            answer = await self._answer(call, one, api) if room > 0 else BatchAnswer(one.api, one.key, error=TOO_LARGE)
            room -= len(bytes(answer.body)) if answer.body else 0
            answers.append(answer)
            await asyncio.sleep(0)  # a call may be answered without ever waiting; others have their turn in between
        return Response(msgspec.json.encode(BatchAnswers(answers)), media_type=JSON)

    def _wanted(self, body: Mapping[str, Any]) -> Sequence[tuple[BatchCall, Api]]:
        """Return the calls with their APIs, all checked before the first is made. Raises `QueryError`."""
        check_names(body, ALONE | CROSSED)
        most = self.gate.settings.number("max_batch_calls")
        if ALONE & body.keys() and CROSSED & body.keys():
            raise QueryError("bad_option", "calls stands beside apis or numbers", path="calls", fix=FORM)
        calls = list(_crossed(body, most) if CROSSED & body.keys() else _listed(body))
        if not 0 < len(calls) <= most:
            raise _bad_count(len(calls), most)
        return [(one, _api_of(one.api, path)) for one, path in calls]

    async def _answer(self, call: CaseCall, one: BatchCall, api: Api) -> BatchAnswer:
        key = await self._key(one.key, api)
        if key is None:
            return BatchAnswer(one.api, one.key, error=UNKNOWN)
        status, body = await _asked(self.endpoints[api.law, api.name], call, _values(key, api))
        return BatchAnswer(one.api, key, one.key if key != one.key else "", status, msgspec.Raw(body))

    async def _key(self, written: str, api: Api) -> str | None:
        """Return what follows the API in its address, None for a number that leads nowhere."""
        if parameters_of(api) != (APPLICATION,) or APPLICATION.fits(written):
            return written
        found = await self.gate.run(lambda: self.numbers.find(written, api.law))
        return found[0].application if found else None


def endpoints_of(routes: Iterable[Route]) -> Mapping[tuple[str, str], ASGIApp]:
    """Return the endpoints of the retrieval APIs by law and name, as `/api/{law}/v1/{name}/…` has them."""
    found = ((route.path.split("/"), route.app) for route in routes)
    return {(parts[2], parts[4]): app for parts, app in found}


async def _asked(endpoint: ASGIApp, call: CaseCall, values: Sequence[str]) -> tuple[int, bytes]:
    """Ask an endpoint as a request of its own with the same headers; return status and body."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    request = call.request
    parameters = {str(place): value for place, value in enumerate(values)}
    await endpoint({**request.scope, "method": "GET", "path_params": parameters}, request.receive, keep)
    return int(sent[0]["status"]), b"".join(message.get("body", b"") for message in sent[1:])


def _values(key: str, api: Api) -> Sequence[str]:
    """Return the path parameters of a key; the first slash parts two."""
    if len(parameters_of(api)) == 1:
        return (key,)
    kind, _, number = key.partition("/")
    return (kind, number)


def _listed(body: Mapping[str, Any]) -> Iterator[tuple[BatchCall, str]]:
    calls = body.get("calls")
    if not isinstance(calls, list):
        raise QueryError("missing_option", "calls is missing or no list", path="calls", fix=FORM)
    for place, one in enumerate(calls):
        path = f"calls[{place}]"
        if not isinstance(one, dict):
            raise QueryError("bad_option", f"{shown(one)} is no call", path=path, fix=FORM)
        check_names(one, frozenset(BatchCall.__struct_fields__))
        yield BatchCall(_text(one.get("api"), f"{path}.api"), _text(one.get("key"), f"{path}.key")), path


def _crossed(body: Mapping[str, Any], most: int) -> Iterator[tuple[BatchCall, str]]:
    """Yield every number with every API; lists whose product is too long to be allowed are not multiplied."""
    lists = {name: body.get(name) for name in ("numbers", "apis")}
    for name, values in lists.items():
        if not isinstance(values, list) or len(values) > most:
            message = f"{name} is not a list of 1 to {most}"
            raise QueryError("bad_option", message, path=name, fix=f'write "{name}": ["…", "…"]')
    count = math.prod(len(values or ()) for values in lists.values())
    if count > most:
        raise _bad_count(count, most)
    for row, number in enumerate(lists["numbers"] or ()):
        for column, api in enumerate(lists["apis"] or ()):
            yield BatchCall(_text(api, f"apis[{column}]"), _text(number, f"numbers[{row}]")), f"apis[{column}]"


def _bad_count(count: int, most: int) -> QueryError:
    message = f"{count} calls are asked for; 1 to {most} may be"
    return QueryError("bad_call_count", message, path="calls", fix="send several batches")


def _text(value: Any, path: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip() if path.endswith("api") else value
    raise QueryError("bad_text", f"{shown(value)} stands where text is due", path=path, fix=FORM)


def _api_of(name: str, path: str) -> Api:
    """Return a JSON API by `law/name`. Raises `QueryError`: `unknown_api`, `not_in_batch`."""
    law, _, own = name.strip("/").partition("/")
    api = BY_NAME.get((law, own))
    if api is None or api.law not in _LAWS_OF_BATCH:
        known = [f"{api.law}/{api.name}" for api in BY_NAME.values() if api.law in _LAWS_OF_BATCH]
        raise QueryError("unknown_api", f"no API is named {shown(name)}", path=path, fix=closest(name, known))
    if api.body is not Body.JSON:
        fix = "call it on its own"
        raise QueryError("not_in_batch", f"{name} answers with files, which a batch cannot hold", path=path, fix=fix)
    return api


_LAWS_OF_BATCH = frozenset({api.law for api in BY_NAME.values() if api.law not in (OPD, "cases")})
