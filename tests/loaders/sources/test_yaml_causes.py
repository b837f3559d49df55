"""What people do wrong in YAML is told where they did it, and not where a parser gives up."""

from __future__ import annotations

import pytest

from loaders.sources.yaml_tree import YamlError, parse_yaml

A = "- id: a-b\n  class: Alliance\n  name: A B\n"
MORE, LESS = "indented by one blank more than its neighbours", "indented by one blank less than its neighbours"
CLOSE = "a quote within the text is written twice"
QUOTED = "put the value into quotes"


@pytest.mark.parametrize(
    ("text", "where", "words", "remedy"),
    [
        ("- id: a-b\n  class: Alliance\n   name: A B\n", (3, 4), MORE, "begin it in column 3"),
        ("- id: a-b\n  class: Alliance\n name: A B\n", (3, 2), LESS, "begin it in column 3"),
        (A + " - id: c-d\n   class: Alliance\n", (4, 2), MORE, "begin it in column 1"),
        (A + "  members:\n  - iso3:POL\n   founded: 1950\n", (6, 4), MORE, "begin it in column 3"),
        (A + "  members:\n  - iso3:POL\n    start: 1950\n", (5, 5), "a blank is missing behind the colon", "write ref: iso3:POL"),
        (A + "  members:\n    - ref: iso3:POL\n     start: 1950\n", (6, 6), LESS, "begin it in column 7"),
        (A + "  # of a book\n\n    founded: 1950\n", (6, 5), "indented by 2 blanks more", "begin it in column 3"),
        (A + '  note: "never closed\n  founded: 1950\n', (4, 9), "the quote that opens here is never closed", CLOSE),
        (A + '  note: "never closed\n- id: "b-c"\n  class: Alliance\n', (4, 9), "the quote that opens here ends only in line 5", CLOSE),
        (A + "  note: 'the state's own'\n", (4, 20), "the text goes on behind a quote that closes", "put the whole value into quotes"),
        (A + "  note: [A] and B\n", (4, 13), "the text goes on behind a bracket that closes", "put the whole value into quotes"),
        (A + '  note: "C:\\data"\n', (4, 12), "a backslash in double quotes begins a code", "use single quotes"),
        (A + "  members:\n  -iso3:POL\n  - iso3:DNK\n", (5, 3), "a blank is missing behind the dash", "write - iso3:POL"),
        (A + "  members:\n  - iso3:DNK\n  -iso3:POL\n", (6, 3), "a blank is missing behind the dash", "write - iso3:POL"),
        (A + "  members:\n  -ref: iso3:POL\n   start: 1950\n", (5, 3), "a blank is missing behind the dash", "write - ref:"),
        (A + "  founded:1950\n", (4, 3), "a blank is missing behind the colon", "write founded: 1950"),
        (A + "  members:\n  iso3\n  - iso3:DNK\n", (5, 3), "the line has no key", "begin an entry with a dash"),
        (A + "  note: * starred\n", (4, 9), "'*' cannot begin a value", QUOTED),
        (A + "  note: *starred x\n", (4, 9), "*starred is not defined before", QUOTED),
        (A + "  note: & Co\n", (4, 9), "'&' cannot begin a value", QUOTED),
        (A + "  note: @foo\n", (4, 9), "'@' cannot begin a value", QUOTED),
        (A + "  note: %foo\n", (4, 9), "'%' cannot begin a value", QUOTED),
        (A + "  note: | foo\n", (4, 9), "'|' cannot begin a value", QUOTED),
        (A + "  note: a: b\n", (4, 10), "mapping values are not allowed", "put a value that holds a colon"),
        (A + "  members: [iso3:POL\n  founded: 1950\n", (4, 12), "the bracket that opens here is not closed", "close it with ]"),
        (A + "\tfounded: 1950\n", (4, 1), "a line is indented with a tab", "indent with blanks"),
    ],
)
def test_each_slip_at_its_place(text: str, where: tuple[int, int], words: str, remedy: str) -> None:
    with pytest.raises(YamlError) as refused:
        parse_yaml(text.encode(), "a.yaml")
    found = refused.value.problem
    assert (found.rule, found.location.line, found.location.column) == ("F104", *where)
    assert words in found.message
    assert remedy in found.remedy
