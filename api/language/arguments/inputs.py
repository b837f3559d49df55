"""The input types of a Model, all together."""

from __future__ import annotations

from strawberry.types.arguments import StrawberryArgument

from api.language.arguments.dimensions import Dimensions
from api.language.arguments.filtering import FilterTypes
from api.language.arguments.ordering import Sorts
from api.language.arguments.paging import PAGING
from api.language.arguments.scope import scope_arguments
from api.language.definitions import Types, arguments, enumeration
from ontology import Class, End, Kind, Model


class Inputs:
    """Defines the input types of a Model. `ends` are its relations, each from every end."""

    def __init__(self, types: Types, model: Model) -> None:
        self.entity_class = enumeration(
            "EntityClass",
            "A class of entities, or an interface that stands for all classes below it.",
            {c.name: c.comment for c in model.classes.values() if c.kind is Kind.ENTITY},
        )
        self.scope = scope_arguments(types)
        self.page = (*PAGING, *self.scope)
        self.sorts = Sorts(types, model)
        self.filters = FilterTypes(types, model, self.entity_class)
        self.dimensions = Dimensions(model)
        self.ends = {e.name: e for c in model.classes.values() for e in c.ends.values()}
        for cls in model.classes.values():
            self.filters.define_class(cls)
            self.sorts.define_class(cls)
        for end in self.ends.values():
            self.filters.define_end(end)
            self.sorts.define_end(end)

    def of_class(self, cls: Class) -> tuple[StrawberryArgument, ...]:
        """Which nodes to list, and in which order."""
        return arguments([self.filters.argument(self.filters.of_class(cls)), self.sorts.argument(self.sorts.of_class(cls))])

    def of_end(self, end: End) -> tuple[StrawberryArgument, ...]:
        """Which relationships to list, and in which order."""
        return arguments([self.filters.argument(self.filters.of_end(end)), self.sorts.argument(self.sorts.of_end(end))])
