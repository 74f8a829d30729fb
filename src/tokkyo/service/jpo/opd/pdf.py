"""Texts as PDF: A4 pages with the fonts for Chinese, Japanese and Korean that every PDF reader brings along."""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

LATIN = "Helvetica"
JAPANESE = "HeiseiMin-W3"
FONTS: Mapping[str, str] = MappingProxyType({"ja": JAPANESE, "zh": "STSong-Light", "ko": "HYSMyeongJo-Medium"})
"""Fonts by language; texts of other languages that Latin letters cannot hold get the Japanese one."""
MARGIN = 56  # points of 1/72 inch
BODY_POINTS, TITLE_POINTS, LEADING = 10.5, 16, 1.6
PARAGRAPH_CHARS = 20_000


def pdf(title: str, paragraphs: Sequence[str], language: str) -> bytes:
    """Return a document as PDF; the same text gives the same bytes. `language` is a code such as `ja`."""
    font = _font(title + "".join(paragraphs), language)
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        invariant=1,
    )
    body = _style("body", font, BODY_POINTS)
    flow = [Paragraph(escape(title), _style("title", font, TITLE_POINTS)), Spacer(1, TITLE_POINTS)]
    document.build([*flow, *(Paragraph(escape(part), body) for text in paragraphs for part in _cut(text))])
    return file.getvalue()


def _font(text: str, language: str) -> str:
    if language not in FONTS and _is_latin(text):
        return LATIN
    return _registered(FONTS.get(language, JAPANESE))


def _is_latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _registered(name: str) -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name


def _style(name: str, font: str, points: float) -> ParagraphStyle:
    wrap = None if font == LATIN else "CJK"
    return ParagraphStyle(
        name, fontName=font, fontSize=points, leading=points * LEADING, wordWrap=wrap, spaceAfter=points / 2
    )


def _cut(text: str) -> Sequence[str]:
    """Return a text in pieces of which each is laid out in time."""
    return [text[start : start + PARAGRAPH_CHARS] for start in range(0, len(text), PARAGRAPH_CHARS)]
