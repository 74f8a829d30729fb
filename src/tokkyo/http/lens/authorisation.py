"""Who may search: a token as `Authorization: Bearer …`, bare in that header, or as `token=` on any method."""

from starlette.requests import Request

BEARER = "bearer "


def token_of(request: Request) -> str | None:
    """Return the token a request carries, or None."""
    header = request.headers.get("authorization", "").strip()
    if header.lower().startswith(BEARER):
        header = header[len(BEARER) :].strip()
    return header or request.query_params.get("token") or None
