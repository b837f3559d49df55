"""The schema keeps its promises to clients of the released one, unless the change log says otherwise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.apps.compatibility import complaints, versions

REPOSITORY = Path(__file__).parents[2]
CHANGELOG = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASED = (REPOSITORY / "api" / "released.graphql").read_text(encoding="utf-8")
HEADING = re.compile(r"# The schema of Foedera (\S+)\n")
OLD = """
type Query { alliance(id: ID!, day: String): Alliance, old: Int @deprecated(reason: "gone soon"), things: [Thing] }
interface Named { name: String }
type Alliance implements Named { name: String, seat: String, rank: Rank! }
type State { name: String }
union Thing = Alliance | State
enum Rank { HIGH, LOW, MIDDLE @deprecated(reason: "nobody used it") }
input Filter { seat: String }
directive @mark on FIELD
"""


@pytest.mark.slow
def test_what_is_released_may_be_relied_on() -> None:
    current = (REPOSITORY / "api" / "schema.graphql").read_text(encoding="utf-8")
    assert complaints(HEADING.sub("", RELEASED, count=1), current, CHANGELOG) == []


def test_the_released_schema_is_that_of_the_newest_version() -> None:
    found = HEADING.match(RELEASED)
    released = [version for version in versions(CHANGELOG) if version != "Unreleased"]
    assert found
    assert found[1] == released[0]
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == released[0]


def log(*lines: str) -> str:
    return "\n".join(["# Changelog", "", "## [Unreleased]", "", "### Breaking", "", *lines, "", "## [0.1.0] – 2026-11-24", ""])


@pytest.mark.parametrize(
    ("before", "after", "coordinate"),
    [
        (", seat: String,", ",", "Alliance.seat"),
        (", day: String", "", "Query.alliance(day:)"),
        ("day: String", "day: Int", "Query.alliance(day:)"),
        ("id: ID!,", "id: ID!, place: ID!,", "Query.alliance(place:)"),
        ("rank: Rank!", "rank: Rank", "Alliance.rank"),
        ("HIGH, LOW", "HIGH", "Rank.LOW"),
        ("= Alliance | State", "= Alliance", "State"),
        ("Alliance implements Named", "Alliance", "Alliance"),
        ("input Filter { seat: String }", "input Filter { seat: String, rank: Rank! }", "Filter.rank"),
        ("input Filter { seat: String }", "", "Filter"),
        ("directive @mark on FIELD", "", "@mark"),
    ],
)
def test_each_kind_of_breach_is_found_and_named(before: str, after: str, coordinate: str) -> None:
    current = OLD.replace(before, after)
    [complaint] = complaints(OLD, current, log("- `Alliance.name`: renamed."))
    assert f"`{coordinate}` under Unreleased" in complaint
    assert complaints(OLD, current, log(f"- `{coordinate}`: gone without deprecation, because it was never filled.")) == []


def test_what_was_not_deprecated_does_not_go_silently() -> None:
    current = OLD.replace(", seat: String,", ",")
    [complaint] = complaints(OLD, current, log("- `Alliance.seat`: removed."))
    assert complaint.startswith("Field Alliance.seat was removed. It was not deprecated")


@pytest.mark.parametrize(
    ("gone", "coordinate"),
    [(', old: Int @deprecated(reason: "gone soon")', "Query.old"), (', MIDDLE @deprecated(reason: "nobody used it")', "Rank.MIDDLE")],
)
def test_what_was_deprecated_may_go(gone: str, coordinate: str) -> None:
    assert complaints(OLD, OLD.replace(gone, ""), log(f"- `{coordinate}`: removed.")) == []


def test_one_entry_may_name_the_same_member_of_many_types() -> None:
    current = OLD.replace(", seat: String,", ",").replace("seat: String }", "x: Int }")
    assert complaints(OLD, current, log("- `*.seat`: removed without deprecation:", "  it was never filled.")) == []
    assert len(complaints(OLD, current, log("- `Alli*.seat`, `Filter`: removed without deprecation."))) == 1


def test_what_an_earlier_version_broke_is_no_excuse() -> None:
    changelog = log("- `Other.thing`: removed.") + "\n### Breaking\n\n- `Alliance.seat`: removed without deprecation.\n"
    assert len(complaints(OLD, OLD.replace(", seat: String,", ","), changelog)) == 1


def test_what_has_another_type_because_its_own_was_replaced_needs_no_entry_of_its_own() -> None:
    current = OLD.replace("alliance(id: ID!, day: String): Alliance", "alliance(id: ID!, day: String): Pact")
    current = current.replace("type Alliance implements Named {", "type Pact implements Named { since: String,").replace(
        "= Alliance", "= Pact"
    )
    entry = log("- `Alliance`, `Thing.Alliance`: a pact without deprecation, because it is one.")
    assert complaints(OLD, current, entry) == []
    assert "`Query.alliance` under" in complaints(OLD, current.replace("seat: String,", ""), entry)[0]


def test_additions_break_nothing() -> None:
    current = OLD.replace("seat: String,", "seat: String, since: String,").replace("input Filter {", "input Filter { since: String,")
    assert complaints(OLD, current, log()) == []
