"""`POST /patent/export` and `GET /patent/export/{token}`: whole result sets as a stream. Ours, not the vendor's.

| option of the body | values |
|---|---|
| those of a search | but `group_by`; `from`, `size` and `scroll` have no effect |
| `format` | `jsonl` (also `Accept: application/x-ndjson`) or `csv` (also `Accept: text/csv`) |
| `include`, `exclude` | for JSON lines: response paths or search names |
| `columns` | for CSV: names of `service.columns`, or response paths |
| `escape_formulas` | for CSV: false leaves cells as they are that a spreadsheet would take for formulas |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from tokkyo.errors import QueryError
from tokkyo.http import wire_values
from tokkyo.http.json_bodies import decode_body
from tokkyo.http.lens import wire, wire_beyond
from tokkyo.http.lens.answers import warning_headers
from tokkyo.http.lens.export_stream import MEDIA_TYPES, ExportStream
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.query.values import shown
from tokkyo.service.exporting import Export, Exporting, Format, Layout
from tokkyo.service.search import PatentSearch, PreparedSearch

SCOPE = "search"
TOKEN_HEADER = "x-tokkyo-resume-token"  # noqa: S105
TOTAL_HEADER = "x-tokkyo-total"

OWN = frozenset({"format", "columns", "escape_formulas"})
WITHOUT_EFFECT = frozenset({"from", "size", "scroll", "scroll_id"} | wire_beyond.KNOWN)
FORMATS: Mapping[str, Format] = MappingProxyType({"jsonl": "jsonl", "ndjson": "jsonl", "csv": "csv"})

Warnings = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exports:
    """The export endpoints."""

    search: PatentSearch
    exporting: Exporting
    gate: Gate

    def routes(self) -> list[Route]:
        """Return the routes."""
        post, get = self.gate.endpoint(SCOPE, self.post), self.gate.endpoint(SCOPE, self.get)
        return [
            Route("/patent/export", post, methods=["POST"]),
            Route("/patent/export/{token}", get, methods=["GET"]),
        ]

    async def post(self, call: Call) -> Response:
        """Begin an export."""
        data = await self.gate.json_body(call)
        return await self.gate.run(lambda: self._begun(call, *decode_body(data)))

    async def get(self, call: Call) -> Response:
        """Go on with an export behind `from` records."""
        token = call.request.path_params["token"]
        records = wire_values.whole(call.request.query_params.get("from") or 0, "from")
        return await self.gate.run(lambda: self._resumed(call, token, records))

    def _begun(self, call: Call, body: Mapping[str, Any], warnings: Warnings) -> Response:
        layout = layout_of(body, call.request.headers.get("accept", ""))
        prepared = self.search.expanded(self._prepared(body))
        token, export = self.exporting.begin(call.principal, prepared, layout)
        try:
            return self._stream(call, token, export, (*warnings, *_ignored(body), *prepared.query.warnings))
        except BaseException:
            self.exporting.discard(call.principal, token)
            raise

    def _resumed(self, call: Call, token: str, records: int) -> Response:
        return self._stream(call, token, self.exporting.resume(call.principal, token, records), ())

    def _stream(self, call: Call, token: str, export: Export, warnings: Warnings) -> Response:
        kind = export.layout.format
        headers = {
            TOKEN_HEADER: token,
            TOTAL_HEADER: str(export.total),
            "content-disposition": f'attachment; filename="export.{kind}"',
            **warning_headers(warnings),
        }
        try:
            if call.request.method == "HEAD":
                export.close()
                told = Response(headers=headers, media_type=MEDIA_TYPES[kind])
                del told.headers["content-length"]
                return told
            first = export.batch(lambda records: self.gate.reserve(call, records))
        except BaseException:
            export.close()
            raise
        call.streaming = True
        return ExportStream(self.gate, call, export, first, self.exporting.finished, headers)

    def _prepared(self, body: Mapping[str, Any]) -> PreparedSearch:
        wanted = {name: value for name, value in body.items() if name not in WITHOUT_EFFECT}
        if wanted.get("group_by"):
            fix = "leave group_by out, or page through the search"
            raise QueryError("group_with_export", "hits by family cannot be exported", path="group_by", fix=fix)
        return self.search.prepare(wire.request_of_body(wanted, 0))


def layout_of(body: Mapping[str, Any], accept: str) -> Layout:
    """Read how records are to be written. Raises `QueryError` for options of the other format."""
    kind = _format(body.get("format"), accept)
    projected = [name for name in ("include", "exclude") if body.get(name)]
    tabular = [name for name in ("columns", "escape_formulas") if body.get(name) not in (None, "", [])]
    if kind == "csv":
        if projected:
            fix = "name columns, or export as jsonl"
            raise QueryError("option_needs_jsonl", f"{projected[0]} is for JSON lines", path=projected[0], fix=fix)
        escape = body.get("escape_formulas")
        return Layout(
            kind,
            columns=tuple(wire_values.names(body.get("columns"), "columns")),
            escape=True if escape in (None, "") else wire_values.truth(escape, "escape_formulas"),
        )
    if tabular:
        raise QueryError("option_needs_csv", f"{tabular[0]} is for CSV", path=tabular[0], fix='ask for "format": "csv"')
    kept = wire.projection_of(body.get("include"), body.get("exclude"))
    return Layout(kind, kept.include, kept.exclude)


def _format(value: Any, accept: str) -> Format:
    if value in (None, ""):
        return "csv" if "text/csv" in accept.lower() else "jsonl"
    if isinstance(value, str) and value.lower() in FORMATS:
        return FORMATS[value.lower()]
    raise QueryError("bad_format", f"{shown(value)} is no format of exports", path="format", fix="use jsonl or csv")


def _ignored(body: Mapping[str, Any]) -> Warnings:
    names = sorted(name for name in WITHOUT_EFFECT & body.keys() if body[name] not in wire_values.ABSENT)
    unknown = wire.unknown_keys({name: value for name, value in body.items() if name not in OWN})
    return (*((f"{', '.join(names)}: no effect on an export",) if names else ()), *unknown)
