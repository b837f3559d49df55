"""The codebook at its address: a page for people, JSON for programs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property
from threading import Lock

import orjson
import strawberry
from starlette.requests import Request
from starlette.responses import Response

from api.http.pages import page
from api.http.tags import has, tag_of
from api.tables.codebook import codebook
from ontology import Model
from ontology.codebook import Column, Form, Section

TITLE = "Foedera: codebook"
WORDS = (
    "Every variable, class, relation, role and vocabulary, with its definition and the term of another vocabulary with which it is aligned "
    "(<em>elsewhere</em>). As JSON: <code>Accept: application/json</code>."
)
ALIKE = {"Cache-Control": "no-cache", "Vary": "Accept"}


class Codebook:
    """The codebook of a schema. Made when it is first asked for, which takes a third of a second, in a thread of its own."""

    def __init__(self, model: Model, schema: strawberry.Schema) -> None:
        self._model = model
        self._schema = schema
        self._lock = Lock()

    def __call__(self, request: Request) -> Response:
        """The page where HTML is accepted, else JSON; 304 when the client has it."""
        human = "text/html" in request.headers.get("accept", "")
        with self._lock:
            body = self.page if human else self.json
        tag = tag_of(body)
        headers = ALIKE | {"ETag": tag}
        if has(request, tag):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="text/html" if human else "application/json")

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its parts."""
        from ontology.alignments import read_alignments  # noqa: PLC0415 (rdflib takes 0.1 s, and few servers are asked for this)

        return codebook(self._model, self._schema._schema, read_alignments())

    @cached_property
    def json(self) -> bytes:
        """For programs."""
        return orjson.dumps({section.key: section.shown() for section in self.sections})

    @cached_property
    def page(self) -> bytes:
        """For people."""
        names = frozenset(_defined(self.sections))
        contents = "".join(f'<li><a href="#{section.key}">{section.title}</a>' for section in self.sections)
        body = "".join(line for section in self.sections for line in _section(section, names, 2))
        return bytes(page(TITLE, f"<h1>Codebook</h1><p>{WORDS}<ul>{contents}</ul>{body}").body)


def _defined(sections: tuple[Section, ...]) -> Iterator[str]:
    """The names that have a place on the page to which links lead."""
    for section in sections:
        if section.columns and section.columns[0].form is Form.NAME:
            yield from (row[0] for row in section.rows)
        yield section.key
        yield from _defined(section.parts)


def _section(section: Section, names: frozenset[str], level: int) -> Iterator[str]:
    yield f'<h{level} id="{section.key}">{html.escape(section.title)}</h{level}><p>{_words(section.words)}'
    if section.columns:
        head = "".join(f"<th>{html.escape(column.title)}" for column in section.columns)
        yield f'<div style="overflow-x:auto"><table><tr>{head}'
        yield from (_row(section.columns, row, names) for row in section.rows)
        yield "</table></div>"
    for part in section.parts:
        yield from _section(part, names, level + 1)


def _row(columns: tuple[Column, ...], row: tuple[str, ...], names: frozenset[str]) -> str:
    first = f' id="{html.escape(row[0])}"' if columns[0].form is Form.NAME else ""
    return f"<tr{first}>" + "".join(f"<td>{_cell(column, value, names)}" for column, value in zip(columns, row, strict=True))


def _cell(column: Column, value: str, names: frozenset[str]) -> str:
    match column.form:
        case Form.CODE:
            return ", ".join(f"<code>{html.escape(word)}</code>" for word in value.split())
        case Form.NAME:
            return ", ".join(_link(word) if word in names else html.escape(word) for word in value.split())
    return _words(value)


def _link(name: str) -> str:
    return f'<a href="#{html.escape(name)}">{html.escape(name)}</a>'


def _words(text: str) -> str:
    """Words as HTML; what stands in backticks is code."""
    shown = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
    return re.sub(r"\*(\w+)\*", r"<em>\1</em>", shown)
