"""Entities that are likely the same thing entered twice: by a shared name, or by names that differ in a slip of one word.

Words are folded (no case, accents, plural s or small words) and put in order, so "Border Guard of Poland" and "Polish border guards"
come near each other. Names are only compared where they can be alike: those with equal words, and those that agree in all words but one
whose spellings share all letters but one. That takes time in proportion to the number of names; comparing all pairs of 100,000 would take
hours. What two words have in common is then judged by rapidfuzz.

Two entities are different when they have different external keys of one kind, when a note of one names the other's id, when they are
related to each other (a thing does not succeed itself), and when their dated relationships lead to different things only: the interior
ministries of two states may share a name, and so may treaties without a common party.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from common.text import fold
from facts.chunks import More, nothing_more
from facts.datasets import merged
from facts.records import ClaimRecord, Problem, Records
from facts.redirects import former_ids, led_on
from loaders.checks import rules
from ontology import Model

REMEDY = "if they are the same, use extends: or former ids; if not, name the other's id in a note"
LONGEST_BLOCK = 50
"""More names than that with the same words but one are a family (numbered, of each state), no slips."""
_SMALL = frozenset(["a", "an", "and", "at", "de", "del", "des", "du", "for", "in", "la", "le", "of", "on", "the", "to", "und"])
_SPELLED = (("isation", "ization"), ("defence", "defense"), ("centre", "center"), ("programme", "program"), ("labour", "labor"))
_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    words: Words
    entity: str
    claim: ClaimRecord


def check_duplicates(records: Records, model: Model, files: Collection[str], more: More = nothing_more) -> Iterator[Problem]:
    """Likely duplicates among checked records, as far as one of the two is named in one of `files`. `more`: see find_oddities."""
    groups = _groups(records.claims, model, files)
    single = {words[0] for group in groups for _, words in group if len(words) == 1}
    pairs: dict[tuple[str, str], tuple[_Name, _Name, rules.Rule]] = {}
    for group in groups:
        for one, other, rule in _pairs(list(group.values()), single):
            mine, theirs = (one, other) if one.claim.location.file in files else (other, one)
            if mine.claim.location.file in files:
                pairs.setdefault((min(one.entity, other.entity), max(one.entity, other.entity)), (mine, theirs, rule))
    entities = {entity for pair in pairs for entity in pair}
    apart = _Apart(merged([records, led_on(more(entities, former := former_ids(records)), former, model)]), model, entities)
    yield from (_problem(*found) for pair, found in pairs.items() if not apart.are(*pair))


def _groups(claims: Sequence[ClaimRecord], model: Model, files: Collection[str]) -> list[Mapping[tuple[str, Words], _Name]]:
    """The names of things of one kind, one group each."""
    classes = {c.subject: c.value for c in claims if c.property == "class"}
    groups: dict[tuple[str, ...], dict[tuple[str, Words], _Name]] = defaultdict(dict)
    for claim in claims:
        if claim.property in model.names and claim.subject in classes and (words := words_of(claim.value)):
            group = groups[model.classes[classes[claim.subject]].parents]
            known = group.setdefault((claim.subject, words), _Name(words, claim.subject, claim))
            # Of equal names of one entity that in a checked file counts, for there the curator can do something.
            if known.claim.location.file not in files and claim.location.file in files:
                group[claim.subject, words] = _Name(words, claim.subject, claim)
    return list(groups.values())


class _Apart:
    """The evidence that two entities are different."""

    def __init__(self, records: Records, model: Model, entities: Set[str]) -> None:
        self.notes: dict[str, str] = defaultdict(str)
        self.others: dict[str, dict[tuple[str, bool], set[str]]] = defaultdict(lambda: defaultdict(set))
        self.keys: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        keys = {key for _, key in model.keys}
        for claim in (c for c in records.claims if c.subject in entities):
            if claim.property == "note":
                self.notes[claim.subject] += f" {claim.value}"
            elif claim.property in keys:
                self.keys[claim.subject][claim.property].add(claim.value)
        self.linked: set[frozenset[str]] = set()
        for link in records.links:
            ends = frozenset((link.subject, link.object))
            if ends <= entities:
                self.linked.add(ends)
            if not model.relations[link.relation].dated:
                continue
            if link.subject in entities:
                self.others[link.subject][link.relation, True].add(link.object)
            if link.object in entities:
                self.others[link.object][link.relation, False].add(link.subject)

    def are(self, one: str, other: str) -> bool:
        """Whether the two are known to be different."""
        mine, theirs = self.others[one], self.others[other]
        common = mine.keys() & theirs.keys()
        elsewhere = bool(common) and all(mine[end].isdisjoint(theirs[end]) for end in common)
        return elsewhere or self._keyed(one, other) or frozenset((one, other)) in self.linked or self._noted(one, other)

    def _keyed(self, one: str, other: str) -> bool:
        mine, theirs = self.keys[one], self.keys[other]
        return any(mine[key].isdisjoint(theirs[key]) for key in mine.keys() & theirs.keys())

    def _noted(self, one: str, other: str) -> bool:
        return any(re.search(rf"(?<![\w-]){re.escape(b)}(?![\w-])", self.notes[a]) for a, b in ((one, other), (other, one)))


def words_of(text: str) -> Words:
    """The words that distinguish a name from others, in alphabetical order."""
    found = []
    for word in _WORD.findall(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", fold(text)).replace("'s ", " ")):
        for here, there in _SPELLED:
            word = word.replace(here, there)  # noqa: PLW2901  # one word after the other changes
        if word not in _SMALL:
            found.append(word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word)
    return tuple(sorted(found))


def _pairs(names: list[_Name], single: Collection[str]) -> Iterator[tuple[_Name, _Name, rules.Rule]]:
    equal: dict[Words, list[_Name]] = defaultdict(list)
    for name in names:
        equal[name.words].append(name)
    for same in equal.values():
        for one, other in combinations(same[:LONGEST_BLOCK], 2):
            yield one, other, rules.SAME_NAME
    used = Counter(word for words in equal for word in words)
    for left, right in sorted(_near(equal)):
        if _is_slip(left, right, used, single):
            yield from ((one, other, rules.LIKE_NAME) for one in equal[left] for other in equal[right] if one.entity != other.entity)


def _near(names: Iterable[Words]) -> set[tuple[Words, Words]]:
    """Pairs of names that agree in all words but one, of which the spellings share all letters but one."""
    rests: dict[Words, list[tuple[str, Words]]] = defaultdict(list)
    for words in names:
        for place, word in enumerate(words):
            # A name of one short word is mostly an abbreviation, in which every letter counts.
            if len(word) > (4 if len(words) > 1 else 6) and word.isalpha():
                rests[(*words[:place], *words[place + 1 :])].append((word, words))
    found: set[tuple[Words, Words]] = set()
    for block in rests.values():
        spellings: dict[str, set[Words]] = defaultdict(set)
        for word, words in block if len(block) > 1 else ():
            for shorter in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
                spellings[shorter].add(words)
        near = (s for s in spellings.values() if 1 < len(s) <= LONGEST_BLOCK)
        found |= {pair for same in near for pair in combinations(sorted(same), 2)}
    return found


def _is_slip(left: Words, right: Words, used: Mapping[str, int], single: Collection[str]) -> bool:
    """Whether the words in which two names differ are one word, spelt wrongly once."""
    (one,), (other,) = _differing(left, right), _differing(right, left)
    if OSA.distance(one, other) > 1:
        return False
    # Iraq and Iran are two names, not one with a slip; so are words that other names use as well, such as export and import.
    return not (len(left) > 1 and one in single and other in single) and not (used[one] > 1 and used[other] > 1)


def _differing(words: Words, others: Iterable[str]) -> tuple[str, ...]:
    return tuple((Counter(words) - Counter(others)).elements())


def _problem(mine: _Name, other: _Name, rule: rules.Rule) -> Problem:
    value, theirs = mine.claim.value, other.claim.value
    words = f"is a name of {other.entity} too" if rule is rules.SAME_NAME else f"is much like {theirs[:60]!r}, a name of {other.entity}"
    where = f" (see {other.claim.location})" if other.claim.location.file else ""
    about = {"value": value[:60], "focus": f"entity/{mine.entity}", "path": mine.claim.property}
    return rule.broken(mine.claim.location, f"{value[:60]!r} of {mine.entity} {words}{where}", REMEDY, **about)
