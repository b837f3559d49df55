"""Parts of the schema: valid by themselves, and what is asked by them means the same in the whole."""

from __future__ import annotations

from functools import cache

import httpx
import pytest
from graphql import GraphQLSchema, build_schema, get_named_type, parse, validate, validate_schema

from api.language.schema import shipped_schema
from api.language.schema.__main__ import SDL
from api.language.schema.excerpt import excerpt
from common.errors import NotFoundError
from ontology import Model
from queries.examples import find_example

PATHS = ["alliance"], ["search", "network", "node"]


@pytest.fixture(scope="module")
def whole() -> GraphQLSchema:
    return shipped_schema()[1]._schema


@cache
def part_of(*roots: str) -> GraphQLSchema:
    model, whole = shipped_schema()
    return build_schema(excerpt(whole._schema, model, roots))


@pytest.mark.parametrize("roots", PATHS, ids="+".join)
def test_a_part_is_a_schema_of_which_everything_is_in_the_whole(whole: GraphQLSchema, roots: list[str]) -> None:
    part = part_of(*roots)
    assert validate_schema(part) == []
    assert part.query_type
    assert set(part.query_type.fields) == set(roots)
    for name, type_ in part.type_map.items():
        for field, found in getattr(type_, "fields", {}).items():
            assert str(found.type) == str(whole.type_map[name].fields[field].type)  # type: ignore[attr-defined]  # it has fields
            if hasattr(found, "args"):
                assert set(found.args) == set(whole.type_map[name].fields[field].args)  # type: ignore[attr-defined]


def test_what_is_left_out_are_relations_beyond_what_is_read_in_full(whole: GraphQLSchema) -> None:
    part = part_of("alliance")
    assert part.type_map["Alliance"].fields.keys() == whole.type_map["Alliance"].fields.keys()  # type: ignore[attr-defined]
    actor = part.type_map["Actor"].fields  # type: ignore[attr-defined]
    assert "iso3" in actor
    assert "memberOf" not in actor
    membership = part.type_map["ActorMembershipConnection"].fields  # type: ignore[attr-defined]
    assert get_named_type(membership["nodes"].type).name == "Actor"
    assert {"State", "Territory"} <= {one.name for one in part.get_implementations(part.type_map["Actor"]).objects}  # type: ignore[arg-type]


def test_what_a_client_asks_by_a_part_is_valid_in_it(whole: GraphQLSchema) -> None:
    example = parse(find_example("nato-members-1982").text)
    part = part_of("alliance")
    assert validate(whole, example) == validate(part, example) == []
    further = parse('{ alliance(key: {id: "nato"}) { members { nodes { memberOf { totalCount } } } } }')
    assert validate(whole, further) == []
    assert [error.message.partition(" on ")[0] for error in validate(part, further)] == ["Cannot query field 'memberOf'"]


def test_a_part_is_much_smaller(whole: GraphQLSchema, model: Model) -> None:
    everything = len(SDL.read_text(encoding="utf-8"))
    assert len(excerpt(whole, model, ["alliance", "states"])) < 0.33 * everything
    assert len(excerpt(whole, model, ["search"])) < 0.1 * everything


def test_a_root_field_that_there_is_not(whole: GraphQLSchema, model: Model) -> None:
    with pytest.raises(NotFoundError, match="aliance") as raised:
        excerpt(whole, model, ["aliance"])
    assert raised.value.hint == "did you mean alliance?"


def test_parts_over_http(http: httpx.Client) -> None:
    response = http.get("/schema.graphql?root=states,alliance")
    assert response.text == http.get("/schema.graphql", params=[("root", "alliance"), ("root", "states")]).text
    assert set(build_schema(response.text).query_type.fields) == {"alliance", "states"}  # type: ignore[union-attr]
    assert http.get("/schema.graphql?root=alliance,states", headers={"if-none-match": response.headers["etag"]}).status_code == 304
    assert http.get("/schema.graphql?root=").text == http.get("/schema.graphql").text
    refused = http.get("/schema.graphql?root=aliance")
    assert refused.status_code == 400
    assert refused.json()["detail"] == "There is no root field 'aliance': did you mean alliance?"
