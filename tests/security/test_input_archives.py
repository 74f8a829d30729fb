"""Hostile archives: refused or bounded, told as problems, nothing ever written outside (hardening B5, B6)."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

import pytest

from tokkyo.formats.reading import Found, Passed, Problem, read
from tokkyo.settings import MIB, defaults

RECORD = b'<exchange-document country="XX" doc-number="%d" kind="A"/>'
XML = b"<d>" + RECORD % 1 + RECORD % 2 + b"</d>"


def run(folder, data, **limits):
    file = folder / "hostile.bin"
    file.write_bytes(data)
    return list(read([file], defaults(**limits)))


def codes(outcomes):
    return [one.code for one in outcomes if isinstance(one, Problem)]


def found(outcomes):
    return sum(isinstance(one, Found) for one in outcomes)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_the_honest_zip_is_read(tmp_path):
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        outcomes = run(tmp_path, zipped([("a.xml", XML)], method))
        assert (found(outcomes), codes(outcomes)) == (2, [])


def test_a_zip_behind_a_program_and_one_with_a_comment_are_read(tmp_path):
    commented = io.BytesIO(zipped([("a.xml", XML)]))
    with zipfile.ZipFile(commented, "a") as archive:
        archive.comment = b"comment " * 100
    assert found(run(tmp_path, commented.getvalue())) == 2


NAMES = [
    "../../evil.xml",
    "/etc/evil.xml",
    "C:\\evil.xml",
    "a\0b.xml",
    "con.xml",
    "x" * 60_000 + ".xml",
    "A.XML",
    "a.xml",
]


def test_names_are_labels_and_never_paths(tmp_path):
    inside = tmp_path / "in"
    inside.mkdir()
    before = sorted(tmp_path.rglob("*"))
    outcomes = run(inside, zipped([(name, XML) for name in NAMES]))
    assert (found(outcomes), codes(outcomes)) == (2 * len(NAMES), [])
    assert max(len(one.member) for one in outcomes if isinstance(one, Found)) <= 200
    (inside / "hostile.bin").unlink()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_both_read_and_told_apart(tmp_path):
    outcomes = run(tmp_path, zipped([("a.xml", XML), ("a.xml", XML)]))
    assert [one.member for one in outcomes if isinstance(one, Found)] == ["a.xml"] * 2 + ["a.xml (2)"] * 2


def local(name, data, packed, method=8, flags=0, crc=None, size=None):
    crc = zlib.crc32(data) if crc is None else crc
    size = len(data) if size is None else size
    head = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, flags, method, 0, 33, crc, len(packed), size, len(name), 0)
    return head + name + packed


def central(name, data, packed, offset, method=8, flags=0, crc=None, size=None):
    crc = zlib.crc32(data) if crc is None else crc
    size = len(data) if size is None else size
    fields = (b"PK\1\2", 20, 20, flags, method, 0, 33, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4sHHHHHHIIIHHHHHII", *fields) + name


def ended(body, directory, count):
    return body + directory + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)


def deflated(data):
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(data) + engine.flush()


def handmade(count=1, **lies):
    """One member whose directory entry lies as told."""
    packed = deflated(XML)
    return ended(local(b"a.xml", XML, packed), central(b"a.xml", XML, packed, 0, **lies), count)


LIES = [
    ("size too small", handmade(size=10), ["archive_lies"]),
    ("size too large", handmade(size=5000), ["archive_lies"]),
    ("method", handmade(method=0), ["archive_lies"]),
    ("checksum", handmade(crc=1), ["archive_damaged"]),
    ("encrypted", handmade(flags=1), ["member_encrypted"]),
    ("number of members", handmade(count=7), ["archive_damaged"]),
]


@pytest.mark.parametrize(("name", "data", "expected"), LIES, ids=[row[0] for row in LIES])
def test_members_that_lie_are_refused(tmp_path, name, data, expected):
    assert codes(run(tmp_path, data)) == expected


def test_sizes_that_both_headers_lie_about_are_found_out(tmp_path):
    packed = deflated(XML)
    for size in (10, 5000):
        data = ended(local(b"a.xml", XML, packed, size=size), central(b"a.xml", XML, packed, 0, size=size), 1)
        assert len(codes(run(tmp_path, data))) == 1


def test_overlapping_members_are_refused_as_a_whole(tmp_path):
    packed = deflated(XML)
    body = local(b"a.xml", XML, packed)
    directory = b"".join(central(b"%d" % n, XML, packed, 0) for n in range(100))
    assert codes(run(tmp_path, ended(body, directory, 100))) == ["archive_overlaps"]


def test_a_symbolic_link_in_a_zip_is_passed_over(tmp_path):
    link = zipfile.ZipInfo("link")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.xml", XML)
    outcomes = run(tmp_path, out.getvalue())
    assert (found(outcomes), codes(outcomes)) == (2, [])
    assert not [one for one in outcomes if isinstance(one, Passed)]


def test_the_number_of_members_is_limited(tmp_path):
    members = [(f"{n}.xml", XML) for n in range(6)]
    assert codes(run(tmp_path, zipped(members), max_archive_members=6)) == []
    assert codes(run(tmp_path, zipped(members), max_archive_members=5)) == ["archive_too_many_members"]
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert codes(run(tmp_path, tar.getvalue(), max_archive_members=5)) == ["archive_too_many_members"]


def test_a_directory_larger_than_the_file_is_refused(tmp_path):
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, 0x7FFFFFF, 0, 0)
    assert codes(run(tmp_path, b"PK\3\4" + b"x" * 100 + end)) == ["archive_too_many_members"] or codes(
        run(tmp_path, b"PK\3\4" + b"x" * 100 + end)
    ) == ["archive_damaged"]


BOMBS = [
    ("gzip", lambda data: gzip.compress(data)),
    ("xz", lambda data: lzma.compress(data, preset=0)),
    ("bzip2", lambda data: bz2.compress(data)),
    ("zip", lambda data: zipped([("a.xml", data)])),
    ("gzip in gzip", lambda data: gzip.compress(gzip.compress(data))),
    ("gzip in zip", lambda data: zipped([("a.gz", gzip.compress(data))])),
    ("zip in zip", lambda data: zipped([("a.zip", zipped([("a.xml", data)]))])),
    ("gzip streams", lambda data: b"".join(gzip.compress(data[: 4 * MIB]) for _ in range(6))),
]


@pytest.mark.parametrize(("name", "pack"), BOMBS, ids=[row[0] for row in BOMBS])
def test_bombs_are_stopped_by_their_ratio(tmp_path, name, pack):
    data = XML + b" " * (24 * MIB)
    outcomes = run(tmp_path, pack(data))
    assert codes(outcomes) == ["archive_ratio"]


def test_a_ratio_is_judged_against_the_bytes_on_disk(tmp_path):
    """Layers that each stay below the limit do not multiply."""
    layer = zipped([("a.xml", XML + b" " * (12 * MIB))])
    padded = zipped([("a.zip", layer), ("pad", bytes(1000))])
    assert codes(run(tmp_path, padded, max_archive_ratio=100)) == ["archive_ratio"]


def test_sizes_are_limited_exactly(tmp_path):
    data = XML + b" " * 10_000
    size = len(data)
    for packed in (gzip.compress(data), zipped([("a.xml", data)])):
        assert codes(run(tmp_path, packed, max_member_bytes=size)) == []
        assert codes(run(tmp_path, packed, max_member_bytes=size - 1)) == ["member_too_large"]
        assert codes(run(tmp_path, packed, max_archive_bytes=size)) == []
        assert codes(run(tmp_path, packed, max_archive_bytes=size - 1)) == ["archive_too_large"]


def test_nesting_is_limited_exactly(tmp_path):
    data = XML
    for depth in range(1, 6):
        data = zipped([("a.zip", data)])
        outcomes = run(tmp_path, data)
        assert codes(outcomes) == ([] if depth <= 3 else ["archive_too_nested"])
        assert found(outcomes) == (2 if depth <= 3 else 0)


def test_only_regular_files_of_a_tar_are_read(tmp_path):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (
            tarfile.SYMTYPE,
            tarfile.LNKTYPE,
            tarfile.CHRTYPE,
            tarfile.BLKTYPE,
            tarfile.FIFOTYPE,
            tarfile.DIRTYPE,
        ):
            info = tarfile.TarInfo(f"special-{kind!r}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("a.xml")
        info.size = len(XML)
        archive.addfile(info, io.BytesIO(XML))
    outcomes = run(tmp_path, out.getvalue())
    assert (found(outcomes), codes(outcomes)) == (2, [])


def header(size_field, kind=b"0"):
    info = tarfile.TarInfo("a.xml")
    block = bytearray(info.tobuf(tarfile.USTAR_FORMAT))
    block[124:136], block[156:157] = size_field, kind
    block[148:156] = b"%06o\0 " % (sum(block[:148]) + sum(block[156:512]) + 256)
    return bytes(block)


TARS = [
    ("size beyond the file", header(b"77777777777\0") + XML, "archive_torn"),
    ("size of 2^90", header(b"\x80" + b"\xff" * 11) + XML, "archive_torn"),
    ("negative size", header(b"\xff" * 12) + XML, "archive_damaged"),
    ("no number", header(b"zzzzzzzzzzz\0") + XML, "archive_damaged"),
    ("huge extension header", header(b"77777777777\0", b"x") + bytes(2 * MIB), "archive_damaged"),
    ("damaged second header", header(b"00000000000\0") + b"\1" * 512, "archive_damaged"),
]


@pytest.mark.parametrize(("name", "data", "expected"), TARS, ids=[row[0] for row in TARS])
def test_lying_tars_are_problems(tmp_path, name, data, expected):
    assert codes(run(tmp_path, data)) == [expected]


def test_an_xz_that_wants_too_much_memory_is_refused(tmp_path):
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
    data = bytearray(lzma.compress(XML, filters=filters))
    at = data.index(b"\x21\x01") + 2
    data[at] = 37  # a dictionary of 1 GiB
    data[20:24] = zlib.crc32(bytes(data[12:20])).to_bytes(4, "little")
    assert codes(run(tmp_path, bytes(data))) == ["archive_damaged"]
