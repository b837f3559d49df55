"""Ids hold the scope under which something is seen: one text for each scope, and back."""

from __future__ import annotations

import re

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType
from hypothesis import given
from hypothesis import strategies as st

from api.language.arguments.scope import scope_of
from api.language.identity import LONGEST, check_scope, read_id, scope_text, slug_of, suffix
from api.language.schema import shipped_schema
from common.errors import BadInputError
from ontology import read_model
from queries import plans

DEFAULT = plans.Scope(plans.Window(plans.Mode.AT, "2026-11-27", "2026-11-27", given=False))
LETTERS = re.compile(r"[a-z0-9._-]*")
DAYS = st.dates().map(lambda day: day.isoformat())
SPANS = st.tuples(DAYS, DAYS).map(sorted) | DAYS.map(lambda day: [day, day])
OPEN = SPANS.map(lambda span: [span[0], "9999-12-31"]) | SPANS.map(lambda span: ["0001-01-01", span[1]])
WHOLE = st.integers(1, 9998).map(lambda year: [f"{year:04}-01-01", f"{year + 1:04}-12-31"])


def window(mode: plans.Mode, span: list[str]) -> plans.Window:
    """A window; of one day `at` and `during` mean the same, so that only one of them is written."""
    return plans.Window(plans.Mode.AT if span[0] == span[1] else mode, span[0], span[1])


WINDOWS = st.builds(window, st.sampled_from([plans.Mode.AT, plans.Mode.DURING]), SPANS | OPEN | WHOLE) | st.sampled_from(
    [DEFAULT.window, plans.Window(plans.Mode.EVER)]
)
SLUGS = st.sampled_from(["core", "atop", "cow-alliances", "x1"])
DATASETS = st.none() | st.sets(SLUGS).map(lambda found: tuple(sorted(found)))
SCOPES = st.builds(plans.Scope, WINDOWS, DATASETS, st.booleans(), st.booleans(), st.booleans())


def seen(scope: plans.Scope) -> tuple[plans.Scope, bool]:
    return scope, scope.window.given


@given(SCOPES)
def test_a_scope_comes_back_from_its_text(scope: plans.Scope) -> None:
    slug, read = read_id(f"nato{suffix(scope)}", DEFAULT)
    assert (slug, seen(read)) == ("nato", seen(scope))
    assert LETTERS.fullmatch(scope_text(scope))


@given(SCOPES, SCOPES)
def test_scopes_have_equal_texts_where_they_are_equal(one: plans.Scope, other: plans.Scope) -> None:
    assert (scope_text(one) == scope_text(other)) == (seen(one) == seen(other))


@pytest.mark.parametrize(
    ("time", "text"),
    [
        ({"at": "1982-06-01"}, "1982-06-01"),
        ({"during": "1982-06-01"}, "1982-06-01"),
        ({"at": "1982-06"}, "1982-06"),
        ({"at": "1982-06-01/1982-06-30"}, "1982-06"),
        ({"at": "1966-01-01/1966-12"}, "1966"),
        ({"during": "1950/1960"}, "in.1950..1960"),
        ({"at": "1990~"}, "1989..1991"),
        ({"during": "2018-12/.."}, "in.2018-12.."),
        ({"at": "../1960-02-29"}, "..1960-02"),
        ({"during": "../.."}, "in..."),
        ({"at": "2026-11-27"}, "2026-11-27"),
        ({"ever": True}, "ever"),
        (None, ""),
    ],
)
def test_days_are_written_as_short_as_possible(time: dict[str, object] | None, text: str) -> None:
    assert scope_text(scope_of({"time": time}, DEFAULT)) == text


def test_claims_are_written_where_they_are_not_what_datasets_imply() -> None:
    def text(**sources: object) -> str:
        return scope_text(scope_of({"sources": sources}, DEFAULT))

    assert text(claims="PREFERRED") == text() == ""
    assert text(claims="ALL", certainty="CERTAIN") == "certain_all"
    assert text(datasets=["core", "atop", "core"]) == text(datasets=["atop", "core"], claims="ALL") == "from.atop.core"
    assert text(datasets=["core"], claims="PREFERRED") == "preferred_from.core"
    assert text(datasets=[]) == "from"
    assert scope_text(scope_of({"lineage": True, "time": {"ever": True}}, DEFAULT)) == "ever_lineage"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("nato@1982-06-01..1982-06-30", "nato@1982-06"),
        ("nato@in.1982-06-01", "nato@1982-06-01"),
        ("nato@from.core.atop.core_ever", "nato@ever_from.atop.core"),
        ("nato@preferred", "nato"),
        ("nato@all_from.core", "nato@from.core"),
        ("african-union/founded@ever", "african-union/founded@ever"),
    ],
)
def test_other_spellings_are_understood(written: str, canonical: str) -> None:
    slug, scope = read_id(written, DEFAULT)
    assert slug + suffix(scope) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "@", "@1982", "nato@", "nato@@ever", "nato@1982-13", "nato@1960..1950", "nato@ever_1982", "nato@certain_certain", "nato@EVER",
     "nato@from..core", "nato@ever_", "nato@all_preferred", "nato@in.", f"nato@from.{'x' * LONGEST}"],
)  # fmt: skip
def test_what_is_no_id_is_refused_with_the_grammar(text: str) -> None:
    for read in (lambda: read_id(text, DEFAULT), lambda: slug_of(text)):
        with pytest.raises(BadInputError) as caught:
            read()
        assert "slug@scope" in (caught.value.hint or "")


@pytest.mark.parametrize(
    "datasets", [("No Slug",), ("under_score",), ("core", "a@b"), tuple(f"a-long-name-of-a-dataset-{i}" for i in range(7))]
)
def test_scopes_that_ids_cannot_hold_are_refused(datasets: tuple[str, ...]) -> None:
    with pytest.raises(BadInputError):
        check_scope(plans.Scope(DEFAULT.window, datasets, all_claims=True), read_model())


def test_what_has_an_id_is_a_node_and_nothing_else_has_one() -> None:
    schema = shipped_schema()[1]._schema
    types = {name: t for name, t in schema.type_map.items() if isinstance(t, GraphQLObjectType | GraphQLInterfaceType) and name[:2] != "__"}
    nodes = {name for name, type_ in types.items() if name == "Node" or "Node" in [i.name for i in type_.interfaces]}
    assert {name for name, type_ in types.items() if "id" in type_.fields} == nodes
    assert {"Entity", "Alliance", "Record", "Claim", "Conflict", "Dataset"} <= nodes
    assert not [name for name in nodes if name.endswith(("Edge", "Connection", "Aggregate"))]
    assert not [name for name, type_ in types.items() if "_id" in type_.fields]
    assert all(str(types[name].fields["id"].type) == "ID!" for name in nodes)
    edges = [type_ for name, type_ in types.items() if name.endswith("Edge")]
    stated = [type_ for type_ in edges if "source" in type_.fields]
    assert len(stated) > 20
    assert [type_ for type_ in edges if "statementId" in type_.fields] == stated
