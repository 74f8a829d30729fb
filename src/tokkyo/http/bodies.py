"""Bodies of requests, received within their limit."""

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request

from tokkyo.errors import QueryError


class BodyRefused(QueryError):
    """A body that is not taken, with its HTTP status."""

    def __init__(self, status: int, code: str, message: str, fix: str) -> None:
        super().__init__(code, message, fix=fix)
        self.status = status


def check_type(headers: Headers, types: tuple[str, ...]) -> None:
    """Raise `BodyRefused` (415) unless a body is plain and of one of some media types (none named: the first)."""
    if headers.get("content-type", types[0]).split(";")[0].strip().lower() not in types:
        raise BodyRefused(415, "unsupported_media_type", "the body is of another type", f"send it as {types[0]}")
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise BodyRefused(415, "unsupported_content_encoding", "the body is compressed", "send it as it is")


async def received(request: Request, limit: int) -> bytes:
    """Return the body of a request. Raises `BodyRefused`: 413 above so many bytes, 400 when the client goes away."""
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise BodyRefused(413, "body_too_large", f"the body is larger than {limit} bytes", "send less")
            chunks.append(chunk)
    except ClientDisconnect:
        raise BodyRefused(400, "client_gone", "the client went away before the end of the body", "ask again") from None
    return b"".join(chunks)
