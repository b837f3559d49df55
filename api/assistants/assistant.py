"""Answers the tools, each through the gate and within the limits by which HTTP is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
import strawberry
from starlette.exceptions import HTTPException

from api.answering.answers import Refusal, encoded
from api.assistants.telling import COVERAGE, of_entity, said_by
from api.assistants.themes import definitions, overview
from api.http.asked import Asked as EntityAsked
from api.http.asked import asked_of
from api.http.documents import Documents
from api.http.graphql import Endpoint
from api.http.requests import Asked
from api.pages.plain import plain
from api.pages.whole import Portrait
from common.errors import FoederaError, NotFoundError, UsageError
from queries.examples import find_example, load_examples

FEW, MANY = 10, 100
"""How many statements of each relation are given, and of one that is named."""
SEARCH = """query Search($text: String!, $types: [EntityClass!], $first: Int, $time: TimeInput) {
  search(text: $text, types: $types, first: $first, time: $time) {
    edges { score node { __typename slug name description } }
    pageInfo { hasNextPage }
  }
}"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool gives: JSON, or text where there is nothing but text; or why it gives nothing."""

    text: str
    content: Any = None
    wrong: bool = False


class Assistant:
    """Answers the tools of api/assistants/tools.py."""

    def __init__(self, schema: strawberry.Schema, endpoint: Endpoint, documents: Documents) -> None:
        self.schema = schema._schema
        self.endpoint = endpoint
        self.documents = documents
        self._tools = {
            "search": self._search,
            "describe": self._describe,
            "run": self._run,
            "examples": self._examples,
            "schema": self._read_schema,
        }

    async def call(self, name: str, given: Mapping[str, Any], client: str) -> Told:
        """What a tool gives for arguments that fit its schema. Errors are told in plain words; nothing of ours is raised."""
        try:
            return _bounded(await self._tools[name](given, client), self.endpoint.settings.tool_bytes)
        except HTTPException as error:
            return Told(error.detail, wrong=True)
        except UsageError as error:
            return Told(_sentence(error), wrong=True)
        except FoederaError as error:
            return Told(f"{error.public[0].upper()}{error.public[1:]}.{' Try again in a moment.' if error.retryable else ''}", wrong=True)

    async def _search(self, given: Mapping[str, Any], client: str) -> Told:
        time = {"at": given["at"]} if given.get("at") else None
        variables = {"text": given["text"], "types": given.get("types"), "first": given.get("first", FEW), "time": time}
        return _told(await self.endpoint.ask(Asked(SEARCH, variables, "Search"), client, known=True))

    async def _run(self, given: Mapping[str, Any], client: str) -> Told:
        if ("operation" in given) == ("example" in given):
            raise UsageError("give either the text of an operation or the name of an example")
        asked = Asked(given.get("operation"), given.get("variables") or {}, given.get("operationName") or None)
        if "example" in given:
            example = find_example(given["example"])
            asked = replace(asked, query=example.text, variables={**example.variables, **asked.variables})
        return _told(await self.endpoint.ask(asked, client))

    async def _describe(self, given: Mapping[str, Any], client: str) -> Told:
        slug, scoped, _ = given["slug"].partition("@")
        if scoped:
            raise UsageError(f'give the slug and the day by themselves: slug "{slug}", and what it is to be seen at as `at`')
        parameters = {name: str(given[name]) for name in ("at", "relation", "skip") if given.get(name)}
        sources = tuple(dict.fromkeys(given.get("sources") or ()))
        asked = replace(asked_of(parameters, slug), datasets=sources or None)
        found = await self._portrait(asked, client, MANY if given.get("relation") else FEW)
        told = plain(found) | ({"renamed": {"from": slug, "to": found.id}} if found.id != slug else {})
        told = said_by(told, sources) if sources else told
        return Told("", told | {"warnings": of_entity(found, slug, given.get("relation"), sources)})

    async def _portrait(self, asked: EntityAsked, client: str, size: int) -> Portrait:
        """The entity, under the name that it has today. Raises FoederaError."""
        async with self.endpoint.gate.place(client):
            found = await self.documents.portrait(asked, size)
            if isinstance(found, str):
                found = await self.documents.portrait(replace(asked, id=found), size)
            if isinstance(found, Portrait):
                return found
            meant = await self.documents.meant(asked.id)
        raise NotFoundError(
            f'there is no entity with the slug "{asked.id}"', f'did you mean "{meant[0]}" ({meant[1]})?' if meant else "find it with search"
        )

    async def _examples(self, _given: Mapping[str, Any], _client: str) -> Told:
        return Told("", {"examples": [example.plain() for example in load_examples()]})

    async def _read_schema(self, given: Mapping[str, Any], _client: str) -> Told:
        names = given.get("names")
        return Told(definitions(self.schema, names) if names else overview(self.schema, self.documents.engine.model))


def _told(answer: Any) -> Told:
    if isinstance(answer, Refusal):
        return Told("\n".join(_error(error) for error in answer.errors), {"errors": list(answer.errors)}, wrong=True)
    return Told("", orjson.loads(encoded(answer)) | {"coverage": COVERAGE})


def _error(error: Mapping[str, Any]) -> str:
    extensions = error.get("extensions", {})
    hint = f" ({extensions['hint']})" if extensions.get("hint") else ""
    return f"{error['message']}{hint} [{extensions.get('code', 'ERROR')}]"


def _sentence(error: UsageError) -> str:
    hint = f" {error.hint[0].upper()}{error.hint[1:]}" if error.hint else ""
    return f"{error.message[0].upper()}{error.message[1:].rstrip('.')}.{hint}"


def _bounded(told: Told, most: int) -> Told:
    """The same with its JSON as text; an error if it has more bytes: whoever reads it has room for little more."""
    text = told.text or orjson.dumps(told.content).decode()
    size = len(text.encode())
    if size > most:
        words = f"The answer has {size:,} bytes, and a tool gives at most {most:,}."
        return Told(f"{words} Ask for fewer fields, for a page (first, after), or for totalCount alone.", wrong=True)
    return replace(told, text=text)
