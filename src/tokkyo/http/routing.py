"""Addresses with all their methods, and all those of a face."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send


class OneSlash:
    """An ASGI layer that takes several slashes at the beginning of a path for one.

    Clients join a base address that ends in a slash and a path that begins with one; the servers of the services that
    they were written for take it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"].startswith("//"):
            scope = {**scope, "path": f"/{scope['path'].lstrip('/')}"}
        await self._app(scope, receive, send)


class Address(Route):
    """The routes of one path as one that owns it: a method that none takes is refused, not offered to broader paths."""

    def __init__(self, routes: Sequence[Route]) -> None:
        by_method = {method: route.app for route in reversed(routes) for method in route.methods or ()}
        super().__init__(routes[0].path, routes[0].endpoint, methods=by_method, name=routes[0].name)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await by_method[scope["method"]](scope, receive, send)

        self.app = app

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return a full match for the path with any method."""
        match, child = super().matches(scope)
        return (Match.FULL if match is Match.PARTIAL else match), child


def addresses(routes: Iterable[Route]) -> list[Address]:
    """Return the addresses of some routes in the order in which their paths first come."""
    by_path: dict[str, list[Route]] = {}
    for route in routes:
        by_path.setdefault(route.path, []).append(route)
    return [Address(group) for group in by_path.values()]


Refusal = Callable[[Scope, int, Mapping[str, str]], ASGIApp]
"""Makes what is answered instead of an endpoint: 404, 405 with the header `allow`, or 414."""


class Below(BaseRoute):
    """A face: all addresses below some prefix, and its own words where there is none.

    Addresses are found by what stands before their first parameter, however many there are.
    """

    def __init__(self, prefix: str, routes: Iterable[Route], refused: Refusal, *, longest: int) -> None:
        """Serve routes below `prefix`, which ends in a slash; a path with query may have `longest` bytes."""
        self.prefix = prefix
        self.routes = addresses(routes)
        self._refused = refused
        self._longest = longest
        self._near: dict[str, list[Address]] = {}
        for address in self.routes:
            self._near.setdefault(address.path.partition("{")[0], []).append(address)
        self._depth = max((head.count("/") for head in self._near), default=0)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return a full match for every path below the prefix."""
        taken = scope["type"] == "http" and scope["path"].startswith(self.prefix)
        return (Match.FULL if taken else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._app(scope)(scope, receive, send)

    def _app(self, scope: Scope) -> ASGIApp:
        path = scope["path"]
        if len(scope["raw_path"] or path) + len(scope["query_string"]) > self._longest:
            return self._refused(scope, 414, {})
        for address in self._candidates(path):
            match, child = address.matches(scope)
            if match is Match.FULL:
                scope.update(child)
                return self._taken(scope, address)
        return self._refused(scope, 404, {})

    def _candidates(self, path: str) -> Iterator[Address]:
        yield from self._near.get(path, ())
        parts = path.split("/", self._depth)
        for count in range(len(parts) - 1, 0, -1):
            yield from self._near.get("/".join(parts[:count]) + "/", ())

    def _taken(self, scope: Scope, address: Address) -> ASGIApp:
        methods = address.methods or set()
        if scope["method"] in methods:
            return address.app
        allowed = {"allow": ", ".join(sorted({*methods, "OPTIONS"}))}
        return (
            Response(status_code=204, headers=allowed)
            if scope["method"] == "OPTIONS"
            else self._refused(scope, 405, allowed)
        )
