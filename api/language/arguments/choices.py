"""Arguments of questions that are computed: entities by id, relations, lists, standing, a period of time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from analysis.choosing import Choice, Mode
from analysis.table import Table, day_number
from api.language.arguments import Args, name_of
from api.language.compiling.computing import Ids
from api.language.definitions import Arg, enumeration, optional
from api.language.scalars import EDTF
from common.dates import BEGINNING, FOREVER, period
from common.errors import QueryError
from common.suggest import suggest
from ontology import Model, Relation, constant_of
from queries import plans
from queries.spells import in_table

STANDING = enumeration(
    "Standing",
    "In what capacity something has to be related to count.",
    {"FULL": "In full: not as an observer, a candidate, a partner or a mere signatory.", "ANY": "In any capacity."},
)
STANDING_ARG = Arg("standing", optional(STANDING), "FULL unless given.")


def relation_names(model: Model) -> Any:
    """The enumeration of relations that hold for a time."""
    known = in_table(model)
    values = {constant_of(r.name): r.comment for r in known}
    meaning = "A relation that holds for a time, or is an event."
    return enumeration("RelationName", meaning, values, {constant_of(r.name): r.name for r in known})


def list_names(model: Model) -> Any:
    """The enumeration of lists: of relations that hold for a time, read from either end."""
    ends = lists_of(model)
    values = {constant_of(name): relation.inverse_comment if inverse else relation.comment for name, (relation, inverse) in ends.items()}
    return enumeration(
        "ListName", "A list of an entity, such as its members or what it is a member of.", values, {constant_of(n): n for n in ends}
    )


def lists_of(model: Model) -> Mapping[str, tuple[Relation, bool]]:
    """The relations that hold for a time by the names of both their ends, and whether that is read against their direction."""
    dated = [r for r in model.relations.values() if r.dated]
    found = {r.inverse: (r, True) for r in dated if r.inverse}
    return found | {r.name: (r, False) for r in dated}


def aside(model: Model, relations: Sequence[str], args: Args) -> Mapping[str, tuple[str, ...]]:
    """By relation, the roles that do not count: none of them when any standing is asked for."""
    if args.get("standing") is not None and name_of(args["standing"]) == "ANY":
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name in relations:
        role = model.edges[model.relations[name].edge].properties.get("role")
        if role and role.vocabulary:
            found[name] = tuple(term.value for term in role.vocabulary.terms if term.aside)
    return found


def choice_of(scope: plans.Scope, relations: Sequence[str], aside: Mapping[str, tuple[str, ...]], through: Collection[str] = ()) -> Choice:
    """Which spells count within a scope."""
    window = scope.window
    mode, first, last, known = Mode(window.mode.value), *map(day_number, (window.lo, window.hi, window.known))
    return Choice(tuple(relations), mode, first, last, scope.certain, scope.datasets, aside, through, known)


def through_of(args: Args, model: Model) -> frozenset[str]:
    """The concrete classes that an argument `through` chooses; none when it is left out."""
    return frozenset(c for name in args.get("through") or () for c in model.classes[name_of(name)].concrete)


def existence(model: Model) -> str:
    """The relation by which states exist."""
    return next(cls.exists_by for cls in model.classes.values() if cls.exists_by)


def period_args(what: str) -> list[Arg]:
    """The arguments `from` and `to`."""
    return [
        Arg("from", EDTF, f"{what} begins with the first day of this date."),
        Arg("to", optional(EDTF), "It ends with the last day of this date: today unless given."),
    ]


def period_of(args: Args, today: str) -> tuple[str, str]:
    """The first and the last day between `from` and `to`. Raises QueryError when they are in the wrong order or open."""
    first = period(args["from"]).earliest
    last = period(args["to"]).latest if args.get("to") is not None else today
    if BEGINNING in (first, last) or FOREVER in (first, last):
        raise QueryError("from and to have to be known days, months or years", 'give such as from: "1949", to: "2025"')
    if first > last:
        raise QueryError(f"from ({first}) is later than to ({last})", "exchange them")
    return first, last


def number_of(table: Table, ids: Ids, id_: str) -> int | None:
    """The place of an entity in the table, by its id of today or a former one; None when there is none."""
    known = table.numbers.get(ids.get(id_, id_))
    return table.numbers.get(id_.strip().lower()) if known is None else known


def required(table: Table, ids: Ids, id_: str, name: str) -> int:
    """The place of an entity in the table. Raises QueryError when there is none."""
    number = number_of(table, ids, id_)
    if number is None:
        raise QueryError(
            f'{name}: there is no entity with the id "{id_[:100]}"',
            suggest(id_.lower(), list(table.numbers)) or "search finds ids by names",
        )
    return number


def holder_of(table: Table, ids: Ids, id_: str, name: str, listed: str, model: Model) -> int:
    """The place of an entity that can have the list `listed`. Raises QueryError when there is none, or it is none that has such lists."""
    number = required(table, ids, id_, name)
    cls = model.classes[table.entities[number].cls]
    if listed not in cls.ends:
        has = ", ".join(constant_of(end) for end in lists_of(model) if end in cls.ends)
        raise QueryError(f"{name}: {id_} is of the class {cls.name}, which has no {constant_of(listed)}", f"it has {has}")
    return number


def end_of(model: Model, name: str) -> tuple[Relation, bool]:
    """The relation of a list, and whether it is read against its direction."""
    return lists_of(model)[name]


def relations_of(args: Args, model: Model, default: Sequence[str]) -> list[str]:
    """The names of the relations that an argument `relations` or `through` chooses. Raises QueryError when it chooses none."""
    given = args.get("relations")
    names = list(default) if given is None else list(dict.fromkeys(name_of(name) for name in given))
    if not names:
        raise QueryError("relations is empty", "leave it out, or name some")
    return [name for name in model.relations if name in names]


def listed_relations(model: Model) -> list[str]:
    """The relations that the API lists as a whole, such as memberships: those that questions are about unless they say otherwise."""
    return [r.name for r in model.relations.values() if r.plural]


def happening_relations(model: Model) -> list[str]:
    """The relations along which something happens: all in the table but those that a measured value needs."""
    return [r.name for r in in_table(model) if not _measures(model, r)]


def _measures(model: Model, relation: Relation) -> bool:
    return any(prop.required for prop in model.stated(relation.edge))
