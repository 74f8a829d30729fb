"""All endpoints of the Lens face."""

from concurrent.futures import Executor

from starlette.routing import Route

from tokkyo.http.lens.aggregating import Aggregating
from tokkyo.http.lens.exporting import Exports
from tokkyo.http.lens.gate import Gate
from tokkyo.http.lens.openapi import Documentation
from tokkyo.http.lens.records import Records
from tokkyo.http.lens.schema import Schema
from tokkyo.http.lens.scrolling import Scrolls
from tokkyo.http.lens.searching import Searching
from tokkyo.http.lens.usage import UsageReports
from tokkyo.http.running import Running
from tokkyo.service.opening import Service


def lens_routes(service: Service, executor: Executor, running: Running) -> list[Route]:
    """Return the routes of the face over an open service, most specific first."""
    gate = Gate(service.accounts, service.settings, executor, running)
    scrolls = Scrolls(service.search, service.scrolling, gate)
    return [
        *Searching(service.search, service.extras, scrolls, gate).routes(),
        *Aggregating(service.aggregation, gate).routes(),
        *Exports(service.search, service.exporting, gate).routes(),
        *Schema(gate).routes(),
        *Documentation(service.settings).routes(),
        *UsageReports(gate).routes(),
        *Records(service.search, gate).routes(),
    ]
