"""Writes api/schema.graphql, the schema as text, which is committed: `python -m api.language.schema`."""

from __future__ import annotations

from pathlib import Path

from api.language.schema.build import build_schema
from api.language.schema.printing import sdl
from ontology import read_model

SDL = Path(__file__).parents[2] / "schema.graphql"


def current() -> str:
    """The schema that the ontology makes now."""
    return sdl(build_schema(read_model())._schema)


if __name__ == "__main__":
    SDL.write_text(current(), encoding="utf-8")
