"""An ingest that is ended anywhere and run again gives what an uninterrupted one gives."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tokkyo.demo.jpo.standard_data import write_standard_data

DRIVER = Path(__file__).with_name("driver.py")
RECORDS = 120
CASES = 20


def lens_record(number: int) -> dict[str, Any]:
    """An invented record; families of three, each citing the five before it."""
    cited = [
        {
            "sequence": n,
            "patcit": {"document_id": {"jurisdiction": "EP", "doc_number": str(1000000 + other), "kind": "A1"}},
        }
        for n, other in enumerate(range(max(0, number - 5), number), 1)
    ]
    priority = {"jurisdiction": "US", "doc_number": str(number // 3 + 1), "kind": "A", "date": "2010-01-01"}
    return {
        "lens_id": f"000-000-{number:03}-000-000",
        "jurisdiction": "EP",
        "doc_number": str(1000000 + number),
        "kind": "A1",
        "date_published": "2012-07-04",
        "biblio": {
            "priority_claims": {"claims": [priority]},
            "invention_title": [{"text": f"Widget {number}", "lang": "en"}],
            "references_cited": {"citations": cited},
        },
        "abstract": [{"text": f"Of widget {number}.", "lang": "en"}],
        "claims": [{"claims": [{"claim_text": [f"1. Widget number {number}."]}], "lang": "en"}],
    }


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_every_interruption_is_made_good(tmp_path: Path) -> None:
    lines = [json.dumps(lens_record(number)) for number in range(RECORDS)]
    lines.insert(50, '{"lens_id": "broken", "jurisdiction": ')
    half = len(lines) // 2
    files = [tmp_path / "first.jsonl", tmp_path / "second.jsonl"]
    files[0].write_text("\n".join(lines[:half]) + "\n")
    files[1].write_text("\n".join(lines[half:] + lines[:5]) + "\n")
    write_standard_data(tmp_path / "deliveries", CASES)
    for table in ("sinseinin", "abc_cd_info", "appl_reg_info"):  # hundreds of attorneys
        next((tmp_path / "deliveries").rglob(f"upd_{table}.tsv")).unlink()
    recorded = tmp_path / "deliveries" / "patent__v1__app_progress__2020123456.json"
    recorded.write_text('{"result":{"statusCode":"107","errorMessage":"","remainAccessCount":"1","data":{}}}')
    files.append(tmp_path / "deliveries")
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(tmp_path / "data"), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    expected = result["expected"]
    assert expected["documents"] == RECORDS
    assert expected["findings"] == []
    assert expected["problems"] == 1
    assert (len(expected["cases"]), expected["rows"] > 10 * CASES) == (CASES, True)
    assert (len(expected["indexed_cases"]), expected["indexed_cases"][-1][1] > 0) == (CASES + 1, True)
    assert expected["state"] == "done"
    assert expected["counts"]["stored"] > RECORDS + expected["rows"], "rows, some of them twice, and an answer"
    assert expected["counts"]["unchanged"] == 5
    assert result["different"] == []
    assert set(result["hits"]) == {
        *("store-commit-before", "store-commit-after", "cases-numbered-before", "cases-numbered"),
        *("derive-batch", "derive-done"),
        *("index-add", "index-commit-before", "index-commit-after", "job-done"),
        *("case-index-add", "case-index-commit-before", "case-index-commit-after"),
    }
