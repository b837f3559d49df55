"""The GraphQL schema, built from the Model: Strawberry types for every class and relation of the ontology."""

from api.language.schema.build import build_schema

__all__ = ["build_schema"]
