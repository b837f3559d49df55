"""What an answer does not say by itself stands in extensions.warnings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from api.answer_warnings import MOST, AnswerWarning, WarningCode, bounded
from api.settings import Settings
from foedera.cli import app
from graph import Store
from loaders.loading import load
from ontology import Model
from tests.api.conftest import Serve, serving, until

PAGE = Path(__file__).parents[2] / "docs" / "warnings.md"
LARGE = "{ states(first: 300, filter: {not: {iso2: {eq: %s}}}) { nodes { id memberOf(first: 200) { edges { start node { id } } } } } }"


OF_LISTS = ("NOT_COVERED", "OUTDATED", "UNDATED", "UNCHECKED")


def of_names(warnings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those about what an operation names; tests/api/test_list_warnings.py has the others."""
    return [warning for warning in warnings if warning["code"] not in OF_LISTS]


def ask(http: httpx.Client, query: str, **variables: Any) -> tuple[Any, list[dict[str, Any]]]:
    """The data, and the warnings."""
    answer = http.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"], of_names(answer["extensions"].get("warnings", []))


@pytest.fixture(scope="module")
def http(http: httpx.Client) -> httpx.Client:
    """Neo4j has planned the search for suggestions: the first one may take longer than an answer waits for it."""
    until(lambda: "hint" in only(ask(http, '{ alliance(key: {id: "NAATO"}) { id } }')[1]))
    return http


def only(warnings: list[dict[str, Any]]) -> dict[str, Any]:
    """The one warning."""
    assert len(warnings) == 1, warnings
    return warnings[0]


def test_the_page_lists_all_codes_with_their_meaning() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(code.name, code.value) for code in WarningCode]


def test_there_are_no_more_than_can_be_read() -> None:
    warnings = [AnswerWarning(WarningCode.UNKNOWN_KEY, (f"f{i}",), "no") for i in range(100)]
    found = bounded([*warnings, *warnings])
    assert len(found) == MOST
    assert found[-1].shown() == {
        "code": "MORE",
        "message": f"{101 - MOST} further warnings",
        "numbers": {"more": 101 - MOST},
    }
    assert bounded(warnings[:MOST]) == tuple(warnings[:MOST])


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ('state(key: {iso3: "usa"})', "United States"),
        ('state(key: {iso2: "pL"})', "Poland"),
        ('state(key: {isoNumeric: "40"})', "Austria"),
        ('actor(key: {iso3: "deu"})', "Germany"),
    ],
)
def test_codes_are_found_however_they_are_written(http: httpx.Client, field: str, name: str) -> None:
    assert ask(http, f"{{ found: {field} {{ name }} }}") == ({"found": {"name": name}}, [])


def test_codes_in_filters_are_found_however_they_are_written(http: httpx.Client) -> None:
    data, warnings = ask(http, '{ states(filter: {or: [{iso3: {in: ["pol", "Deu"]}}, {isoNumeric: {eq: "4"}}]}) { nodes { id } } }')
    assert ([n["id"] for n in data["states"]["nodes"]], warnings) == (["afghanistan", "germany", "poland"], [])


@pytest.mark.parametrize(
    ("field", "message", "hint"),
    [
        (
            'alliance(key: {id: "NATO"})',
            'there is no alliance with the id "NATO"',
            'did you mean "nato" (North Atlantic Treaty Organization)?',
        ),
        (
            'alliance(key: {id: "natoo"})',
            'there is no alliance with the id "natoo"',
            'did you mean "nato" (North Atlantic Treaty Organization)?',
        ),
        ('state(key: {iso3: "POLL"})', 'there is no state with the iso3 "POLL"', 'did you mean "POL" (Poland)?'),
        ('state(key: {id: "Burma"})', 'there is no state with the id "Burma"', 'did you mean "myanmar" (Myanmar)?'),
        ('state(key: {id: "N. Korea"})', 'there is no state with the id "N. Korea"', 'did you mean "north-korea" (North Korea)?'),
        ('state(key: {id: "xyzzyqwkjh"})', 'there is no state with the id "xyzzyqwkjh"', None),
        ('dataset(key: {id: "Core"})', 'there is no dataset with the id "Core"', 'did you mean "core"?'),
    ],
)
def test_a_key_that_nothing_has(http: httpx.Client, field: str, message: str, hint: str | None) -> None:
    data, warnings = ask(http, f"{{ asked: {field} {{ id }} }}")
    assert data == {"asked": None}
    assert only(warnings) == {"path": ["asked"], "code": "UNKNOWN_KEY", "message": message} | ({"hint": hint} if hint else {})


def test_a_number_that_states_had_at_other_times(http: httpx.Client) -> None:
    data, warnings = ask(http, '{ asked: state(key: {cow: "300"}) { id } state(key: {cow: "999"}) { id } }')
    assert data == {"asked": None, "state": None}
    assert [(w["path"], w["code"], w["message"]) for w in warnings] == [
        (["asked"], "NOT_THEN", 'no state had the cow "300" at the time asked for'),
        (["state"], "UNKNOWN_KEY", 'there is no state with the cow "999"'),
    ]
    assert warnings[0]["hint"] == 'states(filter: {cow: {has: "300"}}) lists those that ever had it'


def test_a_number_that_a_state_had_at_one_time_and_not_at_another(http: httpx.Client) -> None:
    data, warnings = ask(
        http, '{ then: state(key: {cow: "255"}, time: {at: "1900"}) { slug } gap: state(key: {cow: "255"}, time: {at: "1947"}) { slug } }'
    )
    assert data == {"then": {"slug": "german-empire"}, "gap": None}
    assert [(w["path"], w["code"]) for w in warnings] == [(["gap"], "NOT_THEN")]


@pytest.mark.parametrize("time", ['{during: "1985/1995"}', "{ever: true}"])
def test_a_number_that_several_states_had_in_the_time_asked_for(http: httpx.Client, time: str) -> None:
    data, warnings = ask(http, f'{{ asked: state(key: {{cow: "365"}}, time: {time}) {{ slug }} }}')
    assert data == {"asked": {"slug": "russian-federation"}}
    [warning] = [w for w in warnings if w["code"] == "IN_TURN"]
    assert warning["path"] == ["asked"]
    assert '"russian-federation"' in warning["message"]
    assert '"soviet-union"' in warning["message"]
    assert warning["message"].endswith('had the cow "365" in turn in the time asked for; this is the last of them')


@pytest.mark.parametrize("time", ['{at: "1985-06-01"}', '{during: "1950/1960"}'])
def test_a_number_that_one_state_had_in_the_time_asked_for(http: httpx.Client, time: str) -> None:
    data, warnings = ask(http, f'{{ asked: state(key: {{cow: "365"}}, time: {time}) {{ slug }} }}')
    assert data == {"asked": {"slug": "soviet-union"}}
    assert "IN_TURN" not in {w["code"] for w in warnings}


def test_a_number_beside_something_computed(http: httpx.Client) -> None:
    there = 'then: state(key: {cow: "365"}, time: {at: "1985-06-01"}) { slug }'
    gap = 'gap: state(key: {cow: "255"}, time: {at: "1947"}) { slug }'
    data, warnings = ask(http, f'{{ {there} {gap} paths(from: "france", to: "japan", count: 1) {{ totalCount }} }}')
    assert (data["then"], data["gap"]) == ({"slug": "soviet-union"}, None)
    assert [w["path"] for w in warnings if w["code"] == "NOT_THEN"] == [["gap"]]


@pytest.mark.parametrize("field", ['node(id: "nato@from.zzz")', 'nodes(ids: ["nato@from.zzz"])', 'alliance(key: {id: "nato@from.zzz"})'])
def test_a_dataset_in_an_id_that_there_is_not(http: httpx.Client, field: str) -> None:
    _, warnings = ask(http, f"{{ asked: {field} {{ id }} }}")
    assert [(w["path"], w["code"]) for w in warnings if w["code"] == "UNKNOWN_DATASET"] == [(["asked"], "UNKNOWN_DATASET")]


def test_something_of_another_class(http: httpx.Client) -> None:
    data, warnings = ask(http, '{ organization(key: {id: "france"}) { id } states(filter: {id: {in: ["nato", "poland"]}}) { totalCount } }')
    assert data == {"organization": None, "states": {"totalCount": 1}}
    assert [(w["path"], w["code"], w["message"], w["hint"]) for w in warnings] == [
        (["organization"], "OTHER_CLASS", '"france" is of class State, not Organization', 'ask for state(key: {id: "france"})'),
        (["states"], "OTHER_CLASS", '"nato" is of class Alliance, not State', 'ask for alliance(key: {id: "nato"})'),
    ]


@pytest.mark.parametrize(
    "beside",
    [
        'alliance(key: {id: "nato"}) { id }',
        'organization(key: {id: "nato"}) { id }',
        'node(id: "nato") { id }',
        'alliances(filter: {id: {eq: "nato"}}) { totalCount }',
        'alliance(key: {id: "nato"}) { id } paths(from: "nato", to: "france", count: 1) { totalCount }',
    ],
)
def test_something_of_another_class_beside_a_field_that_finds_it(http: httpx.Client, beside: str) -> None:
    for asked in (f'{{ state(key: {{id: "nato"}}) {{ id }} {beside} }}', f'{{ {beside} state(key: {{id: "nato"}}) {{ id }} }}'):
        data, warnings = ask(http, asked)
        assert data["state"] is None
        assert [(w["path"], w["code"]) for w in warnings if w["code"] == "OTHER_CLASS"] == [(["state"], "OTHER_CLASS")]


@pytest.mark.parametrize(
    "query",
    [
        '{ l: states(filter: {memberOf: {some: {node: {id: {eq: "natoo"}}}}}) { totalCount } }',
        '{ l: organizations(filter: {not: {or: [{id: {eq: "nato"}}, {id: {in: ["natoo"]}}]}}) { totalCount } }',
        'query ($id: ID = "natoo") { l: organizations(filter: {id: {eq: $id}}) { nodes { id } } }',
    ],
)
def test_an_id_in_a_filter_that_nothing_has(http: httpx.Client, query: str) -> None:
    for _ in range(2):  # the second time it is known what exists
        warning = only(ask(http, query)[1])
        assert (warning["path"], warning["code"]) == (["l"], "UNKNOWN_VALUE")
        assert warning["message"] == 'nothing has the id "natoo" that a filter names'
        assert warning["hint"].startswith('did you mean "nato"')


def test_a_filter_below_has_the_path_of_its_field(http: httpx.Client) -> None:
    query = '{ state(key: {id: "poland"}) { all: memberOf(filter: {node: {id: {eq: "NATO"}}}) { totalCount } } }'
    assert only(ask(http, query)[1])["path"] == ["state", "all"]


def test_a_dataset_that_does_not_exist(http: httpx.Client) -> None:
    query = '{ alliance(key: {id: "nato"}) { name members(sources: {datasets: ["cores", "core"]}) { totalCount } } }'
    assert only(ask(http, query)[1]) == {
        "path": ["alliance", "members"],
        "code": "UNKNOWN_DATASET",
        "message": 'there is no dataset "cores"',
        "hint": 'did you mean "core"?',
    }


def test_no_dataset_at_all(http: httpx.Client) -> None:
    data, warnings = ask(http, '{ alliance(key: {id: "nato"}, sources: {datasets: []}) { members { totalCount } } }')
    assert data == {"alliance": {"members": {"totalCount": None}}}
    assert (only(warnings)["code"], only(warnings)["path"]) == ("NO_DATASET", ["alliance"])


def test_claims_about_what_nothing_has_are_refused(http: httpx.Client) -> None:
    query = '{ alliance(key: {id: "nato"}) { claims(property: FOUNDET) { totalCount } } }'
    assert "Did you mean the enum value 'FOUNDED'?" in http.post("/graphql", json={"query": query}).json()["errors"][0]["message"]
    data, warnings = ask(http, query.replace("FOUNDET", "FOUNDED"))
    assert (data["alliance"]["claims"]["totalCount"] > 0, warnings) == (True, [])


def test_what_exists_is_not_warned_of(http: httpx.Client) -> None:
    query = """{ alliance(key: {id: "nato"}, sources: {datasets: ["core"]}) { id slug }
        states(filter: {iso3: {in: ["POL", "DEU"]}, memberOf: {some: {node: {id: {eq: "nato"}}}}}) { totalCount } }"""
    assert ask(http, query) == ({"alliance": {"id": "nato@from.core", "slug": "nato"}, "states": {"totalCount": 2}}, [])


def test_cached_and_streamed_answers_have_their_warnings(http: httpx.Client) -> None:
    queries = ['{ alliance(key: {id: "nattto"}) { id } }', LARGE % '"qq"']
    for query in queries:
        first, again = ask(http, query), ask(http, query)
        assert first == again
        assert only(first[1])["code"] in ("UNKNOWN_KEY", "UNKNOWN_VALUE")


def test_a_stream_ends_with_its_warnings(serve: Serve) -> None:
    with serve(Settings(cache_bytes=0)) as http:
        response = http.post("/graphql", json={"query": LARGE % '"qq"'}, headers={"accept-encoding": "identity"})
        assert response.headers["transfer-encoding"] == "chunked"
        answer = response.json()
    assert len(answer["data"]["states"]["nodes"]) > 150
    assert only(of_names(answer["extensions"]["warnings"]))["message"] == 'nothing has the iso2 "QQ" that a filter names'


def test_a_stream_tells_how_much_of_what_it_counts_is_certain(http: httpx.Client) -> None:
    inner = 'totalCount certainCount nodes { id ... on State { memberOf(first: 60, filter: {node: {slug: {eq: "nato"}}}) { totalCount } } }'
    query = f'{{ memberships(time: {{at: "1985-06-01"}}, first: 500) {{ {inner} }} }}'
    response = http.post("/graphql", json={"query": query}, headers={"accept-encoding": "identity"})
    assert response.headers["transfer-encoding"] == "chunked"
    answer = response.json()
    total, certain = (answer["data"]["memberships"][name] for name in ("totalCount", "certainCount"))
    [told] = [w["numbers"] for w in answer["extensions"]["warnings"] if w["path"] == ["memberships"]]
    assert told == {"undated": total - certain, "of": total}


def test_a_value_repeated_by_a_warning_is_cut(http: httpx.Client) -> None:
    [warning] = ask(http, "query ($id: ID!) { state(key: {id: $id}) { id } }", id="x" * 10_000)[1]
    assert len(warning["message"]) < 200


def test_the_command_line_prints_warnings_apart_from_the_answer(core_store: Store) -> None:  # noqa: ARG001  # what is asked
    found = CliRunner().invoke(app, ["query", '{ a: alliance(key: {id: "NATO"}) { name } }'])
    assert json.loads(found.stdout)["data"] == {"a": None}
    hint = 'did you mean "nato" (North Atlantic Treaty Organization)?'
    assert found.stderr == f'warning: a: there is no alliance with the id "NATO" ({hint})\n'
    assert found.exit_code == 0


FORMER = """
dataset: mine
source: https://example.org/
retrieved: 2026-01-01
datasets:
  - {id: mine, title: Mine, licence: CC0-1.0, rank: 10}
entities:
  - {id: league, class: Alliance, name: League}
  - id: syldavia
    formerIds: [sylvania]
    class: State
    name: Syldavia
    memberOf: [{ref: league, start: "1950"}]
"""


@pytest.fixture
def renamed(scratch: Store, model: Model, tmp_path: Path) -> Store:
    """A store in which an entity has a former id."""
    (tmp_path / "mine.yaml").write_text(FORMER, encoding="utf-8")
    load(scratch, model, [str(tmp_path / "mine.yaml")])
    return scratch


def test_former_ids_lead_on_in_keys_and_filters(renamed: Store) -> None:  # noqa: ARG001  # what the server shows
    query = """{ state(key: {id: "sylvania"}) { id }
        states(filter: {id: {in: ["sylvania"]}}) { nodes { id } }
        alliances(filter: {members: {some: {node: {id: {eq: "sylvania"}}}}}) { nodes { id members(filter: {node: {id: {eq: "sylvania"}}}) {
          totalCount } } } }"""
    with serving(Settings()) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        data, warnings = ask(http, query)
        assert ask(http, query) == (data, warnings)
    assert data == {
        "state": {"id": "syldavia"},
        "states": {"nodes": [{"id": "syldavia"}]},
        "alliances": {"nodes": [{"id": "league", "members": {"totalCount": 1}}]},
    }
    assert {(w["code"], w["message"], w["hint"]) for w in warnings} == {
        ("FORMER_ID", '"sylvania" is a former id of "syldavia"', 'use "syldavia"')
    }
    assert [w["path"] for w in warnings] == [["state"], ["states"], ["alliances"], ["alliances", "nodes", "members"]]


def test_former_ids_lead_on_with_the_scope_that_stands_behind_them(renamed: Store) -> None:  # noqa: ARG001  # what the server shows
    some = ["sylvania", "sylvania@1982-06-01", "sylvania@1940", "sylvania@ever_all", "syldavia@1982-06-01", "sylvania-of-old@1982-06-01"]
    query = """query ($some: [ID!]!) { nodes(ids: $some) { id ... on State { slug memberOf { totalCount } } }
        node(id: "sylvania@1982-06-01") { id ... on State { slug memberOf { nodes { id } } } }
        state(key: {id: "sylvania@1982-06-01"}) { id } }"""
    with serving(Settings()) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        found = http.post("/graphql", json={"query": query, "variables": {"some": some}}).json()["data"]
    seen = [("syldavia", 1), ("syldavia@1982-06-01", 1), ("syldavia@1940", 0), ("syldavia@ever_all", 1), ("syldavia@1982-06-01", 1)]
    assert found["nodes"] == [*({"id": id_, "slug": "syldavia", "memberOf": {"totalCount": n}} for id_, n in seen), None]
    assert found["node"] == {"id": "syldavia@1982-06-01", "slug": "syldavia", "memberOf": {"nodes": [{"id": "league@1982-06-01"}]}}
    assert found["state"] == {"id": "syldavia@1982-06-01"}
