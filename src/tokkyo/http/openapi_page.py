"""The OpenAPI document as one page of HTML, without scripts and without anything from elsewhere."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1,h2,h3{line-height:1.2}h2{margin-top:3rem}h3{margin-top:2rem;font-family:ui-monospace,monospace;font-size:1.05rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}
tr{border-bottom:1px solid #ddd}pre{background:#f4f4f2;padding:.75rem;overflow-x:auto}
h3,td{overflow-wrap:anywhere}td:first-child{overflow-wrap:normal}code,pre{font-size:.9em}
@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#171717}pre{background:#252525}tr{border-color:#444}
a{color:#8ab4f8}}"""
HEAD = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{}</title><style>{}</style></head><body>"""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The page's Content-Security-Policy."""

_CODE = re.compile(r"`([^`]+)`")

Json = Mapping[str, Any]


def page(document: Json) -> str:
    """Return the page of a document: its introduction, then every operation by group."""
    info = document["info"]
    parts = [f"<h1>{_text(info['title'])} {_text(info['version'])}</h1>", *_paragraphs(info["description"])]
    parts.append('<p>The whole of it for programs: <a href="openapi.json">openapi.json</a></p>')
    for group in document["tags"]:
        parts += [f"<h2>{_text(group['name'])}</h2>", f"<p>{_text(group['description'])}</p>"]
        parts += _group(document, group["name"])
    return "\n".join((HEAD.format(_text(info["title"]), STYLE), *parts, "</body></html>\n"))


def _group(document: Json, group: str) -> Iterator[str]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if group in operation["tags"]:
                yield from _operation(document, f"{method.upper()} {path}", operation)


def _operation(document: Json, title: str, operation: Json) -> Iterator[str]:
    yield f'<h3 id="{_text(operation["operationId"])}">{_text(title)}</h3>'
    yield f"<p>{_prose(operation['summary'])}. {_prose(operation['description'])}</p>"
    rows = [(row["name"], row["in"], row["description"]) for row in operation.get("parameters", ())]
    yield from _table(("parameter", "where", "meaning"), rows)
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    if body:
        properties = _resolved(document, body["schema"]).get("properties", {})
        yield from _table(("key", "meaning"), [(name, row.get("description", "")) for name, row in properties.items()])
    for example in body.get("examples", {}).values():
        yield f"<p>{_text(example['summary'])}:</p>"
        yield f"<pre>{_text(json.dumps(example['value'], ensure_ascii=False, indent=2))}</pre>"
    answers = operation["responses"].items()
    yield from _table(("status", "when"), [(code, _resolved(document, row)["description"]) for code, row in answers])


def _resolved(document: Json, node: Json) -> Json:
    if "$ref" not in node:
        return node
    found: Any = document
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    resolved: Json = found
    return resolved


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield "<table><tr>" + "".join(f"<th>{_text(name)}</th>" for name in head) + "</tr>"
        for first, *others in rows:
            cells = "".join(f"<td>{_prose(cell)}</td>" for cell in others)
            yield f"<tr><td><code>{_text(first)}</code></td>{cells}</tr>"
        yield "</table>"


def _paragraphs(text: str) -> Iterator[str]:
    for part in text.split("\n\n"):
        yield f"<p>{_prose(part)}</p>"


def _prose(text: str) -> str:
    """Return text with what stands between backticks set as code."""
    return _CODE.sub(r"<code>\1</code>", _text(text))


def _text(text: object) -> str:
    return escape(str(text), quote=True)
