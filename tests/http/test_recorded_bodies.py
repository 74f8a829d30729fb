"""Every recorded request body goes through the whole server: the vendor's own collection and those of clients."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.testclient import TestClient

# Bodies of these must fail, and with this code; whatever else is sent must be answered.
SCROLLS = "unknown_scroll"
REFUSED = ("families.simple_family.family_id", "invention_title")


def requests_of(items: list[Any]) -> list[Any]:
    """The requests of a Postman collection, folders opened."""
    return [
        request for item in items for request in (requests_of(item["item"]) if "item" in item else [item["request"]])
    ]


def expected(body: dict[str, Any]) -> tuple[int, str]:
    if body.get("scroll_id"):
        return 400, SCROLLS
    wrong = any(path in body.get("include", ()) for path in REFUSED)
    return (400, "unrecognized_field") if wrong else (200, "")


def send(client: TestClient, body: dict[str, Any]) -> None:
    """Send a search, check what becomes of it, and walk through the scroll it may have begun."""
    answer = client.post("/patent/search", json=body)
    status, code = expected(body)
    assert answer.status_code == status, (body, answer.text)
    assert code in answer.text
    while status == 200 and "scroll_id" in answer.json():
        answer = client.post("/patent/search", json={"scroll_id": answer.json()["scroll_id"]})
        if answer.status_code == 204:
            break


def test_the_vendors_collection_is_answered(client: TestClient, shared: Path) -> None:
    path = shared / "samples" / "lens" / "docs_patent_postman_collection.json"
    searches = 0
    for request in requests_of(json.loads(path.read_text(encoding="utf-8"))["item"]):
        text = request.get("body", {}).get("raw")
        if not text:
            continue
        send(client, json.loads(text))
        searches += 1
    print(f"1 file, {searches} bodies")
    assert searches == 37


def test_what_clients_send_is_answered(client: TestClient, shared: Path) -> None:
    lines = (shared / "samples" / "lens" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = {"json": 0, "string": 0, "get": 0}
    for number, line in enumerate(lines):
        row = json.loads(line)
        body = row["body"]
        if "aggregat" in row.get("note", "") or (row["kind"] == "get" and not body.startswith("/patent/search")):
            continue
        if row["kind"] == "get":
            parts = urlsplit(body)
            answer = client.get("/patent/search", params=dict(_parameters(parts.query)))
            assert answer.status_code == 200, (number, answer.text)
        else:
            send(client, {"query": body, "regex": "/A[" in body} if row["kind"] == "string" else body)
        kinds[row["kind"]] += 1
    print(f"1 file, {kinds} bodies")
    assert min(kinds.values()) > 3


def _parameters(text: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (part.partition("=") for part in re.split(r"&(?=\w+=)", text))]
