"""The document APIs: a ZIP archive, a link to one that is too large, or a code.

A link needs no token, as the real service's does not. It is signed, ends after `jpo_link_seconds`, and works in every
process of the server.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tokkyo.errors import TokkyoError
from tokkyo.http.jpo.envelope import encoded, recorded_code
from tokkyo.http.jpo.gate import Answering, Gate
from tokkyo.http.jpo.links import Links
from tokkyo.http.jpo.outcomes import NO_BODY, NO_DATA, SUCCESS
from tokkyo.http.jpo.problems import Problem, problem, problem_of
from tokkyo.http.jpo.replies import Found, attachment
from tokkyo.http.running import attending
from tokkyo.model.jpo.apis import Api
from tokkyo.service.jpo.cases import Cases
from tokkyo.service.jpo.documents import Absence

LINK_PATH = "/api/archives/{law}/{api}/{application}"


CODES: Mapping[Absence, str] = MappingProxyType({Absence.NO_CASE: NO_DATA, Absence.NO_BODY: NO_BODY})
EXPIRED = Problem("link_expired", "the link is not valid, or not any more", "ask the document API for a new one")
GONE = Problem("no_such_archive", "the documents are not there any more", "ask the document API")


class ArchiveLink(msgspec.Struct, frozen=True):
    """The data of the answer that leads to an archive."""

    url: str = msgspec.field(name="URL")


@dataclass(frozen=True, slots=True)
class Archives:
    """Sends the documents of cases."""

    cases: Cases
    gate: Gate
    links: Links
    largest: int

    def answering(self, api: Api) -> Answering:
        """Return what answers a document API, on threads."""

        async def answered(values: tuple[str, ...]) -> Found:
            (application,) = values
            return await self.gate.running.run(lambda: self._found(api, application))

        return answered

    def routes(self) -> list[Route]:
        """Return the route of the links."""
        return [Route(LINK_PATH, self.linked, methods=["GET"], name="archive_link")]

    async def linked(self, request: Request) -> Response:
        """Send the archive of a link; 403 for a link that was not made here or whose time is up."""
        asked, place = request.query_params, request.path_params
        if not self.links.holds(request.url.path, asked.get("until", ""), asked.get("signature", "")):
            return problem(403, EXPIRED)
        try:
            with attending(request):
                found = await self.gate.running.run(lambda: self._archive(**place))
        except TokkyoError as error:
            return problem_of(error)
        if isinstance(found, Absence):
            return problem(404, GONE)
        return Response(found[1], media_type="application/zip", headers={"content-disposition": attachment(found[0])})

    def _found(self, api: Api, application: str) -> Found:
        archive = self.cases.documents.archive(api.law, api.name, application)
        if isinstance(archive, Absence):
            return self._recorded(api, application) or Found(CODES[archive])
        if archive.size > self.largest:
            path = LINK_PATH.format(law=api.law, api=api.name, application=application)
            return Found(SUCCESS, encoded(ArchiveLink(self.links.made(path))))
        return Found(SUCCESS, archive=archive.read(), name=archive.name)

    def _recorded(self, api: Api, application: str) -> Found | None:
        """Return a recorded answer without an archive, such as 108."""
        recorded = self.cases.answers.find(api.law, api.name, application)
        return None if recorded is None else Found(recorded_code(recorded.body) or SUCCESS, recorded=recorded.body)

    def _archive(self, law: str, api: str, application: str) -> tuple[str, bytes] | Absence:
        archive = self.cases.documents.archive(law, api, application)
        return archive if isinstance(archive, Absence) else (archive.name, archive.read())
