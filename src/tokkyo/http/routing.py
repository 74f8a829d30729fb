"""One address with all its methods."""

from collections.abc import Iterable, Sequence

from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send


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
