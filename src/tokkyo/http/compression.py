"""Answers in the content coding a client asks for, as an ASGI layer.

Small answers and those of types that do not shrink go out as they are. What comes in pieces goes out in pieces: every
one can be read as soon as it arrives. Pieces of more than a little are coded on a thread, so that a large answer holds
up no other. A strong `ETag` belongs to one sequence of bytes: a coded answer carries its weak form (RFC 9110, 8.8.3).
"""

import asyncio
from concurrent.futures import Executor
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tokkyo.http.codings import Coding, Encoder, codings
from tokkyo.http.negotiation import chosen
from tokkyo.settings import Settings

THREAD_BYTES = 32_768
_WITHOUT_BODY = frozenset({204, 304})


class Compression:
    """Codes the answers of an application."""

    def __init__(self, app: ASGIApp, settings: Settings, executor: Executor) -> None:
        self._app = app
        self._least = settings.number("compress_min_bytes")
        self._executor = executor
        self._codings = {coding.name: coding for coding in codings(settings)}
        self._offered = tuple(self._codings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        coding = self._coding(scope) if scope["type"] == "http" else None
        if coding is None:
            await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, _Answer(send, coding, self._least, self._executor).take)

    def _coding(self, scope: Scope) -> Coding | None:
        accepted = ",".join(Headers(scope=scope).getlist("accept-encoding"))
        return self._codings.get(chosen(accepted, self._offered) or "") if accepted else None


@dataclass(slots=True)
class _Answer:
    """One answer on its way out. Its start is held back until its first piece tells whether it is to be coded."""

    send: Send
    coding: Coding
    least: int
    executor: Executor
    start: Message | None = None
    encoder: Encoder | None = field(default=None)

    async def take(self, message: Message) -> None:
        """Take a message of the application."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif message["type"] != "http.response.body" or (self.start is None and self.encoder is None):
            await self.send(message)
        else:
            await self._body(message.get("body", b""), message.get("more_body", False))

    async def _begin(self, start: Message) -> None:
        headers = MutableHeaders(raw=start["headers"])
        if start["status"] == 304:
            _weaken(headers)
        if start["status"] in _WITHOUT_BODY or "content-encoding" in headers or not _shrinks(headers):
            await self.send(start)
        else:
            self.start = start

    async def _body(self, data: bytes, more: bool) -> None:
        start, self.start = self.start, None
        if start is not None:
            if not more and len(data) < self.least:
                await self.send(start)
                await self.send({"type": "http.response.body", "body": data})
                return
            self.encoder = self.coding.encoder()
        coded = await self._coded(data, more)
        if start is not None:
            await self.send(self._described(start, None if more else len(coded)))
        if coded or not more:
            await self.send({"type": "http.response.body", "body": coded, "more_body": more})

    async def _coded(self, data: bytes, more: bool) -> bytes:
        if self.encoder is None or (more and not data):
            return b""
        step = self.encoder.piece if more else self.encoder.end
        if len(data) < THREAD_BYTES:
            return step(data)
        return await asyncio.get_running_loop().run_in_executor(self.executor, step, data)

    def _described(self, start: Message, length: int | None) -> Message:
        headers = MutableHeaders(raw=start["headers"])
        headers["content-encoding"] = self.coding.name
        _weaken(headers)
        if length is None:
            del headers["content-length"]
        else:
            headers["content-length"] = str(length)
        return start


def _weaken(headers: MutableHeaders) -> None:
    tag = headers.get("etag", "")
    if tag.startswith('"'):
        headers["etag"] = f"W/{tag}"


def _shrinks(headers: MutableHeaders) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind.startswith("text/") or "json" in kind
