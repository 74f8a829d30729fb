"""The 42 retrieval APIs: their numbers, names, addresses and the daily limits of the API list.

Sources: JPO's OpenAPI document 1.0 (names, addresses of 1-1 to 3-11), handbook 1.4 tables 1 to 4 (numbers, Japanese
names, limits of the OPD-API), the doubled domestic limits of 2 March 2026. Where no answer has shown the new limit yet
it is taken to be double the old one as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

PATENT, DESIGN, TRADEMARK, OPD = "patent", "design", "trademark", "opd"
LAWS = (PATENT, DESIGN, TRADEMARK)
"""The laws under which a case stands, as the addresses name them; `OPD` is a service of its own."""
LAW_CODES: Mapping[str, str] = MappingProxyType({PATENT: "1", DESIGN: "3", TRADEMARK: "4"})
"""The laws' codes in the standardized data (01290); 2 is utility models, which the APIs leave out."""


class Body(Enum):
    """What a successful answer is."""

    JSON = "json"
    DOCUMENTS = "documents"  # a ZIP archive of documents, or JSON with a link to it
    XML = "xml"
    PDF = "pdf"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Api:
    """One API: `number` as the API list has it (OPD: `OPD-1` …), `name` as in its address, `limit` calls a day."""

    number: str
    law: str
    name: str
    japanese: str
    english: str
    limit: int
    body: Body = Body.JSON

    @property
    def raised_for_providers(self) -> bool:
        """Return whether Information Providers may have five times its limit (handbook 2.0, article 4 (2))."""
        return self.body is Body.DOCUMENTS

    @property
    def raisable(self) -> bool:
        """Return whether its limit may be raised at all (never for the OPD-API: handbook 1.4)."""
        return self.law != OPD


_PATENT = (
    ("app_progress", "特許経過情報取得API", "Patent Progress Information", 800, Body.JSON),
    ("app_progress_simple", "シンプル版特許経過情報取得API", "Simplified Patent Progress Information", 800, Body.JSON),
    ("divisional_app_info", "特許分割出願情報取得API", "Patent Divisional Application Information", 60, Body.JSON),
    (
        "priority_right_app_info",
        "特許優先基礎出願情報取得API",
        "Patent Priority Basic Application Information",
        60,
        Body.JSON,
    ),
    ("applicant_attorney_cd", "特許申請人氏名・名称取得API", "Patent Applicant Name", 400, Body.JSON),
    ("applicant_attorney", "特許申請人コード取得API", "Patent Applicant Codes", 400, Body.JSON),
    ("case_number_reference", "特許番号参照API", "Patent Number Reference", 100, Body.JSON),
    ("app_doc_cont_opinion_amendment", "特許申請書類取得API", "Patent Application Documents", 200, Body.DOCUMENTS),
    ("app_doc_cont_refusal_reason_decision", "特許発送書類取得API", "Mailed Patent Documents", 200, Body.DOCUMENTS),
    (
        "app_doc_cont_refusal_reason",
        "特許拒絶理由通知書取得API",
        "Notice of Reasons for Refusal (Patent)",
        200,
        Body.DOCUMENTS,
    ),
    ("cite_doc_info", "特許引用文献情報取得API", "Patent Cited Documents Information", 100, Body.JSON),
    ("registration_info", "特許登録情報取得API", "Patent Registration Information", 400, Body.JSON),
    ("jpp_fixed_address", "特許J-PlatPat固定アドレス取得API", "Patent J-PlatPat Fixed Address", 400, Body.JSON),
    (
        "pct_national_phase_application_number",
        "特許PCT出願の日本国内移行後の出願番号取得API",
        "Patent PCT National Phase Application Number",
        400,
        Body.JSON,
    ),
)

# Designs and trademarks have the same eleven; {ja} and {en} stand for the name of the law.
_DESIGN_AND_TRADEMARK = (
    ("app_progress", "{ja}経過情報取得API", "{en} Progress Information", 800, Body.JSON),
    ("app_progress_simple", "シンプル版{ja}経過情報取得API", "Simplified {en} Progress Information", 800, Body.JSON),
    (
        "priority_right_app_info",
        "{ja}優先基礎出願情報取得API",
        "{en} Priority Basic Application Information",
        60,
        Body.JSON,
    ),
    ("applicant_attorney_cd", "{ja}申請人氏名・名称取得API", "{en} Applicant Name", 400, Body.JSON),
    ("applicant_attorney", "{ja}申請人コード取得API", "{en} Applicant Codes", 400, Body.JSON),
    ("case_number_reference", "{ja}番号参照API", "{en} Number Reference", 100, Body.JSON),
    ("app_doc_cont_opinion_amendment", "{ja}申請書類取得API", "{en} Application Documents", 200, Body.DOCUMENTS),
    ("app_doc_cont_refusal_reason_decision", "{ja}発送書類取得API", "Mailed {en} Documents", 200, Body.DOCUMENTS),
    (
        "app_doc_cont_refusal_reason",
        "{ja}拒絶理由通知書取得API",
        "Notice of Reasons for Refusal ({en})",
        200,
        Body.DOCUMENTS,
    ),
    ("registration_info", "{ja}登録情報取得API", "{en} Registration Information", 400, Body.JSON),
    ("jpp_fixed_address", "{ja}J-PlatPat固定アドレス取得API", "{en} J-PlatPat Fixed Address", 400, Body.JSON),
)

_OPD = (
    ("family", "OPDファミリー情報取得API", "OPD Family Information", 100, Body.XML),
    ("family_list", "OPDファミリー一覧情報取得API", "OPD Family List Information", 300, Body.XML),
    ("global_doc_list", "OPD書類一覧取得API", "OPD Document List", 300, Body.XML),
    ("global_cite_class", "OPD分類・引用情報取得API", "OPD Citation and Classification", 100, Body.XML),
    ("global_doc_cont", "OPD書類実体取得API", "OPD Document Contents", 100, Body.PDF),
    ("jp_doc_cont", "OPD JP書類実体取得API", "OPD JP Document Contents", 100, Body.ZIP),
)


def _numbered(chapter: str, law: str, rows: tuple[tuple[str, str, str, int, Body], ...]) -> tuple[Api, ...]:
    ja, en = {PATENT: ("特許", "Patent"), DESIGN: ("意匠", "Design"), TRADEMARK: ("商標", "Trademark")}.get(
        law, ("", "")
    )
    return tuple(
        Api(f"{chapter}-{place}", law, name, japanese.format(ja=ja), english.format(en=en), limit, body)
        for place, (name, japanese, english, limit, body) in enumerate(rows, 1)
    )


APIS: tuple[Api, ...] = (
    *_numbered("1", PATENT, _PATENT),
    *_numbered("2", DESIGN, _DESIGN_AND_TRADEMARK),
    *_numbered("3", TRADEMARK, _DESIGN_AND_TRADEMARK),
    *_numbered("OPD", OPD, _OPD),
)

CASE_SEARCH = Api("C-1", "cases", "search", "案件検索API", "Search of cases", 1000)
"""What is Tokkyo's own: searches, changes, numbers and annuities below `/api/cases/v1` count together."""

LIMITED: tuple[Api, ...] = (*APIS, CASE_SEARCH)
"""Everything that is counted against a limit of the day."""

BY_NUMBER: Mapping[str, Api] = MappingProxyType({api.number: api for api in LIMITED})
BY_NAME: Mapping[tuple[str, str], Api] = MappingProxyType({(api.law, api.name): api for api in LIMITED})
"""APIs by law and name, such as ("patent", "app_progress")."""
