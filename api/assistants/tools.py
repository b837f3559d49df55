"""The tools: what each is for and what it takes. A program that knows nothing of Foedera chooses by these words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DAY = {
    "type": "string",
    "maxLength": 40,
    "description": "What holds on a day, month or year, such as 1982-06-01 or 1982 (EDTF). Today unless given.",
}
INSTRUCTIONS = """Foedera is a graph of states, alliances, agencies and agreements in which every statement has a source and dates.
Find the slug of an entity with `search`, read it with `describe`, and ask anything else as a GraphQL operation with `run`; `schema`
says what there is to ask, `examples` shows how. Every answer holds the version of the data, how to cite it, and warnings: pass them
on. Null is not zero and not "no": it means that nobody wrote it down. Give a day (`at`, or `time: {at: …}`) when the question is
about the past."""


@dataclass(frozen=True, slots=True)
class ToolText:
    """What a client is told of a tool. `properties` are those of its input as JSON Schema has them."""

    name: str
    title: str
    description: str
    properties: Mapping[str, Any]
    required: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its input."""
        return {"type": "object", "properties": dict(self.properties), "required": list(self.required), "additionalProperties": False}


TOOLS = (
    ToolText(
        "search",
        "Search entities by words",
        "Find entities by words in their names and descriptions; case, accents and small slips do not matter. Gives slug, name, class and "
        "description of each, the best first.",
        {
            "text": {"type": "string", "minLength": 1, "maxLength": 500, "description": "Words to look for."},
            "types": {
                "type": "array",
                "items": {"type": "string", "maxLength": 100},
                "maxItems": 20,
                "description": "Only entities of these classes or below them, such as Alliance or State.",
            },
            "at": DAY,
            "first": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10},
        },
        ("text",),
    ),
    ToolText(
        "describe",
        "Describe an entity",
        "What is known of an entity as of a day: its properties with their sources, its relations with dates and sources, what sources "
        "dispute, of which relations nobody wrote anything down (notKnown), warnings and citations. `total` counts the statements of a "
        "relation, `certainTotal` those that hold on the day whatever their dates may mean (each says whether it is `certain`; the others "
        "only may). The first 10 are given; name a `relation` to read 100 of it, from number `skip` on.",
        {
            "slug": {
                "type": "string",
                "minLength": 1,
                "maxLength": 200,
                "description": "The slug of the entity, such as nato, as `search` gives it.",
            },
            "at": DAY,
            "relation": {"type": "string", "maxLength": 100, "description": "One relation only, such as members."},
            "sources": {
                "type": "array",
                "items": {"type": "string", "minLength": 1, "maxLength": 100},
                "maxItems": 20,
                "description": "Only what these datasets say, such as atop, preferred or not. What is preferred of all unless given.",
            },
            "skip": {"type": "integer", "minimum": 0, "maximum": 1_000_000, "default": 0},
        },
        ("slug",),
    ),
    ToolText(
        "run",
        "Run a GraphQL operation",
        "Answer a GraphQL query, or one of the saved examples by its name. The limits are those of the API: what is too expensive is "
        "refused with a hint. Ask for few fields, and for pages of lists (first, after); totalCount counts without listing.",
        {
            "operation": {"type": "string", "minLength": 1, "description": "The text of a query."},
            "example": {
                "type": "string",
                "minLength": 1,
                "maxLength": 100,
                "description": "The name of a saved example, in place of a text.",
            },
            "variables": {"type": "object", "description": "Values of the variables; of an example, in place of its own."},
            "operationName": {"type": "string", "maxLength": 200, "description": "Which operation, where the text has several."},
        },
    ),
    ToolText(
        "examples",
        "List the saved examples",
        "Saved GraphQL operations with what they ask, their texts and variables: to be run by name, or as patterns for your own.",
        {},
    ),
    ToolText(
        "schema",
        "Read the schema",
        "What can be asked. Without names: the classes by theme and the root fields, each with one line. With names of root fields, "
        "classes or other types: their definitions.",
        {
            "names": {
                "type": "array",
                "items": {"type": "string", "maxLength": 200},
                "maxItems": 20,
                "description": "Names such as alliances, Alliance, ActorMembershipEdge, OrganizationFilter, network.",
            }
        },
    ),
)
