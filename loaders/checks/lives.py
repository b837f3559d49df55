"""Dates against each other: relationships within the lives of their ends, and successions. All of it as warnings.

A warning stands only where the dates certainly contradict each other: 1990 and 1990-05 may mean the same day.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass

from common.dates import BEGINNING, FOREVER, OPEN, InvalidDateError, bounds
from facts.preference import Preferences, order
from facts.records import ClaimRecord, LinkRecord, Problem, Records, focus_of
from facts.spans import Span, hull, stated_span
from loaders.checks import rules
from loaders.checks.saying import statement
from ontology import Class, Datatype, Model, Relation, stored

SUCCEEDS = "succeeds"
LONGEST_GAP = datetime.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of the time in which an entity exists. `seen` is the first day that any of its dates may mean.

    `spells` are the first and last days of the spells of which its life consists, if it consists of such.
    """

    begun: str
    begun_latest: str
    ended_earliest: str
    ended: str
    seen: str
    mortal: bool
    explained: bool
    spells: tuple[tuple[str, str], ...] = ()

    def spent(self, first: str, last: str) -> bool:
        """Whether it may have existed on a day of these."""
        return any(begun <= last and first <= ended for begun, ended in self.spells or ((self.begun, self.ended),))


def check_lives(records: Records, links: Sequence[LinkRecord], model: Model) -> Iterator[Problem]:
    """What is odd about the dates of `links`, some of the checked records of all datasets together."""
    ranks = {d.id: d.rank for d in records.datasets.values()}
    lives = find_lives(records.claims, model, ranks)
    preferences = Preferences(records, model)
    lives |= {name: _in_spells(lives[name], own) for name, own in _existing(records.links, lives, model, preferences).items()}
    for link in links:
        relation = model.relations[link.relation]
        if link.subject not in lives or link.object not in lives:
            continue
        preferred = preferences.prefers(link)
        if preferred and relation.dated and link.properties and (days := stated_days(link)):
            # What binds before it is in force is refused: see loaders.checks.binding.
            refused = relation.binding is not None and not relation.is_early(link.properties)
            yield from _outside(link, days, lives, {link.object} if refused else set())
            yield from _acts(link, relation, model.edges[relation.edge], lives)
        elif preferred and relation.dated:
            yield from _apart(link, lives)
        elif link.relation == SUCCEEDS and preferred:
            yield from _succession(link, lives)


def find_lives(claims: Sequence[ClaimRecord], model: Model, ranks: Mapping[str, int]) -> dict[str, Life]:
    """The life of every entity, by the preferred claims."""
    said: dict[str, dict[str, list[ClaimRecord]]] = defaultdict(lambda: defaultdict(list))
    places = {d: n for n, d in enumerate(sorted({c.provenance.dataset for c in claims}, key=lambda d: order(d, ranks)))}
    for claim in sorted(claims, key=lambda c: places[c.provenance.dataset]):
        said[claim.subject][claim.property].append(claim)
    return {s: _life(found, model) for s, found in said.items() if "class" in found}


def _life(said: Mapping[str, list[ClaimRecord]], model: Model) -> Life:
    cls = model.classes[said["class"][0].value]
    first, last = cls.lifespan
    begun = _days(said[first.name][0].value) if first and first.name in said else None
    ended = _days(said[last.name][0].value) if last and last.name in said else None
    dates = [c.value for p in cls.properties.values() if p.datatype is Datatype.EDTF for c in said.get(p.name, ())]
    days = [d[0] for text in dates if (d := _days(text))] if begun else []
    return Life(
        *(begun or (BEGINNING, FOREVER)), *(ended or (FOREVER, FOREVER)), min(days, default=BEGINNING), last is not None, "note" in said
    )


def _existing(links: Sequence[LinkRecord], lives: Mapping[str, Life], model: Model, preferences: Preferences) -> dict[str, list[Span]]:
    """The preferred spells in which entities exist that do so by a relation."""
    relations = {c.exists_by for c in model.classes.values()}
    found: dict[str, list[Span]] = defaultdict(list)
    for link in links:
        if link.relation not in relations or link.subject not in lives or not preferences.prefers(link):
            continue
        with suppress(InvalidDateError):  # it is reported as a value
            found[link.subject].append(stated_span(link))
    return found


def _in_spells(life: Life, spells: Sequence[Span]) -> Life:
    span = hull(spells)
    found = tuple((s.start_earliest, s.end_latest) for s in spells)
    days = span.start_earliest, span.start_latest, span.end_earliest, span.end_latest
    return Life(*days, span.start_earliest, True, life.explained, found)


def _days(text: str) -> tuple[str, str] | None:
    try:
        found = bounds(text)
    except InvalidDateError:
        return None
    return found.earliest, found.latest


def stated_days(link: LinkRecord) -> dict[str, str] | None:
    """The four days of a link; None when a date cannot be read, which is reported as a value."""
    try:
        return stated_span(link).days()
    except InvalidDateError:
        return None


def _outside(link: LinkRecord, days: Mapping[str, str], lives: Mapping[str, Life], refused: Set[str]) -> Iterator[Problem]:
    start, end = (str(link.properties.get(k, "")) for k in (stored.START, stored.END))
    for name in dict.fromkeys((link.subject, link.object)):
        life = lives[name]
        explained = bool(life.spells) and life.explained
        early = name in refused and life.begun > BEGINNING
        if start and days[stored.START_LATEST] < life.seen and not explained and not early:
            yield _odd(link, stored.START, start, f"begins {start}, before {name} is known to exist ({life.seen})")
        elif start and days[stored.START_EARLIEST] > life.ended and not explained:
            yield _odd(link, stored.START, start, f"begins {start}, after {name} had ended ({life.ended})")
        elif start and life.spells and not explained and not life.spent(days[stored.START_EARLIEST], days[stored.START_LATEST]):
            yield _odd(link, stored.START, start, f"begins {start}, between two spells of {name}")
        elif end and days[stored.END_EARLIEST] > life.ended and not (explained and end != OPEN):
            yield _odd(link, stored.END, end, f"{'goes on' if end == OPEN else f'ends {end}'}, but {name} ended {life.ended}")
        elif end not in ("", OPEN) and life.spells and not explained and not life.spent(days[stored.END_EARLIEST], days[stored.END_LATEST]):
            yield _odd(link, stored.END, end, f"ends {end}, between two spells of {name}")
    if not start and not end:
        yield from _apart(link, lives)


def _apart(link: LinkRecord, lives: Mapping[str, Life]) -> Iterator[Problem]:
    """Something undated between two of which one had ended before the other was there."""
    for old, new in ((link.subject, link.object), (link.object, link.subject)):
        explained = any(lives[name].spells and lives[name].explained for name in (old, new))
        if lives[old].ended < lives[new].seen and not explained:
            words = f"gives no dates, and {old} ended {lives[old].ended}, before {new} is known to exist ({lives[new].seen})"
            yield _odd(link, link.relation, link.object, words)


def _acts(link: LinkRecord, relation: Relation, edge: Class, lives: Mapping[str, Life]) -> Iterator[Problem]:
    """Acts that begin a relationship, before an actor or a text is known to exist: whose act was it? A remark may say."""
    early = relation.is_early(link.properties)
    if not early and not relation.binding:
        return
    acts = [p.name for p in edge.properties.values() if p.precedes and (early or (relation.binding and p.name == relation.binding.act))]
    for act in acts if not link.provenance.remark and stored.START not in link.properties else ():
        days = _days(value := str(link.properties.get(act, "")))
        for name in dict.fromkeys((link.subject, link.object)) if days else ():
            life = lives[name]
            if days and days[1] < life.seen and not (life.spells and life.explained):
                yield _odd(link, act, value, f"is {act} {value}, before {name} is known to exist ({life.seen})")


def _odd(link: LinkRecord, path: str, value: str, words: str) -> Problem:
    message = f"{statement(link)} {words}"
    remedy = "check both dates, let the state or body of that time be the one that it is about, or say why in the note of the state"
    return rules.OUTSIDE_LIFE.broken(link.place(path), message, remedy, value=value, focus=focus_of(link), path=path)


def _succession(link: LinkRecord, lives: Mapping[str, Life]) -> Iterator[Problem]:
    new, old = lives[link.subject], lives[link.object]
    if link.provenance.remark or new.explained or old.explained or not old.mortal:
        return
    words = ""
    if day := _days(str(link.properties.get("date", ""))):
        # One may leave the other or take it in while both live: that both are there about that day is what can be said.
        about = _moved(day[0], -LONGEST_GAP), _moved(day[1], LONGEST_GAP)
        away = [name for name in (link.subject, link.object) if not lives[name].spent(*about)]
        words = f"{away[0]} is not known to exist about {link.properties['date']}" if away else ""
    elif old.ended_earliest == FOREVER:
        words = f"{link.object} is not known to have ended"
    elif new.begun_latest < old.ended_earliest:
        words = f"{link.object} went on until {old.ended_earliest}, when {link.subject} had begun ({new.begun_latest})"
    elif new.begun > BEGINNING and _day(new.begun) - _day(old.ended) > LONGEST_GAP:
        words = f"{link.object} ended {old.ended}, long before {link.subject} began ({new.begun})"
    if words:
        message = f"{statement(link)}, but {words}"
        remedy = "check both days, or say why in a remark here or in the note of either"
        yield rules.SUCCESSION.broken(link.location, message, remedy, value=link.object, focus=focus_of(link), path=link.relation)


def _moved(day: str, by: datetime.timedelta) -> str:
    """A day so much later; the first and the last of all stay."""
    return day if day in (BEGINNING, FOREVER) else (_day(day) + by).isoformat()


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
