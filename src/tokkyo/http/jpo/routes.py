"""All addresses of the JPO face."""

from collections.abc import Callable, Iterable
from datetime import datetime

from starlette.routing import BaseRoute, Route

from tokkyo.http.jpo.beyond_batch import BeyondBatch, endpoints_of
from tokkyo.http.jpo.beyond_documents import BeyondDocuments
from tokkyo.http.jpo.beyond_numbers import BeyondNumbers
from tokkyo.http.jpo.beyond_search import BeyondSearch
from tokkyo.http.jpo.callers import Callers
from tokkyo.http.jpo.cases_gate import CasesGate
from tokkyo.http.jpo.documents import Archives
from tokkyo.http.jpo.gate import Gate
from tokkyo.http.jpo.links import Links
from tokkyo.http.jpo.opd import Dossiers
from tokkyo.http.jpo.openapi import Documentation
from tokkyo.http.jpo.outcomes import BAD_CREDENTIALS, outcomes_of
from tokkyo.http.jpo.refusals import problem_refused, retrieval_refusals
from tokkyo.http.jpo.retrieval import Retrieval
from tokkyo.http.jpo.tokens import TokenEndpoint, token_refused
from tokkyo.http.routing import Below
from tokkyo.http.running import Running
from tokkyo.service.opening import Service
from tokkyo.store.link_key import link_key

DOMESTIC, CASES = "/api/", "/api/cases/"
OVERSEAS = "/opdapi/"


def jpo_routes(service: Service, running: Running, now: Callable[[], datetime]) -> list[BaseRoute]:
    """Return the addresses over an open service, most specific first.

    Raises `SettingError` for settings that cannot be, `StoreError` when the key of links cannot be read.
    """
    settings = service.settings
    registration = service.registration
    callers = Callers(service.users, registration.notices.closed_seconds, registration.access.note)
    gate = Gate(callers, settings, running)
    tokens = TokenEndpoint(service.users, settings, outcomes_of(settings)[BAD_CREDENTIALS].status)
    links = Links(link_key(settings.data), settings.public_address, settings.number("jpo_link_seconds"), now)
    archives = Archives(service.cases, gate, links, settings.number("jpo_max_archive_bytes"))
    retrieval = list(Retrieval(service.cases, gate, archives).routes())
    domestic = [*retrieval, *archives.routes(), *Documentation(settings).routes()]
    longest = settings.number("max_url_bytes")
    refused = retrieval_refusals(gate.replies)
    return [
        Below(settings.text("jpo_token_path"), tokens.routes(), token_refused, longest=longest),
        Below(
            CASES,
            cases_routes(service, CasesGate(callers, settings, running), retrieval),
            problem_refused,
            longest=longest,
        ),
        Below(DOMESTIC, domestic, refused, longest=longest),
        Below(OVERSEAS, list(Dossiers(service.portal, gate).routes()), refused, longest=longest),
    ]


def cases_routes(service: Service, gate: CasesGate, retrieval: Iterable[Route]) -> list[Route]:
    """Return what Tokkyo adds beside the retrieval APIs, whose routes a batch calls."""
    finding = service.finding
    return [
        *BeyondDocuments(service.cases.documents, gate).routes(),
        *BeyondSearch(finding.search, gate, finding.today).routes(),
        *BeyondNumbers(finding, gate, finding.today).routes(),
        *BeyondBatch(endpoints_of(retrieval), finding.numbers, gate).routes(),
    ]
