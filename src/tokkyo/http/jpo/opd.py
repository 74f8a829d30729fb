"""The six APIs of the One Portal Dossier: XML, PDF and ZIP.

What is refused before anything is looked up (token, limit, letters) is JSON as in the domestic APIs; that nothing was
found is XML where the answer is XML, or JSON with the setting `opd_errors`, and JSON where it is a file: a public
client saves what does not begin with a brace as the PDF or ZIP (jpo.md, 4.7 and source S3).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from starlette.routing import Route

from tokkyo.errors import SettingError
from tokkyo.http.jpo import opd_xml
from tokkyo.http.jpo.envelope import recorded_code
from tokkyo.http.jpo.gate import Answering, Gate
from tokkyo.http.jpo.outcomes import NO_BODY, NO_DATA, SUCCESS, Outcome
from tokkyo.http.jpo.parameters import Checks
from tokkyo.http.jpo.replies import ARCHIVE, Found
from tokkyo.http.jpo.retrieval import path_of
from tokkyo.model.jpo.apis import APIS, OPD, Api, Body
from tokkyo.model.jpo.dossiers import DocdbNumber
from tokkyo.service.jpo.opd.portal import Portal

XML, PDF = b"application/xml", b"application/pdf"
MEDIA: Mapping[Body, bytes] = {Body.XML: XML, Body.PDF: PDF, Body.ZIP: ARCHIVE}
ERRORS = ("xml", "json")

Source = Callable[[Portal, tuple[str, ...]], Found]


@dataclass(frozen=True, slots=True)
class Dossiers:
    """The OPD-API over one store."""

    portal: Portal
    gate: Gate

    def routes(self) -> Iterator[Route]:
        """Return a route for each API. Raises `SettingError` for an impossible value of `opd_errors`."""
        strict = self.gate.settings.flag("jpo_strict_parameters")
        in_xml = _errors_in_xml(self.gate.settings.text("opd_errors"))
        for api in APIS:
            if api.law == OPD:
                endpoint = self.gate.endpoint(api, Checks.of(api, strict=strict), self._answering(api, in_xml=in_xml))
                yield Route(path_of(api), endpoint, methods=["GET"], name=f"{OPD}_{api.name}")

    def _answering(self, api: Api, *, in_xml: bool) -> Answering:
        source = SOURCES[api.name]
        as_sent = api.body is not Body.XML or not in_xml

        def looked_up(values: tuple[str, ...]) -> Found:
            recorded = self.portal.recorded(api.name, "/".join(values))
            if recorded is not None:
                return _recorded(api, values, recorded)
            found = source(self.portal, values)
            return found if found.code == SUCCESS or as_sent else _enveloped(found.code, None)

        async def answered(values: tuple[str, ...]) -> Found:
            return await self.gate.running.run(lambda: looked_up(values))

        return answered


def _errors_in_xml(text: str) -> bool:
    if text not in ERRORS:
        raise SettingError("bad_setting", f"opd_errors is {text!r}", fix=f"use {' or '.join(ERRORS)}")
    return text == ERRORS[0]


def _recorded(api: Api, values: tuple[str, ...], body: bytes) -> Found:
    """Return a recorded answer: XML with the counter of today, a file as it is."""
    if api.body is not Body.XML:
        return Found(SUCCESS, archive=body, name=_file_name(api, values), media=MEDIA[api.body])
    code = opd_xml.recorded_code(body) or recorded_code(body) or SUCCESS
    return Found(code, media=XML, enveloped=lambda _, left: opd_xml.with_remaining(body, left))


def _enveloped(code: str, data: opd_xml.Element | None) -> Found:
    def answer(outcome: Outcome, left: int | None) -> bytes:
        return opd_xml.answer(outcome.code, outcome.message, left, data)

    return Found(code, media=XML, enveloped=answer)


def _numbered(text: str) -> DocdbNumber:
    found = DocdbNumber.parse(text)
    assert found is not None, "the gate lets no other number through"
    return found


def _family(portal: Portal, values: tuple[str, ...]) -> Found:
    found = portal.dossiers.family(values[0], _numbered(values[1]))
    return _enveloped(SUCCESS, opd_xml.family(found)) if found else Found(NO_DATA)


def _family_list(portal: Portal, values: tuple[str, ...]) -> Found:
    found = portal.dossiers.family(values[0], _numbered(values[1]))
    return _enveloped(SUCCESS, opd_xml.family_list(found)) if found else Found(NO_DATA)


def _document_list(portal: Portal, values: tuple[str, ...]) -> Found:
    found = portal.dossiers.documents(_numbered(values[0]))
    return _enveloped(SUCCESS, opd_xml.documents(found)) if found else Found(NO_DATA)


def _classes_and_citations(portal: Portal, values: tuple[str, ...]) -> Found:
    found = portal.dossiers.classes_and_citations(_numbered(values[0]))
    return _enveloped(SUCCESS, opd_xml.classes_and_citations(found)) if found else Found(NO_DATA)


def _contents(portal: Portal, values: tuple[str, ...]) -> Found:
    found = portal.contents.pdf(_numbered(values[0]), values[1])
    return Found(NO_BODY) if found is None else Found(SUCCESS, archive=found, name=f"{values[1]}.pdf", media=PDF)


def _japanese_contents(portal: Portal, values: tuple[str, ...]) -> Found:
    found = portal.contents.archive(_numbered(values[0]), values[1])
    return Found(NO_BODY) if found is None else Found(SUCCESS, archive=found.read(), name=found.name)


def _file_name(api: Api, values: tuple[str, ...]) -> str:
    return f"{values[-1]}.{api.body.value}"


SOURCES: Mapping[str, Source] = {
    "family": _family,
    "family_list": _family_list,
    "global_doc_list": _document_list,
    "global_cite_class": _classes_and_citations,
    "global_doc_cont": _contents,
    "jp_doc_cont": _japanese_contents,
}
