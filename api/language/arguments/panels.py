"""Arguments of panels, and what panels count by the ontology.

GraphQL and the addresses of tables ask for panels with the same Wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.panels import Asked, Counted, Group, Measures, systems
from analysis.periods import Periods, Rule, Step, periods
from analysis.table import Table, day_number
from api.language.arguments import Args, name_of
from api.language.arguments.choices import aside, existence, period_of, required
from api.language.compiling import touching
from api.language.compiling.computing import Ids
from api.language.definitions import capital
from common.errors import QueryError
from common.suggest import suggest
from ontology import Class, Model, Property, Relation, Shared, Term
from queries import plans
from queries.work import Counts

DEFAULT_RULE = Rule.ANY_DAY
MOST_STATES = 1_000
LISTED_SINCE = 1800
"""No list of states begins before."""
UNSTATED = "unstated"
FULL = "FULL"


@dataclass(frozen=True, slots=True)
class Wish:
    """A panel that is asked for: of the years from `first` to `last` (days), of which states, and what counts in it.

    `system`, `universe` and `bodies` are ids; `standing`: in full (FULL) or in any capacity (ANY).
    """

    first: str
    last: str
    rule: Rule = DEFAULT_RULE
    day: str = "07-01"
    system: str | None = None
    universe: tuple[str, ...] | None = None
    bodies: tuple[str, ...] | None = None
    directed: bool = False
    standing: str = FULL
    certain: bool = False
    datasets: tuple[str, ...] | None = None
    claims: bool = False

    @property
    def years(self) -> Periods:
        """The years. Raises QueryError."""
        return periods(day_number(self.first), day_number(self.last), Step.YEAR, self.rule, self.day)

    def rows(self, states: float, *, pairs: bool) -> float:
        """The most rows that it has, of so many states; or of their pairs, in one direction or both."""
        each = states * (states - 1) / (1 if self.directed else 2) if pairs else states
        return each * max(0, int(self.last[:4]) - max(int(self.first[:4]), LISTED_SINCE) + 1)

    @property
    def ids(self) -> tuple[str, ...]:
        """The entities that it names."""
        return (*filter(None, [self.system]), *(self.universe or ()), *(self.bodies or ()))

    def parameters(self, table: Table, asked: Asked) -> dict[str, object]:
        """What was asked, with what stood for what was left out."""
        found: dict[str, object] = {"from": self.first, "to": self.last, "rule": self.rule.name, "meaning": self.rule.value}
        found |= {"system": table.entities[asked.system].id, "standing": self.standing, "directed": self.directed}
        found |= {name: list(ids) for name, ids in (("universe", self.universe), ("bodies", self.bodies)) if ids is not None}
        return found


def touched(model: Model, measures: Measures, counts: Counts, wish: Wish) -> tuple[float, float]:
    """About how many states a panel has, and how many rows of the table it is about."""
    known = sum(counts.of(cls.name) for cls in model.classes.values() if cls.exists_by)
    relations = [model.relations[name] for name in (measures.exists, *(c.relation for c in (*measures.counted, *measures.ties)))]
    states = touching.AT_ONCE * known if wish.universe is None else len(wish.universe)
    return states, touching.spells(counts, relations, claims=wish.claims)


def wish_of(args: Args, scope: plans.Scope, today: str) -> Wish:
    """What the arguments of a field ask for. Raises QueryError."""
    first, last = period_of(args, today)
    return replace(options_of(args, scope), first=first, last=last)


def options_of(args: Args, scope: plans.Scope) -> Wish:
    """What the arguments of a field ask for beside the time."""
    return Wish(
        "",
        "",
        DEFAULT_RULE if args.get("rule") is None else Rule[name_of(args["rule"])],
        args.get("dayOfYear") or "07-01",
        args.get("system"),
        _ids(args, "universe"),
        _ids(args, "bodies"),
        bool(args.get("directed")),
        FULL if args.get("standing") is None else name_of(args["standing"]),
        scope.certain,
        scope.datasets,
        scope.all_claims,
    )


def _ids(args: Args, name: str) -> tuple[str, ...] | None:
    return None if args.get(name) is None else tuple(dict.fromkeys(str(id_) for id_ in args[name]))


def asked_of(table: Table, ids: Ids, model: Model, measures: Measures, wish: Wish, years: Periods, today: str) -> Asked:
    """The question for a table. Raises QueryError when it names what is not there."""
    if wish.universe is not None and len(wish.universe) > MOST_STATES:
        raise QueryError(f"universe names {len(wish.universe):,} states", f"give at most {MOST_STATES:,}")
    names = [c.relation for c in measures.counted]
    args = {} if wish.standing == FULL else {"standing": wish.standing}
    return Asked(
        replace(years, known=day_number(today)),
        system_of(table, ids, measures.exists, wish.system),
        _places(table, ids, "universe", wish.universe),
        _places(table, ids, "bodies", wish.bodies),
        wish.directed,
        wish.certain,
        wish.datasets,
        aside(model, names, args),
        day_number(today),
    )


def _places(table: Table, ids: Ids, name: str, chosen: tuple[str, ...] | None) -> tuple[int, ...] | None:
    return None if chosen is None else tuple(required(table, ids, id_, name) for id_ in chosen)


def system_of(table: Table, ids: Ids, exists: str, id_: str | None) -> int:
    """The list of states that is named, or that which names the most states."""
    known = systems(table, exists)
    if id_ is None:
        if not known:
            raise QueryError("there is no list of states, so nothing says which states there were", "load one, such as that of the core")
        return max(known, key=lambda number: (known[number], -number))
    number = required(table, ids, id_, "system")
    if number not in known:
        names = [table.entities[n].id for n in known]
        raise QueryError(f'system: "{id_[:100]}" lists no states', suggest(id_, names) or f"there are {', '.join(names)}")
    return number


def measures_of(model: Model) -> Measures:
    """What panels count: the relations that actors share or are tied by, and the obligations of alliances."""
    shared = [r for r in model.relations.values() if r.shared]
    levels = {_camel(term.value): term.level or 0 for _, term in _weighty(model)}
    return Measures(
        existence(model),
        tuple(Counted(r.name, r.inverse or r.name, tuple(_groups(model, r))) for r in shared),
        tuple(Counted(r.name, None, (Group(r.tie, frozenset()),)) for r in model.relations.values() if r.tie),
        levels,
        UNSTATED,
    )


def _groups(model: Model, relation: Relation) -> Iterator[Group]:
    whole = model.classes[relation.range]
    yield _group(whole)
    if relation.shared is Shared.KINDS:
        yield from (_group(cls) for cls in model.classes.values() if whole.name in cls.parents)
    allies = [cls for cls in _allies(model) if whole.name in cls.lineage]
    if not allies:
        return
    classes = frozenset(name for cls in allies for name in cls.concrete)
    yield Group(allies[0].plural, classes)
    for _, term in _weighty(model):
        name = _camel(term.value)
        yield Group(name, classes, term.value, f"{name}{capital(allies[0].plural)}")
    yield Group(UNSTATED, classes, "")


def _group(cls: Class) -> Group:
    return Group(cls.plural, frozenset(cls.concrete))


def _allies(model: Model) -> list[Class]:
    """The topmost classes of agreements that make allies."""
    return [c for c in model.classes.values() if c.allies and not any(model.classes[p].allies for p in c.parents)]


def _weighty(model: Model) -> list[tuple[Property, Term]]:
    """The obligations that tie allies."""
    found = [(p, p.vocabulary) for cls in _allies(model) for p in cls.properties.values() if p.vocabulary]
    return [(prop, term) for prop, vocabulary in found for term in vocabulary.terms if term.level is not None]


def _camel(value: str) -> str:
    first, *rest = re.split(r"[^A-Za-z0-9]+", value)
    return first + "".join(map(capital, rest))


def dyad_words(measures: Measures, name: str) -> str:
    """What a column of pairs holds."""
    if name in measures.obligations:
        return f"1 where both are bound by an alliance treaty with the obligation {name}; 0 where they are not; null where nobody says."
    if name in [g.name for counted in measures.ties for g in counted.groups]:
        return "1 where they have a common border; 0 where they have none; null where nobody says."
    if name.startswith("attested"):
        return "How many of them are attested, whatever the lists cover."
    return "How many they share; null where that is not known in full."


def state_words(_measures: Measures, name: str) -> str:
    """What a column of states holds."""
    if name.startswith("attested"):
        return "How many of them are attested, whatever the lists cover."
    return "How many; null where that is not known in full."
