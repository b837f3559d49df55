"""Parts of what fields that are computed give: values, entities, facts, objects and lists of them. See api.language.compiling.computing.

A value of an object is a sequence; each field of the object names the place where its own value stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.language.arguments.ordering import IDENTIFIER
from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.compiling.computing import MOST_ENTITIES, Computation, Journal, Run
from api.language.compiling.draft import Around, Draft
from api.language.compiling.nodes import node
from api.language.compiling.touching import Touches
from ontology import Kind
from queries import plans

Row = Sequence[Any]
"""What knows entities and facts, and the value."""
ID = plans.Value(plans.On.NODE, "id")


def computed(call: Call, run: Run, touches: Touches, *, price: int, scope: plans.Scope, journal: Journal | None = None) -> shaping.Resolver:
    """Plan a root field whose object is computed. `price`: how many elements it may have, for each of which entities may be read.

    `touches`: how much of the table it looks at.
    """
    compilation = call.compilation
    compilation.pay(price, call.path)
    around = Around(scope, price)
    make = shaping.shape(call.fields(call.result, around))
    computation = Computation(call.path, run, touches, claims=scope.all_claims, journal=journal, locations=call.locations)
    return compilation.compute(computation, make)


def value(index: int) -> Plan:
    """Plans a field whose value stands at a place."""
    return lambda call: lambda row: row[1][index]


def rows(index: int) -> Plan:
    """Plans a field that is a list of objects, whose values stand at a place."""

    def plan(call: Call) -> shaping.Resolver:
        make = shaping.shape(call.fields(call.result))
        return lambda row: [make((row[0], one)) for one in row[1][index]]

    return plan


def one(index: int) -> Plan:
    """Plans a field that is one object or null, whose value stands at a place."""

    def plan(call: Call) -> shaping.Resolver:
        make = shaping.shape(call.fields(call.result))
        return lambda row: None if row[1][index] is None else make((row[0], row[1][index]))

    return plan


def entity(index: int) -> Plan:
    """Plans a field that is an entity, whose number in the table stands at a place (None: null)."""

    def plan(call: Call) -> shaping.Resolver:
        shape, slot = _entity_shape(call)

        def read(row: Row) -> Any:
            number = row[1][index]
            found = None if number is None else row[0].entity(slot, number)
            return None if found is None else shape(found)

        return read

    return plan


def entities(index: int) -> Plan:
    """Plans a field that is a list of entities, whose numbers in the table stand at a place."""

    def plan(call: Call) -> shaping.Resolver:
        shape, slot = _entity_shape(call)

        def read(row: Row) -> list[Any]:
            found = [row[0].entity(slot, number) for number in row[1][index]]
            return [shape(one) for one in found if one is not None]

        return read

    return plan


facts = rows
"""Plans a field that is a list of facts, the numbers of whose rows in the table stand at a place."""


fact = one
"""Plans a field that is a fact, the number of whose row in the table stands at a place (None: null)."""


def _entity_shape(call: Call) -> tuple[shaping.Resolver, int]:
    """What makes the object of an entity's row, and the slot by which it is read."""
    compilation = call.compilation
    cls, slot = compilation.model.classes[Kind.ENTITY.value], len(compilation.slots)
    # As many as there are rows, or as may be read at all: Wanted refuses more.
    times = min(max(1, call.around.times), MOST_ENTITIES)
    draft = Draft(call.around.scope, times, plans.Given(slot), plans.EVERYTHING, (IDENTIFIER,), plans.Page(times), cls, rows=True)
    compilation.pay(times, call.path)
    shape = node(call, draft)
    compilation.slot(draft, draft.column(ID).index)
    return shape, slot
