"""Files, folders, archives and compressed files are read by content, in a fixed order."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest

from tokkyo.formats.reading import Found, Passed, Position, Problem, read, survey
from tokkyo.settings import defaults

XML = b'<?xml version="1.0"?><docs><doc number="1"><title>Box</title></doc><doc number="2"/></docs>'


def zipped(**members):
    return zipped_names({name.replace("_", "."): data for name, data in members.items()})


def zipped_names(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


CONTAINERS = {
    "plain": (XML, ""),
    "gzip": (gzip.compress(XML), ""),
    "gzip, two streams": (gzip.compress(XML[:40]) + gzip.compress(XML[40:]), ""),
    "gzip, padded": (gzip.compress(XML) + b"\0" * 600, ""),
    "xz": (lzma.compress(XML), ""),
    "bzip2": (bz2.compress(XML), ""),
    "zip": (zipped(a_xml=XML), "a.xml"),
    "zip in zip": (zipped(in_zip=zipped(a_xml=XML)), "in.zip!a.xml"),
    "zip in zip in zip": (zipped(x_zip=zipped(in_zip=zipped(a_xml=XML))), "x.zip!in.zip!a.xml"),
    "gzip in zip": (zipped(a_gz=gzip.compress(XML)), "a.gz"),
    "tar": (tarred({"d/a.xml": XML}), "d/a.xml"),
    "tar.gz": (gzip.compress(tarred({"d/a.xml": XML})), "d/a.xml"),
    "tar.xz": (lzma.compress(tarred({"d/a.xml": XML})), "d/a.xml"),
    "tar, long name": (tarred({"d" * 150 + "/a.xml": XML}), "d" * 150 + "/a.xml"),
    "zip in tar.gz": (gzip.compress(tarred({"b.zip": zipped(a_xml=XML)})), "b.zip!a.xml"),
    "zip in gzip": (gzip.compress(zipped(a_xml=XML)), "a.xml"),
}


@pytest.mark.parametrize("kind", CONTAINERS)
def test_every_container_is_known_by_its_content(lab, tmp_path, kind):
    data, member = CONTAINERS[kind]
    file = tmp_path / "anything.pdf"
    file.write_bytes(data)
    outcomes = lab.run(file)
    assert lab.numbers(outcomes) == ["1", "2"]
    assert {one.member for one in outcomes if isinstance(one, Found)} == {member}
    assert lab.problems(outcomes) == []


def test_a_tar_in_pax_format_gives_its_long_names(lab, tmp_path):
    file = tmp_path / "a.tar"
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("ü" * 120 + ".xml")
        info.size = len(XML)
        archive.addfile(info, io.BytesIO(XML))
    assert {one.member for one in lab.run(file) if isinstance(one, Found)} == {"ü" * 120 + ".xml"}


def test_a_folder_is_read_in_sorted_order(lab, tmp_path):
    for name, number in (("b/2.xml", 3), ("a.xml", 1), ("b/10.xml", 2), ("c.xml", 4)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(lab.xml_record(number))
    outcomes = lab.run(tmp_path)
    assert lab.numbers(outcomes) == ["1", "4", "2", "3"]
    assert outcomes == lab.run(tmp_path)


def test_standard_input_is_a_dash(lab):
    outcomes = list(read(["-"], defaults(), stdin=io.BytesIO(zipped(a_xml=XML)), formats=lab.FORMATS))
    assert lab.numbers(outcomes) == ["1", "2"]
    found = next(one for one in outcomes if isinstance(one, Found))
    assert (found.record.provenance.file, found.member) == ("-", "a.xml")


def test_what_is_missing_is_a_problem_and_the_rest_is_read(lab, tmp_path):
    (tmp_path / "a.xml").write_bytes(lab.xml_record(1))
    outcomes = lab.run(tmp_path / "nowhere.zip", tmp_path / "a.xml")
    assert lab.problems(outcomes) == ["file_missing"]
    assert lab.numbers(outcomes) == ["1"]


def test_survey_gives_every_file_with_its_size(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"12345")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.gz").write_bytes(b"123")
    assert survey([tmp_path, tmp_path / "none"]) == [(str(tmp_path / "a.xml"), 5), (str(tmp_path / "b" / "c.gz"), 3)]


def test_unknown_members_are_passed_over_with_their_size(lab, tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(zipped_names({"p.tif": b"II*\0" + bytes(96), "a.xml": XML, "t.csv": b"a,b\n1,2\n"}))
    passed = [(one.member, one.what, one.bytes) for one in lab.run(file) if isinstance(one, Passed)]
    assert passed == [("p.tif", "TIFF image", 100), ("t.csv", "table (CSV or TSV)", 8)]


def test_two_members_of_one_name_stay_apart(lab, tmp_path):
    file = tmp_path / "a.tar"
    with tarfile.open(file, "w") as archive:
        for number in (1, 2):
            info = tarfile.TarInfo("a.xml")
            data = lab.xml_record(number)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert [one.member for one in lab.run(file) if isinstance(one, Found)] == ["a.xml", "a.xml (2)"]


@pytest.mark.parametrize("kind", ["gzip", "xz", "bzip2", "zip", "tar", "tar.gz", "zip in zip"])
def test_a_torn_file_keeps_what_came_before_and_tells_the_tear_once(lab, tmp_path, kind):
    import random

    noise = random.Random(7)
    body = b"".join(lab.xml_record(n, noise.randbytes(400).hex()) for n in range(1000, 1200))
    make = {
        "gzip": gzip.compress,
        "xz": lzma.compress,
        "bzip2": lambda data: bz2.compress(data, 1),
        "zip": lambda data: zipped(a_xml=data),
        "tar": lambda data: tarred({"a.xml": data}),
        "tar.gz": lambda data: gzip.compress(tarred({"a.xml": data})),
        "zip in zip": lambda data: zipped(b_zip=zipped(a_xml=data)),
    }[kind]
    whole = make(b"<docs>" + body + b"</docs>")
    file = tmp_path / "torn"
    for share in (0.2, 0.5, 0.8, 0.97):
        file.write_bytes(whole[: int(len(whole) * share)])
        outcomes = lab.run(file)
        kept = lab.numbers(outcomes)
        assert kept == [str(n) for n in range(1000, 1000 + len(kept))]
        assert len(lab.problems(outcomes)) == 1, (share, lab.problems(outcomes))
        if kind not in ("xz", "bzip2"):
            assert len(kept) >= 200 * share * 0.6


def test_reading_resumes_inside_archives_without_reading_again(lab, tmp_path):
    file = tmp_path / "a.zip"
    inner = zipped_names({"1.xml": lab.xml_record(3) + lab.xml_record(4), "2.xml": lab.xml_record(5)})
    file.write_bytes(zipped_names({"a.xml": lab.xml_record(1) + lab.xml_record(2), "b.zip": inner, "c.xml": XML}))
    (tmp_path / "z.xml").write_bytes(lab.xml_record(9))
    every = [one for one in lab.run(tmp_path) if isinstance(one, Found)]
    for index, found in enumerate(every):
        place = Position(found.record.provenance.file, found.member, found.offset)
        rest = list(read([tmp_path], defaults(), resume=place, formats=lab.FORMATS))
        assert [one for one in rest if isinstance(one, Found)] == every[index + 1 :]
        assert not [one for one in rest if isinstance(one, Problem)]


def test_a_lost_place_is_told_and_everything_is_read(lab, tmp_path):
    file = tmp_path / "a.xml"
    file.write_bytes(XML)
    for place in (Position(str(file), "gone.xml", 5), Position("elsewhere", "", 5)):
        rest = list(read([file], defaults(), resume=place, formats=lab.FORMATS))
        assert lab.problems(rest) == ["resume_lost"]
        assert lab.numbers(rest) == ["1", "2"]
