"""Regular expressions of a query for any engine, with errors that name their place in the request."""

from collections.abc import Callable

from tokkyo.errors import QueryError
from tokkyo.query.tree import Regex
from tokkyo.text.patterns import regex_pattern


def plain_expression(node: Regex, folding: Callable[[str], str]) -> str:
    """Return the Lucene expression of a node as a plain one, its letters folded.

    Raises `QueryError` `regex_invalid` or `regex_unsupported` at the place of the node.
    """
    try:
        return regex_pattern(node.pattern, folding)
    except QueryError as error:
        message = f"{error.message} (character {error.position} of the expression)"
        place = node.place
        raise QueryError(error.code, message, fix=error.fix, position=place.position, path=place.path) from None
