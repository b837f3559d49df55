"""Every field of the schema knows how it is planned, and a new root field is one file."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType

from api.answering.answers import collected
from api.answering.engine import Engine
from api.language.compiling.call import plan_of
from api.language.schema import build_schema
from api.language.units import roots
from graph import Store
from graph.reading import Neo4jReader
from ontology import Model

OLDEST = '''
"""`oldestAlliance`: the one that was founded first."""

from api.language.compiling.draft import Draft
from api.language.compiling.nodes import node
from api.language.compiling.shaping import Single
from api.language.definitions import optional
from api.language.units.field import Field
from queries import plans

FOUNDED = (plans.Key(plans.On.NODE, "foundedEarliest"), plans.Key(plans.On.NODE, "id", given=True))


def fields(build):
    cls = build.model.classes["Alliance"]

    def plan(call):
        draft = Draft(call.around.scope, 1, plans.OfClass(cls), plans.EVERYTHING, FOUNDED, plans.Page(1), cls, rows=True)
        shape = node(call, draft)
        return call.compilation.ask(draft.question(), Single(shape))

    return [Field("oldestAlliance", optional(build.types[cls.name]), "The alliance that was founded first.", plan)]
'''


def test_every_field_has_a_plan(model: Model) -> None:
    types = build_schema(model)._schema.type_map
    fields = {
        f"{name}.{field}": definition
        for name, type_ in types.items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__")
        for field, definition in type_.fields.items()
    }
    assert len(fields) > 3_000
    assert [name for name, field in fields.items() if not callable(plan_of(field))] == []


@pytest.fixture
def root_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beside those of the other root fields."""
    (tmp_path / "oldest_alliance.py").write_text(OLDEST, encoding="utf-8")
    monkeypatch.setattr(roots, "__path__", [*roots.__path__, str(tmp_path)])
    monkeypatch.setitem(sys.modules, f"{roots.__name__}.oldest_alliance", None)
    monkeypatch.delitem(sys.modules, f"{roots.__name__}.oldest_alliance")


@pytest.mark.usefixtures("root_field")
def test_a_new_root_field_is_one_file(core_store: Store, model: Model) -> None:
    schema = build_schema(model)
    text = """{
      oldestAlliance { name members(time: {ever: true}) { totalCount } }
      alliances(first: 1, sort: {founded: ASC}) { nodes { name members(time: {ever: true}) { totalCount } } }
    }"""

    async def ask() -> Any:
        async with core_store.async_driver() as driver:
            engine = Engine(model, schema, Neo4jReader(driver, core_store.address.database, 60))
            return orjson.loads(await collected(await engine.execute(text)))

    data = asyncio.run(ask())["data"]
    assert data["oldestAlliance"]["name"]
    assert data["oldestAlliance"] == data["alliances"]["nodes"][0]


def test_without_the_file_there_is_no_such_field(model: Model) -> None:
    query = build_schema(model)._schema.query_type
    assert query
    assert "oldestAlliance" not in query.fields
