"""What the files of root fields are given to define their types with."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any

from api.language.arguments.inputs import Inputs
from api.language.definitions import Types
from api.language.units import roots
from api.language.units.citations import define_parts
from api.language.units.connection import Connections
from api.language.units.edge import define_interface
from api.language.units.entity import Entities
from api.language.units.field import Field, define
from ontology import Model


class Build:
    """The types of a schema in the making: with `subgraph`, of one that a gateway joins with others (Apollo Federation)."""

    def __init__(self, model: Model, *, subgraph: bool = False) -> None:
        self.model = model
        self.subgraph = subgraph
        self.types = Types()
        self._made: dict[str, Any] = {}
        self.inputs = Inputs(self.types, model)
        define_parts(self.types)
        for edge in sorted(model.edges.values(), key=lambda e: len(e.lineage)):
            define_interface(self.types, edge)
        self.connections = Connections(self.types, self.inputs)
        entities = Entities(self.types, model, self.inputs, self.connections)
        for cls in sorted(model.classes.values(), key=lambda c: len(c.lineage)):
            entities.define(cls)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What several files share, such as an enumeration: made when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def root(self) -> Any:
        """The type Query, whose fields are those of all files in roots."""
        found: list[Field] = []
        for module in sorted(m.name for m in pkgutil.iter_modules(roots.__path__)):
            found += import_module(f"{roots.__name__}.{module}").fields(self)
        return define(
            self.types, "Query", "Everything that can be asked. Data is written by loaders alone, so there are no mutations.", found
        )
