"""What a caller may ask for besides the answer itself, always under names of our own: see `docs/beyond-lens.md`."""

from dataclasses import dataclass

from tokkyo.errors import QueryError
from tokkyo.fields.registry import resolve, sources
from tokkyo.fields.types import Field
from tokkyo.query.field_names import unknown_field
from tokkyo.settings import Settings
from tokkyo.text.fragments import Style

DEFAULT_STYLE = Style()


@dataclass(frozen=True, slots=True)
class Highlight:
    """Fragments with the words a hit was found by.

    `fields` are registry names; empty stands for all fields of words that the query asks in.
    """

    fields: frozenset[str] = frozenset()
    style: Style = DEFAULT_STYLE


@dataclass(frozen=True, slots=True)
class Beyond:
    """The options of one request."""

    highlight: Highlight | None = None
    explain: bool = False
    suggest: bool = False

    @property
    def wanted(self) -> bool:
        """Whether anything is asked for."""
        return self.highlight is not None or self.explain or self.suggest


NOTHING = Beyond()


def word_fields(name: str, path: str) -> tuple[Field, ...]:
    """Return the fields of words that a search name means. Raises `QueryError` for others."""
    field = resolve(name)
    if field is None:
        raise unknown_field(name, path=path)
    if not field.analysed:
        message = f"{field.name} has no words to mark"
        raise QueryError("cannot_highlight", message, path=path, fix="name a text such as title, or a name")
    return sources(field)


def check_beyond(beyond: Beyond, settings: Settings) -> None:
    """Raise `QueryError` where an option passes a limit."""
    if beyond.highlight is None:
        return
    style = beyond.highlight.style
    _within(style.fragments, 1, settings.number("max_highlight_fragments"), "fragments")
    _within(style.length, 1, settings.number("max_highlight_length"), "length")
    most = settings.number("max_highlight_mark_chars")
    for name, text in (("pre", style.before), ("post", style.behind)):
        _within(len(text), 0, most, name, "characters")


def _within(number: int, least: int, most: int, name: str, unit: str = "") -> None:
    if not least <= number <= most:
        message = f"highlight.{name} is {number}{unit and ' '}{unit}, allowed are {least} to {most}"
        raise QueryError("highlight_out_of_range", message, path=f"highlight.{name}", fix="give a number between")
