"""Compressed answers: whole ones, streams, small ones, other types; by the layer alone and by the server."""

import asyncio
import gzip
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import brotli
import pytest
import zstandard
from starlette.responses import Response, StreamingResponse
from starlette.testclient import TestClient

from tokkyo.errors import SettingError
from tokkyo.http.app import application
from tokkyo.http.compression import THREAD_BYTES, Compression
from tokkyo.service.opening import open_service
from tokkyo.settings import Settings, defaults

DECODE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}


def brotli_reader() -> Callable[[bytes], bytes]:
    """Return a function that decodes piece by piece; the decoder gives out what it has in portions."""
    stream = brotli.Decompressor()

    def read(data: bytes) -> bytes:
        got = [stream.process(data)]
        while got[-1] and not stream.is_finished():
            got.append(stream.process(b""))
        return b"".join(got)

    return read


INCREMENTAL: dict[str, Callable[[], Callable[[bytes], bytes]]] = {
    "gzip": lambda: zlib.decompressobj(31).decompress,
    "br": brotli_reader,
    "zstd": lambda: zstandard.ZstdDecompressor().decompressobj().decompress,
}
Messages = list[dict[str, Any]]


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def sent(response: Any, accepted: str | None, executor: ThreadPoolExecutor, **settings: Any) -> Messages:
    """Return the messages that leave the layer for one response."""
    messages: Messages = []

    async def send(message: Any) -> None:
        messages.append(dict(message))

    async def receive() -> Any:
        await asyncio.Event().wait()

    headers = [] if accepted is None else [(b"accept-encoding", accepted.encode())]
    scope = {"type": "http", "method": "GET", "headers": headers, "asgi": {"spec_version": "2.4"}}
    asyncio.run(Compression(response, defaults(**settings), executor)(scope, receive, send))
    return messages


def headers_of(messages: Messages) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in messages[0]["headers"]}


def body_of(messages: Messages) -> bytes:
    assert [message.get("more_body", False) for message in messages[1:]] == [True] * (len(messages) - 2) + [False]
    return b"".join(message["body"] for message in messages[1:])


@pytest.mark.parametrize("coding", DECODE)
@pytest.mark.parametrize("size", [1024, THREAD_BYTES, 300_000])
def test_whole_answers(executor: ThreadPoolExecutor, coding: str, size: int) -> None:
    body = (b'{"title":"battery"},' * size)[:size]
    messages = sent(Response(body, media_type="application/json", headers={"etag": '"a"'}), coding, executor)
    headers = headers_of(messages)
    assert len(messages) == 2
    assert headers["content-encoding"] == coding
    assert headers["content-length"] == str(len(messages[1]["body"]))
    assert headers["etag"] == 'W/"a"'
    assert DECODE[coding](body_of(messages)) == body
    assert len(body_of(messages)) < size / 5


@pytest.mark.parametrize("coding", DECODE)
def test_every_piece_of_a_stream_can_be_read_as_it_comes(executor: ThreadPoolExecutor, coding: str) -> None:
    pieces = [b'{"row":1}\n', b"", b'{"row":2}\n' * 10_000, b'{"row":3}\n']
    response = StreamingResponse(iter(pieces), media_type="application/x-ndjson", headers={"content-length": "100020"})
    messages = sent(response, coding, executor)
    assert "content-length" not in headers_of(messages)
    read = INCREMENTAL[coding]()
    got = [read(message["body"]) for message in messages[1:]]
    assert got[:3] == [piece for piece in pieces if piece]
    assert DECODE[coding](body_of(messages)) == b"".join(pieces)


@pytest.mark.parametrize(
    ("response", "accepted"),
    [
        (Response(b"x" * 1023, media_type="application/json"), "gzip"),
        (Response(b"x" * 5000, media_type="image/png"), "gzip"),
        (Response(b"x" * 5000, media_type="application/json", headers={"content-encoding": "br"}), "gzip"),
        (Response(b"x" * 5000, media_type="application/json"), None),
        (Response(b"x" * 5000, media_type="application/json"), "identity"),
        (Response(b"x" * 5000, media_type="application/json"), "gzip;q=0"),
        (Response(status_code=204), "gzip"),
    ],
    ids=["small", "image", "coded", "none asked", "identity", "gzip refused", "empty"],
)
def test_answers_that_stay_as_they_are(executor: ThreadPoolExecutor, response: Response, accepted: str | None) -> None:
    messages = sent(response, accepted, executor)
    assert [(name.decode(), value.decode()) for name, value in response.raw_headers] == list(
        headers_of(messages).items()
    )
    assert body_of(messages) == response.body


def test_without_a_wish_there_is_nothing_in_between(executor: ThreadPoolExecutor) -> None:
    passed: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        passed.append(send)

    async def send(message: Any) -> None: ...

    asyncio.run(Compression(app, defaults(), executor)({"type": "http", "headers": []}, None, send))  # type: ignore[arg-type]
    assert passed == [send]


def test_an_answer_of_304_names_the_tag_that_the_coded_body_had(executor: ThreadPoolExecutor) -> None:
    not_modified = Response(status_code=304, headers={"etag": '"a"'})
    assert headers_of(sent(not_modified, "gzip", executor))["etag"] == 'W/"a"'
    assert headers_of(sent(Response(status_code=304, headers={"etag": '"a"'}), None, executor))["etag"] == '"a"'


def test_levels_are_settings_and_0_is_never(executor: ThreadPoolExecutor) -> None:
    def coded(**settings: Any) -> str | None:
        response = Response(b"x" * 5000, media_type="text/plain")
        return headers_of(sent(response, "gzip, br, zstd", executor, **settings)).get("content-encoding")

    assert coded() == "zstd"
    assert coded(zstd_level=0) == "br"
    assert coded(zstd_level=0, brotli_level=0) == "gzip"
    assert coded(zstd_level=0, brotli_level=0, gzip_level=0) is None
    assert coded(compress_min_bytes=5001) is None
    assert coded(zstd_level=19) == "zstd"
    for name, most in (("zstd_level", 19), ("brotli_level", 11), ("gzip_level", 9)):
        with pytest.raises(SettingError):
            defaults(**{name: most + 1})


@pytest.mark.parametrize("coding", [*DECODE, None])
def test_search_answers_of_the_server(settings: Settings, token: str, coding: str | None) -> None:
    headers = {"authorization": token, "accept-encoding": coding or "identity"}
    with TestClient(application(open_service(settings)), headers=headers) as client:
        body = {"query": "*", "size": 50}
        with client.stream("POST", "/patent/search", json=body) as answer:
            raw = b"".join(answer.iter_raw())
        plain = client.post("/patent/search", json=body, headers={"accept-encoding": "identity"})
        small = client.post("/patent/search", json={"query": "*", "size": 0})
    assert answer.headers.get("content-encoding") == coding
    assert "Accept-Encoding" in answer.headers["vary"]
    assert int(answer.headers["content-length"]) == len(raw)
    assert (DECODE[coding](raw) if coding else raw) == plain.content
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "content-encoding" not in small.headers


@pytest.mark.parametrize("coding", DECODE)
def test_exports_are_streams_in_pieces(settings: Settings, token: str, coding: str) -> None:
    headers = {"authorization": token, "accept-encoding": coding}
    with TestClient(application(open_service(settings.replace(export_batch=5))), headers=headers) as client:
        with client.stream("POST", "/patent/export", json={"query": "*"}) as answer:
            raw = b"".join(answer.iter_raw())
        address = f"/patent/export/{answer.headers['x-tokkyo-resume-token']}"
        plain = client.get(address, headers={"accept-encoding": "identity"})
        head = client.head(address, headers={"accept-encoding": "identity"})
    assert answer.headers["content-encoding"] == coding
    assert "content-length" not in answer.headers
    assert DECODE[coding](raw) == plain.content
    assert plain.content.count(b"\n") == 12
    assert head.content == b""
    assert head.headers.keys() == plain.headers.keys()
    assert head.headers["x-tokkyo-total"] == "12"
