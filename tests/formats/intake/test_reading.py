"""The driver: every failure of a record becomes a problem in its place, and reading goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tokkyo.formats.detect import Formats
from tokkyo.formats.port import XmlFormat
from tokkyo.formats.reading import Finished, Found, Passed, Position, Problem, Progress, read
from tokkyo.settings import defaults


def test_a_failing_record_never_stops_a_file(lab, tmp_path):
    file = tmp_path / "a.xml"
    file.write_bytes(b"<docs>" + b"".join(lab.xml_record(n) for n in (1, 13, 14, 15, 16, 17)) + b"</docs>")
    outcomes = lab.run(file)
    assert lab.numbers(outcomes) == ["1", "15", "17"]
    found = [one for one in outcomes if isinstance(one, Problem)]
    assert [(one.code, one.lost) for one in found] == [
        ("unlucky", True),
        ("reader_failed", True),
        ("mended", False),
        ("record_too_complex", True),
    ]
    assert "ZeroDivisionError: nobody saw this coming" in found[1].message
    assert found[0].file == str(file)
    assert file.read_bytes()[found[0].offset :].startswith(b'<doc number="13">')
    assert outcomes[-1] == Finished(str(file), 3, 4, file.stat().st_size)


def test_a_found_record_knows_its_place(lab, tmp_path):
    file = tmp_path / "a.xml"
    file.write_bytes(b"<docs>" + lab.xml_record(1) + b"</docs>")
    found = lab.run(file)[0]
    assert isinstance(found, Found)
    assert (found.format, found.offset, found.end) == ("doc", 6, 6 + len(lab.xml_record(1)))
    assert found.record.provenance.offset == 6


def test_json_and_text_go_the_same_way(lab, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"number":1,"title":"x"}\n{"number":NaN}\n{"other":2}\n{"number":3')
    (tmp_path / "b.txt").write_bytes(b"CARD 4\nGr\xf6\xdfe\nCARD 5\n")
    outcomes = lab.run(tmp_path)
    assert lab.numbers(outcomes) == ["1", "None", "4", "5"]
    assert lab.problems(outcomes) == ["json_numbers", "unknown_record", "record_torn", "wrong_encoding"]


def test_json_nobody_knows_is_passed_over_and_never_reported_by_record(lab, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"other":1}\n' * 100)
    assert lab.run(file)[0] == Passed(str(file), "", "JSON of an unknown kind", 1200)
    file.write_bytes(b'{"other":1}\n' * 3 + b'{"number":4}\n')
    outcomes = lab.run(file)
    assert lab.problems(outcomes) == ["unknown_record"] * 3
    assert lab.numbers(outcomes) == ["4"]


def test_a_byte_order_mark_before_json_is_told(lab, tmp_path):
    file = tmp_path / "a.json"
    file.write_bytes(b'\xef\xbb\xbf{"number":4}')
    outcomes = lab.run(file)
    assert (lab.problems(outcomes), lab.numbers(outcomes)) == (["json_byte_order_mark"], ["4"])


def test_a_record_without_number_is_a_problem(lab, tmp_path):
    file = tmp_path / "a.xml"
    file.write_bytes(b"<doc number=''/>")
    assert lab.problems(lab.run(file)) == ["number_missing"]


def test_the_persons_interruption_passes(tmp_path):
    def interrupted(element, context):
        raise KeyboardInterrupt
        yield

    file = tmp_path / "a.xml"
    file.write_bytes(b"<doc/>")
    formats = Formats.of([XmlFormat("doc", "Test", frozenset({"doc"}), interrupted)])
    with pytest.raises(KeyboardInterrupt):
        list(read([file], defaults(), formats=formats))


def test_progress_counts_bytes_on_disk(lab, tmp_path):
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(b"<docs>" + lab.xml_record(1, "x" * 100_000) * 100 + b"</docs>")
    size = (tmp_path / "a.xml").stat().st_size
    done = [one.bytes_done for one in lab.run(tmp_path) if isinstance(one, Progress)]
    assert len(done) == 2 * (size // (8 << 20))
    assert done == sorted(done)
    assert size < done[-1] <= 2 * size


def test_resuming_skips_exactly_what_was_stored(lab, tmp_path):
    file = tmp_path / "a.xml"
    file.write_bytes(b"<docs>" + b"".join(lab.xml_record(n) for n in (1, 13, 2, 3)) + b"</docs>")
    every = [one for one in lab.run(file) if isinstance(one, Found)]
    rest = list(read([file], defaults(), resume=Position(str(file), "", every[1].offset), formats=lab.FORMATS))
    assert lab.numbers(rest) == ["3"]
    assert lab.problems(rest) == []
    whole = list(read([file], defaults(), resume=Position(str(file), "", every[2].offset), formats=lab.FORMATS))
    assert [type(one) for one in whole] == [Finished]


_CHILD = """
import sys
from tokkyo.formats.reading import Found, read
from tokkyo.settings import defaults

class Endless:
    # A stream of records, made while it is read.
    record = (b'<exchange-document country="XX" doc-number="%d" kind="A"><bibliographic-data>'
              b'<publication-reference data-format="docdb"><document-id><country>XX</country><doc-number>1</doc-number>'
              b'<kind>A</kind></document-id></publication-reference></bibliographic-data>'
              + b'<abstract><p>' + b'0123456789abcdef' * 12_500 + b'</p></abstract></exchange-document>')
    closed = False
    def __init__(self, total):
        self.left, self.rest = total, b"<exchange-documents>"
    def seekable(self):
        return False
    def read(self, size):
        while len(self.rest) < size and self.left > 0:
            self.rest += self.record
            self.left -= len(self.record)
        data, self.rest = self.rest[:size], self.rest[size:]
        return data

found = sum(isinstance(one, Found) for one in read(["-"], defaults(), stdin=Endless(int(sys.argv[1]))))
# The peak of this process alone: the kernel's maximum for children counts what the parent held when it forked.
status = open("/proc/self/status").read()
print(found, status.split("VmHWM:")[1].split()[0])
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak from /proc")
def test_memory_does_not_grow_with_the_file():
    total = 200 << 20
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(total)], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    found, peak = map(int, child.stdout.split())
    assert found > 1000
    assert peak * 1024 < 512 << 20


def test_a_file_whose_name_is_not_utf8_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("shopping list")
    try:
        (tmp_path / os.fsdecode(b"a\xff.xml")).write_text("<a/>")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    seen = list(read([tmp_path], defaults()))
    assert [item.code for item in seen if isinstance(item, Problem)] == ["file_name_not_utf8"]
    assert [Path(item.file).name for item in seen if isinstance(item, Passed)] == ["b.txt"]
