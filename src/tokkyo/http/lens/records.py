"""`GET /patent/{lens_id}`: the bare record, no envelope."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from tokkyo.http.lens.conditional import conditional
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.http.wire_values import split_list
from tokkyo.service.projection import projection
from tokkyo.service.search import PatentSearch

SCOPE = "search"
PARAMETERS = ("include", "exclude", "token")


@dataclass(frozen=True, slots=True)
class Records:
    """The record endpoint; old Lens IDs and number spellings are found too."""

    search: PatentSearch
    gate: Gate

    def routes(self) -> list[Route]:
        """Return the route; it takes every address below /patent/ that no other route does."""
        return [Route("/patent/{lens_id:path}", self.gate.endpoint(SCOPE, self.get), methods=["GET"])]

    async def get(self, call: Call) -> Response:
        """Answer one record, or 304 when the caller has what the projection leaves of it."""
        identifier = call.request.path_params["lens_id"]
        parameters = call.request.query_params
        include, exclude = (split_list(parameters.get(name, "")) for name in ("include", "exclude"))
        unknown = tuple(f"unknown option {name} was ignored" for name in parameters if name not in PARAMETERS)

        def work() -> Response:
            body = self.search.record(identifier, projection(include, exclude))
            return conditional(body, call.request.headers, unknown)

        await self.gate.reserve_here(call, 1)
        response = await self.gate.run(work)
        call.records = int(response.status_code == 200)
        return response
