"""`GET /patent/{lens_id}`: the bare record, no envelope."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from tokkyo.http.lens import wire
from tokkyo.http.lens.answers import answer
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.service.projection import projection
from tokkyo.service.search import PatentSearch

SCOPE = "search"


@dataclass(frozen=True, slots=True)
class Records:
    """The record endpoint; old Lens IDs and number spellings are found too."""

    search: PatentSearch
    gate: Gate

    def routes(self) -> list[Route]:
        """Return the route; it takes every address below /patent/ that no other route does."""
        return [Route("/patent/{lens_id:path}", self.gate.endpoint(SCOPE, self.get), methods=["GET"])]

    async def get(self, call: Call) -> Response:
        """Answer one record."""
        identifier = call.request.path_params["lens_id"]
        parameters = call.request.query_params
        include, exclude = (wire.split_list(parameters.get(name, "")) for name in ("include", "exclude"))
        response = await self.gate.run(lambda: answer(self.search.record(identifier, projection(include, exclude))))
        call.records = 1
        return response
