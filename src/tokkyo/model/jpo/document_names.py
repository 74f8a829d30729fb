"""What the documents of a case are called: by law, intermediate code and part.

A document of several parts is called by the part (a patent application's specification is 明細書), all others by their
code. Sources: recorded answers of the retrieval APIs and the examples of their OpenAPI document.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK

PARTS: Mapping[str, str] = MappingProxyType(
    {"L": "請求の範囲", "M": "明細書", "Z": "図面", "Y": "要約書", "T": "添付書類", "H": "配列表"}
)
"""Names of parts by `documentSeparator`; the others (S, K, C, N, G) are the document itself."""

COMMON: Mapping[str, str] = MappingProxyType(
    {
        "A02": "拒絶査定",
        "A131": "拒絶理由通知書",
        "A223": "同一出願人による同日出願の協議指令書",
        "A231": "出願番号特定通知書",
        "A252": "審査官通知（その他の通知）（期間無）",
        "A523": "手続補正書",
        "A53": "意見書",
        "A61": "登録料納付",
        "A621": "出願審査請求書",
        "A80": "新規性の喪失の例外証明書提出書",
        "A843": "優先権証明請求（電子データ交換協定）",
        "A845": "優先権証明応答（電子データ交換協定）",
        "A861": "ファイル記録事項の閲覧（縦覧）請求書",
        "A871": "早期審査に関する事情説明書",
        "A971005": "早期審査に関する報告書",
        "A971007": "検索報告書",
        "A972001": "要約不備職権訂正",
        "C16": "異議の決定",
        "C201": "異議番号通知",
        "C22": "審判官指定（変更）通知",
        "C28": "再送",
        "C3012": "郵便送達報告書",
        "C561": "異議申立書",
        "C95": "予告登録通知",
        "C96": "確定登録通知",
        "R20": "年金納付書",
        "R250": "年金領収書、年金領収書（分納）",
    }
)
"""Names that hold under every law."""

BY_LAW: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        PATENT: {
            "A01": "特許査定",
            "A63": "特許願",
            "A523": "手続補正書（自発・内容）",
            "R100": "特許料納付書",
            "R150": "特許証",
        },
        DESIGN: {"A01": "登録査定", "A63": "意匠登録願", "R100": "設定納付書", "R150": "登録証"},
        TRADEMARK: {"A01": "登録査定", "A63": "商標登録願", "R100": "設定納付書", "R150": "登録証"},
    }
)
"""Names that a law has of its own; they go before the common ones."""


def described(law: str, code: str, part: str = "") -> str:
    """Return what a document is called, "" where neither its part nor its code has a known name."""
    return PARTS.get(part) or BY_LAW[law].get(code) or COMMON.get(code, "")
