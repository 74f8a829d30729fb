"""The retrieval APIs and the token URL as the OpenAPI document describes them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from tokkyo.http.jpo import answer_blocks, design_answers, patent_answers, trademark_answers
from tokkyo.http.jpo.documents import ArchiveLink
from tokkyo.http.jpo.fixed_address import FixedAddress
from tokkyo.http.jpo.outcomes import OUTCOMES, Outcome
from tokkyo.http.jpo.parameters import CHECKED, Parameter, parameters_of
from tokkyo.http.jpo.retrieval import path_of
from tokkyo.http.jpo.wire_schemas import NOTHING, Schema
from tokkyo.model.jpo.apis import APIS, DESIGN, OPD, PATENT, TRADEMARK, Api, Body

_SHARED: Mapping[str, type[msgspec.Struct]] = {
    "priority_right_app_info": answer_blocks.ParisPriorities,
    "applicant_attorney_cd": answer_blocks.ApplicantName,
    "applicant_attorney": answer_blocks.ApplicantCodes,
    "jpp_fixed_address": FixedAddress,
}
DATA: Mapping[tuple[str, str], type[msgspec.Struct]] = MappingProxyType(
    {
        **{(law, name): struct for law in (PATENT, DESIGN, TRADEMARK) for name, struct in _SHARED.items()},
        (PATENT, "app_progress"): patent_answers.FullProgress,
        (PATENT, "app_progress_simple"): patent_answers.SimpleProgress,
        (PATENT, "divisional_app_info"): patent_answers.Family,
        (PATENT, "priority_right_app_info"): patent_answers.Priorities,
        (PATENT, "case_number_reference"): patent_answers.CaseNumbers,
        (PATENT, "cite_doc_info"): patent_answers.CitedDocuments,
        (PATENT, "registration_info"): patent_answers.PatentRegistration,
        (PATENT, "pct_national_phase_application_number"): patent_answers.NationalApplication,
        (DESIGN, "app_progress"): design_answers.FullDesignProgress,
        (DESIGN, "app_progress_simple"): design_answers.SimpleDesignProgress,
        (DESIGN, "case_number_reference"): design_answers.DesignNumbers,
        (DESIGN, "registration_info"): design_answers.DesignRegistration,
        (TRADEMARK, "app_progress"): trademark_answers.FullTrademarkProgress,
        (TRADEMARK, "app_progress_simple"): trademark_answers.SimpleTrademarkProgress,
        (TRADEMARK, "case_number_reference"): trademark_answers.TrademarkNumbers,
        (TRADEMARK, "registration_info"): trademark_answers.TrademarkRegistration,
    }
)
"""What the data of a JSON answer is, by law and API."""
STRUCTS: tuple[type[msgspec.Struct], ...] = (*dict.fromkeys(DATA.values()), ArchiveLink)

GROUPS: Mapping[str, str] = MappingProxyType(
    {PATENT: "Patents", DESIGN: "Designs", TRADEMARK: "Trademarks", OPD: "One Portal Dossier"}
)
_FILES: Mapping[Body, str] = {
    Body.DOCUMENTS: "application/zip",
    Body.XML: "application/xml",
    Body.PDF: "application/pdf",
    Body.ZIP: "application/zip",
}
BINARY: Schema = {"type": "string", "format": "binary"}
ALWAYS = ("203", "208", "999")
REFUSALS = ("210", "301", "400", "303", "999", "302")


def retrieval_paths(outcomes: Mapping[str, Outcome]) -> dict[str, Any]:
    """Return the paths of all APIs; `outcomes` as the settings have them."""
    return {path_of(api).replace(":path}", "}"): {"get": operation(api, outcomes)} for api in APIS}


def operation(api: Api, outcomes: Mapping[str, Outcome]) -> dict[str, Any]:
    """Return one API as the document holds it."""
    return {
        "operationId": f"{api.law}_{api.name}",
        "tags": [GROUPS[api.law]],
        "summary": f"{api.number} {api.english}",
        "description": f"{api.japanese}. {api.limit} calls a day by the API list.",
        "parameters": [_parameter(parameter) for parameter in parameters_of(api)],
        "responses": _responses(api, outcomes),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "path",
        "required": True,
        "description": f"The {parameter.meaning}.",
        "schema": {"type": "string", "minLength": 1, "examples": [parameter.example]},
    }


def _responses(api: Api, outcomes: Mapping[str, Outcome]) -> dict[str, Any]:
    codes = list(_codes(api))
    content: dict[str, Any] = {}
    if api.body in _FILES:
        content[_FILES[api.body]] = {"schema": BINARY}
    if api.law == OPD:
        content["application/xml"] = {"schema": {"type": "string"}}
    content["application/json"] = {"schema": envelope(codes, _data(api))}
    found = {"200": {"description": _listed(codes, outcomes), "content": content}}
    refused: dict[int, list[str]] = {}
    for code in REFUSALS:
        refused.setdefault(outcomes[code].status, []).append(code)
    refused.setdefault(414, []).append("204")
    refused.setdefault(503, []).append("999")
    for status, those in sorted(refused.items()):
        content = {"application/json": {"schema": envelope(those, [NOTHING])}}
        found.setdefault(str(status), {"description": _listed(those, outcomes), "content": content})
    return found


def _codes(api: Api) -> Iterator[str]:
    """Yield the codes that come with HTTP 200."""
    yield from ("100", "107")
    if api.body in (Body.DOCUMENTS, Body.PDF, Body.ZIP):
        yield "108"
    if (api.law, api.name) == (PATENT, "case_number_reference"):
        yield "111"
    if (api.law, api.name) in CHECKED or api.law == OPD:
        yield "204"
    yield from ALWAYS


def _data(api: Api) -> list[Schema]:
    struct = ArchiveLink if api.body is Body.DOCUMENTS else DATA.get((api.law, api.name))
    return [NOTHING] if struct is None else [{"$ref": f"#/components/schemas/{struct.__name__}"}, NOTHING]


def envelope(codes: list[str], data: list[Schema]) -> Schema:
    """Return the schema of an envelope with one of some codes."""
    result = {
        "statusCode": {"enum": codes},
        "errorMessage": {"type": "string"},
        "remainAccessCount": {"type": "string", "pattern": "^[0-9]*$"},
        "data": data[0] if len(data) == 1 else {"anyOf": data},
    }
    inner = {"type": "object", "required": list(result), "properties": result, "additionalProperties": False}
    return {"type": "object", "required": ["result"], "properties": {"result": inner}, "additionalProperties": False}


def _listed(codes: list[str], outcomes: Mapping[str, Outcome]) -> str:
    return "; ".join(f"{code} {outcomes[code].message}".strip() for code in codes if code in OUTCOMES)
