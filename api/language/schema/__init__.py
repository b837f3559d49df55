"""The GraphQL schema, built from the Model: Strawberry types for every class and relation of the ontology."""

from api.language.schema.build import build_schema, shipped_schema
from api.language.schema.printing import sdl

__all__ = ["build_schema", "sdl", "shipped_schema"]
