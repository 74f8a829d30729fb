"""The answer of an export: pieces as they are read, and an end that can be told from a break."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from types import MappingProxyType

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from tokkyo.errors import TokkyoError
from tokkyo.http.lens.answers import problem_of
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.service.exporting import Export, Format

MEDIA_TYPES: Mapping[Format, str] = MappingProxyType(
    {"jsonl": "application/x-ndjson;charset=UTF-8", "csv": "text/csv;charset=UTF-8"}
)

Piece = tuple[bytes, int]


class ExportStream(StreamingResponse):
    """Streams an open export whose first piece is read already, and closes it however that ends.

    When the rest cannot be had (a plan used up, a damaged index), JSON lines end with `{"error": …}`; CSV has no room
    for that, so the connection is cut. Each piece is read on a search thread, once the client has taken the one before.
    """

    def __init__(
        self,
        gate: Gate,
        call: Call,
        export: Export,
        first: Piece | None,
        finished: Callable[[Export], None],
        headers: Mapping[str, str],
    ) -> None:
        super().__init__(self._pieces(first), headers=headers, media_type=MEDIA_TYPES[export.layout.format])
        self._gate = gate
        self._call = call
        self._export = export
        self._finished = finished
        self._cut = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._end()

    async def stream_response(self, send: Send) -> None:
        """Send all pieces; when the rest is missing and could not be told, never say that this was the end."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for piece in self.body_iterator:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        if not self._cut:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _pieces(self, piece: Piece | None) -> AsyncIterator[bytes]:
        run = asyncio.get_running_loop().run_in_executor
        try:
            while piece is not None:
                self._call.records += piece[1]
                yield piece[0]
                piece = await run(self._gate.executor, self._next)
            await run(self._gate.executor, self._finished, self._export)
        except TokkyoError as error:
            if self._export.layout.format == "jsonl":
                yield b'{"error":' + bytes(problem_of(error).body) + b"}\n"
            else:
                self._cut = True

    def _next(self) -> Piece | None:
        return self._export.batch(lambda records: self._gate.reserve(self._call, records))

    def _end(self) -> None:
        """Close and settle, on a thread: both may have to wait for a piece that is still being read."""
        try:
            self._gate.executor.submit(self._settle)
        except RuntimeError:  # the server is stopping
            self._settle()

    def _settle(self) -> None:
        self._export.close()
        self._gate.settle(self._call)
