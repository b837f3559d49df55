"""Codes and names to entities, and a tally of those that lead nowhere."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from common.dates import ANY_DAY, OPEN, Bounds, InvalidDateError, bounds
from facts.matching import ORDER, Matcher
from facts.records import ERROR, WARNING, Location, Problem, Records
from loaders.checks import rules
from loaders.checks.resolving import NOTHING, References
from loaders.sources.values import told, type_remedy, wrong_type
from loaders.tables.mapping import LEFT_OUT, Exempt
from loaders.tables.report import Unknown
from ontology import Datatype, Model

MEANT = "did you mean"
LONGEST_CODE = 5
"""What is longer may be a name."""
ID, NAME, GEC = "id", "name", "gec"
"""What may stand beside the keys of the ontology."""
_GEC = Path(__file__).with_name("gec.csv")
"""GEC (once FIPS 10-4), as the World Factbook calls countries: from the country codes of Datahub (PDDL), with Kosovo and Serbia."""
SIGNS = (";", ",", "/", "|", "\n")
"""By these people divide what stands in one cell."""
MOST_FOUND = 50_000
"""Answers that are remembered, some 15 MB: each day has answers of its own."""
FEW = 3
"""From so many codes on, a column of which none is known is read wrongly."""


class Codes:
    """What codes mean among `known` entities. Those are read when the first code asks for them."""

    def __init__(self, known: Callable[[], Records], model: Model) -> None:
        self.model = model
        self.read = known
        self.matchers: dict[str, Matcher] = {}
        self.found: dict[tuple[tuple[str, ...], str, str, str], tuple[str, str]] = {}

    @cached_property
    def records(self) -> Records:
        """What is known."""
        return self.read()

    @cached_property
    def classes(self) -> dict[str, str]:
        """What each entity is."""
        return {c.subject: c.value for c in self.records.claims if c.property == "class"}

    @cached_property
    def references(self) -> References:
        """What ids and keys lead to."""
        found = References(self.records, self.model, NOTHING)
        found.gather()
        return found

    def find(self, keys: tuple[str, ...], code: str, on: str = "", cls: str = "") -> tuple[str, str]:
        """The entity that a code means by the first of `keys` that leads to one, on a date; or why it means none."""
        asked = (keys, code, on, cls)
        if asked not in self.found:
            if len(self.found) >= MOST_FOUND:
                self.found.clear()
            self.found[asked] = self._find(keys, code, on, cls)
        return self.found[asked]

    def reference(self, text: str, on: str = "") -> str:
        """The entity that an id or a key with its value (iso3:POL) leads to; empty when there is none."""
        return self.references.find(text, _days(on)) or ""

    def _find(self, keys: tuple[str, ...], code: str, on: str, cls: str) -> tuple[str, str]:
        why: dict[str, str] = {}
        for key in keys:
            meant, why[key] = self._by(key, code, on, cls)
            if meant:
                return meant, ""
        if sign := self._several(keys, code, on, cls):
            return "", f"the cell has several, {code[:60]!r}; write split: {sign!r} beside its column"
        if len(keys) == 1 and (NAME in keys or not _is_word(code)):
            return "", why[keys[0]]
        # What a code means at other times, or may mean, says more than that nothing has it.
        telling = [reason for reason in why.values() if not reason.startswith("nothing ")]
        listed = f"{', '.join(keys[:-1])} or {keys[-1]}" if len(keys) > 1 else keys[0]
        words = "; ".join(telling) or f"nothing has {code[:60]!r} as {listed}{_then(on)}"
        found, named = ("", why[NAME]) if NAME in why else self._named(code, on, cls) if _is_word(code) else ("", "")
        if found:
            return "", f"{words}; {MEANT} {found}? write key: [{', '.join(keys)}, name] for names"
        return "", words + (f"; {named.partition('; ')[2]}" if MEANT in named else "")

    def _several(self, keys: tuple[str, ...], code: str, on: str, cls: str) -> str:
        """The sign by which a cell is divided that has several codes, each of which means something; empty for any other."""
        for sign in SIGNS:
            parts = [part.strip() for part in code.split(sign)]
            if len(parts) > 1 and all(part and any(self._by(key, part, on, cls)[0] for key in keys) for part in parts):
                return sign
        return ""

    def _by(self, key: str, code: str, on: str, cls: str) -> tuple[str, str]:
        if key == NAME:
            return self._named(code, on, cls)
        if key == GEC and (iso := _gec().get(code.upper())):
            key, code = "iso3", iso
        reference = code if key == ID else f"{key}:{code}"
        if found := self.reference(reference, on):
            return found, ""
        owners = self.references.bearers.owners.get((key, code), [])
        if not owners:
            near = f"; {MEANT} {code.upper()[:60]}?" if code != code.upper() and self.reference(f"{key}:{code.upper()}", on) else ""
            return "", f"nothing has the {key} {code[:60]!r}{near}"
        meant = self.references.bearers.on((key, code), _days(on))
        if meant:
            return "", f"{key} {code} may be {' or '.join(meant)}"
        return "", f"{key} {code} was nobody{_then(on)}, but at other times {', '.join(owners)}"

    def _named(self, name: str, on: str, cls: str) -> tuple[str, str]:
        if cls not in self.matchers:
            self.matchers[cls] = Matcher(self.records, self.model, cls)
        found = self.matchers[cls].match(name, on)
        # What is only like a name is for a person to decide.
        if found.id and found.score >= ORDER:
            return found.id, ""
        if on and (ever := self.matchers[cls].match(name)).score >= ORDER:
            others = [c.id for c in ever.candidates if c.score == ever.score]
            return "", f"{name[:60]!r} was nobody{_then(on)}, but at other times {' or '.join(others)}"
        near = [c.id for c in found.candidates[:2]]
        what = f"; {MEANT} {' or '.join(near)}?" if near else self._elsewhere(name, cls)
        return "", f"nothing is called {name[:60]!r}{_then(on)}{what}"

    def _elsewhere(self, name: str, cls: str) -> str:
        """What something is that is wanted of one class and is of another, as in a row of which two cells changed places."""
        found = self.reference(name) or (self._named(name, "", "")[0] if cls else "")
        kind = self.classes.get(found, "")
        return f"; it is of the class {kind}, and a {cls} is wanted: look whether two cells changed places" if cls and kind else ""


def _then(on: str) -> str:
    """When something was looked for, in a sentence."""
    return f" {'on' if len(on) == len('1949-04-04') else 'in'} {on}" if on else ""


def _is_word(code: str) -> bool:
    """Whether something may be a name and no code."""
    return len(code) > LONGEST_CODE and any(c.isalpha() for c in code)


@cache
def _gec() -> dict[str, str]:
    with _GEC.open(encoding="ascii", newline="") as file:
        return {row["gec"]: row["iso3"] for row in csv.DictReader(file)}


def exempted(exempts: tuple[Exempt, ...], on: str) -> str:
    """What the exception says that holds on a date; empty when none does."""
    days = _days(on) or ANY_DAY
    for exempt in exempts:
        since, until = _days(exempt.since) or ANY_DAY, _days(exempt.until) or ANY_DAY
        if days.latest >= since.earliest and days.earliest <= until.latest:
            return exempt.means
    return ""


def _days(on: str) -> Bounds | None:
    with suppress(InvalidDateError):
        return bounds(on) if on else None
    return None


class Tally:
    """The codes that are unknown, and how many of each column are known."""

    def __init__(self) -> None:
        self.unknown: dict[tuple[str, str], Unknown] = {}
        self.known: dict[str, set[str]] = {}
        self.left: set[tuple[str, str]] = set()
        self.misses = 0
        self.wrong: dict[Location, Problem] = {}
        """Cells of which nothing can be made."""
        self.dates: dict[Location, Problem] = {}
        """What is wrong with dates of rows that say nothing because of their codes."""

    def know(self, column: str, code: str) -> None:
        """Note a code that means something."""
        self.known.setdefault(column, set()).add(code)

    def miss(self, column: str, code: str, why: str, where: Location) -> None:
        """Note a code that does not."""
        self.misses += 1
        found = self.unknown.get((column, code))
        self.unknown[column, code] = replace(found, rows=found.rows + 1) if found else Unknown(column, code, why, where)

    def problems(self, *, strict: bool) -> list[Problem]:
        """Each code once, with its number of rows; an error where the mapping wants it, or where no code of a column is known."""
        found = []
        for unknown in self.unknown.values():
            rows = f"{unknown.rows:,} row{'s' * (unknown.rows != 1)}"
            said = f"{unknown.why} ({rows})" if unknown.rows > 1 else unknown.why
            remedy = f"write what it means under exceptions:, or {LEFT_OUT} if it means nothing"
            problem = rules.UNKNOWN_CODE.broken(unknown.first, said, remedy, value=unknown.code[:60])
            found.append(replace(problem, level=ERROR) if strict else problem)
        return [*found, *self._none_known(), *self.wrong.values(), *self.dates.values()]

    def date(self, name: str, text: str, where: Location) -> None:
        """Note a date behind a code that means nothing, if it is none."""
        if text != OPEN and (wrong := wrong_type(Datatype.EDTF, text)):
            problem = rules.BAD_DATE.broken(where, told(name, text, wrong), type_remedy(Datatype.EDTF, text), value=text[:60])
            self.dates[where] = replace(problem, level=WARNING)

    def _none_known(self) -> list[Problem]:
        found = []
        for column in dict.fromkeys(c for c, _ in self.unknown):
            missed = [u for u in self.unknown.values() if u.column == column]
            if len(missed) >= FEW and not self.known.get(column):
                message = f"none of the {len(missed)} codes in {column} is known"
                remedy = "check key: and class: of the column, and that the store holds the entities (`foedera load`)"
                found.append(replace(rules.UNKNOWN_CODE.broken(missed[0].first, message, remedy), level=ERROR))
        return found
