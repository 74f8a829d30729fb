"""Scrolling over lists of hits: every hit once, in order, whoever asks and whenever."""

import base64
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tokkyo.engine.port import SortKey
from tokkyo.errors import LimitReached, QueryError, StoreError, Unavailable
from tokkyo.patience import Patience
from tokkyo.patience import given as given_patience
from tokkyo.service.projection import projection
from tokkyo.service.scrolling import Scrolling

MINUTE = 60.0


def free(_: int) -> None:
    """A plan without limits."""


def opened(library: Any) -> Scrolling:
    scrolling: Scrolling = library.open(Scrolling, "scrolls")
    return scrolling


def begun(library: Any, owner: str = "me", **options: Any) -> Any:
    options.setdefault("size", 20)
    return opened(library).begin(owner, library.search(**options), MINUTE, free)


def walked(library: Any, page: Any, owner: str = "me") -> list[int]:
    """Go on to the end, each page by a process of its own, and return all ids."""
    found = library.numbers(page.result.records)
    while (page := opened(library).go_on(owner, page.scroll_id, MINUTE, None, free)) is not None:
        found += library.numbers(page.result.records)
    return found


def refused(library: Any, scroll_id: str, owner: str = "me") -> str:
    with pytest.raises(QueryError) as caught:
        opened(library).go_on(owner, scroll_id, MINUTE, None, free)
    return caught.value.code


@pytest.mark.parametrize("size", [1, 20, 249, 250, 251, 1000])
def test_a_walk_is_the_ordered_list(library: Any, size: int) -> None:
    page = begun(library, size=size)
    assert len(page.result.records) == min(size, 250)
    assert walked(library, page) == list(range(250, 0, -1))


def test_every_page_tells_total_and_best_score_of_the_first(library: Any) -> None:
    first = begun(library)
    library.engine.hits = range(1, 5)
    second = opened(library).go_on("me", first.scroll_id, MINUTE, None, free)
    assert second is not None
    for page in (first, second):
        assert (page.result.total, page.result.max_score) == (250, 1.5)
        assert len(page.result.records) == 20
    assert begun(library, sort=(SortKey("date_published"),)).result.max_score == 0.0


def test_ids_change_from_page_to_page_and_say_nothing(library: Any) -> None:
    page: Any = begun(library, size=100)
    ids = [page.scroll_id]
    while (page := opened(library).go_on("me", page.scroll_id, MINUTE, None, free)) is not None:
        ids.append(page.scroll_id)
    assert len(set(ids)) == len(ids) == 3
    assert all(len(name) == len(ids[0]) < 64 and name.isascii() for name in ids)


def test_the_end_is_told_once_then_the_id_is_unknown(library: Any) -> None:
    page = begun(library, size=250)
    assert opened(library).go_on("me", page.scroll_id, MINUTE, None, free) is None
    assert refused(library, page.scroll_id) == "unknown_scroll"
    assert not [path for path in (library.folder / "scrolls").iterdir() if path.suffix == "" and "-" in path.name]


def test_nothing_found_is_a_scroll_too(library: Any) -> None:
    library.engine.hits = ()
    page = begun(library)
    assert (page.result.total, page.result.records) == (0, [])
    assert opened(library).go_on("me", page.scroll_id, MINUTE, None, free) is None


def test_a_client_that_keeps_sending_the_first_id_gets_every_page(library: Any) -> None:
    first = begun(library, size=30)
    found = library.numbers(first.result.records)
    while (page := opened(library).go_on("me", first.scroll_id, MINUTE, None, free)) is not None:
        found += library.numbers(page.result.records)
    assert found == list(range(250, 0, -1))


def test_threads_that_share_a_scroll_share_its_pages(library: Any) -> None:
    library.engine.hits = range(1, 2001)
    first = begun(library, size=10)

    def work(_: int) -> Sequence[int]:
        scrolling, found = opened(library), []
        while True:
            try:
                page = scrolling.go_on("me", first.scroll_id, MINUTE, None, free)
            except QueryError:  # another thread came to the end
                return found
            if page is None:
                return found
            found.extend(library.numbers(page.result.records))

    with ThreadPoolExecutor(4) as pool:
        shares = list(pool.map(work, range(4)))
    assert all(share == sorted(share) for share in shares)
    assert sorted(number for share in shares for number in share) == list(range(11, 2001))


# --- what happens meanwhile


def test_what_comes_later_changes_neither_the_hits_nor_their_order(library: Any) -> None:
    first = begun(library)
    library.engine.hits = [999, *range(1, 250)]
    assert walked(library, first) == list(range(250, 0, -1))


def test_deleted_records_are_passed_over_and_pages_stay_full(library: Any) -> None:
    library.documents.deleted = {number for number in range(1, 251) if number % 2 or number < 101}
    page: Any = begun(library, size=20)
    sizes = [len(page.result.records)]
    found = library.numbers(page.result.records)
    while (page := opened(library).go_on("me", page.scroll_id, MINUTE, None, free)) is not None:
        sizes.append(len(page.result.records))
        found += library.numbers(page.result.records)
    assert found == list(range(250, 101, -2))
    assert sizes == [20, 20, 20, 15]


def test_long_stretches_of_deleted_records_are_not_read_one_by_one(library: Any) -> None:
    library.engine.hits = range(1, 100_001)
    library.documents.deleted = set(range(3, 100_000))
    page = begun(library, size=1)
    assert walked(library, page) == [1, 2, 100_000]
    assert len(library.documents.asked) < 10


def test_a_page_costs_the_same_anywhere(library: Any) -> None:
    library.engine.hits = range(1, 5001)
    page: Any = begun(library, size=50)
    while page is not None:
        page = opened(library).go_on("me", page.scroll_id, MINUTE, None, free)
    assert set(library.documents.asked) == {50}


@given(st.data())
@examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_deleted_on_the_way_the_rest_comes_in_order(library: Any, data: st.DataObject) -> None:
    library.documents.deleted = set()
    library.clock.now += 1000  # the scrolls of former examples are dead
    library.engine.hits = data.draw(st.permutations(range(1, data.draw(st.integers(1, 40)))), "hits")
    page: Any = begun(library, size=data.draw(st.integers(1, 9), "size"))
    found, possible = library.numbers(page.result.records), set(library.engine.hits)
    while page is not None:
        gone = data.draw(st.sets(st.sampled_from([0, *library.engine.hits])), "deleted")
        library.documents.deleted |= gone
        possible -= gone - set(found)
        page = opened(library).go_on("me", page.scroll_id, MINUTE, None, free)
        found += library.numbers(page.result.records) if page else []
    assert found == [number for number in library.engine.hits if number in possible]


# --- life


def test_life_slides_with_every_page(library: Any) -> None:
    page: Any = begun(library, size=50)
    for _ in range(4):
        library.clock.now += 59
        page = opened(library).go_on("me", page.scroll_id, MINUTE, None, free)
        assert page is not None
    library.clock.now += 60
    assert refused(library, page.scroll_id) == "scroll_expired"
    assert refused(library, page.scroll_id) == "unknown_scroll"


def test_a_day_is_the_end_however_busy(library: Any) -> None:
    library = library.having(max_scroll_hours=1)
    page: Any = begun(library, size=1)
    for _ in range(61):
        library.clock.now += 59
        page = opened(library).go_on("me", page.scroll_id, MINUTE, None, free)
    library.clock.now += 1
    assert refused(library, page.scroll_id) == "scroll_expired"


def test_so_many_at_once_and_no_more(library: Any) -> None:
    library = library.having(max_scrolls_per_token=3)
    pages = [begun(library) for _ in range(3)]
    with pytest.raises(LimitReached) as caught:
        begun(library)
    assert (caught.value.code, caught.value.retry_after) == ("too_many_scrolls", 60_000)
    begun(library, owner="you")
    walked(library, pages[0])
    begun(library)
    library.clock.now += 60
    begun(library)


@pytest.mark.parametrize(("size", "allowed"), [(0, False), (1, True), (1000, True), (1001, False), (100_000, False)])
def test_page_sizes(library: Any, size: int, allowed: bool) -> None:
    if allowed:
        assert begun(library, size=size).result.total == 250
        return
    with pytest.raises(QueryError) as caught:
        begun(library, size=size)
    assert caught.value.code == "size_out_of_range"


# --- who may go on, and with what


def test_another_owner_knows_nothing_of_it(library: Any) -> None:
    page = begun(library)
    assert refused(library, page.scroll_id, "you") == "unknown_scroll"
    assert refused(library, page.scroll_id, "") == "unknown_scroll"
    assert len(walked(library, page)) == 250


def forgeries() -> list[str]:
    name = base64.urlsafe_b64encode(bytes(24)).decode()
    made = [name, "A" * 32, "../" * 10 + "AA", "\0" * 32, "é" * 32, name[:-1] + "\n", "=" * 32, ""]
    return [*(f"VDE;{rest}" for rest in made), "", "x", "\ud800", "A" * 1_000_000, "MjAxOTEw;DnF1ZXJ...R2NZdw=="]


@pytest.mark.parametrize("scroll_id", forgeries(), ids=range(len(forgeries())))
def test_forged_ids_are_unknown(library: Any, scroll_id: str) -> None:
    begun(library)
    assert refused(library, scroll_id) == "unknown_scroll"


def test_an_id_with_any_letter_changed_is_unknown_or_its_own(library: Any) -> None:
    page = begun(library)
    for place in range(len(page.scroll_id)):
        letter = "A" if page.scroll_id[place] != "A" else "B"
        changed = page.scroll_id[:place] + letter + page.scroll_id[place + 1 :]
        assert refused(library, changed) == "unknown_scroll"


def test_the_first_calls_projection_holds_unless_a_page_brings_its_own(library: Any) -> None:
    page: Any = begun(library, projection=projection(["kind"], []))
    assert page.result.records[0] == b'{"kind":"A1"}'
    page = opened(library).go_on("me", page.scroll_id, MINUTE, projection(["lens_id"], []), free)
    assert page.result.records[0] == b'{"lens_id":"230"}'
    page = opened(library).go_on("me", page.scroll_id, MINUTE, None, free)
    assert page.result.records[0] == b'{"kind":"A1"}'


# --- refusals and failures lose nothing


class Spent(Exception):
    """A plan that is used up."""


def spent(_: int) -> None:
    raise Spent


def test_a_plan_that_is_used_up_costs_no_page(library: Any) -> None:
    with pytest.raises(Spent):
        opened(library).begin("me", library.search(), MINUTE, spent)
    assert not list(library.folder.glob("scrolls/*-*"))
    page = begun(library)
    with pytest.raises(Spent):
        opened(library).go_on("me", page.scroll_id, MINUTE, None, spent)
    assert len(walked(library, page)) == 250


def test_the_plan_is_asked_for_what_the_page_will_hold(library: Any) -> None:
    asked: list[int] = []
    page = opened(library).begin("me", library.search(size=100), MINUTE, asked.append)
    while opened(library).go_on("me", page.scroll_id, MINUTE, None, asked.append):
        pass
    assert asked == [100, 100, 50, 0]


def test_a_page_that_nobody_waits_for_is_not_given_out(library: Any) -> None:
    page = begun(library)
    patience = Patience(60)
    patience.end()
    with given_patience(patience), pytest.raises(Unavailable):
        opened(library).go_on("me", page.scroll_id, MINUTE, None, free)
    assert len(walked(library, page)) == 250


def test_a_page_that_cannot_be_read_can_be_asked_for_again(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> dict[int, bytes]:
        raise StoreError("store_unreadable", "the disk hums")

    page = begun(library)
    with monkeypatch.context() as patch:
        patch.setattr(library.documents, "records_of", broken, raising=False)
        with pytest.raises(StoreError):
            opened(library).go_on("me", page.scroll_id, MINUTE, None, free)
        with pytest.raises(StoreError):
            begun(library)
    assert len(list(library.folder.glob("scrolls/*-*"))) == 1, "a scroll nobody has the id of is not kept"
    assert len(walked(library, page)) == 250
