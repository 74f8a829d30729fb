"""What documents of a case are called (jpo.md 4.6)."""

import re

import pytest

from tokkyo.model.jpo.apis import DESIGN, LAWS, PATENT, TRADEMARK
from tokkyo.model.jpo.document_names import BY_LAW, COMMON, described


@pytest.mark.parametrize(
    ("law", "code", "part", "name"),
    [
        (PATENT, "A63", "S", "特許願"),
        (PATENT, "A63", "M", "明細書"),
        (PATENT, "A63", "L", "請求の範囲"),
        (PATENT, "A523", "S", "手続補正書（自発・内容）"),
        (PATENT, "A523", "T", "添付書類"),
        (PATENT, "A131", "K", "拒絶理由通知書"),
        (PATENT, "R150", " ", "特許証"),
        (DESIGN, "A63", "S", "意匠登録願"),
        (DESIGN, "A523", "S", "手続補正書"),
        (DESIGN, "R100", " ", "設定納付書"),
        (TRADEMARK, "A01", "S", "登録査定"),
        (TRADEMARK, "A80", "S", "出願時の特例証明書提出書"),
        (PATENT, "IB349", " ", "国際公開"),
        (PATENT, "IBC349", " ", "訂正／国際公開"),
        (PATENT, "IBC", " ", ""),
        (PATENT, "A999999", "S", ""),
    ],
)
def test_names(law: str, code: str, part: str, name: str) -> None:
    assert described(law, code, part) == name


def test_codes_and_names_have_the_lengths_of_the_wire() -> None:
    names = dict(COMMON) | {code: name for law in LAWS for code, name in BY_LAW[law].items()}
    assert all(re.fullmatch("[A-Z]{1,2}[0-9A-Z]{1,6}", code) and len(code) <= 7 for code in names)
    assert all(0 < len(name) <= 40 for name in names.values())


def test_a_name_of_a_law_differs_from_the_common_one() -> None:
    assert not [code for law in LAWS for code, name in BY_LAW[law].items() if COMMON.get(code) == name]
