"""Marking in the records of an answer the words that made them hits.

A clause counts for a record when it holds there: what stands under `must_not` never, one arm of an OR only if that arm
finds the record, which the engine is asked once for all records of the answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tokkyo.engine.port import Engine, PageRequest
from tokkyo.fields.extract import Values, field_values
from tokkyo.fields.registry import FIELDS
from tokkyo.fields.types import FieldType
from tokkyo.patience import checkpoint
from tokkyo.query.minimum import required
from tokkyo.query.tree import Bool, CheckedQuery, Match, Node, Operator, Terms
from tokkyo.service.beyond.options import Highlight
from tokkyo.service.beyond.sought import fields_of, sought_by
from tokkyo.settings import Settings
from tokkyo.store.documents import Documents
from tokkyo.text.fitting import Fits, Pattern
from tokkyo.text.fragments import Style, fragments, whole
from tokkyo.text.highlight import Sought, marks

Highlights = dict[str, dict[str, list[str]]]
_UNCUT = frozenset({"title"})

Holds = Callable[[Node], bool]


def counting(root: Node, holds: Holds, certain: bool = True) -> Iterator[Node]:
    """Yield the leaves that count for a record, given which clauses hold there; `certain` clauses are known to."""
    if not certain and in_doubt(root) and not holds(root):
        return
    if not isinstance(root, Bool):
        yield root
        return
    for child in root.must + root.filter:
        yield from counting(child, holds, certain or in_doubt(root))
    for child in root.should:
        yield from counting(child, holds, certain=False)


def in_doubt(node: Node) -> bool:
    """Whether a clause may fail although some word of it stands in the record."""
    if isinstance(node, Match):
        return node.operator is Operator.AND or node.minimum_should_match is not None
    if not isinstance(node, Bool):
        return False
    needed = required(node.minimum_should_match, len(node.should))
    return len(node.must) + len(node.filter) + len(node.must_not) > 0 or needed > 1


class _Wanted:
    """What the clauses of one query look for, each leaf read once."""

    def __init__(self, query: CheckedQuery, fields: frozenset[str], *, certain: bool) -> None:
        self.query = query
        self.holding: dict[int, frozenset[int]] = {}
        self._fields = fields
        self._certain = certain
        self._read: dict[int, list[tuple[str, list[Sought]]]] = {}

    def doubtful(self) -> list[Node]:
        """Return the clauses that may hold in some records only."""
        found: dict[int, Node] = {}

        def note(node: Node) -> bool:
            found[id(node)] = node
            return True

        for _ in counting(self.query.root, note, self._certain):
            pass
        return list(found.values())

    def patterns(self) -> frozenset[Pattern]:
        """Return all patterns."""
        found = (one for leaf in counting(self.query.root, lambda _: True) for _, all in self._of(leaf) for one in all)
        return frozenset(one.pattern for one in found if one.pattern)

    def by_field(self, record: int) -> dict[str, list[Sought]]:
        """Return what is looked for in each field of one record, each thing once; clauses nobody judged hold."""

        def holds(node: Node) -> bool:
            return id(node) not in self.holding or record in self.holding[id(node)]

        found: dict[str, dict[Sought, None]] = {}
        for leaf in counting(self.query.root, holds, self._certain):
            for name, sought in self._of(leaf):
                found.setdefault(name, {}).update(dict.fromkeys(sought))
        return {name: list(found[name]) for name in FIELDS if name in found}

    def _of(self, leaf: Node) -> list[tuple[str, list[Sought]]]:
        if id(leaf) not in self._read:
            chosen = [field for field in fields_of(leaf) if not self._fields or field.name in self._fields]
            self._read[id(leaf)] = [(field.name, sought_by(leaf, field, self.query.analysis)) for field in chosen]
        return self._read[id(leaf)]


class Highlighting:
    """Makes the highlights of an answer; safe to call from several threads."""

    def __init__(self, documents: Documents, engine: Engine, settings: Settings) -> None:
        self._documents = documents
        self._engine = engine
        self._chars = settings.number("max_highlight_chars")
        self._most_asked = settings.number("max_explained_clauses")

    def highlights(
        self, query: CheckedQuery, ids: Sequence[int], options: Highlight, *, certain: bool = True
    ) -> Highlights:
        """Return, by Lens ID in the order of `ids`, the fragments of each field that has any.

        `certain` False allows for records that are no hits, such as family members that `expand_by` brought in. Past
        `max_explained_clauses` clauses in doubt, the others are taken to hold. Raises `EngineError`, or `QueryError`
        for patterns the engine cannot run.
        """
        records = self._documents.publications(ids)
        names = {id: records[id][0].lens_id or "" for id in ids if id in records}
        wanted = _Wanted(query, options.fields, certain=certain)
        for node in wanted.doubtful()[: self._most_asked] if names else ():
            wanted.holding[id(node)] = self._finds(node, query, list(names.values()))
        fits = Fits(wanted.patterns())
        return {
            name: self._record(field_values(*records[id]), wanted.by_field(id), options.style, fits)
            for id, name in names.items()
        }

    def _finds(self, node: Node, query: CheckedQuery, names: Sequence[str]) -> frozenset[int]:
        """Return which of some records a clause finds."""
        among = Bool(must=(node,), filter=(Terms("lens_id", tuple(names)),))
        page = self._engine.search(CheckedQuery(among, query.analysis), PageRequest(size=len(names)))
        return frozenset(hit.id for hit in page.hits)

    def _record(
        self, values: Values, wanted: Mapping[str, list[Sought]], style: Style, fits: Fits
    ) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for name, sought in wanted.items():
            checkpoint()
            of_name = FIELDS[name].type is FieldType.NAME
            texts = [("", value) for value in values.get(name, ())] if of_name else values.get(name, [])
            found = marks(texts, sought, self._chars, fits)
            if found:
                show = whole if of_name or name in _UNCUT else fragments
                made[name] = show([text for _, text in texts], found, style)
        return made
