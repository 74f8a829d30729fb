"""The options `highlight`, `explain` and `suggest` as they come over the wire: ours, not the vendor's.

| option | values |
|---|---|
| `highlight` | true, false, or an object of any of `fields`, `fragments`, `length`, `pre`, `post` |
| `explain`, `suggest` | true or false |

Truth values and numbers may be text, so that `highlight=true` in an address means the same.
"""

from collections.abc import Mapping
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.query.dsl_options import closest
from tokkyo.query.values import shown
from tokkyo.service.beyond.options import DEFAULT_STYLE, NOTHING, Beyond, Highlight, word_fields
from tokkyo.text.fragments import Style

KNOWN = frozenset({"highlight", "explain", "suggest"})
_PARTS = frozenset({"fields", "fragments", "length", "pre", "post"})
_WORDS = {"true": True, "false": False}


def beyond_of(body: Mapping[str, Any]) -> Beyond:
    """Read the options of a body or of parameters. Raises `QueryError` with the path of what is wrong."""
    if KNOWN.isdisjoint(body):
        return NOTHING
    return Beyond(
        highlight=_highlight(body.get("highlight")),
        explain=_truth(body.get("explain"), "explain"),
        suggest=_truth(body.get("suggest"), "suggest"),
    )


def _highlight(value: Any) -> Highlight | None:
    if not isinstance(value, dict):
        return Highlight() if _truth(value, "highlight") else None
    for name in value:
        if name not in _PARTS:
            raise QueryError(
                "unknown_option", f"no option is named {shown(name)}", path="highlight", fix=closest(name, _PARTS)
            )
    parts = {name: part for name, part in value.items() if part is not None}
    style = Style(
        fragments=_whole(parts.get("fragments", DEFAULT_STYLE.fragments), "highlight.fragments"),
        length=_whole(parts.get("length", DEFAULT_STYLE.length), "highlight.length"),
        before=_text(parts.get("pre", DEFAULT_STYLE.before), "highlight.pre"),
        behind=_text(parts.get("post", DEFAULT_STYLE.behind), "highlight.post"),
    )
    return Highlight(_fields(parts.get("fields", [])), style)


def _fields(value: Any) -> frozenset[str]:
    path = "highlight.fields"
    names = [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise QueryError("bad_option", f"{path} is not a list of field names", path=path, fix='write ["title"]')
    places = enumerate(dict.fromkeys(names))
    return frozenset(field.name for number, name in places for field in word_fields(name, f"{path}[{number}]"))


def _truth(value: Any, path: str) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str) and value.strip().lower() in _WORDS:
        return _WORDS[value.strip().lower()]
    raise QueryError("bad_boolean", f"{shown(value)} is neither true nor false", path=path, fix="use true or false")


def _whole(value: Any, path: str) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise QueryError("bad_number", f"{shown(value)} is not a whole number", path=path, fix="give a number such as 3")


def _text(value: Any, path: str) -> str:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    raise QueryError("bad_text", f"{shown(value)} stands where text is due", path=path, fix="give a text in quotes")
