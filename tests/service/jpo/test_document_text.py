"""Documents as UTF-8 text and HTML: tag sets 1.0 and 1.1, HTM; and nothing that runs passes."""

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.errors import NotFound
from tokkyo.formats.jpo.bodies import media_of
from tokkyo.service.jpo.document_text import STYLE, as_page, as_text, blocks_of

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "jpo" / "documents"
XML, HTML = "application/xml", "text/html"
ALLOWED = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "p",
    "pre",
    "br",
    "b",
    "i",
    "u",
    "sup",
    "sub",
    "a",
}


def text_of(path: str) -> str:
    data = (DOCUMENTS / path).read_bytes()
    return as_text(blocks_of(data, media_of(data))).decode()


def page_of(data: bytes, media: str, links: dict[str, str] | None = None) -> str:
    return as_page(blocks_of(data, media), "文書", links or {}).decode()


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def assert_harmless(page: str) -> None:
    """Only a few elements, no attributes but those of our own links and meta."""
    tags = Tags(page).seen
    assert {tag for tag, _ in tags} <= ALLOWED
    for tag, attributes in tags:
        assert set(attributes) <= {"html": {"lang"}, "meta": {"charset"}, "a": {"href"}}.get(tag, set())
    assert [tag for tag, _ in tags].count("style") == 1
    assert f"<style>{STYLE}</style>" in page


def xml(inner: str, root: str = "jp:pat-rspns") -> bytes:
    text = f'<?xml version="1.0" encoding="Shift_JIS"?>\n<{root} xmlns:jp="http://www.jpo.go.jp">{inner}</{root}>'
    return text.encode("cp932", "xmlcharrefreplace")


def test_a_notice_of_tag_set_1_1() -> None:
    assert text_of("patent/2021600001/A131_06121000003/06121000003-jpntce.xml") == (
        "拒絶理由通知書\n"
        "\n"
        "【出願番号】特願2021-600001\n"
        "【起案日】2021年10月5日\n"
        "【審査官】見本　審子　9901　9X00\n"
        "【あて先】例示　理一（外1名）\n"
        "【適用条文】第２９条第２項（進歩性）、第３６条第６項第２号（明確性）\n"
        "　この出願は、次の理由によって拒絶をすべきものです。\n"
        "\n"
        "　　　　　　　　　　　　　　　　理由\n"
        "１．（進歩性）この出願の請求項１に係る茶筅は、引用文献①に記載の髙級品に基づいて容易に発明をすることができた。\n"
        "\n"
        "・備考\n"
        "　穂先の長さは10-2m、湯の分子式はH2Oである & 温度は８０℃以上 である。\n"
        "審査長／代理　見本　長介　9900\n"
        "審査官　見本　審子　9901\n"
    )


def test_tag_set_1_0_reads_as_1_1_does() -> None:
    """Groups without `-rn` are the same groups."""
    old = text_of("patent/2012700002/A131_06113000005/06113000005-jpntce.xml")
    new = text_of("patent/2021600001/A131_06121000003/06121000003-jpntce.xml")
    assert old == new.replace("特願2021-600001", "特願2012-700002").replace("2021年10月5日", "2013年4月5日")


def test_a_dismissal_has_its_heading() -> None:
    text = text_of("patent/2012700002/A191_06113000007/06113000007-jpntce.xml")
    assert text.startswith("補正の却下の決定\n\n【出願番号】特願2012-700002\n")
    assert "\n\n理由\n\n　新規事項を追加するものです。\n" in text


def test_an_opinion() -> None:
    assert text_of("patent/2021600001/A53_52100000001/JPOXMLDOC01-jpbibl.xml") == (
        "意見書\n"
        "\n"
        "【あて先】特許庁審査官　見本　審子　殿\n"
        "【出願番号】特願2021-600001\n"
        "【氏名又は名称】見本茶道具株式会社　000900021\n"
        "【代理人】例示　理一　100900022\n"
        "【発送番号】000003\n"
        "\n"
        "【意見の内容】\n"
        "\n"
        "１．引用文献①は、穂先の長さを開示していません。\n"
        "　よって、請求項１に係る発明は進歩性を有します。\n"
    )


def test_an_amendment() -> None:
    text = text_of("patent/2021600001/A523_52100000002/JPOXMLDOC01-jpbibl.xml")
    assert text.startswith("手続補正書（自発・内容）\n")
    assert (
        "【手続補正１】\n\n【補正対象書類名】特許請求の範囲\n【補正対象項目名】全文\n【補正方法】変更\n"
        "【補正の内容】\n【請求項１】　穂先の長さが１０ｃｍ以上である茶筅。\n"
    ) in text.replace("【請求項１】穂先", "【請求項１】　穂先")
    assert "【手続補正２】\n\n【補正対象書類名】明細書\n【補正対象項目名】０００７\n【補正方法】削除\n" in text
    assert "【０００８】　穂先を次に示す。\n［図：JPOXMLDOC01-jpbibl-I000001.tif］\n" in text


def test_pages_of_htm_are_joined_and_empty_space_goes() -> None:
    assert text_of("design/2021600003/A131_06321000006/06321000006P.HTM") == (
        "拒絶理由通知書\n"
        "\n"
        "　意匠登録出願の番号　　　　意願２０２１－６００００３\n"
        "　特許庁審査官　　　　　　　見本　意匠　　　　　　　　９９０２\n"
        "　起案日　　　　　　　　　　令和　３年１１月　２日\n"
        "\n"
        "　この意匠登録出願の意匠は、出願前に公知の茶碗の意匠に類似するもの\n"
        "と認められます。\n"
        "\n"
        "\n"
        "　　　　　　　　　　　　審査長／代理　　審査官\n"
        "［図：063210000060001.tif］\n"
    )


def test_marks_and_images_in_html() -> None:
    data = (DOCUMENTS / "patent/2021600001/A523_52100000002/JPOXMLDOC01-jpbibl.xml").read_bytes()
    page = page_of(data, XML, {"JPOXMLDOC01-jpbibl-I000001.tif": "A523_52100000002/files/2"})
    assert page.startswith('<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n<title>手続補正書')
    assert "<h2>【手続補正１】</h2>" in page
    assert "<u>穂先の長さが１０ｃｍ以上である</u>茶筅。" in page
    assert '<a href="A523_52100000002/files/2">［図：JPOXMLDOC01-jpbibl-I000001.tif］</a>' in page
    notice = (DOCUMENTS / "patent/2021600001/A131_06121000003/06121000003-jpntce.xml").read_bytes()
    assert "10<sup>-2</sup>m、湯の分子式はH<sub>2</sub>Oである &amp; 温度" in page_of(notice, XML)
    assert_harmless(page)


def test_letters_beyond_shift_jis_proper_are_read() -> None:
    """The office declares Shift_JIS and writes code page 932: ①, 髙, ㈱."""
    assert "①髙㈱" in as_text(blocks_of(xml("<p>①髙㈱</p>"), XML)).decode()


def test_elements_nobody_knows_are_shown() -> None:
    text = as_text(blocks_of(xml("<jp:new-group><jp:new-item>新しい項目</jp:new-item>後</jp:new-group>"), XML)).decode()
    assert "新しい項目" in text


HOSTILE_XML = [
    "<p><script>alert(1)</script></p>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    '<p onclick="alert(1)">x</p>',
    '<p><img file="javascript:alert(1)" onerror="alert(1)"/></p>',
    '<p><img file="x&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"/></p>',
    '<p num="&lt;script&gt;">x</p>',
    "<jp:document-name>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</jp:document-name>",
    '<?xml-stylesheet href="javascript:alert(1)"?><p>x</p>',
    '<html xmlns="http://www.w3.org/1999/xhtml"><body onload="alert(1)"/></html>',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<p><a href="javascript:alert(1)">x</a></p>',
    "<p><![CDATA[<script>alert(1)</script>]]></p>",
]


@pytest.mark.parametrize("inner", HOSTILE_XML)
def test_nothing_that_runs_passes_from_xml(inner: str) -> None:
    assert_harmless(page_of(xml(inner), XML, {"alert(1)": "x"}))


HOSTILE_HTM = [
    "<SCRIPT>alert(1)</SCRIPT>",
    "<PRE><IMG SRC=x onerror=alert(1)></PRE>",
    "<svg/onload=alert(1)>",
    '<iframe src="javascript:alert(1)"></iframe>',
    "<style>@import 'http://x'</style><link rel=stylesheet href=x>",
    '<a href="javascript:alert(1)">x</a><form action=x><input autofocus onfocus=alert(1)></form>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "</title><script>alert(1)</script>",
    "<FONT SIZE=6></h1><script>alert(1)</script></FONT>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<plaintext><script>alert(1)",
    "<base href=//evil><meta http-equiv=refresh content=0>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
]


@pytest.mark.parametrize("body", HOSTILE_HTM)
def test_nothing_that_runs_passes_from_htm(body: str) -> None:
    assert_harmless(page_of(f"<HTML><BODY>{body}<PRE>{body}</PRE></BODY></HTML>".encode("cp932"), HTML))


@given(st.text(alphabet=st.sampled_from(list("<>/\"'&= \n!-aeimnoprstuxhv#;[]0\u0000\u3000")), max_size=120))
def test_nothing_made_up_passes(body: str) -> None:
    assert_harmless(page_of(f"<HTML><PRE>{body}</PRE></HTML>".encode("cp932", "replace"), HTML))


def test_no_entity_is_opened_and_none_expands(tmp_path: Path) -> None:
    """B1 of the security tests: nothing outside the document is read, nothing grows."""
    secret = tmp_path / "secret"
    secret.write_text("canary")
    doctype = (
        f'<!DOCTYPE jp:pat-rspns [<!ENTITY a "{"lol" * 10}"><!ENTITY b "{"&a;" * 10}"><!ENTITY c "{"&b;" * 10}">'
        f'<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>'
    )
    data = (doctype + '<jp:pat-rspns xmlns:jp="http://www.jpo.go.jp"><p>&c;&f;</p></jp:pat-rspns>').encode()
    text = as_text(blocks_of(data, XML)).decode()
    assert "canary" not in text
    assert "lol" not in text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<jp:",
        b"nothing",
        xml("<p>" * 10_000),
        xml("<jp:a>" * 200 + "</jp:a>" * 200),
        xml("<p>x</p>")[:-5],
        b"\xff\xfe<\0j\0p\0",
    ],
)
def test_a_broken_document_is_told_never_a_crash(data: bytes) -> None:
    with pytest.raises(NotFound) as caught:
        blocks_of(data, XML)
    assert caught.value.code == "document_unreadable"


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b"<" * 10_000, b"<u>" * 50_000, b"<PRE>" + b"\x81" * 999, b"x" * 99])
def test_any_bytes_are_htm(data: bytes) -> None:
    assert_harmless(page_of(data, HTML))


@pytest.mark.parametrize("media", ["application/pdf", "image/tiff", "application/octet-stream"])
def test_files_without_text(media: str) -> None:
    with pytest.raises(NotFound) as caught:
        blocks_of(b"%PDF", media)
    assert caught.value.code == "no_text"


def test_recorded_documents_keep_every_letter_of_theirs(shared: Path) -> None:
    """All documents of the real service: every letter between their tags is in the text."""
    for path in sorted((shared / "samples/jpo/live_cassettes").glob("*.zip")):
        archive = zipfile.ZipFile(path)
        for entry in (entry for entry in archive.infolist() if not entry.is_dir()):
            data = archive.read(entry)
            text = as_text(blocks_of(data, media_of(data))).decode()
            raw = data.decode("cp932")
            source = re.sub(r"<[^>]*>|&#160;", " ", re.sub(r"(?s)<(head|META).*?</head>", "", raw, flags=re.IGNORECASE))
            wanted = {letter for letter in source if letter > "\u3000"}
            assert wanted - set(text) <= set("（省略）")  # telephone numbers, which the office leaves out
            assert "\ufffd" not in text
            assert_harmless(page_of(data, media_of(data)))
