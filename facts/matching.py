"""Which entities names mean: names as people write them, with scores, and with the time at which they are meant where it is known.

A name is compared as a whole without case, accents and signs, then whatever the order of its words, then by how much it differs. Of
equally good candidates the one counts that existed at the time; without a time, the one that exists today.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from rapidfuzz import fuzz, process

from common.dates import OPEN, Bounds, InvalidDateError, bounds, today
from common.labels import read_labels
from common.spelled import TURNED, forms, shortening, words
from common.words import bag, whole
from facts.records import ClaimRecord, LinkRecord, Records
from facts.spans import Span, stated_span
from ontology import Datatype, Model

EXACT, NAME, ORDER = 100, 98, 95
"""Scores of the usual name, of any other name, and of a name with its words in another order."""
SHORTENED = 93
"""The score of a name of which words are shortened."""
FAIR = 85
"""From this score on a name is taken to mean the entity."""
LEAST, MOST, NEAR = 70, 5, 50
"""Candidates below this score are not named, and no more than so many; so many are looked at where only some classes are meant."""
LESS = FAIR - 1
"""The best score of a name that is like another but for whole words: N. Ireland is not Ireland, nor is Aruba the Netherlands."""
PLAIN = frozenset({"the", "of", "and", "state", "republic", "kingdom"})
"""Words that names of states may lack."""
ELSEWHEN = 30
"""What is taken from the score of one that did not exist at the time."""
_YEAR = re.compile(r"^(?P<name>.*\D)[\s,(]+(?P<on>\d{4}(?:-\d\d){0,2})\)?$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean, the name of it that is like it, and how much, of 100."""

    id: str
    name: str
    kind: str
    score: int
    matched: str


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a name: `id` is empty where nothing is near enough, or several are equally near."""

    name: str
    on: str
    id: str
    score: int
    candidates: tuple[Candidate, ...]

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return asdict(self)


class Matcher:
    """Finds entities by names, among what is known of all of them."""

    def __init__(self, records: Records, model: Model, kind: str = "") -> None:
        """Take in the names of all entities, or of those of one class and below it."""
        classes = {c.subject: c.value for c in records.claims if c.property == "class"}
        self.classes = {id_: cls for id_, cls in classes.items() if not kind or kind in model.classes[cls].lineage}
        self.usual: dict[str, str] = {}
        self.named: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        self.ordered: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        self.life: dict[str, list[Span]] = defaultdict(list)
        self.days: dict[str, dict[str, Bounds]] = defaultdict(dict)
        names = model.names | model.by_language
        for claim in records.claims:
            if claim.subject in self.classes:
                if claim.property in names:
                    self._take(claim, labels=claim.property in model.by_language)
                self._date(claim, model)
        exist_by = {model.classes[cls].exists_by for cls in self.classes.values()}
        for link in records.links:
            if link.relation in exist_by and link.subject in self.classes:
                self._spell(link)
        self.known = list(self.named)
        self.spelled: dict[str, dict[str, str]] | None = None

    def match(self, name: str, on: str = "", among: Collection[str] = (), most: int = MOST) -> Match:
        """What a name means, on a date or at any time: an entity of one of the classes `among`, where any are given.

        A year at its end is taken for that date ("West Germany 1960"), unless something is named so ("UNSCR 1373"). There are at most
        `most` candidates.
        """
        given = name
        if not on and (found := _YEAR.match(name)) and not any(whole(form) in self.named for form in forms(name)):
            name, on = found["name"].strip(" ,("), found["on"]
        when = _when(on)
        best: dict[str, Candidate] = {}
        for candidate in self._candidates(name, NEAR if among else MOST):
            if among and candidate.kind not in among:
                continue
            score = candidate.score - (0 if self._existed(candidate.id, when) else ELSEWHEN)
            if score >= LEAST and (candidate.id not in best or score > best[candidate.id].score):
                best[candidate.id] = Candidate(candidate.id, candidate.name, candidate.kind, score, candidate.matched)
        ranked = sorted(best.values(), key=lambda c: (-c.score, not self._existed(c.id, when or _when(today())), c.id))[:most]
        return Match(given, on, self._meant(ranked, when), ranked[0].score if ranked else 0, tuple(ranked))

    def _meant(self, ranked: list[Candidate], when: Bounds | None) -> str:
        if not ranked or ranked[0].score < FAIR:
            return ""
        equal = [c for c in ranked if c.score == ranked[0].score]
        if len(equal) > 1:
            equal = [c for c in equal if self._existed(c.id, when or _when(today()))] or equal
        return equal[0].id if len(equal) == 1 else ""

    def _candidates(self, name: str, near_ones: int) -> Iterator[Candidate]:
        written = forms(name)
        for form in written:
            yield from self._made(self.named.get(whole(form), {}), 0)
            yield from self._made(self.ordered.get(bag(form), {}), EXACT - ORDER)
        yield from self._made(self._named_twice(name), EXACT - ORDER)
        if not any(whole(form) in self.named for form in written):
            yield from self._made(self._shortened(name), EXACT - SHORTENED)
            for near, score, _ in process.extract(whole(name), self.known, scorer=fuzz.ratio, score_cutoff=LEAST, limit=near_ones):
                for id_, (of, matched) in self.named[near].items():
                    # One that differs is never as good as one that does not.
                    most = LESS if _differs_by_words(name, matched) else ORDER - 1
                    yield from self._made({id_: (of, matched)}, EXACT - min(int(score), most))

    def _named_twice(self, name: str) -> Mapping[str, tuple[int, str]]:
        """What has both names of a text such as Holy See (Vatican City)."""
        parts = TURNED.fullmatch(name)
        if not parts or not parts["name"]:
            return {}
        one, other = self.named.get(whole(parts["name"]), {}), self.named.get(whole(parts["long"]), {})
        return {id_: found for id_, found in one.items() if id_ in other}

    def _shortened(self, name: str) -> Mapping[str, tuple[int, str]]:
        """What has a name of which some words are shortened: Bosnia and Herz."""
        if (fits := shortening(name)) is None:
            return {}
        if self.spelled is None:
            self.spelled = defaultdict(dict)
            for found in self.named.values():
                for id_, (_, matched) in found.items():
                    self.spelled[" ".join(words(matched))][id_] = matched
        fit = [named for text, found in self.spelled.items() if fits.fullmatch(text) for named in found.items()]
        # Of several names of an entity the usual one is told.
        return {id_: (EXACT, matched) for id_, matched in sorted(fit, key=lambda named: self.usual.get(named[0]) == named[1])}

    def _made(self, found: Mapping[str, tuple[int, str]], less: int) -> Iterator[Candidate]:
        for id_, (score, matched) in found.items():
            yield Candidate(id_, self.usual.get(id_, id_), self.classes[id_], score - less, matched)

    def _take(self, claim: ClaimRecord, *, labels: bool) -> None:
        usual = claim.property == "name"
        if usual:
            self.usual.setdefault(claim.subject, claim.value)
        for name in _names(claim.value) if labels else [claim.value]:
            for index, form in ((self.named, whole(name)), (self.ordered, bag(name))):
                new, known = (EXACT if usual else NAME, name), index[form].get(claim.subject)
                # Of names that are alike but for signs and accents a plain one is told: UK, rather than U.K. or ÜK.
                if form and (known is None or (new[0], name.isascii(), name) > (known[0], known[1].isascii(), known[1])):
                    index[form][claim.subject] = new

    def _date(self, claim: ClaimRecord, model: Model) -> None:
        for prop, word in zip(model.classes[self.classes[claim.subject]].lifespan, ("begins", "ends"), strict=True):
            if prop and claim.property == prop.name and prop.datatype is Datatype.EDTF and claim.value != OPEN:
                with suppress(InvalidDateError):
                    self.days[claim.subject].setdefault(word, bounds(claim.value))

    def _spell(self, link: LinkRecord) -> None:
        with suppress(InvalidDateError):
            self.life[link.subject].append(stated_span(link))

    def _existed(self, id_: str, when: Bounds | None) -> bool:
        """Whether an entity may have existed then; it may, where nobody knows."""
        if when is None:
            return True
        if spells := self.life.get(id_):
            return any(span.may_hold(when.latest, when.earliest) for span in spells)
        days = self.days.get(id_, {})
        begins, ends = days.get("begins"), days.get("ends")
        return not ((begins and begins.earliest > when.latest) or (ends and ends.latest < when.earliest))


def _differs_by_words(one: str, other: str) -> bool:
    """Whether names that share a word differ by others that are not like each other: by those that say whom is meant."""
    these, those = ({whole(word) for word in re.findall(r"\w+", text)} for text in (one, other))
    mine, theirs = (" ".join(sorted(words - PLAIN)) for words in (these - those, those - these))
    return bool(these & those) and bool(mine or theirs) and fuzz.ratio(mine, theirs) < LEAST


def _names(text: str) -> Iterable[str]:
    with suppress(ValueError):
        return [name for names in read_labels(text).values() for name in names]
    return []


def _when(on: str) -> Bounds | None:
    with suppress(InvalidDateError):
        return bounds(on) if on else None
    return None
