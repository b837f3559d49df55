"""A list while what is wanted of it is being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from api.answer_warnings import Path
from api.language.arguments.ordering import needed_order
from api.language.compiling import shaping
from api.language.compiling.watches import Bodies, Checked, Lives, Watch
from ontology import Class, Model
from queries import plans


@dataclass(slots=True)
class Around:
    """What is in force where a field stands: the scope, and how many times at most its object comes in the answer."""

    scope: plans.Scope
    times: int


@dataclass(slots=True)
class Draft(Around):
    """A listing in the making. Plans of fields add the columns and numbers they need; `question` is what came of it.

    Elements are nodes of class `cls`, reached over relationships of class `edge` if there are any, by the name of the `relation`. `dated`:
    they may not be certain. `watches` are the lists in its rows, `checked` the properties of which they may say that nobody checked them.
    `existing`: the filter that keeps those of its entities that certainly exist, where others may; `seen`: where the answer has how many
    certainly exist or, of a list of relationships as such, hold. `bodies`: where it has what is known of the lists by which they exist.
    """

    source: plans.Source
    where: plans.Filter
    order: tuple[plans.Key, ...]
    page: plans.Page
    cls: Class
    edge: Class | None = None
    relation: str | None = None
    dated: bool = False
    columns: plans.Columns = field(default_factory=plans.Columns)
    rows: bool = False
    total: bool = False
    aggregates: list[plans.Aggregate] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)
    checked: list[tuple[Path, Checked]] = field(default_factory=list)
    existing: plans.Filter | None = None
    seen: Lives | None = None
    bodies: Bodies | None = None

    @property
    def listing(self) -> shaping.Listing:
        """How the rows of its answer make a page."""
        page = self.page
        return shaping.Listing(page.size, page.backward, page.after is not None, page.before is not None)

    def column(self, column: plans.Column) -> shaping.Column:
        """Have a column read, once however often it is asked for."""
        return shaping.Column(self.columns.index(column))

    def cursor(self) -> shaping.Cursor:
        """Have the keys of the order read, which make the cursor of an element."""
        return shaping.Cursor(tuple(self.columns.index(plans.KeyValue(i)) for i in range(len(self.order))))

    def see_beyond(self) -> None:
        """Have one row more read than the page holds. It is one more of everything in it, so only where a client asks for it."""
        self.page = replace(self.page, beyond=True)

    def aggregate(self, aggregate: plans.Aggregate) -> int:
        """Have an aggregate read, equal ones once. Its index among them."""
        if aggregate not in self.aggregates:
            self.aggregates.append(aggregate)
        return self.aggregates.index(aggregate)

    @property
    def properties(self) -> tuple[tuple[Path, tuple[Checked, ...]], ...]:
        """The properties that are read of its entities, by the path of these."""
        found: dict[Path, list[Checked]] = {}
        for path, checked in dict.fromkeys(self.checked):
            found.setdefault(path, []).append(checked)
        return tuple((path, tuple(properties)) for path, properties in found.items())

    def lives(self, model: Model) -> Lives | None:
        """Have read how many certainly exist, or hold: of all of them where they are counted, else of those on the page."""
        if self.existing is not None:
            return self._settled(self.cls.plural, "existed", plans.Satisfying(self.existing), plans.Satisfies(self.existing))
        if self.dated and self.relation is None and not self.scope.certain:
            certain = plans.CertainEdges(self.scope.window, plans.doubtful(self.where, model))
            return self._settled("relationships", "held", certain, plans.Certain())
        return None

    def _settled(self, plural: str, verb: str, number: plans.Aggregate, column: plans.Column) -> Lives | None:
        if self.total:
            return Lives(plural, verb, aggregate=self.aggregate(number))
        return Lives(plural, verb, column=self.column(column).index) if self.rows else None

    def question(self) -> plans.Listing:
        """The listing, once all its fields are planned."""
        columns = self.columns.done()
        order = needed_order(self.order, columns, self.page)
        return plans.Listing(self.source, self.scope, self.where, order, self.page, columns, self.rows, self.total, tuple(self.aggregates))
