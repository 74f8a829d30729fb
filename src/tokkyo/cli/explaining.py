"""Explanations and suggestions for people: an indented tree, and one line for each query that may be meant."""

from collections.abc import Iterator, Sequence

import click
import msgspec

from tokkyo.service.beyond.explaining import Clause, Explanation
from tokkyo.service.beyond.suggesting import Suggestion


def print_explanation(explanation: Explanation, *, as_json: bool) -> None:
    """Print how a query was understood, as an indented tree or as the JSON of the server's answers."""
    if as_json:
        click.echo(msgspec.json.encode(explanation))
        return
    if explanation.query is not None:
        click.echo(f"query     {explanation.query}")
    click.echo(f"language  {explanation.language}, {'with' if explanation.stemming else 'without'} stemming")
    for warning in explanation.warnings:
        click.echo(f"warning   {warning}")
    click.echo()
    for line in _lines(explanation.tree, 0):
        click.echo(line)


def print_suggestions(suggestions: Sequence[Suggestion]) -> None:
    """Print, to standard error, what else may be meant."""
    for suggestion in suggestions:
        changes = ", ".join(f"{change.new} for {change.old}" for change in suggestion.changes)
        hits = "1 hit" if suggestion.hits == 1 else f"{suggestion.hits} hits"
        click.echo(f"did you mean: {suggestion.query or changes}  ({hits})", err=True)


def _lines(clause: Clause, depth: int) -> Iterator[str]:
    hits = "not counted" if clause.hits is None else f"{clause.hits}"
    yield f"{hits:>11}  {'  ' * depth}{_said(clause)}"
    for inner in clause.clauses:
        yield from _lines(inner, depth + 1)


def _said(clause: Clause) -> str:
    """Say one clause in a line: role, type, field, values, and what becomes of them."""
    bounds = [f"{side} {value}" for side, value in clause.bounds.items()]
    more = (clause.value_count or 0) - len(clause.values)
    parts = [
        "" if clause.role == "query" else clause.role,
        clause.type,
        clause.field or "",
        " ".join(str(value) for value in clause.values),
        f"and {more} more" if more > 0 else "",
        clause.pattern or "",
        " ".join(bounds),
        f"→ {', '.join(clause.words)}" if clause.words else "",
        f"({clause.analysis})" if clause.analysis else "",
        f"^{clause.boost:g}" if clause.boost != 1.0 else "",
    ]
    return " ".join(part for part in parts if part)
