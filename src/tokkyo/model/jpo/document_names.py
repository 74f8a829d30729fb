"""What the documents of a case are called: by law, intermediate code and part.

A document of several parts is called by the part (a patent application's specification is 明細書), all others by their
code. The names of `document_names_filing` and `document_names_trials` hold under every law unless `BY_LAW` has another.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK
from tokkyo.model.jpo.document_names_filing import FILED, ISSUED, REGISTERED
from tokkyo.model.jpo.document_names_trials import INTERNATIONAL, TRIALS

PARTS: Mapping[str, str] = MappingProxyType(
    {"L": "請求の範囲", "M": "明細書", "Z": "図面", "Y": "要約書", "T": "添付書類", "H": "配列表"}
)
"""Names of parts by `documentSeparator`; the others (S, K, C, N, G) are the document itself."""

COMMON: Mapping[str, str] = MappingProxyType({**FILED, **ISSUED, **REGISTERED, **TRIALS, **INTERNATIONAL})

BY_LAW: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        PATENT: {
            "A01": "特許査定",
            "A63": "特許願",
            "A632": "国内書面",
            "A634": "国際出願翻訳文提出書",
            "A635": "国際出願翻訳文提出書（職権）",
            "A523": "手続補正書（自発・内容）",
            "R100": "特許料納付書",
            "R150": "特許証",
        },
        DESIGN: {"A01": "登録査定", "A63": "意匠登録願", "R100": "設定納付書", "R150": "登録証"},
        TRADEMARK: {
            "A01": "登録査定",
            "A63": "商標登録願",
            "A632": "防護標章登録願",
            "A633": "防護標章登録に基づく権利存続期間更新登録願",
            "A634": "書換登録申請書",
            "A635": "防護標章登録に基づく権利書換登録申請書",
            "A80": "出願時の特例証明書提出書",
            "R100": "設定納付書",
            "R150": "登録証",
        },
    }
)
"""Names that a law has of its own; they go before the common ones."""

_CORRECTION = "IBC"


def described(law: str, code: str, part: str = "") -> str:
    """Return what a document is called, "" where neither its part nor its code has a known name."""
    return PARTS.get(part) or BY_LAW[law].get(code) or COMMON.get(code) or _corrected(code)


def _corrected(code: str) -> str:
    """Return the name of a correction by the International Bureau: that of what it corrects, marked 訂正."""
    name = COMMON.get("IB" + code.removeprefix(_CORRECTION)) if code.startswith(_CORRECTION) else None
    return f"訂正／{name}" if name else ""
