"""YAML as a tree: places of everything, the YAML 1.2 core schema, and what is refused."""

from __future__ import annotations

import pytest

from facts.records import Location, Problem
from loaders.sources.yaml_tree import MAX_DEPTH, Entries, Items, Text, Tree, YamlError, parse_yaml


def parse(text: str) -> Tree | None:
    """The tree of a text."""
    return parse_yaml(text.encode(), "a.yaml")


def entry(text: str, key: str = "a") -> Text:
    """A scalar of a mapping."""
    tree = parse(text)
    assert isinstance(tree, Entries)
    found = tree.entries[key]
    assert isinstance(found, Text)
    return found


def refused(data: bytes) -> Problem:
    """Why a file is refused."""
    with pytest.raises(YamlError) as caught:
        parse_yaml(data, "a.yaml")
    return caught.value.problem


def place(problem: Problem) -> tuple[int, int]:
    """Line and column."""
    return problem.location.line, problem.location.column


def test_every_part_knows_its_place() -> None:
    tree = parse("a: 1\nb:\n- x\n- {c: y}\n")
    assert isinstance(tree, Entries)
    assert tree.keys == {"a": Location("a.yaml", 1, 1), "b": Location("a.yaml", 2, 1)}
    items = tree.entries["b"]
    assert isinstance(items, Items)
    assert [i.location.line for i in items.items] == [3, 4]
    inner = items.items[1]
    assert isinstance(inner, Entries)
    assert inner.entries["c"].location == Location("a.yaml", 4, 7)


def test_places_count_characters_and_not_bytes() -> None:
    tree = parse("{ä: ü, b: x}")
    assert isinstance(tree, Entries)
    assert tree.entries["b"].location == Location("a.yaml", 1, 11)


@pytest.mark.parametrize("text", ["NO", "yes", "on", "1949-04-04", "1_000", "0o17", "12:30:00", "nan"])
def test_words_and_dates_are_text(text: str) -> None:
    found = entry(f"a: {text}")
    assert (found.text, found.is_null, found.boolean, found.number) == (text, False, None, None)


@pytest.mark.parametrize("text", ["", "~", "null", "Null"])
def test_nothing_is_null_unless_it_stands_in_quotes(text: str) -> None:
    assert entry(f"a: {text}").is_null
    assert not entry(f'a: "{text}"').is_null


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("-3", -3), ("1.5", 1.5), ("1e3", 1000.0), ("9" * 19, None), (".5", 0.5)])
def test_numbers(text: str, number: float | None) -> None:
    assert entry(f"a: {text}").number == number


@pytest.mark.parametrize("text", ["a: 1\r\nb: 2\r\n", "\ufeffa: 1\nb: 2\n", "---\na: 1\nb: 2\n...\n", "%YAML 1.2\n---\na: 1\nb: 2\n"])
def test_line_ends_byte_order_marks_and_markers_do_not_matter(text: str) -> None:
    tree = parse(text)
    assert isinstance(tree, Entries)
    assert list(tree.entries) == ["a", "b"]


@pytest.mark.parametrize("text", ["", "   \n\n", "# only words\n", "---\n...\n"])
def test_nothing_is_no_tree(text: str) -> None:
    tree = parse(text)
    assert tree is None or (isinstance(tree, Text) and tree.is_null)


def test_an_alias_stands_for_its_part() -> None:
    tree = parse("a: &x [1, 2]\nb: *x\n")
    assert isinstance(tree, Entries)
    assert tree.entries["b"] is tree.entries["a"]


@pytest.mark.parametrize(
    ("text", "merged"),
    [
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", {"c": "3", "b": "1"}),
        ("a: [&x {b: 1, c: 2}, &y {c: 4, e: 5}]\nd: {c: 3, <<: [*x, *y]}\n", {"c": "3", "b": "1", "e": "5"}),
        ("a: [&x {b: 1}, &y {<<: *x, c: 2}]\nd: {<<: *y}\n", {"c": "2", "b": "1"}),
        ("d: {<<: {b: 1}}\n", {"b": "1"}),
        ("d: {'<<': 1}\n", {"<<": "1"}),
    ],
)
def test_a_merge_key_takes_over_what_another_mapping_holds(text: str, merged: dict[str, str]) -> None:
    tree = parse(text)
    assert isinstance(tree, Entries)
    found = tree.entries["d"]
    assert isinstance(found, Entries)
    assert {k: v.text for k, v in found.entries.items() if isinstance(v, Text)} == merged
    assert found.keys.keys() == merged.keys()


@pytest.mark.parametrize(
    ("text", "rule", "where", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", "F105", (3, 1), "the key 'a' stands here a second time; see line 1"),
        ("a: [1, 2\nb: 3\n", "F104", (1, 4), "the bracket that opens here is not closed; close it with ] before line 2"),
        ("a:\n\t- 1\n", "F104", (2, 1), "indent with blanks"),
        ("a: @b\n", "F104", (1, 4), "'@' cannot begin a value; put the value into quotes"),
        ("a: b: c\n", "F104", (1, 5), "put a value that holds a colon and a blank into quotes"),
        ("a: 1\n---\nb: 2\n", "F104", (2, 1), "a second document begins here"),
        ("a: *x\n", "F104", (1, 4), "*x is not defined before"),
        ("a: &x [*x]\n", "F104", (1, 8), "*x is not defined before"),
        ("? [1]\n: 2\n", "F104", (1, 3), "a key must be a word"),
        ("a: {<<: x}\n", "F104", (1, 5), "<< takes a mapping or a list of them"),
        ("[" * (MAX_DEPTH + 1), "F102", (1, MAX_DEPTH + 1), f"nested more than {MAX_DEPTH} deep"),
        ("a: x\x00y\n", "F103", (1, 1), "character U+0000 may not stand in YAML"),
        ("a: 1\r\nb: \x07\r\n", "F103", (2, 1), "character U+0007 may not stand in YAML"),
    ],
)
def test_what_is_refused(text: str, rule: str, where: tuple[int, int], words: str) -> None:
    problem = refused(text.encode())
    assert (problem.rule, place(problem)) == (rule, where)
    assert words in str(problem)


@pytest.mark.parametrize(
    ("data", "where", "words"),
    [
        (b"a: 1\nb: \xff\n", (2, 4), "byte 0xff is not UTF-8"),
        ("ä: ".encode() + b"\xe4\n", (1, 4), "byte 0xe4 is not UTF-8"),
        ("a: 1\n".encode("utf-16"), (1, 1), "the file is UTF-16"),
        (b"a: \xc0\xaf\n", (1, 4), "byte 0xc0 is not UTF-8"),
    ],
)
def test_broken_bytes_are_named_with_their_place(data: bytes, where: tuple[int, int], words: str) -> None:
    problem = refused(data)
    assert (problem.rule, place(problem)) == ("F103", where)
    assert words in str(problem)
    assert problem.remedy == "save the file as UTF-8"


def test_duplicate_keys_can_be_gathered_while_the_reading_goes_on() -> None:
    problems: list[Problem] = []
    tree = parse_yaml(b"a: 1\na: 2\nb: {c: 3, c: 4}\n", "a.yaml", problems)
    assert [place(p) for p in problems] == [(2, 1), (3, 11)]
    assert isinstance(tree, Entries)
    first = tree.entries["a"]
    assert isinstance(first, Text)
    assert first.text == "1"
    assert list(tree.entries) == ["a", "b"]
