"""One field of an operation while it is compiled.

A field of the schema carries its plan (api.language.definitions.Field): a function that is given a Call and returns the callable that makes
the field's JSON value (see shaping). A plan asks its Call for arguments, notes in the surrounding list what has to be read, and lets
`fields` plan what is selected below it. There is no other place that knows what a field means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLError, GraphQLField, GraphQLID, GraphQLObjectType, SourceLocation, get_location, get_named_type
from graphql.execution.collect_fields import FieldDetails, collect_subfields
from graphql.execution.values import get_argument_values
from strawberry.schema.schema_converter import GraphQLCoreConverter

from api.answer_warnings import AnswerWarning, WarningCode
from api.language.arguments import Args
from api.language.arguments.scope import scope_of
from api.language.arguments.unset import FILTER, refuse_unset
from api.language.compiling import shaping
from api.language.compiling.compilation import Compilation
from api.language.compiling.draft import Around, Draft
from api.language.compiling.mentions import Place
from api.language.identity import check_scope, slug_of
from common.errors import BadInputError, QueryError
from queries import plans
from queries.references import of_datasets

Details = list[FieldDetails]
Path = tuple[str, ...]
Plan = Callable[["Call"], Callable[..., Any]]
BAD_INPUT = "BAD_INPUT"
PLAN = "plan"
"""Where the metadata of a field of Strawberry holds its plan."""


def plan_of(field: GraphQLField) -> Plan:
    """The plan that a field of the schema carries."""
    plan: Plan = field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].metadata[PLAN]
    return plan


@dataclass(slots=True)
class Call:
    """A field as the operation asks for it.

    `parent` is the type whose field it is; `around` the list whose elements or numbers the field's object is made of (at the root: what
    holds for the whole operation).
    """

    compilation: Compilation
    parent: GraphQLObjectType
    name: str
    details: Details
    path: Path
    around: Around

    @property
    def draft(self) -> Draft:
        """The list around it."""
        assert isinstance(self.around, Draft)
        return self.around

    @property
    def result(self) -> GraphQLObjectType:
        """The object type that it gives, alone or as a list."""
        type_ = get_named_type(self.parent.fields[self.name].type)
        assert isinstance(type_, GraphQLObjectType)
        return type_

    def arguments(self) -> Args:
        """The values of its arguments; of ids the slugs: what is asked for is an entity, under time and sources that stand beside it.

        Variables and defaults are filled in. Raises GraphQLError, QueryError.
        """
        args, defined = self.given(), self.parent.fields[self.name].args
        return {name: _slugs(value) if get_named_type(defined[name].type) is GraphQLID else value for name, value in args.items()}

    def given(self) -> Args:
        """The values of its arguments as they were given. Raises GraphQLError."""
        first = self.details[0]
        variables = self.compilation.executor.variable_values
        for argument in first.node.arguments or ():
            if argument.name.value == FILTER:
                refuse_unset(argument.value, self._given_variables)
        return get_argument_values(self.parent.fields[self.name], first.node, variables, first.fragment_variable_values)

    def scope(self, args: Args, inherited: plans.Scope | None = None) -> plans.Scope:
        """What is in force for it and all below it (`inherited`: what would be without its arguments, unless that is the scope around it).

        Notes the datasets that its arguments name.
        """
        scope = scope_of(args, inherited or self.around.scope)
        scope = replace(scope, window=replace(scope.window, known=self.compilation.today))
        self.check(scope)
        if "datasets" in (args.get("sources") or {}):
            self.mention_datasets(scope)
            if scope.datasets == ():
                hint = "leave datasets out, or name some"
                self.compilation.warn(AnswerWarning(WarningCode.NO_DATASET, self.path, "no dataset is chosen, so nothing counts", hint))
        return scope

    def mention_datasets(self, scope: plans.Scope) -> None:
        """Note the datasets that a scope chooses, so that the answer tells of those that there are not."""
        self.compilation.mention(of_datasets(scope.datasets or (), self.compilation.model), Place.DATASETS, self.path)

    def check(self, scope: plans.Scope) -> None:
        """That a scope may come to be in force. Raises BadInputError."""
        check_scope(scope, self.compilation.model)

    def planned(self) -> Callable[..., Any]:
        """What its plan makes of it. Raises GraphQLError with its place in document and answer."""
        try:
            return plan_of(self.parent.fields[self.name])(self)
        except QueryError as error:
            more = {"hint": error.hint} if error.hint else {}
            more |= {"code": BAD_INPUT} if isinstance(error, BadInputError) else {}
            raise GraphQLError(error.message, self._nodes, path=list(self.path), extensions=more) from error
        except GraphQLError as error:
            if error.path is not None:
                raise
            raise GraphQLError(error.message, error.nodes or self._nodes, path=list(self.path)) from error

    @property
    def _given_variables(self) -> set[str]:
        """The names of the variables that have a value where the field stands."""
        inner = self.details[0].fragment_variable_values
        return self.compilation.executor.variable_values.coerced.keys() | (inner.coerced.keys() if inner else set())

    @property
    def _nodes(self) -> list[Any]:
        return [d.node for d in self.details]

    @property
    def locations(self) -> tuple[SourceLocation, ...]:
        """Where it stands in the document: without the document, which a compiled operation need not keep."""
        return tuple(get_location(node.loc.source, node.loc.start) for node in self._nodes if node.loc)

    def fields(
        self, type_: GraphQLObjectType, around: Around | None = None, typename: Callable[[], Any] | None = None
    ) -> list[tuple[str, Any]]:
        """The fields selected of the object that this field gives: response keys with what makes their values.

        `around`: the list that they are made of, unless it is the one around this field. `typename` plans `__typename` (None: the name
        of `type_` for every row).
        """
        inner = self.around if around is None else around
        found: list[tuple[str, Any]] = []
        for key, details in self._selected(type_):
            name = details[0].node.name.value
            if name in type_.fields:
                make = Call(self.compilation, type_, name, details, (*self.path, key), inner).planned()
                self.compilation.weigh(key, inner, type_.name, name)
            else:
                make = typename() if typename else shaping.constant(type_.name)
            found.append((key, make))
        return found

    def _selected(self, type_: GraphQLObjectType) -> Iterator[tuple[str, Details]]:
        compilation = self.compilation
        ex = compilation.executor
        found = collect_subfields(compilation.schema, ex.fragments, ex.variable_values, ex.operation, type_, self.details)
        yield from found.grouped_field_set.items()


def _slugs(value: Any) -> Any:
    """An id, or several, as slugs; what is no text as it is."""
    if isinstance(value, list):
        return [_slugs(one) for one in value]
    return slug_of(value) if isinstance(value, str) else value
