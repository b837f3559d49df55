"""Lists of relations whose answers may claim more than is known: which they are, and where in the answers what is known of them stands.

What is known of a list is a few lines of text with the entity whose list it is (facts.listing), which loads have counted. So a watched list
costs one more property to read. Found out is what holds of all lists of one field together, so that there is one warning and not a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from api.answer_warnings import SHOWN_LETTERS, AnswerWarning, Path, WarningCode
from common.dates import FOREVER
from facts.listing import Listed, read_lines, said_by, summed_up
from ontology import constant_of
from queries import answers, plans
from queries.answers import Answer

MOST_LISTS = 1_000
"""So many lists of a field are looked at: a hundredth of a second."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A property that is read of entities: the column of their rows with its value, and that with the names of unchecked properties."""

    name: str
    value: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class Lives:
    """Where a root list says how many of its elements certainly exist, or hold: an aggregate beside the total, or a column of its rows."""

    plural: str
    verb: str
    aggregate: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Bearers:
    """That a list has those who had a code in turn: the code's name and value, the class, and the column with their ids."""

    cls: str
    key: str
    value: str
    column: int

    def warning(self, path: Path, ids: Sequence[str]) -> AnswerWarning:
        """What is to be said where there are several."""
        who = ", ".join(f'"{id_}"' for id_ in ids)
        message = f'{who} had the {self.key} "{self.value[:SHOWN_LETTERS]}" in turn in the time asked for; this is the last of them'
        return AnswerWarning(WarningCode.IN_TURN, path, message, f"ask for a day, or for {self.cls} with a filter", {"of": len(ids)})


@dataclass(frozen=True, slots=True)
class Bodies:
    """By whose lists the elements of a root list exist, as states do by systems: the name of these lists, and the aggregate that has what
    is known of each."""

    relation: str
    aggregate: int


@dataclass(frozen=True, slots=True)
class Watch:
    """A list of a field, in `column` of the rows around it. Of a field at the root, the column is the number of its question.

    `relation` is the name of the list (None: it is no list of statements), and `known` the aggregate that has its lines. `sure`:
    whatever has this list could have statements in it. `inner` are the lists in its rows, of which a page has up to `size`, and
    `properties` those that are read of the entities in its rows, by path. `sought`: of what class it has whatever satisfies a filter
    over relations, or stands in a list of relationships as such (empty: no such list). `lives` is for a list at the root of what has to
    exist or hold then. `whole`: neither a filter nor a cursor leaves any of it out. `narrowed`: a filter does, and no cursor.
    `bodies`: what it lists exists by them. `bearers`: it is read for a field that has one of them. `today`: the last day of which a
    list may be known.
    """

    path: Path
    column: int
    scope: plans.Scope
    size: int
    relation: str | None = None
    known: int = 0
    sure: bool = False
    inner: tuple[Watch, ...] = ()
    sought: str = ""
    properties: tuple[tuple[Path, tuple[Checked, ...]], ...] = ()
    lives: Lives | None = None
    bodies: Bodies | None = None
    whole: bool = False
    narrowed: bool = False
    bearers: Bearers | None = None
    today: str = FOREVER

    def none_found(self) -> AnswerWarning:
        """What is to be said when the list is empty."""
        message = f"no {self.sought} in the data is what is asked for; that there is none is not known"
        hint = "lists of a single entity say in coverage { complete } whether they name all"
        if self.scope.window.mode is not plans.Mode.EVER:
            hint = f"time: {{ever: true}} asks of all times; {hint}"
        return AnswerWarning(WarningCode.NONE_FOUND, self.path, message, hint)


@dataclass(slots=True)
class _Seen:
    """What all lists of one field have in common."""

    watch: Watch
    lists: int = 0
    unknown: int = 0
    outdated: int = 0
    until: str = ""
    early: int = 0
    since: str = ""
    missed: int = 0
    stated: int = 0
    undated: int = 0
    unchecked: int = 0
    datasets: set[str] = field(default_factory=set)
    found: bool = False
    open: bool = False

    def add(self, lines: Sequence[Listed], *, found: bool) -> None:
        """Take in one list, and whether anything was found in it."""
        scope = self.watch.scope
        self.found |= found
        listed = said_by(lines, scope.datasets)
        self.unknown += not listed
        for one in listed:
            stated = one.stated if scope.all_claims else one.preferred
            if stated.number:
                # A hundred lists of five datasets are looked at for one page: sums of whole values took half of the time of that.
                self.stated += stated.number
                self.undated += stated.undated
                self.unchecked += stated.unchecked
                self.datasets.add(one.dataset)
        self.cover(listed, found=found)

    def cover(self, listed: Sequence[Listed], *, found: bool) -> None:
        """Take in how much of one list is known, and whether anything was found in it."""
        scope = self.watch.scope
        self.lists += 1
        known = summed_up(listed, scope.window.lo, scope.window.hi, self.watch.today)
        if known is None or known.complete:
            return
        told = scope.window.mode is not plans.Mode.EVER and self._see_days(listed)
        self.missed += self.watch.narrowed and not found and not told

    def _see_days(self, listed: Sequence[Listed]) -> bool:
        """Whether what is known of a list ends before the time asked for, or it is declared complete from a later day on."""
        window = self.watch.scope.window
        last = min(max(k.last for k in listed), self.watch.today)
        since = min((k.first for k in listed if k.complete and k.first > window.lo), default="")
        self.open = True
        if "" < last < window.lo:
            self.outdated += 1
            self.until = min(self.until or last, last)
            return True
        self.early += bool(since)
        self.since = max(self.since, since)
        return bool(since)

    def _or_for(self, day: str) -> str:
        """A list has its coverage beside it; a list at the root has none."""
        return "" if self.watch.bodies else f", or for coverage {{ {day} }}"

    def warnings(self) -> Iterator[AnswerWarning]:
        """What is to be said of them."""
        watch = self.watch
        name = watch.bodies.relation if watch.bodies else watch.relation
        if self.unknown and watch.sure and watch.scope.datasets != ():
            who = "nobody wrote down" if watch.scope.datasets is None else "none of the datasets asked for states"
            message = f"{who} any {name}" + (f" for {self.unknown:,} of {self.lists:,}" if self.lists > 1 else "")
            numbers = {"lists": self.unknown, "of": self.lists}
            yield AnswerWarning(WarningCode.NOT_COVERED, watch.path, message, "an empty list is then not known to be empty", numbers)
        if self.early:
            which = f"{self.early:,} of {self.lists:,} lists of {name} are" if self.lists > 1 else f"the list of {name} is"
            message = f"{which} complete only from {self.since} on: of the time asked for some may be missing"
            hint = f'ask for time: {{at: "{self.since}"}}{self._or_for("from")}'
            yield AnswerWarning(WarningCode.NOT_COVERED, watch.path, message, hint, {"lists": self.early, "of": self.lists})
        if self.missed:
            which = (
                f"{self.missed:,} of {self.lists:,} lists of {name} have nothing" if self.lists > 1 else f"the list of {name} has nothing"
            )
            message = f"{which} that satisfies the filter; that there is nothing is not known"
            hint = "coverage { complete } says whether a list names all"
            yield AnswerWarning(WarningCode.NOT_COVERED, watch.path, message, hint, {"lists": self.missed, "of": self.lists})
        if self.outdated:
            which = f"{self.outdated:,} of {self.lists:,} lists of {name}" if self.lists > 1 else f"the list of {name}"
            message = f"what is known of {which} ends before the time asked for: on {self.until}"
            hint = f'what is open may have ended since; ask for time: {{at: "{self.until}"}}{self._or_for("until")}'
            yield AnswerWarning(WarningCode.OUTDATED, watch.path, message, hint, {"lists": self.outdated, "of": self.lists})
        elif self.open and self.stated and not self.found and watch.whole:
            all_ = f"each of the {self.stated:,} statements" if self.stated > 1 else "the only statement"
            message = f"{all_} in {name} is of another time than the one asked for"
            yield AnswerWarning(WarningCode.NONE_THEN, watch.path, message, "time: {ever: true} has them all", {"of": self.stated})
        if self.undated and watch.scope.window.mode is not plans.Mode.EVER:
            message = f"{self.undated:,} of {self.stated:,} statements in {name} have no known beginning"
            hint = "they count where they may hold; certainCount, or sources: {certainty: CERTAIN}, leaves out what is not certain"
            yield AnswerWarning(WarningCode.UNDATED, watch.path, message, hint, {"undated": self.undated, "of": self.stated})
        if self.stated and self.unchecked == self.stated:
            message = f"nobody has checked any of the {self.stated:,} statements in {name} against its source"
            numbers = {"unchecked": self.unchecked, "of": self.stated}
            yield AnswerWarning(WarningCode.UNCHECKED, watch.path, message, "ask edges for verification and source", numbers)


@dataclass(slots=True)
class _Values:
    """What the values of the properties at one path have in common."""

    rows: int = 0
    values: dict[str, int] = field(default_factory=dict)
    unchecked: dict[str, int] = field(default_factory=dict)

    def add(self, rows: Sequence[Sequence[Answer]], properties: Sequence[Checked]) -> None:
        """Take in some entities."""
        rows = rows[: MOST_LISTS - self.rows]
        self.rows += len(rows)
        for prop in properties:
            name, value, unchecked = prop.name, prop.value, prop.unchecked
            given = [row[unchecked] for row in rows if row[value] is not None and row[value] != []]
            if given:
                self.values[name] = self.values.get(name, 0) + len(given)
                self.unchecked[name] = self.unchecked.get(name, 0) + sum(1 for names in given if names and name in names)

    def warning(self, path: Path) -> AnswerWarning | None:
        """What is to be said of those of which every value is unchecked."""
        names = [name for name, number in self.values.items() if number == self.unchecked[name]]
        if not names:
            return None
        number = sum(self.values[name] for name in names)
        what = ", ".join(names) if number == len(names) else f"any of the {number:,} values of {', '.join(names)}"
        topics = " or ".join(map(constant_of, names[:2]))
        message = f"nobody has checked {what} against {'its source' if number == 1 else 'their sources'}"
        hint = f"claims(property: {topics}) {{ nodes {{ source verification }} }} has the sources"
        return AnswerWarning(WarningCode.UNCHECKED, path, message, hint, {"unchecked": number, "of": number})


@dataclass(slots=True)
class _Existing:
    """How many of the entities in a list certainly exist, or how many of its relationships hold."""

    number: int = 0
    certain: int = 0

    def warning(self, watch: Watch) -> AnswerWarning | None:
        """What is to be said where some do not for certain."""
        undated = self.number - self.certain
        if not undated or watch.lives is None:
            return None
        message = f"of {undated:,} of {self.number:,} {watch.lives.plural} it is not known whether they {watch.lives.verb} then"
        hint = "they count because they may have; certainCount, or sources: {certainty: CERTAIN}, leaves them out"
        return AnswerWarning(WarningCode.UNDATED, watch.path, message, hint, {"undated": undated, "of": self.number})


class Watching:
    """Looks at answers as they come."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        self._watches = watches
        self._seen: dict[int, _Seen] = {}
        self._values: dict[Path, _Values] = {}
        self._existing: dict[int, _Existing] = {}
        self._bodies: dict[int, _Seen] = {}
        self._in_turn: dict[int, list[str]] = {}
        self._empty = {id(watch) for watch in watches if watch.sought}

    def see(self, found: Sequence[Answer]) -> None:
        """Look at the answers of all questions at the root."""
        for watch in self._watches:
            self._look(watch, found[watch.column])
            if answers.has_any(found[watch.column]):
                self._empty.discard(id(watch))

    def see_numbers(self, numbers: Answer) -> None:
        """Look at the numbers of the one list at the root, whose rows are looked at one by one."""
        for watch in self._watches:
            self._count(watch, numbers)

    def see_row(self, row: Sequence[Answer]) -> None:
        """Look at a row of the one list at the root."""
        self._empty.clear()
        for watch in self._watches:
            self._look_at_rows(watch, [row])

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """What is to be said of all that was seen."""
        return tuple(self._warnings(self._watches))

    @property
    def datasets(self) -> tuple[str, ...] | None:
        """Whose statements the lists have; None when no list says it."""
        return tuple(sorted({name for seen in self._seen.values() for name in seen.datasets})) if self._seen else None

    def _warnings(self, watches: Sequence[Watch]) -> Iterator[AnswerWarning]:
        """In the order of the fields."""
        for watch in watches:
            for seen in filter(None, (self._seen.get(id(watch)), self._bodies.get(id(watch)))):
                yield from seen.warnings()
            if (existing := self._existing.get(id(watch))) and (warning := existing.warning(watch)):
                yield warning
            if watch.bearers and len(ids := self._in_turn.get(id(watch), ())) > 1:
                yield watch.bearers.warning(watch.path, ids)
            if id(watch) in self._empty:
                yield watch.none_found()
            for path, _ in watch.properties:
                if (values := self._values.get(path)) and (warning := values.warning(path)):
                    yield warning
            yield from self._warnings(watch.inner)

    def _look(self, watch: Watch, answer: Answer) -> None:
        if watch.relation:
            seen = self._seen.get(id(watch))
            if seen is None:
                seen = self._seen[id(watch)] = _Seen(watch)
            if seen.lists < MOST_LISTS:
                found = answers.has_any(answer)
                seen.add(read_lines(answers.aggregate(answer, watch.known) or (), watch.relation), found=found)
        if watch.bearers:
            self._in_turn[id(watch)] = [row[watch.bearers.column] for row in answers.rows(answer)]
        self._count(watch, answer)
        if watch.inner or watch.properties or (watch.lives and watch.lives.column is not None):
            self._look_at_rows(watch, answers.rows(answer)[: watch.size])

    def _count(self, watch: Watch, answer: Answer) -> None:
        if watch.lives and watch.lives.aggregate is not None:
            self._existing[id(watch)] = _Existing(answers.total(answer), answers.aggregate(answer, watch.lives.aggregate))
        if watch.bodies:
            lines = [line for lines in answers.aggregate(answer, watch.bodies.aggregate) or () for line in lines]
            self._bodies[id(watch)] = seen = _Seen(watch)
            seen.cover(said_by(read_lines(lines, watch.bodies.relation), watch.scope.datasets), found=True)

    def _look_at_rows(self, watch: Watch, rows: Sequence[Sequence[Answer]]) -> None:
        """Look at elements of a list."""
        for path, properties in watch.properties:
            self._values.setdefault(path, _Values()).add(rows, properties)
        if watch.lives and watch.lives.column is not None:
            column, existing = watch.lives.column, self._existing.setdefault(id(watch), _Existing())
            existing.number += len(rows)
            existing.certain += sum(1 for row in rows if row[column])
        for inner in watch.inner:
            for row in rows:
                self._look(inner, row[inner.column])
