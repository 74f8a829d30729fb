"""Query text to a tree: `title:(car OR truck) AND year_published:[2000 TO 2018]`.

Binding, tightest first: a sign or NOT, AND, OR. Two clauses side by side are joined by the default operator, which then
binds as that operator does: `a OR b c` means `a OR (b AND c)` under AND and `a OR b OR c` under OR.

The parser keeps its open groups in a list, so nesting costs no call stack; it reads each token once.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tokkyo.errors import QueryError
from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.query.leaves import comparison, is_noise, leaf, scaled, tail
from tokkyo.query.lexer import Kind, Token, tokens, unescape
from tokkyo.query.limits import DEFAULT_LIMITS, Limits, check_clauses, check_depth, check_length
from tokkyo.query.tree import Bool, Exists, Match, MatchAll, Node, Operator, Place


class Joint(Enum):
    """What stands before a clause."""

    NOTHING = ""
    AND = "AND"
    OR = "OR"


class Clause(NamedTuple):
    """One operand of a group with the joint before it and its sign."""

    node: Node
    joint: Joint
    negated: bool
    required: bool


@dataclass(slots=True)
class _Group:
    """An open parenthesis and what was read since; `ready` when an operator may follow."""

    field: str | None
    position: int
    clauses: list[Clause] = dataclasses.field(default_factory=list)
    joint: Joint = Joint.NOTHING
    negated: bool = False
    required: bool = False
    ready: bool = False
    empty: bool = True
    target: str | None = None
    named_at: int = 0
    compare: str = ""


def parse(
    text: str,
    *,
    default_field: str | None = None,
    default_operator: Operator = Operator.AND,
    fields: Sequence[tuple[str, float]] = (),
    regex: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    position_offset: int = 0,
    path: str = "",
    collection: Collection = PUBLICATIONS,
) -> Node:
    """Parse query text. `collection` has the fields that may stand before a colon with a blank, or a comparison.

    `fields` are the fields (with boosts) that words without a field name are looked for in; one of them must fit.
    `position_offset` is added to positions, `path` is the place of the text in a JSON body. Raises `QueryError`.
    """
    place = Place(position_offset, path)
    check_length(text, limits, place)
    targets = tuple(fields) or ((default_field, 1.0),)
    try:
        return _Parser(targets, default_operator, limits, place).run(
            tokens(text, regex=regex, collection=collection), len(text)
        )
    except QueryError as error:
        if error.path or not (path or position_offset):
            raise
        position = None if error.position is None else error.position + position_offset
        raise QueryError(error.code, error.message, fix=error.fix, position=position, path=path) from None


class _Parser:
    def __init__(
        self, targets: Sequence[tuple[str | None, float]], operator: Operator, limits: Limits, origin: Place
    ) -> None:
        self._targets = targets
        self._operator = operator
        self._limits = limits
        self._origin = origin
        self._groups = [_Group(None, 0)]
        self._clauses = 0

    def run(self, found: Iterable[Token], end: int) -> Node:
        for token in found:
            self._take(token)
        if len(self._groups) > 1:
            raise _error("unbalanced_parenthesis", self._groups[-1].position)
        node = self._finish(end)
        if node is None:
            raise _error("empty_query", 0)
        return node

    def _take(self, token: Token) -> None:
        group = self._groups[-1]
        match token.kind:
            case Kind.PLAIN if not group.compare:
                self._plain(group, token)
            case Kind.PLAIN | Kind.WORD | Kind.PHRASE | Kind.RANGE | Kind.REGEX:
                self._operand(group, token)
            case Kind.FIELD:
                self._name(group, token)
            case Kind.OPEN:
                self._open(group, token)
            case Kind.CLOSE:
                self._close(token)
            case Kind.COMPARE:
                self._compare(group, token)
            case Kind.NOT:
                group.negated, group.ready = not group.negated, False
            case Kind.PLUS:
                group.required, group.ready = True, False
            case Kind.AND | Kind.OR:
                self._join(group, token)

    def _name(self, group: _Group, token: Token) -> None:
        group.target, group.named_at, group.ready = token.text, token.position, False

    def _join(self, group: _Group, token: Token) -> None:
        if not group.ready:
            raise _error("missing_operand", token.position)
        group.joint = Joint.AND if token.kind is Kind.AND else Joint.OR
        group.ready = False

    def _compare(self, group: _Group, token: Token) -> None:
        if group.compare:
            raise _error("missing_value", token.position)
        if group.target or group.field:
            group.compare = token.text

    def _open(self, group: _Group, token: Token) -> None:
        if group.compare:
            raise _error("missing_value", token.position)
        check_depth(len(self._groups), self._limits, self._place(token.position))
        self._groups.append(_Group(group.target or group.field, token.position))
        group.target = None

    def _close(self, token: Token) -> None:
        if len(self._groups) == 1:
            raise _error("unbalanced_parenthesis", token.position)
        inner = self._groups[-1]
        if inner.empty and not (inner.target or inner.negated or inner.required):
            raise _error("empty_group", inner.position)
        node = self._finish(token.position)
        self._groups.pop()
        outer = self._groups[-1]
        behind = tail(token, 1)
        if behind.fuzzy is not None:
            raise _error("bad_fuzziness", token.position + 1)
        self._add(outer, node and scaled(node, behind.boost, token.position + 1))

    def _plain(self, group: _Group, token: Token) -> None:
        """The common case: a word without anything special, in one field."""
        name, boost = group.target or group.field, 1.0
        if name is None and len(self._targets) == 1:
            name, boost = self._targets[0]
        elif name is None or name in ("*", "_exists_"):
            self._operand(group, token)
            return
        place = self._next_place(group, token)
        self._add(group, Match(name, token.text, self._operator, boost=boost, place=place))

    def _operand(self, group: _Group, token: Token) -> None:
        name = group.target or group.field
        if group.target is None and not group.compare and is_noise(token):
            self._add(group, None)
            return
        place = self._next_place(group, token, 1 if name or token.text == "*" else len(self._targets))
        if group.compare and name:
            if token.kind not in (Kind.PLAIN, Kind.WORD, Kind.PHRASE):
                raise _error("missing_value", token.position)
            node = comparison(group.compare, token, name, place)
        elif name == "_exists_":
            node = Exists(unescape(token.text), boost=tail(token).boost, place=place)
        elif name is not None:
            node = leaf(token, None if name == "*" else name, self._operator, place)
        else:
            node = self._everywhere(token, place)
        self._add(group, node)

    def _everywhere(self, token: Token, place: Place) -> Node:
        """A word without a field name, in each of the default fields."""
        nodes = [
            scaled(leaf(token, name, self._operator, place), boost, token.position) for name, boost in self._targets
        ]
        if len(nodes) == 1:
            return nodes[0]
        if token.text == "*":
            return MatchAll(place=place)
        return Bool(should=tuple(nodes), place=place)

    def _add(self, group: _Group, node: Node | None) -> None:
        """Put an operand into the group; None is noise that takes part in nothing."""
        if node is not None:
            group.clauses.append(Clause(node, group.joint, group.negated, group.required))
        group.joint, group.negated, group.required = Joint.NOTHING, False, False
        group.target, group.compare, group.ready, group.empty = None, "", True, False

    def _finish(self, end: int) -> Node | None:
        group = self._groups[-1]
        if group.target or group.compare:
            raise _error("missing_value", end)
        if (not group.ready and not group.empty) or group.negated or group.required:
            raise _error("missing_operand", end)
        if not group.clauses:
            return None
        return _assemble(group.clauses, self._operator, self._place(group.position))

    def _next_place(self, group: _Group, token: Token, clauses: int = 1) -> Place:
        """Count the clauses of an operand, before much has been built of too many, and return its place."""
        self._clauses += clauses
        place = self._place(token.position if group.target is None else group.named_at)
        check_clauses(self._clauses, self._limits, place)
        return place

    def _place(self, position: int) -> Place:
        return Place(position + (self._origin.position or 0), self._origin.path)


def _assemble(clauses: Sequence[Clause], operator: Operator, place: Place) -> Node:
    """Join the clauses of one group: runs of AND first, then OR over the runs."""
    runs: list[list[Clause]] = []
    for clause in clauses:
        joined = clause.joint is Joint.AND or (clause.joint is Joint.NOTHING and operator is Operator.AND)
        if runs and joined:
            runs[-1].append(clause)
        else:
            runs.append([clause])
    if len(runs) == 1:
        return _all_of(runs[0], place)
    return _any_of(runs, place)


def _all_of(run: Sequence[Clause], place: Place) -> Node:
    if len(run) == 1 and not run[0].negated:
        return run[0].node
    must = tuple(clause.node for clause in run if not clause.negated)
    must_not = tuple(clause.node for clause in run if clause.negated)
    return Bool(must=must, must_not=must_not, place=place)


def _any_of(runs: Sequence[list[Clause]], place: Place) -> Node:
    """A negated clause beside an explicit OR stands for all the others; beside a mere blank it takes away."""
    must: list[Node] = []
    should: list[Node] = []
    must_not: list[Node] = []
    for number, run in enumerate(runs):
        first = run[0]
        following = runs[number + 1][0].joint if number + 1 < len(runs) else Joint.NOTHING
        if len(run) == 1 and first.negated and Joint.OR not in (first.joint, following):
            must_not.append(first.node)
        elif len(run) == 1 and first.required and not first.negated:
            must.append(first.node)
        else:
            should.append(_all_of(run, place))
    if len(should) == 1 and not must:
        must, should = should, must
    return Bool(tuple(must), tuple(should), tuple(must_not), place=place)


_ERRORS = {
    "empty_query": ("there is nothing to search for", "write a word, or * for all publications"),
    "empty_group": ("parentheses stand around nothing", "put a word between them or take them away"),
    "unbalanced_parenthesis": ("a parenthesis has no partner", r"add the missing one, or write \( or \) for the sign"),
    "missing_operand": ("AND, OR or NOT has nothing to join", "put a word on both sides, or quote the operator"),
    "missing_value": ("a field name or comparison has no value", r"give a value, or write \: for a colon in text"),
    "bad_fuzziness": ("~ stands behind parentheses", "put it behind a word or a phrase"),
}


def _error(code: str, position: int) -> QueryError:
    message, fix = _ERRORS[code]
    return QueryError(code, message, fix=fix, position=position)
