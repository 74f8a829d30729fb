"""What elements of the office's XML are called for people, and how numbers and dates in them are read.

The names are those the office prints on the documents; what is not listed is shown without one.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "addressed-to-person": "あて先",
        "addressed-to-person-group": "あて先",
        "applicant": "氏名又は名称",
        "agent": "代理人",
        "dispatch-number": "発送番号",
        "file-reference-id": "整理番号",
        "submission-date": "提出日",
        "drafting-date": "起案日",
        "draft-person-group": "審査官",
        "application-reference": "出願番号",
        "invention-title": "発明の名称",
        "number-of-claim": "請求項の数",
        "article-group": "適用条文",
        "item-of-amendment": "補正対象項目名",
        "way-of-amendment": "補正方法",
        "contents-of-amendment": "補正の内容",
        "amended-part": "補正対象書類名",
        "kind-of-application": "出願種別",
        "exist-of-reference-doc": "参考文献",
        "patent-law-section30": "特許法第３０条適用",
        "change-flag-invention-title": "発明の名称の変更",
        "fi-article": "ＦＩ",
        "ipc-article": "国際特許分類",
        "field-of-search-article": "調査した分野",
        "patent-reference-article": "参考特許文献",
        "reference-books-article": "参考図書雑誌",
        "opinion-contents-article": "意見の内容",
        "proof-means": "証拠方法",
        "list-of-submitted-articles": "提出物件の目録",
    }
)
"""Names of elements of one value."""

HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "opinion-contents-article": "【意見の内容】",
        "proof-means": "【証拠方法】",
        "comment-article": "【その他】",
    }
)
"""Headings of groups with texts of their own."""

AMENDED_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "claims": "特許請求の範囲",
        "description": "明細書",
        "drawings": "図面",
        "abstract": "要約書",
        "request": "特許願",
    }
)
"""What an amendment changes, by `jp:kind-of-document`."""

AMENDED_CODES: Mapping[str, str] = MappingProxyType({"A16330": "明細書", "A16333": "特許請求の範囲", "A163": "特許願"})
"""The same by `jp:document-code`, as far as answers have shown them."""

WAYS_OF_AMENDMENT: Mapping[str, str] = MappingProxyType({"1": "追加", "2": "削除", "3": "変更"})
TRUTH: Mapping[str, str] = MappingProxyType({"true": "有", "false": "無"})
_SIGNS: Mapping[str, str] = MappingProxyType({PATENT: "特願", DESIGN: "意願", TRADEMARK: "商願"})
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")


def readable_application(number: str, law: str) -> str:
    """Return an application number as people write it, others as they are.

    >>> readable_application("2020123456", "patent")
    '特願2020-123456'
    """
    digits = number.strip()
    plain = len(digits) == 10 and digits.isascii() and digits.isdigit()
    return f"{_SIGNS.get(law, '')}{digits[:4]}-{digits[4:]}" if plain else digits


def readable_date(text: str) -> str:
    """Return a date `YYYYMMDD` as people write it, other texts as they are.

    >>> readable_date("20240709")
    '2024年7月9日'
    """
    found = _DATE.match(text.strip())
    return f"{int(found[1])}年{int(found[2])}月{int(found[3])}日" if found else text.strip()


def wide(digits: str) -> str:
    """Return digits full-width, as paragraph and claim numbers are printed."""
    return digits.strip().translate(_WIDE)
