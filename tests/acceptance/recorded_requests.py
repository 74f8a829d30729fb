"""Ask every recorded request of `samples/lens/queries.jsonl` over HTTP and check the hits against the reference engine.

    python tests/acceptance/recorded_requests.py ../shared docs/recorded-requests.md [WORK_FOLDER]

The corpus is everything under `data/` and the samples there, some thousand generated publications, and publications
invented from the words of the requests themselves, so that these have something to find. The page has a row for each
request: its status, the total, whether the reference engine finds the same, and why it is refused. Exits with 1 when a
request is answered otherwise than it deserves.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import numpy as np
from echoes import written
from starlette.testclient import TestClient

from tokkyo.demo.corpus import write_corpus
from tokkyo.engine.port import FieldValues, IndexRow
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.fields.extract import field_values
from tokkyo.http.app import application
from tokkyo.http.lens import wire
from tokkyo.service.ingesting import ingest
from tokkyo.service.opening import Service, open_service, service_over
from tokkyo.settings import Settings, defaults
from tokkyo.store.database import Database
from tokkyo.store.documents import Documents

SEARCH = "/patent/search"
PAGE = 20
QUERIES = Path("samples/lens/queries.jsonl")
GENERATED = 4_000
SEED = 197
AT_ONCE = 500

# Requests that must fail, by the place in the file (from 1), and why. Those that go on with a scroll are tried twice:
# with the recorded id, which is another server's, and with one of our own.
DESERVED: Mapping[int, tuple[int, str]] = {
    36: (400, "a field of scholarly works, unknown to patents; the vendor refuses it too"),
    78: (400, "the vendor refuses this name in include too"),
    126: (400, "a regular expression without the option regex"),
    156: (400, "the vendor refuses this name in include too"),
}
FOREIGN = (400, "the scroll_id is another server's")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded request: where it goes and what it carries."""

    number: int
    source: str
    method: str
    path: str
    body: dict[str, Any] | None
    note: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request was answered with; `agrees` is None where there is nothing to compare."""

    request: Recorded
    status: int
    total: int | None
    agrees: bool | None
    remark: str


def recorded(file: Path) -> Iterator[Recorded]:
    """Read the file of recorded requests."""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        row = json.loads(line)
        body, note = row["body"], row.get("note", "")
        if row["kind"] == "get":
            yield Recorded(number, row["source"], "GET", body, None, note)
            continue
        body = {"query": body} if row["kind"] == "string" else body
        path = "/patent/aggregate" if "aggregations" in body else SEARCH
        yield Recorded(number, row["source"], "POST", path, body, note)


def corpus(shared: Path, work: Path) -> Settings:
    """Ingest the shared data and generated publications into a data folder, once."""
    settings = defaults(data=str(work / "data"), require_token=False, max_scrolls_per_token=1000)
    if not (work / "generated").exists():
        write_corpus(work / "generated", GENERATED, seed=SEED)
    real = (shared / "data", shared / "samples" / "lens", work / "generated")
    ingest(settings, [str(folder) for folder in real], lambda _: None)
    with open_service(settings) as service:
        taken = set(service.documents.lens_ids([number for number, _ in service.documents.ids()]))
    bodies = [request.body or request.path for request in recorded(shared / QUERIES)]
    (work / "echoes.jsonl").write_text(written(bodies, SEED, taken), encoding="utf-8")
    ingest(settings, [str(work / "echoes.jsonl")], lambda _: None)
    return settings


def reference(documents: Documents) -> ReferenceEngine:
    """Return the reference engine with everything that is stored."""
    engine = ReferenceEngine()
    found = list(documents.ids())
    for start in range(0, len(found), AT_ONCE):
        chunk = found[start : start + AT_ONCE]
        published = documents.publications([number for number, _ in chunk])
        rows = [
            IndexRow(number, seq, cast(dict[str, FieldValues], field_values(*published[number])))
            for number, seq in chunk
        ]
        engine.index(rows, (), chunk[-1][1])
    return engine


def ask(client: TestClient, request: Recorded) -> tuple[int, dict[str, Any], str]:
    """Send a request; return its status, its body and what the warning header says."""
    answer = client.get(request.path) if request.method == "GET" else client.post(request.path, json=request.body)
    body = answer.json() if answer.content else {}
    return answer.status_code, body, answer.headers.get("x-tokkyo-warning", "")


def agrees(request: Recorded, service: Service, oracle: Service) -> bool | None:
    """Compare all hits of a search on both engines; None where a request searches nothing.

    Hits are those before `min_score`, since scores are an engine's own.
    """
    if request.method == "GET":
        if not request.path.startswith("/patent/search"):
            return None
        wanted = wire.request_of_parameters(dict(parse_qsl(urlsplit(request.path).query)), PAGE)
    elif request.body is None or request.body.get("scroll_id"):
        return None
    else:
        wanted = wire.request_of_body({**request.body, "size": PAGE}, PAGE)
    query = service.search.prepare(wanted).query
    return bool(np.array_equal(np.sort(service.engine.ordered(query)), np.sort(oracle.engine.ordered(query))))


def same_answers(request: Recorded, one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Compare what does not depend on scores: the total, and all aggregations."""
    scored = request.body is not None and "min_score" in request.body
    return (scored or one.get("total") == other.get("total")) and one.get("aggregations") == other.get("aggregations")


def run(shared: Path, work: Path) -> list[Outcome]:
    """Ask every request of both engines and compare."""
    settings = corpus(shared, work)
    outcomes = []
    with open_service(settings) as service, twin(settings) as oracle, clients(settings, oracle) as (client, other):
        for request in recorded(shared / QUERIES):
            status, body, warning = ask(client, request)
            same = None
            if status == 200 and (same := agrees(request, service, oracle)) is not None:
                same = same and same_answers(request, body, ask(other, request)[1])
            remark = str(body.get("message", "")) if status >= 400 else warning
            if is_continuation(request):
                remark = f"with an id of ours: {continued(client, request)}"
            outcomes.append(Outcome(request, status, body.get("total"), same, remark))
            print(request.number, status, body.get("total"), same, remark[:100], file=sys.stderr, flush=True)
    return outcomes


@contextmanager
def clients(settings: Settings, oracle: Service) -> Iterator[tuple[TestClient, TestClient]]:
    """A client of each engine."""
    with TestClient(application(open_service(settings))) as client, TestClient(application(oracle)) as other:
        yield client, other


def twin(settings: Settings) -> Service:
    """Return the services over the same store and the reference engine."""
    database = Database(settings.data, settings, write=False)
    return service_over(database, reference(Documents(database)), settings)


def is_continuation(request: Recorded) -> bool:
    """Whether a request goes on with a scroll."""
    return bool(request.body and request.body.get("scroll_id"))


def continued(client: TestClient, request: Recorded) -> int:
    """Begin a scroll and go on with it as a recorded request does; return the status."""
    begun = client.post(SEARCH, json={"scroll": "1m", "size": 1}).json()
    return int(client.post(SEARCH, json={**(request.body or {}), "scroll_id": begun["scroll_id"]}).status_code)


def expected(request: Recorded) -> tuple[int, str]:
    """Return the status a request should get, and why when it is not 200."""
    return FOREIGN if is_continuation(request) else DESERVED.get(request.number, (200, ""))


def deserved(outcome: Outcome) -> bool:
    """Whether a request got the status it should and the hits of the reference engine."""
    went_on = not is_continuation(outcome.request) or outcome.remark.endswith(" 200")
    return outcome.status == expected(outcome.request)[0] and outcome.agrees is not False and went_on


def page(outcomes: Sequence[Outcome]) -> str:
    """Return the page."""
    counts = Counter(outcome.status for outcome in outcomes)
    compared = [outcome.agrees for outcome in outcomes if outcome.agrees is not None]
    lines = [
        "# The recorded requests of real clients",
        "",
        f"All {len(outcomes)} requests that were collected from the vendor's documentation and from public clients,",
        "asked over HTTP of a server with the shared sample data and some thousand generated publications. Written by",
        "`tests/acceptance/recorded_requests.py`; totals depend on that corpus.",
        "",
        f"Statuses: {', '.join(f'{count} × {status}' for status, count in sorted(counts.items()))}. "
        f"Hits equal to the reference engine's: {sum(compared)} of the {len(compared)} searches.",
        f"As deserved: {sum(map(deserved, outcomes))} of {len(outcomes)}.",
        "",
        "| # | from | request | status | total | same hits | note |",
        "| ---: | --- | --- | ---: | ---: | --- | --- |",
    ]
    return "\n".join(lines + [_row(outcome) for outcome in outcomes]) + "\n"


def _row(outcome: Outcome) -> str:
    request = outcome.request
    written = request.path if request.body is None else json.dumps(request.body, ensure_ascii=False)
    where = "aggregate: " if request.path == "/patent/aggregate" else ""
    same = {True: "yes", False: "**no**", None: "–"}[outcome.agrees]
    why = expected(request)[1]
    note = "; ".join(part for part in (why, outcome.remark) if part)
    cells = (
        str(request.number),
        _source(request.source),
        f"`{where}{_short(written, 150)}`",
        str(outcome.status),
        "" if outcome.total is None else str(outcome.total),
        same,
        _short(note, 160),
    )
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _short(text: str, most: int) -> str:
    plain = " ".join(text.replace("`", "'").split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _source(source: str) -> str:
    return "a public client" if source.startswith("client found") else _short(source.split("/")[-1], 48)


def main(arguments: Sequence[str]) -> int:
    """Run and write the page."""
    shared, target = Path(arguments[0]), Path(arguments[1])
    with tempfile.TemporaryDirectory() as folder:
        outcomes = run(shared, Path(arguments[2]) if len(arguments) > 2 else Path(folder))
    target.write_text(page(outcomes), encoding="utf-8")
    wrong = [outcome.request.number for outcome in outcomes if not deserved(outcome)]
    print(f"{len(outcomes)} requests, wrong: {wrong or 'none'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
