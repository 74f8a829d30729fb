"""The corpus as a whole: the same every time, exact in size, consistent in families and citations."""

import hashlib
import json
import re
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from lxml import etree

from tokkyo.demo.corpus import generate, write_corpus
from tokkyo.demo.events import COURSES, events
from tokkyo.demo.files import Archive, Rolling
from tokkyo.demo.lens import lens_id
from tokkyo.demo.numbering import MAX_SIZE
from tokkyo.demo.offices import TODAY
from tokkyo.errors import SettingError

# SHA-256 over names and contents of a corpus of forty publications. It changes only when the generator does; tell
# users of benchmarks when it must.
GOLDEN = "f7f1c7d5a1b1625c1cca78e8f25f7e58be39cb38b4f9b45530a4857229f362ca"


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def documents(folder: Path, kind: str) -> list[bytes]:
    text = b"".join(path.read_bytes() for path in sorted((folder / kind).glob("*.xml")))
    return [part for part in re.split(rb"(?=<\?xml )", text) if part]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    write_corpus(tmp_path / "a", 40)
    write_corpus(tmp_path / "b", 40)
    write_corpus(tmp_path / "c", 40, seed=7)
    assert digest(tmp_path / "a") == digest(tmp_path / "b") == GOLDEN
    assert digest(tmp_path / "c") != GOLDEN


@pytest.mark.parametrize("size", [1, 2, 3, 17, 90])
def test_exactly_as_many_distinct_publications_as_asked_for(tmp_path: Path, size: int) -> None:
    told: list[int] = []
    written = write_corpus(tmp_path, size, report=told.append)
    keys = {(one.office, one.number, one.kind) for family in generate(size) for one in family.invention.publications}
    assert written.publications == len(keys) == size == told[-1]


@pytest.mark.parametrize("size", [0, -1, MAX_SIZE + 1])
def test_impossible_sizes_are_refused(tmp_path: Path, size: int) -> None:
    with pytest.raises(SettingError, match="impossible_size"):
        write_corpus(tmp_path, size)


def test_a_smaller_corpus_replaces_a_larger_one(tmp_path: Path) -> None:
    write_corpus(tmp_path, 60)
    written = write_corpus(tmp_path, 40)
    assert digest(tmp_path) == GOLDEN
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (written.files, written.bytes) == (len(files), sum(path.stat().st_size for path in files))


def test_every_format_holds_its_share(corpus) -> None:
    sources = Counter(one.source for family in corpus.families for one in family.invention.publications)
    total = corpus.written.publications
    assert 0.33 < (sources["uspto-grant"] + sources["uspto-application"]) / total < 0.49
    assert 0.28 < sources["docdb"] / total < 0.50
    assert 0.12 < sources["lens"] / total < 0.30


def test_all_xml_is_well_formed_and_counted(corpus) -> None:
    sources = Counter(one.source for family in corpus.families for one in family.invention.publications)
    grants = [etree.fromstring(part) for part in documents(corpus.folder, "uspto-grants")]
    applications = [etree.fromstring(part) for part in documents(corpus.folder, "uspto-applications")]
    assert (len(grants), len(applications)) == (sources["uspto-grant"], sources["uspto-application"])
    for part in documents(corpus.folder, "docdb"):
        root = etree.fromstring(part)
        assert int(root.get("no-of-documents")) == len(root)


def test_us_publications_of_docdb_stand_in_uspto_files_too(corpus) -> None:
    shared = [one for family in corpus.families for one in family.invention.publications if one.also_docdb]
    assert shared
    assert {one.office for one in shared} == {"US"}
    text = b"".join(documents(corpus.folder, "docdb")).decode()
    for one in shared:
        assert f'country="US" doc-number="{one.number}" kind="{one.kind}"' in text


def test_every_language_is_present(corpus) -> None:
    text = b"".join(path.read_bytes() for path in (corpus.folder / "lens").glob("*.jsonl"))
    lines = [json.loads(line) for line in text.splitlines()]
    spoken = {text["lang"] for record in lines for text in record.get("abstract", ())}
    spoken |= {text["lang"] for record in lines for text in record["biblio"]["invention_title"]}
    spoken |= set(re.findall(r'<exch:abstract lang="(\w\w)"', b"".join(documents(corpus.folder, "docdb")).decode()))
    assert spoken == {"en", "de", "fr", "es", "pt", "ru", "ja", "zh", "ko", "ar"}


def test_every_office_is_present(corpus) -> None:
    offices = {one.office for family in corpus.families for one in family.invention.publications}
    assert {"US", "EP", "WO", "JP", "CN", "KR", "DE", "FR", "ES", "BR", "RU", "AU", "CA", "GB", "SA"} == offices


def test_families_share_an_active_priority_and_keep_order(corpus) -> None:
    for family in corpus.families:
        active = defaultdict(set)
        for one in family.invention.publications:
            keys = frozenset(
                (claim.application.office, claim.application.number)
                for claim in one.application.claims()
                if claim.active
            )
            active[one.family].add(keys)
            assert one.application.filed < one.day <= TODAY
        assert all(len(found) == 1 for found in active.values()), active


def test_a_grant_follows_the_publication_it_names(corpus) -> None:
    named = [one for family in corpus.families for one in family.invention.publications if one.earlier]
    assert named
    for one in named:
        assert one.earlier.day < one.day
        assert one.earlier.application is one.application


def test_citations_go_to_earlier_publications_of_the_corpus(corpus) -> None:
    dates = {}
    cited = 0
    for family in corpus.families:
        for record in family.records:
            for citation in record.patents:
                assert dates[citation.office, citation.number, citation.kind] == citation.day < record.publication.day
                cited += 1
        for one in family.invention.publications:
            dates[one.office, one.number, one.kind] = one.day
    assert cited > len(dates)


def test_few_are_cited_often(corpus) -> None:
    received = Counter(
        (one.office, one.number) for family in corpus.families for record in family.records for one in record.patents
    )
    counts = sorted(received.values(), reverse=True)
    assert sum(counts[: len(counts) // 10]) > 0.25 * sum(counts)
    assert counts[len(counts) // 2] <= 3


def test_words_are_skewed_with_a_long_tail(corpus) -> None:
    words = Counter(re.findall(r"[A-Za-z][A-Za-z-]+", b"".join(documents(corpus.folder, "uspto-grants")).decode()))
    once = sum(1 for count in words.values() if count == 1)
    assert len(words) > 2500
    assert once > 500
    assert words["the"] > 1000


def test_literature_is_cited_with_and_without_doi(corpus) -> None:
    articles = [article for family in corpus.families for record in family.records for article in record.literature]
    assert any(article.doi for article in articles)
    assert any(not article.doi for article in articles)
    assert all(article.doi in article.text for article in articles)


def test_legal_events_are_in_order_and_end_today(corpus) -> None:
    codes = set()
    for family in corpus.families:
        for one in family.invention.publications:
            found = events(family.invention, one.application)
            assert [event.day for event in found] == sorted(event.day for event in found)
            assert all(event.day <= TODAY for event in found)
            codes |= {(event.office, event.step.code) for event in found}
    assert {("US", "LAPS"), ("EP", "PG25"), ("JP", "R150"), ("CN", "GR01"), ("US", "AS"), ("US", "MAFP")} <= codes
    assert {office for office, _ in codes} <= COURSES.keys()


def test_answers_with_events_name_publications_of_the_corpus(corpus) -> None:
    known = {(one.office, one.number, one.kind) for family in corpus.families for one in family.invention.publications}
    names = {"o": "http://ops.epo.org", "e": "http://www.epo.org/exchange"}
    for path in (corpus.folder / "epo-ops").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                root = etree.fromstring(archive.read(name))
                members = root.findall(".//o:family-member", names)
                assert len(members) == int(root.find("o:patent-family", names).get("total-result-count"))
                for member in members:
                    parts = member.find("e:publication-reference/e:document-id", names)
                    assert (
                        tuple(parts.findtext(f"e:{tag}", None, names) for tag in ("country", "doc-number", "kind"))
                        in known
                    )


def test_sequences_stand_in_biological_records_only(corpus) -> None:
    told = [record for family in corpus.families for record in family.records if record.sequences]
    assert told
    assert {record.invention.field for record in told} == {4, 5}


def test_lens_ids_have_their_check_character() -> None:
    for serial in (300_000_001, 300_004_711, 305_000_000):
        digits = lens_id(serial).replace("-", "")
        total = 0
        for digit in digits[:-1]:
            total = (total + int(digit)) * 2
        assert (total + ("0123456789X".index(digits[-1]))) % 11 == 1
        assert len(digits) == 15
        assert digits[:3] < "200"


def test_a_full_file_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tokkyo.demo.files.MAX_DOCUMENTS", 2)
    rolling = Rolling(tmp_path, "part-{:04d}.txt", head=lambda name, count: f"<{name} {count:03d}>", foot="</>")
    for _ in range(5):
        rolling.write(b"x")
    rolling.close()
    texts = [path.read_text() for path in sorted(tmp_path.iterdir())]
    assert texts == ["<part-0001 002>xx</>", "<part-0002 002>xx</>", "<part-0003 001>x</>"]
    assert (rolling.files, rolling.bytes) == (3, sum(map(len, texts)))


def test_a_full_archive_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tokkyo.demo.files.MAX_MEMBERS", 1)
    archive = Archive(tmp_path, "part-{:04d}.zip")
    archive.write("a.xml", b"<a/>")
    archive.write("b.xml", b"<b/>")
    archive.close()
    assert [zipfile.ZipFile(path).namelist() for path in sorted(tmp_path.iterdir())] == [["a.xml"], ["b.xml"]]
