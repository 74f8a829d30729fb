"""`scroll` and `scroll_id`: the request page's "Cursor Based Pagination", sentence by sentence, and what clients do."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.http.app import application
from tokkyo.service.opening import open_service
from tokkyo.service.scrolling import Scrolling
from tokkyo.settings import Settings
from tokkyo.store.cursors import Cursors

LIBRARY = (Path(__file__).parents[1] / "fixtures" / "lens" / "library.jsonl").read_text("utf-8").splitlines()
ALL = len(LIBRARY)
BY_DATE = [{"date_published": "desc"}, {"lens_id": "asc"}]


@dataclass
class Clock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Worker:
    """One server process and the client of one token."""

    client: TestClient
    clock: Clock

    def post(self, **body: Any) -> Any:
        return self.client.post("/patent/search", json=body)

    def page(self, **body: Any) -> Any:
        answer = self.post(**body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, status: int = 400, **body: Any) -> str:
        answer = self.post(**body)
        assert answer.status_code == status, answer.text
        assert set(answer.json()) == {"reference", "message", "code"}
        return str(answer.json()["message"])

    def walk(self, page: Any, **more: Any) -> list[str]:
        """Go on from a page to the end; return the Lens IDs, those of the page first."""
        found = ids(page)
        while (answer := self.post(scroll_id=page["scroll_id"], **more)).status_code == 200:
            page = answer.json()
            found += ids(page)
        assert (answer.status_code, answer.content) == (204, b"")
        return found


def ids(page: Any) -> list[str]:
    return [row["lens_id"] for row in page["data"]]


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[..., Worker]]:
    """Starts a server process over the library."""
    clients: list[TestClient] = []
    clock = Clock()

    def starting(token: str, **values: int) -> Worker:
        mine = settings.replace(**values)
        service = open_service(mine)
        cursors = Cursors(mine.data / "cursors" / "scrolls", "scrolls")
        service.scrolling = Scrolling(service.documents, service.engine, cursors, mine, clock)
        client = TestClient(application(service), headers={"authorization": f"Bearer {token}"})
        clients.append(client.__enter__())
        return Worker(client, clock)

    yield starting
    for client in clients:
        client.__exit__()


@pytest.fixture
def worker(start: Callable[..., Worker], new_token: Callable[[], str]) -> Worker:
    return start(new_token())


# --- "You can specify records per page using size and context alive time scroll (default 1 minute)."


def test_pages_of_a_size_until_all_are_given(worker: Worker) -> None:
    page = worker.page(query="*", size=5, scroll="1m", sort=BY_DATE)
    assert (page["total"], page["results"], len(page["data"])) == (ALL, 5, 5)
    everything = ids(worker.page(query="*", size=100, sort=BY_DATE))
    assert worker.walk(page, scroll="1m") == everything
    assert len(everything) == ALL


def test_scroll_alone_takes_the_default_size(worker: Worker) -> None:
    assert worker.page(scroll="1m")["results"] == min(20, ALL)


def test_the_default_time_is_one_minute(worker: Worker) -> None:
    page = worker.page(query="*", size=2, scroll="5m")
    page = worker.page(scroll_id=page["scroll_id"])
    worker.clock.now += 59
    page = worker.page(scroll_id=page["scroll_id"], scroll="5m")
    worker.clock.now += 299
    page = worker.page(scroll_id=page["scroll_id"])
    worker.clock.now += 60
    assert "[scroll_expired]" in worker.refused(scroll_id=page["scroll_id"])


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ("1m", 60),
        ("30s", 30),
        ("2m", 120),
        ("5m", 300),
        ("60000ms", 60),
        ("1h", 300),
        ("1d", 300),
        ("1.5m", 90),
        (" 9 S ", 9),
    ],
)
def test_times_that_clients_send(worker: Worker, time: str, seconds: int) -> None:
    answer = worker.post(query="*", size=2, scroll=time)
    assert answer.status_code == 200
    assert ("shortened to 300s" in answer.headers.get("x-tokkyo-warning", "")) == (time in ("1h", "1d"))
    worker.clock.now += seconds - 1
    page = worker.page(scroll_id=answer.json()["scroll_id"], scroll=time)
    worker.clock.now += seconds
    assert "[scroll_expired]" in worker.refused(scroll_id=page["scroll_id"])


@pytest.mark.parametrize(
    "time", ["1", 60, "minute", "-1m", "0s", "m", "1 m m", True, ["1m"], {"m": 1}, "9" * 500 + "m", "１m"]
)
def test_times_that_are_none(worker: Worker, time: Any) -> None:
    message = worker.refused(query="*", scroll=time)
    assert "[bad_scroll]" in message
    assert "at scroll" in message


# --- "max 100-500, refer to your API plan for your max records per request"


def test_the_plan_bounds_the_page(start: Callable[..., Worker], new_token: Callable[..., str]) -> None:
    worker = start(new_token({"records_per_request": 3}))
    assert worker.page(scroll="1m")["results"] == 3
    assert worker.page(scroll="1m", size=3)["results"] == 3
    assert "[size_out_of_range]" in worker.refused(scroll="1m", size=4)


@pytest.mark.parametrize("size", [0, 1001, 100_000, -1])
def test_sizes_beyond_the_setting(worker: Worker, size: int) -> None:
    assert "[size_out_of_range]" in worker.refused(scroll="1m", size=size)


def test_without_a_plan_the_setting_bounds_the_page(worker: Worker) -> None:
    assert worker.page(scroll="1m", size=1000)["results"] == ALL


# --- "You will receive a scroll_id in response, which should be passed via request body to access next set of results."


def test_the_envelope(worker: Worker) -> None:
    page = worker.page(query="battery", size=1, scroll="1m")
    assert list(page) == ["total", "max_score", "data", "results", "scroll_id"]
    second = worker.page(scroll_id=page["scroll_id"], scroll="1m")
    assert list(second) == list(page)
    assert (second["total"], second["max_score"]) == (page["total"], page["max_score"])
    assert page["max_score"] == worker.page(query="battery")["max_score"] > 0
    assert worker.page(query="battery", scroll="1m", sort=BY_DATE)["max_score"] == 0


# --- "Since the scroll_id tends to change every time ..., please use the most recent scroll_id to access next page."


def test_the_id_changes_and_any_earlier_one_goes_on(worker: Worker) -> None:
    first = worker.page(query="*", size=2, scroll="1m", sort=BY_DATE)
    pages = [first]
    while (answer := worker.post(scroll_id=first["scroll_id"], include=["lens_id"])).status_code == 200:
        pages.append(answer.json())
    assert answer.status_code == 204
    assert len({page["scroll_id"] for page in pages}) == len(pages) == (ALL + 1) // 2
    assert [lens_id for page in pages for lens_id in ids(page)] == ids(worker.page(query="*", size=100, sort=BY_DATE))


# --- "Using expired scroll_id will result bad request HTTP response." is told above


# --- "size will be used for first scroll query and will remain the same for whole scroll context."


@pytest.mark.parametrize("size", [1, 5, 100, 0, -4, 10_000, "x", None])
def test_size_has_no_effect_later(worker: Worker, size: Any) -> None:
    page = worker.page(query="*", size=3, scroll="1m")
    answer = worker.post(scroll_id=page["scroll_id"], scroll="1m", size=size)
    assert (answer.status_code, answer.json()["results"]) == (200, 3)
    assert "x-tokkyo-warning" not in answer.headers


# --- "Cursor based pagination is only applicable to POST requests."


@pytest.mark.parametrize("parameters", [{"scroll": "1m"}, {"query": "battery", "scroll": "1m"}, {"scroll_id": "VDE;"}])
def test_not_by_get(worker: Worker, parameters: dict[str, str]) -> None:
    answer = worker.client.get("/patent/search", params=parameters)
    assert answer.status_code == 400
    assert "[scroll_needs_post]" in answer.json()["message"]


# --- "we recommend limiting the number of items (e.g. lens_ids) in a single terms query to 10,000."


def test_ten_thousand_items(worker: Worker) -> None:
    mine = ids(worker.page(query="*", size=100))
    listed = [*mine, *(f"{number:03}-000-000-000-00X" for number in range(10_000 - ALL))]
    page = worker.page(query={"terms": {"lens_id": listed}}, size=5, scroll="1m")
    assert page["total"] == ALL
    assert sorted(worker.walk(page)) == sorted(mine)


# --- "If no further results found, the response will be 204 and scroll context gets invalidated. The subsequent
#      response will be 400, if same scroll_id is used again."


def test_the_end(worker: Worker) -> None:
    page = worker.page(query="*", size=100, scroll="1m")
    answer = worker.post(scroll_id=page["scroll_id"], scroll="1m")
    assert (answer.status_code, answer.content) == (204, b"")
    for _ in range(2):
        assert "[unknown_scroll]" in worker.refused(scroll_id=page["scroll_id"], scroll="1m")


def test_the_end_of_nothing(worker: Worker) -> None:
    page = worker.page(query={"match_none": {}}, scroll="1m")
    assert (page["total"], page["results"], page["data"]) == (0, 0, [])
    assert worker.post(scroll_id=page["scroll_id"]).status_code == 204


# --- "Group by family does not work with scroll requests."


def test_no_groups(worker: Worker) -> None:
    assert "[group_with_scroll]" in worker.refused(query="*", scroll="1m", group_by="SIMPLE_FAMILY")


def test_families_of_hits_can_be_scrolled(worker: Worker) -> None:
    body = {"query": "doc_number:10990123", "expand_by": "SIMPLE_FAMILY", "sort": BY_DATE}
    page = worker.page(**body, size=1, scroll="1m")
    assert page["total"] == 2
    assert worker.walk(page) == ids(worker.page(**body))


# --- "Offset/size based paginations ... does not work on result sets of more that 10,000 records ... use Cursor"


def test_scrolling_knows_no_window(start: Callable[..., Worker], new_token: Callable[[], str]) -> None:
    worker = start(new_token(), max_result_window=4)
    assert "[window_too_large]" in worker.refused(query="*", size=3, **{"from": 3})
    assert len(worker.walk(worker.page(query="*", size=3, scroll="1m"))) == ALL


def test_a_scroll_has_no_offset(worker: Worker) -> None:
    assert "[from_with_scroll]" in worker.refused(query="*", scroll="1m", **{"from": 5})
    assert worker.page(query="*", scroll="1m", **{"from": 0})["total"] == ALL


# --- bodies that clients send


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_id_beside_a_query_is_a_new_search(worker: Worker, empty: str | None) -> None:
    assert "scroll_id" not in worker.page(query="battery", scroll_id=empty)
    assert "scroll_id" in worker.page(query="battery", scroll_id=empty, scroll="1m")
    assert "scroll_id" not in worker.page(query="battery", scroll_id=empty, scroll=empty)


def test_an_id_beside_a_query_wins_and_says_so(worker: Worker) -> None:
    page = worker.page(query="*", size=2, scroll="1m")
    answer = worker.post(query="title:drone", sort=BY_DATE, scroll_id=page["scroll_id"], scroll="1m", size=2)
    assert answer.json()["total"] == ALL
    assert answer.headers["x-tokkyo-warning"] == "query, sort: no effect beside scroll_id"


def test_the_projection_of_the_first_call_unless_a_page_has_its_own(worker: Worker) -> None:
    page = worker.page(query="*", size=2, scroll="1m", include=["lens_id", "title"])
    second = worker.page(scroll_id=page["scroll_id"])
    assert set(second["data"][0]) == set(page["data"][0]) == {"lens_id", "biblio"}
    third = worker.page(scroll_id=page["scroll_id"], include=["kind"])
    assert set(third["data"][0]) == {"kind"}
    fourth = worker.page(scroll_id=page["scroll_id"], exclude=["biblio", "description"])
    assert "lens_id" in fourth["data"][0]
    assert "biblio" not in fourth["data"][0]
    assert set(worker.page(scroll_id=page["scroll_id"])["data"][0]) == {"lens_id", "biblio"}


def test_a_wrong_projection_costs_no_page(worker: Worker) -> None:
    page = worker.page(query="*", size=2, scroll="1m", sort=BY_DATE)
    assert "[unrecognized_field]" in worker.refused(scroll_id=page["scroll_id"], include=["nonsense"])
    assert worker.walk(page) == ids(worker.page(query="*", size=100, sort=BY_DATE))


def test_large_bodies_scroll_too(worker: Worker) -> None:
    padding = " " * 20_000
    page = worker.page(query=f"*{padding}", size=2, scroll="1m")
    body = json.dumps({"scroll_id": page["scroll_id"]}) + padding
    answer = worker.client.post("/patent/search", content=body, headers={"content-type": "application/json"})
    assert answer.json()["results"] == 2


def test_highlights_do_not_go_with_it_and_that_is_said(worker: Worker) -> None:
    answer = worker.post(query="battery", scroll="1m", highlight=True)
    assert answer.status_code == 200
    assert "highlight: no effect with scroll" in answer.headers["x-tokkyo-warning"]


# --- forged, foreign, too many


@pytest.mark.parametrize(
    "scroll_id", ["x", "VDE;", "../../accounts", "a\0b", "A" * 200_000, "é", "\ud800", "VDE;" + "A" * 32]
)
def test_forged_ids(worker: Worker, scroll_id: str) -> None:
    body = json.dumps({"scroll_id": scroll_id})
    answer = worker.client.post("/patent/search", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400, answer.text
    assert "[unknown_scroll]" in answer.json()["message"]


@pytest.mark.parametrize("scroll_id", [1, ["x"], {"x": 1}, True, 1.5])
def test_ids_that_are_no_text(worker: Worker, scroll_id: Any) -> None:
    assert "[bad_text]" in worker.refused(scroll_id=scroll_id)


def test_another_token_knows_nothing_of_it(start: Callable[..., Worker], new_token: Callable[[], str]) -> None:
    mine, other = start(new_token()), start(new_token())
    page = mine.page(query="*", size=5, scroll="1m")
    assert "[unknown_scroll]" in other.refused(scroll_id=page["scroll_id"])
    assert len(mine.walk(page)) == ALL


def test_too_many(start: Callable[..., Worker], new_token: Callable[[], str]) -> None:
    worker = start(new_token())
    pages = [worker.page(query="*", size=5, scroll="1m") for _ in range(10)]
    answer = worker.post(query="*", scroll="1m")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert "[too_many_scrolls]" in answer.json()["message"]
    assert worker.page(query="*")["total"] == ALL
    worker.walk(pages[3])
    worker.page(query="*", scroll="1m")
    worker.clock.now += 61
    worker.page(query="*", scroll="1m")


def test_records_count_against_the_plan(start: Callable[..., Worker], new_token: Callable[..., str]) -> None:
    worker = start(new_token({"records_per_month": 7, "records_per_request": 5}))
    page = worker.page(query="*", size=4, scroll="1m")
    assert worker.post(scroll_id=page["scroll_id"]).status_code == 429
    again = worker.post(scroll_id=page["scroll_id"])
    assert again.status_code == 429
    assert again.headers["x-rate-limit-remaining-record-per-month"] == "3"


# --- other processes, restarts, ingests


def test_every_process_serves_every_page(start: Callable[..., Worker], new_token: Callable[[], str]) -> None:
    token = new_token()
    one, two = start(token), start(token)
    page = one.page(query="*", size=1, scroll="1m", sort=BY_DATE)
    found = ids(page)
    for number in range(1, ALL):
        page = (one, two)[number % 2].page(scroll_id=page["scroll_id"])
        found += ids(page)
    assert two.post(scroll_id=page["scroll_id"]).status_code == 204
    assert "[unknown_scroll]" in one.refused(scroll_id=page["scroll_id"])
    assert found == ids(one.page(query="*", size=100, sort=BY_DATE))


def test_a_restart_is_survived(start: Callable[..., Worker], new_token: Callable[[], str]) -> None:
    token = new_token()
    before = start(token)
    page = before.page(query="*", size=4, scroll="1m")
    before.client.__exit__()
    after = start(token)
    assert len(after.walk(page)) == ALL


def test_an_ingest_in_between_changes_nothing(
    start: Callable[..., Worker], new_token: Callable[[], str], settings: Settings, tmp_path: Path
) -> None:
    from tokkyo.cli.ingest import run_ingest

    worker = start(new_token())
    wanted = ids(worker.page(query="*", size=100, sort=BY_DATE))
    page = worker.page(query="*", size=4, scroll="1m", sort=BY_DATE)
    record = json.loads(LIBRARY[0]) | {"lens_id": "199-999-999-999-99X", "doc_number": "20999999999"}
    for key in ("doc_key", "docdb_id"):
        record.pop(key)
    record["biblio"]["publication_reference"]["doc_number"] = "20999999999"
    (tmp_path / "more.jsonl").write_text(json.dumps(record))
    run_ingest(settings, (str(tmp_path / "more.jsonl"),), as_json=True)
    assert worker.page(query="*")["total"] == ALL + 1
    assert page["total"] == worker.page(scroll_id=page["scroll_id"])["total"] == ALL
    assert worker.walk(page) == wanted[:4] + wanted[8:]
