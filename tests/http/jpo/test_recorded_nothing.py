"""A recorded answer wins over the tables, but for one of nothing where they tell something by now."""

from collections.abc import Callable
from pathlib import Path

from tests.http.jpo.conftest import FIXTURES, UNTHROTTLED, Asker

from tokkyo.cli.ingest import run_ingest
from tokkyo.settings import defaults

NOTHING = (
    '{"result":{"statusCode":"107","errorMessage":"該当するデータがありません。","remainAccessCount":"786","data":{}}}'
)


def test_a_recorded_nothing_gives_way_to_the_tables(tmp_path: Path, serving: Callable[..., Asker]) -> None:
    for number in ("2020123456", "2099000001"):
        name = f"patent__v1__priority_right_app_info__{number}.json"
        (tmp_path / name).write_text(NOTHING, encoding="utf-8")
    settings = defaults(data=str(tmp_path / "data"), **UNTHROTTLED)
    tables = FIXTURES / "standard_data" / "patent-2020123456"
    run_ingest(settings, (*map(str, tmp_path.glob("*.json")), str(tables)), as_json=True)
    asker = serving(settings)
    found = asker.result("/api/patent/v1/priority_right_app_info/2020123456")
    assert (found["statusCode"], found["data"]["applicationNumber"]) == ("100", "2020123456")
    found = asker.result("/api/patent/v1/priority_right_app_info/2099000001")
    assert (found["statusCode"], found["remainAccessCount"]) == ("107", "58")
