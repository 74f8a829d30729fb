"""Query text to trees, row by row."""

import pytest

from tokkyo.errors import QueryError
from tokkyo.query.lucene import parse
from tokkyo.query.tree import (
    Bool,
    Exists,
    Fuzzy,
    Match,
    MatchAll,
    Node,
    Operator,
    Phrase,
    Prefix,
    Range,
    Regex,
    Wildcard,
)

AND = Operator.AND


def word(text: str, field: str | None = None, boost: float = 1.0, operator: Operator = AND) -> Match:
    return Match(field, text, operator, boost=boost)


def all_of(*nodes: Node, without: tuple[Node, ...] = (), boost: float = 1.0) -> Bool:
    return Bool(must=nodes, must_not=without, boost=boost)


def any_of(*nodes: Node, boost: float = 1.0) -> Bool:
    return Bool(should=nodes, boost=boost)


def without(node: Node) -> Bool:
    return Bool(must_not=(node,))


A, B, C, D = (word(letter) for letter in "abcd")

ROWS: list[tuple[str, Node]] = [
    # --- words and operators
    ("a", A),
    ("a b", all_of(A, B)),
    ("a AND b", all_of(A, B)),
    ("a && b", all_of(A, B)),
    ("a OR b", any_of(A, B)),
    ("a || b", any_of(A, B)),
    ("a or b", all_of(A, word("or"), B)),
    ("a OR b c", any_of(A, all_of(B, C))),
    ("a OR b AND c OR d", any_of(A, all_of(B, C), D)),
    ("(a OR b) c", all_of(any_of(A, B), C)),
    ("((a))", A),
    ("NOT a", without(A)),
    ("-a", without(A)),
    ("!a", without(A)),
    ("NOT NOT a", A),
    ("-a -b", Bool(must_not=(A, B))),
    ("printing NOT inkjet", all_of(word("printing"), without=(word("inkjet"),))),
    ("+battery cooling -toy", all_of(word("battery"), word("cooling"), without=(word("toy"),))),
    ("a AND NOT (b OR c)", all_of(A, without=(any_of(B, C),))),
    ("a OR NOT b", any_of(A, without(B))),
    ("a NOT b OR c", any_of(all_of(A, without=(B,)), C)),
    ("+a OR b", Bool(must=(A,), should=(B,))),
    # --- what is only a mark between words
    ("A & B", all_of(word("A"), word("B"))),
    ("a - b", all_of(A, B)),
    ("a AND & AND b", all_of(A, B)),
    ("R&D", word("R&D")),
    ("a-Si", word("a-Si")),
    ("802.11", word("802.11")),
    ("10:30", word("10:30")),
    ("pH>7", word("pH>7")),
    ("benzo[a]pyrene", word("benzo[a]pyrene")),
    ("Yahoo!", word("Yahoo!")),
    ("US 2021/0191781 A1", all_of(word("US"), word("2021/0191781"), word("A1"))),
    # --- fields
    ("title:car", word("car", "title")),
    ("title: mitochondria", word("mitochondria", "title")),
    ("title : car", word("car", "title")),
    ("owner_all.country: BR", word("BR", "owner_all.country")),
    ("alloy : car", all_of(word("alloy"), word("car"))),
    ("title:(car OR truck)", any_of(word("car", "title"), word("truck", "title"))),
    ("title:(car abstract:truck)", all_of(word("car", "title"), word("truck", "abstract"))),
    ("title:(a (b OR claim:(c)))", all_of(word("a", "title"), any_of(word("b", "title"), word("c", "claim")))),
    ("title:x y", all_of(word("x", "title"), word("y"))),
    ("title:-5", word("-5", "title")),
    ("unknown:a:b", word("a:b", "unknown")),
    ("class_cpc.symbol:Y02E10/70", word("Y02E10/70", "class_cpc.symbol")),
    (r"class_cpc.symbol:Y02E10\/70", word("Y02E10/70", "class_cpc.symbol")),
    ("class_national.symbol:439/535", word("439/535", "class_national.symbol")),
    ("class_national.symbol:(221/220)", word("221/220", "class_national.symbol")),
    # --- phrases, escapes
    ('"a b"', Phrase(None, "a b")),
    ('title:"a b"~4^2', Phrase("title", "a b", 4, boost=2.0)),
    (r'"say \"x\""', Phrase(None, 'say "x"')),
    (r"applicant.name:\OR", word("OR", "applicant.name")),
    (r"\-a", word("-a")),
    (r"a\:b", word("a:b")),
    (r"a\ b", word("a b")),
    (r"wor\*", word("wor*")),
    # --- patterns
    ("elect*", Prefix(None, "elect")),
    ("title:*Econom*", Wildcard("title", "*Econom*")),
    ("organi?ation", Wildcard(None, "organi?ation")),
    (r"a\*b*c", Wildcard(None, r"a\*b*c")),
    (r"class_cpc.symbol:H01L31\/*", Prefix("class_cpc.symbol", "H01L31/")),
    ("*", MatchAll()),
    ("*:*", MatchAll()),
    ("title:*", Exists("title")),
    ("_exists_:title", Exists("title")),
    ("roam~", Fuzzy(None, "roam", 2)),
    ("roam~1^3", Fuzzy(None, "roam", 1, boost=3.0)),
    ("roam~0.8", Fuzzy(None, "roam", 0)),
    # --- boosts
    ("car AND coke^2", all_of(word("car"), word("coke", boost=2.0))),
    ("(a OR b)^2.5", any_of(A, B, boost=2.5)),
    ("(a^2)^3", word("a", boost=6.0)),
    # --- ranges and comparisons
    ("date_published:[2020-01-01 TO 2022-12-12]", Range("date_published", gte="2020-01-01", lte="2022-12-12")),
    ("year_published:{2000 TO 2010]", Range("year_published", gt="2000", lte="2010")),
    ("year_published:[2000 TO 2010}", Range("year_published", gte="2000", lt="2010")),
    ("date_published:[2020 TO *]", Range("date_published", gte="2020")),
    ("title:[* TO *]", Exists("title")),
    ('created:["2020-01-01T00:00:00" TO *}', Range("created", gte="2020-01-01T00:00:00")),
    ("year_published:>2020", Range("year_published", gt="2020")),
    ("year_published:>= 2020", Range("year_published", gte="2020")),
    ("year_published:<2020", Range("year_published", lt="2020")),
    ("family.simple.size>5", Range("family.simple.size", gt="5")),
    ("family.simple.size <= 5", Range("family.simple.size", lte="5")),
    ("no.such_field>5", Range("no.such_field", gt="5")),
    ("docdb_id:(>=2 AND <9)", all_of(Range("docdb_id", gte="2"), Range("docdb_id", lt="9"))),
    # --- full-width forms
    ("（電池　OR“冷却 水”）", any_of(word("電池"), Phrase(None, "冷却 水"))),
    ("電池，冷却", all_of(word("電池"), word("冷却"))),
    ("title：電池", word("電池", "title")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), ROWS, ids=[row[0] for row in ROWS])
def test_text_reads_as(text: str, tree: Node) -> None:
    assert parse(text) == tree


OR_ROWS: list[tuple[str, Node]] = [
    ("a b", any_of(word("a", operator=Operator.OR), word("b", operator=Operator.OR))),
    ("a b AND c", any_of(A, all_of(B, C))),
    ("a OR b c", any_of(A, B, C)),
    ("+a b", Bool(must=(A,), should=(B,))),
    ("a b -c", Bool(should=(A, B), must_not=(C,))),
    ("a -b", all_of(A, without=(B,))),
    ("a NOT b", all_of(A, without=(B,))),
    ("a OR -b", any_of(A, without(B))),
]


@pytest.mark.parametrize(("text", "tree"), OR_ROWS)
def test_with_or_as_default(text: str, tree: Node) -> None:
    assert str(parse(text, default_operator=Operator.OR)) == str(tree).replace("'and'", "'or'").replace(".AND", ".OR")


def test_words_go_to_every_default_field() -> None:
    fields = [("title", 3.0), ("claim", 1.0)]
    found = parse("a AND abstract:b AND *", fields=fields)
    assert found == all_of(any_of(word("a", "title", 3.0), word("a", "claim")), word("b", "abstract"), MatchAll())


def test_a_default_field_takes_the_place_of_none() -> None:
    assert parse("a* (b)", default_field="claim") == all_of(Prefix("claim", "a"), word("b", "claim"))


def test_regular_expressions_need_the_switch() -> None:
    assert parse("kind:/A[2-4]/", regex=True) == Regex("kind", "A[2-4]")
    assert parse(r"/a\/b c/ x", regex=True) == all_of(Regex(None, r"a\/b c"), word("x"))
    assert parse("a /b c/d", regex=True) == all_of(A, word("/b"), word("c/d"))
    with pytest.raises(QueryError) as caught:
        parse("kind:/A[2-4]/")
    assert (caught.value.code, caught.value.position) == ("regex_not_enabled", 5)


ERRORS: list[tuple[str, str, int]] = [
    ("", "empty_query", 0),
    ("  ", "empty_query", 0),
    ("&", "empty_query", 0),
    ("a ()", "empty_group", 2),
    ("a (b", "unbalanced_parenthesis", 2),
    ("a b)", "unbalanced_parenthesis", 3),
    ('a "b', "unbalanced_quote", 2),
    ("“a", "unbalanced_quote", 0),
    ("AND a", "missing_operand", 0),
    ("a OR", "missing_operand", 4),
    ("a OR AND b", "missing_operand", 5),
    ("(a NOT)", "missing_operand", 6),
    ("title:", "missing_value", 6),
    ("title:AND", "missing_value", 6),
    ("(title:) a", "missing_value", 7),
    ("year_published:>(5)", "missing_value", 16),
    ("year_published:>>5", "missing_value", 16),
    ("date_published:[2020", "bad_range", 15),
    ("date_published:[2020, 2021]", "bad_range", 15),
    ("a^x", "bad_boost", 1),
    ("a^1e999", "bad_boost", 1),
    ("a~x", "bad_fuzziness", 1),
    ("(a b)~2", "bad_fuzziness", 5),
    ('"a b"~x', "bad_slop", 5),
    ("a \\", "bad_escape", 2),
]


@pytest.mark.parametrize(("text", "code", "position"), ERRORS)
def test_errors_name_their_place(text: str, code: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.position) == (code, position)
    assert caught.value.message
    assert caught.value.fix


def test_positions_and_paths_of_embedded_text() -> None:
    with pytest.raises(QueryError) as caught:
        parse("a (b", position_offset=10, path="query.query_string.query")
    assert (caught.value.position, caught.value.path) == (12, "query.query_string.query")


def test_nodes_know_where_they_stand() -> None:
    tree = parse("a title:b")
    assert isinstance(tree, Bool)
    assert [node.place.position for node in tree.must] == [0, 2]
