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
from tokkyo.http import wire_values as values
from tokkyo.query.dsl_options import closest
from tokkyo.query.values import shown
from tokkyo.service.beyond.options import DEFAULT_STYLE, NOTHING, Beyond, Highlight, word_fields
from tokkyo.text.fragments import Style

KNOWN = frozenset({"highlight", "explain", "suggest"})
_PARTS = frozenset({"fields", "fragments", "length", "pre", "post"})


def beyond_of(body: Mapping[str, Any]) -> Beyond:
    """Read the options of a body or of parameters. Raises `QueryError` with the path of what is wrong."""
    if KNOWN.isdisjoint(body):
        return NOTHING
    return Beyond(
        highlight=_highlight(body.get("highlight")),
        explain=_on(body.get("explain"), "explain"),
        suggest=_on(body.get("suggest"), "suggest"),
    )


def _highlight(value: Any) -> Highlight | None:
    if not isinstance(value, dict):
        return Highlight() if _on(value, "highlight") else None
    for name in value:
        if name not in _PARTS:
            raise QueryError(
                "unknown_option", f"no option is named {shown(name)}", path="highlight", fix=closest(name, _PARTS)
            )
    parts = {name: part for name, part in value.items() if part is not None}
    style = Style(
        fragments=values.whole(parts.get("fragments", DEFAULT_STYLE.fragments), "highlight.fragments"),
        length=values.whole(parts.get("length", DEFAULT_STYLE.length), "highlight.length"),
        before=_mark(parts.get("pre", DEFAULT_STYLE.before), "highlight.pre"),
        behind=_mark(parts.get("post", DEFAULT_STYLE.behind), "highlight.post"),
    )
    return Highlight(_fields(parts.get("fields", [])), style)


def _fields(value: Any) -> frozenset[str]:
    path = "highlight.fields"
    names = values.split_list(value) if isinstance(value, str) else value
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise QueryError("bad_option", f"{path} is not a list of field names", path=path, fix='write ["title"]')
    places = enumerate(dict.fromkeys(names))
    return frozenset(field.name for number, name in places for field in word_fields(name, f"{path}[{number}]"))


def _on(value: Any, path: str) -> bool:
    return value is not None and values.truth(value, path)


def _mark(value: Any, path: str) -> str:
    """Read the text of a mark; half characters, which no answer can hold, become question marks."""
    return values.text(value, path).encode("utf-8", "replace").decode()
