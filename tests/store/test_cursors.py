"""Lists of hits as files: whole or not there, reachable only for their owner, swept when dead."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tokkyo.errors import LimitReached, StoreError
from tokkyo.store.cursor_file import DETAILS_AT, GONE, STATE_AT, CursorFile, CursorState
from tokkyo.store.cursors import LOCK_NAME, Cursors

NOW = 1_000_000.0
IDS = np.arange(1, 251, dtype=np.int64)


@pytest.fixture
def cursors(tmp_path: Path) -> Cursors:
    return Cursors(tmp_path / "cursors", "scrolls")


def make(cursors: Cursors, owner: str = "me", ids: "np.ndarray[tuple[int], np.dtype[np.int64]]" = IDS,
         expires: float = NOW + 60, now: float = NOW, most: int = 10) -> bytes:  # fmt: skip
    return cursors.create(owner, b'{"size":20}', ids, expires, now=now, most=most)


def opened(cursors: Cursors, name: bytes, owner: str = "me") -> CursorFile:
    found = cursors.open(owner, name)
    assert found is not None
    return found


def files(cursors: Cursors) -> list[str]:
    return sorted(path.name for path in cursors.folder.iterdir() if path.name != LOCK_NAME)


def test_a_cursor_keeps_its_details_its_hits_and_its_state(cursors: Cursors) -> None:
    name = make(cursors)
    assert len(name) == 16
    with opened(cursors, name) as hits:
        assert (hits.details, hits.count) == (b'{"size":20}', 250)
        assert hits.ids(0, 3).tolist() == [1, 2, 3]
        assert hits.ids(248, 20).tolist() == [249, 250]
        assert hits.ids(250, 20).tolist() == []
        assert hits.ids(900, 20).tolist() == []
        with hits.locked() as state:
            assert state == CursorState(0, NOW + 60)
            hits.move(CursorState(20, NOW + 90, 1))
    with opened(cursors, name) as hits:
        assert hits.state() == CursorState(20, NOW + 90, 1)


@pytest.mark.parametrize("length", range(9))
def test_details_of_any_length_stand_beside_the_hits(cursors: Cursors, length: int) -> None:
    name = cursors.create("me", b"x" * length, IDS, NOW + 60, now=NOW, most=1)
    with opened(cursors, name) as hits:
        assert (len(hits.details), hits.ids(0, 2).tolist()) == (length, [1, 2])


def test_an_empty_list_is_a_list(cursors: Cursors) -> None:
    with opened(cursors, make(cursors, ids=IDS[:0])) as hits:
        assert (hits.count, hits.ids(0, 10).tolist()) == (0, [])


def test_eight_bytes_a_hit(cursors: Cursors) -> None:
    make(cursors, ids=np.arange(1, 100_001, dtype=np.int64))
    (size,) = ((cursors.folder / name).stat().st_size for name in files(cursors))
    assert 800_000 < size < 800_100


def test_only_its_owner_may_read_a_file_of_this_name(cursors: Cursors) -> None:
    name = make(cursors)
    assert cursors.open("you", name) is None
    assert cursors.open("", name) is None
    (path,) = files(cursors)
    assert (cursors.folder / path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", [b"", b"x" * 15, b"x" * 17, b"../../../etc/pas", b"\0" * 16, b"a" * 100_000])
def test_names_never_given_out_find_nothing(cursors: Cursors, name: bytes) -> None:
    make(cursors)
    assert cursors.open("me", name) is None


def test_an_owner_has_so_many_cursors_and_no_more(cursors: Cursors) -> None:
    for _ in range(3):
        make(cursors, most=3)
    with pytest.raises(LimitReached) as caught:
        make(cursors, most=3, now=NOW + 10)
    assert caught.value.code == "too_many_scrolls"
    assert caught.value.retry_after == 50_000
    assert len(files(cursors)) == 3, "nothing half written stays"
    make(cursors, owner="you", most=3)
    make(cursors, most=3, now=NOW + 60)


def test_dead_ones_are_swept_when_one_is_made(cursors: Cursors) -> None:
    for number in range(100):
        make(cursors, owner=f"owner {number % 10}", expires=NOW + 60 + number % 2)
    assert len(files(cursors)) == 100
    make(cursors, now=NOW + 60)
    assert len(files(cursors)) == 51
    assert cursors.sweep(NOW + 61) == 51
    assert files(cursors) == []
    assert cursors.sweep(NOW + 61) == 0


def test_a_cursor_in_use_is_not_swept_and_one_kept_alive_neither(cursors: Cursors) -> None:
    used, kept = make(cursors), make(cursors)
    with opened(cursors, kept) as hits:
        hits.move(CursorState(0, NOW + 600))
    for path in cursors.folder.iterdir():
        os.utime(path, (NOW, NOW))  # what a process leaves that dies between writing the state and setting the time
    with opened(cursors, used) as hits, hits.locked():
        assert cursors.sweep(NOW + 100) == 0
    assert cursors.sweep(NOW + 100) == 1
    assert cursors.open("me", used) is None
    assert cursors.open("me", kept) is not None


def test_who_waits_for_a_cursor_that_is_removed_finds_it_gone(cursors: Cursors) -> None:
    name = make(cursors)
    with opened(cursors, name) as hits:
        cursors.remove("me", name)
        with hits.locked() as state:
            assert state is None
    cursors.remove("me", name)


def test_hits_that_are_gone_are_marked(cursors: Cursors) -> None:
    name = make(cursors)
    with opened(cursors, name) as hits:
        hits.drop([1, 249])
        assert hits.ids(0, 3).tolist() == [1, GONE, 3]
        assert hits.ids(249, 1).tolist() == [GONE]


def test_sweeping_a_folder_that_is_not_there_is_nothing(tmp_path: Path) -> None:
    assert Cursors(tmp_path / "none", "scrolls").sweep(NOW) == 0


# --- damage


@pytest.mark.parametrize("place", [0, 9, STATE_AT, STATE_AT + 9, DETAILS_AT - 1])
def test_a_damaged_head_is_no_cursor(cursors: Cursors, place: int) -> None:
    name = make(cursors)
    (path,) = (cursors.folder / name for name in files(cursors))
    data = bytearray(path.read_bytes())
    data[place] ^= 0x41
    path.write_bytes(data)
    found = cursors.open("me", name)
    if found is not None:
        with found, found.locked() as state:
            assert state is None


def test_a_cursor_cut_short_at_any_byte_is_none(cursors: Cursors) -> None:
    name = make(cursors, ids=IDS[:4])
    (path,) = (cursors.folder / name for name in files(cursors))
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert cursors.open("me", name) is None, length


def test_hits_that_never_reached_the_disk_are_noticed(cursors: Cursors) -> None:
    name = make(cursors)
    (path,) = (cursors.folder / name for name in files(cursors))
    data = path.read_bytes()
    path.write_bytes(data[:-800] + bytes(800))
    with opened(cursors, name) as hits:
        assert len(hits.ids(0, 150)) == 150
        with pytest.raises(StoreError) as caught:
            hits.ids(100, 100)
        assert caught.value.code == "cursor_damaged"


def test_a_full_disk_leaves_nothing(cursors: Cursors) -> None:
    make(cursors)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        with pytest.raises(StoreError) as caught:
            make(cursors, ids=np.arange(1, 100_000, dtype=np.int64))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code == "cursor_disk_full"
    assert len(files(cursors)) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "cursors").write_text("a file")
    with pytest.raises(StoreError) as caught:
        make(Cursors(tmp_path / "cursors", "scrolls"))
    assert caught.value.code == "cursor_unwritable"


WRITER = """
import sys
from pathlib import Path
import numpy as np
from tokkyo.store.cursors import Cursors
cursors = Cursors(Path(sys.argv[1]), "scrolls")
ids = np.arange(1, 200_001, dtype=np.int64)
for number in range(10_000):
    name = cursors.create("me", b"{}", ids, 1_000_060.0, now=1_000_000.0, most=20_000)
    sys.stdout.write(name.hex() + "\\n")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("lines", [0, 1, 3, 8])
def test_killed_while_writing(cursors: Cursors, lines: int) -> None:
    """Every name a writer told of is whole; what it was at is swept."""
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(cursors.folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = [child.stdout.readline().strip() for _ in range(lines + 1)]
    child.send_signal(signal.SIGKILL)
    child.wait()
    told += [line.strip() for line in child.stdout.read().splitlines() if len(line) == 32]
    child.stdout.close()
    for name in told:
        with opened(cursors, bytes.fromhex(name)) as hits:
            assert hits.ids(199_999, 5).tolist() == [200_000]
    cursors.sweep(NOW)
    for path in files(cursors):
        found = CursorFile.open(cursors.folder / path)
        assert found is not None, path
        found.close()
    assert cursors.sweep(NOW + 61) >= len(told)
    assert files(cursors) == []
