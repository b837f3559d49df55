"""The input types of a Model, all together."""

from __future__ import annotations

from strawberry.types.arguments import StrawberryArgument

from api.language.arguments.choices import list_names, relation_names
from api.language.arguments.dimensions import Dimensions
from api.language.arguments.filtering import Filters
from api.language.arguments.keys import Keys
from api.language.arguments.ordering import Sorts
from api.language.arguments.paging import PAGING
from api.language.arguments.scope import scope_arguments
from api.language.definitions import Types, arguments
from api.language.elements import Alike, Elements, elements_of
from api.language.vocabularies import enumeration_of
from ontology import Model
from ontology.own_names import ENTITY_CLASS


class Inputs:
    """Defines the input types of a Model. `ends` are its relations, each from every end."""

    def __init__(self, types: Types, model: Model) -> None:
        self.entity_class = enumeration_of(model.vocabulary(ENTITY_CLASS))
        alike = Alike(model)
        self.scope = scope_arguments(types)
        self.relation, self.list = relation_names(model), list_names(model)
        self.page = (*PAGING, *self.scope)
        self.sorts = Sorts(types, model, alike)
        self.filters = Filters(types, model, alike, self.entity_class)
        self.dimensions = Dimensions(model, alike)
        self.keys = Keys(types, model, alike)
        self.ends = {e.name: e for c in model.classes.values() for e in c.ends.values()}
        nodes = [Elements(alike.of(cls)) for cls in model.classes.values()]
        for elements in dict.fromkeys([*nodes, *(elements_of(model, end) for end in self.ends.values())]):
            self.filters.define(elements)
            self.sorts.define(elements)

    @property
    def time(self) -> tuple[StrawberryArgument, ...]:
        """The argument `time` alone."""
        return self.scope[:1]

    @property
    def sources(self) -> tuple[StrawberryArgument, ...]:
        """The argument `sources` alone."""
        return self.scope[1:2]

    def listing(self, elements: Elements) -> tuple[StrawberryArgument, ...]:
        """Which elements to list, and in which order."""
        return arguments([self.filters.argument(elements), self.sorts.argument(elements)])
