"""Hostile XML: inert or refused, within the limits, without touching files or network (hardening B1, B2)."""

import sys

import pytest

from tokkyo.formats.reading import Found, Problem, read
from tokkyo.settings import MIB, defaults

BODY = '<exchange-document country="XX" doc-number="1" kind="A">%s</exchange-document>'
NEXT = '<exchange-document country="XX" doc-number="2" kind="A"/>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))

INERT = {
    "billion laughs": f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>' + BODY % "&l29;",
    "quadratic": f'<!DOCTYPE d [<!ENTITY a "{"a" * 60_000}">]>' + BODY % ("&a;" * 1000),
    "external file": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + BODY % "&x;",
    "external page": '<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>' + BODY % "&x;",
    "entity in attribute": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + BODY % "<a b='&x;'/>",
    "parameter entity": '<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>' + BODY % "",
    "external DTD": '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">' + BODY % "",
    "DTD on another host": '<!DOCTYPE d PUBLIC "-//X//Y" "ftp://127.0.0.1:9/d.dtd">' + BODY % "",
    "XInclude": BODY % '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
    "stylesheet": '<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?>' + BODY % "",
    "DOCTYPE inside": BODY % '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
    "schema location": BODY
    % '<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="x http://127.0.0.1:9/x.xsd"/>',
}

REFUSED = {
    "depth": (BODY % ("<a>" * 200_000), "record_torn"),
    "depth, closed": (BODY % ("<a>" * 100_000 + "</a>" * 100_000), "xml_too_deep"),
    "attributes": (BODY % ("<a " + " ".join(f'b{n}=""' for n in range(100_000)) + "/>"), "xml_too_wide"),
}

EVENTS: list[str] = []


@pytest.fixture(scope="module")
def watched():
    """Names of files opened and sockets made while a test runs."""
    watching = True

    def hook(event, arguments):
        if watching and event in ("open", "socket.connect", "socket.__new__", "subprocess.Popen", "os.system"):
            EVENTS.append(f"{event} {arguments[0]}")

    sys.addaudithook(hook)
    yield EVENTS
    watching = False


@pytest.mark.parametrize("name", INERT)
def test_what_reaches_outside_or_grows_is_inert(tmp_path, watched, name):
    file = tmp_path / "hostile.xml"
    file.write_text(f'<?xml version="1.0"?>{INERT[name]}<?xml version="1.0"?>{NEXT}')
    list(read([file], defaults()))  # readers are loaded
    watched.clear()
    outcomes = list(read([file], defaults()))
    assert [event for event in watched if "hostile.xml" not in event] == []
    found = [one.record for one in outcomes if isinstance(one, Found)]
    assert found[-1].publication.doc_number == "2"
    assert not any("root:" in repr(record) for record in found)


@pytest.mark.parametrize("name", REFUSED)
def test_what_exceeds_the_limits_costs_itself_only(tmp_path, name):
    text, code = REFUSED[name]
    file = tmp_path / "hostile.xml"
    text = text.replace("</exchange-document>", "") if code == "record_torn" else text
    file.write_text(f'<?xml version="1.0"?>{text}<?xml version="1.0"?>{NEXT}')
    outcomes = list(read([file], defaults()))
    assert [one.code for one in outcomes if isinstance(one, Problem)] == [code]
    assert [one.record.publication.doc_number for one in outcomes if isinstance(one, Found)] == ["2"]


@pytest.mark.parametrize(
    ("before", "filler", "after"),
    [
        ("<d><!-- ", "comment ", " --></d>"),
        ("<d><?pi ", "instruction ", " ?></d>"),
        ("<d><![CDATA[ ", "text ", " ]]></d>"),
        ("<d>", "text without end ", "</d>"),
        ("<d a='", "attribute ", "'/>"),
        ("<!DOCTYPE d [", "<!ENTITY a 'b'>", "]>"),
    ],
)
def test_endless_markup_between_records_is_not_held(tmp_path, before, filler, after):
    file = tmp_path / "hostile.xml"
    file.write_text(before + filler * (12 * MIB // len(filler)) + after + NEXT)
    outcomes = list(read([file], defaults()))
    assert [one.record.publication.doc_number for one in outcomes if isinstance(one, Found)] == ["2"]


@pytest.mark.parametrize("filler", ["<!-- x -->", "<?p x?>", "text ", "<a/>"])
def test_a_record_of_any_filling_is_limited(tmp_path, filler):
    file = tmp_path / "hostile.xml"
    file.write_text(BODY % (filler * 200_000) + NEXT)
    outcomes = list(read([file], defaults(max_record_bytes=100_000)))
    assert [one.code for one in outcomes if isinstance(one, Problem)] == ["record_too_large"]
    assert [one.record.publication.doc_number for one in outcomes if isinstance(one, Found)] == ["2"]


def test_many_torn_records_are_read_past_in_linear_time(tmp_path):
    file = tmp_path / "hostile.xml"
    file.write_text('<exchange-document country="XX">' * 3000 + NEXT)
    outcomes = list(read([file], defaults()))
    assert sum(isinstance(one, Problem) for one in outcomes) == 3000
    assert sum(isinstance(one, Found) for one in outcomes) == 1


def test_many_namespaces_are_bounded(tmp_path):
    names = " ".join(f'xmlns:p{n}="urn:{n}"' for n in range(20_000))
    file = tmp_path / "hostile.xml"
    file.write_text(f"<d {names}>{NEXT}</d>")
    assert sum(isinstance(one, Found) for one in read([file], defaults())) == 1
