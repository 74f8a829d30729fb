"""The 36 domestic APIs: a recorded answer where there is one, else what the tables tell, else nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.routing import Route

from tokkyo.http.jpo.design_answers import ANSWERS as DESIGNS
from tokkyo.http.jpo.documents import Archives
from tokkyo.http.jpo.envelope import encoded, recorded_code
from tokkyo.http.jpo.fixed_address import FixedAddresses
from tokkyo.http.jpo.gate import Answering, Gate
from tokkyo.http.jpo.outcomes import NO_DATA, NOT_PROVIDED, SUCCESS
from tokkyo.http.jpo.parameters import Checks, Parameter, parameters_of
from tokkyo.http.jpo.patent_answers import ANSWERS as PATENTS
from tokkyo.http.jpo.replies import Found
from tokkyo.http.jpo.trademark_answers import ANSWERS as TRADEMARKS
from tokkyo.model.jpo.apis import APIS, DESIGN, OPD, PATENT, TRADEMARK, Api, Body
from tokkyo.service.jpo.cases import Cases
from tokkyo.service.jpo.patents import NotProvided

Source = Callable[[tuple[str, ...]], object | None]
"""Returns the data of an answer from the path parameters, None for nothing. Raises `NotProvided`."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The domestic APIs over one store."""

    cases: Cases
    gate: Gate
    archives: Archives

    def routes(self) -> Iterator[Route]:
        """Return a route for each API."""
        strict = self.gate.settings.flag("jpo_strict_parameters")
        sources = self._sources()
        for api in APIS:
            if api.law == OPD:
                continue
            documents = api.body is Body.DOCUMENTS
            answering = self.archives.answering(api) if documents else self._answering(api, sources[api.law, api.name])
            endpoint = self.gate.endpoint(api, Checks.of(api, strict=strict), answering)
            yield Route(path_of(api), endpoint, methods=["GET"], name=f"{api.law}_{api.name}")

    def _sources(self) -> Mapping[tuple[str, str], Source]:
        tables: tuple[tuple[str, Any, Mapping[str, Callable[[Any, tuple[str, ...]], Any]]], ...] = (
            (PATENT, self.cases.patents, PATENTS),
            (DESIGN, self.cases.designs, DESIGNS),
            (TRADEMARK, self.cases.trademarks, TRADEMARKS),
        )
        made = {(law, name): _over(cases, answer) for law, cases, answers in tables for name, answer in answers.items()}
        addresses = FixedAddresses(self.cases, self.gate.settings.text("jpo_fixed_address"))
        return {**made, **{(law, addresses.api): addresses.source(law) for law, _, _ in tables}}

    def _answering(self, api: Api, source: Source) -> Answering:
        """Return what answers an API on the event loop: a few look-ups by key in a store on this machine."""
        cases, law, name = self.cases, api.law, api.name

        async def answered(values: tuple[str, ...]) -> Found:
            with cases.snapshot():
                recorded = cases.answers.find(law, name, "/".join(values))
                code = (recorded_code(recorded.body) or SUCCESS) if recorded else ""
                if recorded and code != NO_DATA:  # one of nothing gives way to what the tables tell by now
                    return Found(code, recorded=recorded.body)
                try:
                    data = source(values)
                except NotProvided:
                    return Found(NOT_PROVIDED)
            if data is not None:
                return Found(SUCCESS, encoded(data))
            return Found(code, recorded=recorded.body) if recorded else Found(NO_DATA)

        return answered


def path_of(api: Api) -> str:
    """Return the address of an API as a route has it."""
    prefix = "/opdapi/patent" if api.law == OPD else f"/api/{api.law}"
    return f"{prefix}/v1/{api.name}/" + "/".join(map(_place, parameters_of(api)))


def _place(parameter: Parameter) -> str:
    """Return the place of a parameter in an address; a name may hold slashes."""
    return f"{{{parameter.name}:path}}" if parameter.name == "name" else f"{{{parameter.name}}}"


def _over(cases: Any, answer: Callable[[Any, tuple[str, ...]], Any]) -> Source:
    return lambda values: answer(cases, values)
