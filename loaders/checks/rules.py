"""What can be wrong with a source: every rule has a code that stays, a level and a sentence.

A code is never given a second meaning; a rule that goes leaves its number empty. F1 files and YAML, F2 how a file is put together, F3 the
ontology and its shapes, F4 references, F5 dates, F6 sources, F7 likely duplicates, F8 what is preferred.
"""

from __future__ import annotations

from dataclasses import dataclass

from facts.records import ERROR, WARNING, Location, Problem


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `component` is the part of SHACL that it carries out, if any."""

    code: str
    name: str
    summary: str
    level: str = ERROR
    component: str = ""

    def broken(self, where: Location, message: str, remedy: str = "", *, value: str = "", focus: str = "", path: str = "") -> Problem:
        """A problem under this rule: `path` of the thing `focus` (see loaders.validation.rdf) has the wrong `value`."""
        return Problem(where, message, remedy, self.code, self.level, value, focus, path)


_RULES: dict[str, Rule] = {}


def _rule(code: str, name: str, summary: str, level: str = ERROR, component: str = "") -> Rule:
    return _RULES.setdefault(code, Rule(code, name, summary, level, component))


UNREADABLE = _rule("F101", "unreadable-file", "A source is an ordinary file that may be read.")
TOO_LARGE = _rule("F102", "too-large", "Files, their depth and the number of their parts are bounded.")
NOT_TEXT = _rule("F103", "not-text", "A file is UTF-8 without control characters.")
NOT_YAML = _rule("F104", "not-yaml", "A file is one YAML document.")
DOUBLE_KEY = _rule("F105", "double-key", "A key stands once in a mapping.")
OUTSIDE = _rule("F106", "link-outside", "A link in a folder stays within the folder.")
NOT_RDF = _rule("F107", "not-rdf", "A file of RDF is in the format that its name tells, and within the limits.")
OTHER_FORMAT = _rule("F108", "other-format", "A file is in a format that is loaded.")
NOT_TABLE = _rule("F109", "not-a-table", "A table has a header and rows as long as it, which all programs read alike.")
CUT_SHORT = _rule("F110", "cut-short", "What stands behind a value and # is a comment, and begins with a blank.", WARNING)
NO_THING = _rule("F111", "no-thing", "A row that makes an entity is of a thing, and is no total and no note.", WARNING)
NO_HEAD = _rule("F112", "no-head", "A row of a table says what it is about.", WARNING)

UNKNOWN_KEY = _rule("F201", "unknown-key", "Only keys that mean something may stand in a file.")
WRONG_FORM = _rule("F202", "wrong-form", "A key holds text, a list or a mapping, as it is meant to.")
MISSING_KEY = _rule("F203", "missing-key", "What needs an id, a class, a reference or a value has it.")
TOO_LONG = _rule("F204", "too-long", "A text has at most 100,000 characters.")
SAID_TWICE = _rule("F205", "said-twice", "A dataset, an entity or a relationship is described once.")
NOTHING_SAID = _rule("F206", "nothing-said", "A file describes entities or datasets.")

BAD_ID = _rule("F301", "bad-id", "An id is made of lower-case letters, digits and hyphens and never belonged to something else.")
UNKNOWN_CLASS = _rule("F302", "unknown-class", "A class is one of the ontology's that has entities.")
UNKNOWN_PROPERTY = _rule("F303", "unknown-property", "A property or relation is one that the entity's class has.")
WRONG_END = _rule("F304", "wrong-end", "A relation goes from and to the kinds of things the ontology says.")
OTHER_CLASS = _rule("F305", "other-class", "Two datasets that mean one thing agree on what kind of thing it is.")
WRONG_TYPE = _rule("F306", "wrong-type", "A value has the datatype of its property.")
TWO_VALUES = _rule("F307", "two-values", "A property with one value has one in each source.", WARNING)
TO_ITSELF = _rule("F308", "to-itself", "Nothing is related to itself.")
MISSING_CELL = _rule("F309", "missing-cell", "A value is not the word that a table has for an empty cell.")
REQUIRED = _rule("F311", "required", "What a shape requires is there.", component="MinCount")
TOO_MANY = _rule("F312", "too-many", "A property has no more values than its shape allows.", component="MaxCount")
PATTERN = _rule("F313", "pattern", "A value has the form that its shape gives.", component="Pattern")
NOT_LISTED = _rule("F314", "not-listed", "A value is one of those its shape lists.", component="In")
TOO_SHORT = _rule("F315", "too-short", "A value is at least as long as its shape says.", component="MinLength")
OVERLONG = _rule("F316", "overlong", "A value is at most as long as its shape says.", component="MaxLength")
TOO_SMALL = _rule("F317", "too-small", "A number is at least what its shape says.", component="MinInclusive")
TOO_BIG = _rule("F318", "too-big", "A number is at most what its shape says.", component="MaxInclusive")
NAMES_IN_ONE = _rule("F319", "names-in-one", "Several names stand in a list, not in one text.", WARNING)

NO_ENTITY = _rule("F401", "no-entity", "A reference leads to an entity.")
NO_KEY = _rule("F402", "no-key", "A reference by key names a key of the ontology.")
NO_OWNER = _rule("F403", "no-owner", "A reference by key names a key that some entity has.")
NO_DATASET = _rule("F404", "no-dataset", "A fact belongs to a dataset that is described.")
TAKEN_KEY = _rule("F405", "taken-key", "An external key or former id belongs to one entity.")
GONE = _rule("F406", "gone", "Other datasets do not refer to what would be gone.")
CYCLE = _rule("F407", "cycle", "A hierarchy does not lead back to where it began.", WARNING)
UNKNOWN_CODE = _rule(
    "F408", "unknown-code", "A code in a table is one of an entity or a term, or an exception says what it means.", WARNING
)

BAD_DATE = _rule("F501", "bad-date", "A date is in the Extended Date/Time Format.")
BACKWARDS = _rule("F502", "backwards", "What ends does not end before it begins.")
OUTSIDE_LIFE = _rule("F503", "outside-life", "A relationship lies within the lives of both its ends.", WARNING)
SUCCESSION = _rule("F504", "succession", "What was succeeded ends when its successor begins, or a note says why not.", WARNING)
OVERLAP = _rule("F505", "overlap", "A dataset says once what relates two entities at a time.", WARNING)
FUTURE = _rule("F506", "read-in-future", "A source was read in the past.", WARNING)
NO_PERIOD = _rule("F507", "no-period", "What is complete says until when, or that it is maintained.")
BOUND_EARLY = _rule("F508", "bound-early", "Nobody is bound before the agreement is in force.")
ACTS_BACKWARDS = _rule("F509", "acts-backwards", "One signs before one consents or is bound, or a remark says why not.", WARNING)
TO_COME = _rule("F510", "to-come", "What is dated has happened, or a remark says that it is planned.", WARNING)

NO_SOURCE = _rule("F601", "no-source", "Every fact has a source.", component="MinCount")
NOT_MARKED = _rule("F602", "not-marked", "A fact with the day on which its source was read is marked CHECKED.", WARNING)

SAME_NAME = _rule("F701", "same-name", "Two entities of one kind do not share a name or an alias, unless a note says so.", WARNING)
LIKE_NAME = _rule("F702", "like-name", "Two entities of one kind do not have names that differ by a slip, unless a note says so.", WARNING)
OTHER_NAMES = _rule("F703", "other-names", "Two datasets that describe one entity agree on one of its names.", WARNING)

DENIED = _rule("F801", "denied", "What a dataset says is not missing in the complete list of a better one.", WARNING)
EQUAL_RANKS = _rule("F802", "equal-ranks", "Two datasets that disagree have different ranks, or a note says why they disagree.", WARNING)

RULES = tuple(_RULES.values())
"""All rules in order of their codes."""
BY_CODE = dict(_RULES)
