"""What goes with an answer when a caller asks for more: highlights, explanation, suggestions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from tokkyo.engine.port import Engine
from tokkyo.service.beyond.explaining import Explaining
from tokkyo.service.beyond.highlighting import Highlighting
from tokkyo.service.beyond.options import check_beyond
from tokkyo.service.beyond.suggesting import Suggesting
from tokkyo.service.search import PreparedSearch, SearchRequest, SearchResult
from tokkyo.settings import Settings
from tokkyo.store.documents import Documents
from tokkyo.text.normalise import encodable

Extra = tuple[str, bytes]  # the key of the envelope and its value as JSON


class Extras:
    """Makes them; safe to call from several threads."""

    def __init__(self, documents: Documents, engine: Engine, settings: Settings, today: Callable[[], date]) -> None:
        self._settings = settings
        self._highlighting = Highlighting(documents, engine, settings)
        self.explaining = Explaining(engine, settings)
        self.suggesting = Suggesting(documents, engine, settings, today)

    def check(self, request: SearchRequest) -> None:
        """Raise `QueryError` where an option passes a limit."""
        check_beyond(request.beyond, self._settings)

    def of(self, prepared: PreparedSearch, result: SearchResult) -> list[Extra]:
        """Return what was asked for besides an answer. Raises `EngineError`, and `QueryError` as searches do."""
        request, wanted = prepared.request, prepared.request.beyond
        made: list[tuple[str, object]] = []
        if wanted.highlight is not None:
            certain = request.expand_by is None
            found = self._highlighting.highlights(prepared.query, result.ids, wanted.highlight, certain=certain)
            made.append(("highlights", found))
        if wanted.explain:
            made.append(("explain", self.explaining.explanation(prepared.query)))
        if wanted.suggest:
            missed = request.query is not None and not result.total
            suggest = self.suggesting.suggestions
            made.append(
                ("suggestions", suggest(request.query, request.analysis, regex=request.regex) if missed else [])
            )
        return [(key, _encoded(value)) for key, value in made]


def _encoded(value: object) -> bytes:
    """Return JSON; half characters, which names in a query may have, become U+FFFD."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_repaired(msgspec.to_builtins(value)))


def _repaired(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {encodable(key): _repaired(inner) for key, inner in value.items()}
    return [_repaired(inner) for inner in value] if isinstance(value, list | tuple) else value
