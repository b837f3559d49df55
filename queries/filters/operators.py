"""The operators of filters. What one is called, takes and means stands here alone: the schema, the planner and the conditions in Cypher
read this table. To add an operator, add a member of Op and a line; the reference executor of the tests has to learn it by itself.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from ontology import Datatype, Property
from ontology.stored import NO_BOUND, SPAN_DAYS
from queries.claimed import Claimed
from queries.cypher.syntax import Binary, Expression, Function, Literal, Missing, Negation, Param, Prop, Var, Within, every, or_empty, tree
from queries.filters import Op
from queries.scope import said_day

SPAN = frozenset(SPAN_DAYS.values())
SIGNS = {Op.EQ: "=", Op.LT: "<", Op.LTE: "<=", Op.GT: ">", Op.GTE: ">="}


class Form(enum.Enum):
    """A kind of values that have the same operators."""

    ID = "id"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DAY = "day"  # a day that is known by everything there is, such as the last of those on which something may have begun
    TEXTS = "texts"  # a list of them
    TERM = "term"  # a value of a vocabulary
    TERMS = "terms"  # a list of them
    COUNT = "count"  # the number of related


class Takes(enum.Enum):
    """What an operator is given."""

    ONE = "one"
    SEVERAL = "several"
    PART = "part"  # a piece of a text, which is compared without case and accents
    PERIOD = "period"  # a date as its first and last day
    YES = "yes"  # a truth value


@tree
class Operand:
    """A property of a node or relationship, and what it is compared with; of a period the last day beside the first.

    `claimed`: the property as some datasets give it.
    """

    of: Var
    prop: Property
    given: Param
    last: Param
    claimed: Claimed | None = None

    def _read(self, stored: str) -> Expression:
        return self.claimed.read(self.of, stored) if self.claimed else Prop(self.of, stored)

    @property
    def stored(self) -> Expression:
        """The value as it was written."""
        return self._read(self.prop.name)

    @property
    def folded(self) -> Expression:
        """Its words without case and accents."""
        return self._read(self.prop.folded)

    @property
    def earliest(self) -> Expression:
        """The first day that a date may mean."""
        return said_day(self._read(self.prop.earliest))

    @property
    def latest(self) -> Expression:
        """The last day that a date may mean."""
        return said_day(self._read(self.prop.latest))


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator for one form of values.

    `index`: the stored property by whose index the store may find what satisfies it. `possibly`: what an uncertain value may satisfy,
    where that is more than what it does.
    """

    op: Op
    comment: str
    takes: Takes
    holds: Callable[[Operand], Expression]
    index: Callable[[Property], str] | None = None
    possibly: Callable[[Operand], Expression] | None = None


def form_of(prop: Property) -> Form:
    """The form of the values of a property."""
    if prop.vocabulary:
        return Form.TERMS if prop.many else Form.TERM
    if prop.many:
        return Form.TEXTS
    match prop.datatype:
        case Datatype.EDTF:
            return Form.DATE
        case Datatype.DAY:
            return Form.DAY
        case Datatype.INTEGER | Datatype.DECIMAL:
            return Form.NUMBER
        case Datatype.BOOLEAN:
            return Form.BOOLEAN
    return Form.TEXT


Holds = Callable[[Operand], Expression]


def _signed(sign: str) -> Holds:
    return lambda it: Binary(it.stored, sign, it.given)


def _folded(sign: str) -> Holds:
    return lambda it: Binary(it.folded, sign, it.given)


def _dated(holds: Holds) -> Holds:
    """A comparison of days, true of what has a date: a span without one has days, too."""

    def dated(it: Operand) -> Expression:
        found = holds(it)
        return every((Missing(it.stored, negated=True), found)) if it.prop.name in SPAN else found

    return dated


def _among_first_days(it: Operand) -> Iterator[Expression]:
    """That the first day of a date is within a period. Its end says nothing new, but an index then reads no more than the period."""
    yield Binary(it.earliest, ">=", it.given)
    if it.prop.name not in SPAN:
        yield Binary(it.earliest, "<=", it.last)


def _among(word: str) -> Holds:
    """That a list has any, or all, of what is given."""

    def among(it: Operand) -> Expression:
        one = Var("one")
        return Within(word, one, it.given, Binary(one, "IN", or_empty(it.stored)))

    return among


def _in_one(sign: str) -> Holds:
    """A comparison that one of the folded texts of a list has to pass."""

    def in_one(it: Operand) -> Expression:
        one = Var("one")
        return Within("any", one, or_empty(it.folded), Binary(one, sign, it.given))

    return in_one


def _unbounded(it: Operand) -> Expression:
    """Whether a day is that which stands for no bound."""
    return Binary(Binary(it.stored, "=", Literal(NO_BOUND[it.prop.name])), "=", it.given)


BY_VALUE, BY_WORDS, BY_DAY = attrgetter("name"), attrgetter("folded"), attrgetter("earliest")
"""Which stored property of a property has the index."""
WORDS = {Op.CONTAINS: ("CONTAINS", "contains"), Op.STARTS: ("STARTS WITH", "begins with"), Op.ENDS: ("ENDS WITH", "ends with")}
EQUAL = Operator(Op.EQ, "Equal to this.", Takes.ONE, _signed("="), BY_VALUE)
ONE_OF = Operator(Op.IN, "One of these.", Takes.SEVERAL, _signed("IN"), BY_VALUE)
NULL = Operator(Op.NULL, "Whether there is no value.", Takes.YES, lambda it: Binary(Missing(it.stored), "=", it.given))
RANGE = (
    Operator(Op.LT, "Less than this.", Takes.ONE, _signed("<")),
    Operator(Op.LTE, "Less than or equal to this.", Takes.ONE, _signed("<=")),
    Operator(Op.GT, "Greater than this.", Takes.ONE, _signed(">")),
    Operator(Op.GTE, "Greater than or equal to this.", Takes.ONE, _signed(">=")),
)
TEXT = (
    EQUAL,
    ONE_OF,
    *(
        Operator(
            op,
            f"The text {verb} this, whatever the case and accents.",
            Takes.PART,
            _folded(sign),
            BY_WORDS if op is Op.STARTS else None,
        )
        for op, (sign, verb) in WORDS.items()
    ),
    NULL,
)
DATES = (
    Operator(Op.EQ, "Written exactly so.", Takes.ONE, _signed("="), BY_VALUE),
    Operator(Op.IN, "Written exactly as one of these.", Takes.SEVERAL, _signed("IN"), BY_VALUE),
    Operator(
        Op.DURING,
        "Within this day, month, year or period.",
        Takes.PERIOD,
        _dated(lambda it: every((*_among_first_days(it), Binary(it.latest, "<=", it.last)))),
        BY_DAY,
        lambda it: every((Binary(it.earliest, "<=", it.last), Binary(it.latest, ">=", it.given))),
    ),
    Operator(
        Op.LT,
        "Before this begins.",
        Takes.PERIOD,
        _dated(lambda it: Binary(it.latest, "<", it.given)),
        possibly=lambda it: Binary(it.earliest, "<", it.given),
    ),
    Operator(
        Op.LTE,
        "Before this ends, or on its last day.",
        Takes.PERIOD,
        _dated(lambda it: Binary(it.latest, "<=", it.last)),
        possibly=lambda it: Binary(it.earliest, "<=", it.last),
    ),
    Operator(
        Op.GT,
        "After this ends.",
        Takes.PERIOD,
        _dated(lambda it: Binary(it.earliest, ">", it.last)),
        BY_DAY,
        lambda it: Binary(it.latest, ">", it.last),
    ),
    Operator(
        Op.GTE,
        "After this begins, or on its first day.",
        Takes.PERIOD,
        _dated(lambda it: Binary(it.earliest, ">=", it.given)),
        BY_DAY,
        lambda it: Binary(it.latest, ">=", it.given),
    ),
    NULL,
)
DAYS = (
    Operator(
        Op.DURING,
        "Within this day, month, year or period.",
        Takes.PERIOD,
        lambda it: every((Binary(it.stored, ">=", it.given), Binary(it.stored, "<=", it.last))),
    ),
    Operator(Op.LT, "Before this begins.", Takes.PERIOD, _signed("<")),
    Operator(Op.LTE, "Before this ends, or on its last day.", Takes.PERIOD, lambda it: Binary(it.stored, "<=", it.last)),
    Operator(Op.GT, "After this ends.", Takes.PERIOD, lambda it: Binary(it.stored, ">", it.last)),
    Operator(Op.GTE, "After this begins, or on its first day.", Takes.PERIOD, _signed(">=")),
    Operator(Op.NULL, "Whether nothing sets a bound.", Takes.YES, _unbounded),
)
TERM = (
    EQUAL,
    ONE_OF,
    Operator(Op.NE, "A value other than this.", Takes.ONE, _signed("<>")),
    Operator(Op.NOT_IN, "A value that is none of these.", Takes.SEVERAL, lambda it: Negation(Binary(it.stored, "IN", it.given))),
    NULL,
)
HAS = (
    Operator(Op.HAS, "Exactly this is among them.", Takes.ONE, lambda it: Binary(it.given, "IN", or_empty(it.stored))),
    Operator(Op.HAS_ANY, "At least one of these is among them.", Takes.SEVERAL, _among("any")),
    Operator(Op.HAS_ALL, "All of these are among them.", Takes.SEVERAL, _among("all")),
)
EMPTY = Operator(
    Op.NULL,
    "Whether the list is empty.",
    Takes.YES,
    lambda it: Binary(Binary(Function("size", (or_empty(it.stored),)), "=", Literal(0)), "=", it.given),
)
TEXTS = (
    *HAS,
    *(
        Operator(op, f"One of them: the text {verb} this, whatever the case and accents.", Takes.PART, _in_one(sign))
        for op, (sign, verb) in WORDS.items()
    ),
    EMPTY,
)


def _by_op(*operators: Operator) -> Mapping[Op, Operator]:
    return {operator.op: operator for operator in operators}


OPERATORS: Mapping[Form, Mapping[Op, Operator]] = {
    Form.ID: _by_op(EQUAL, ONE_OF),
    Form.TEXT: _by_op(*TEXT),
    Form.NUMBER: _by_op(EQUAL, ONE_OF, *RANGE, NULL),
    Form.BOOLEAN: _by_op(EQUAL, NULL),
    Form.DATE: _by_op(*DATES),
    Form.DAY: _by_op(*DAYS),
    Form.TEXTS: _by_op(*TEXTS),
    Form.TERM: _by_op(*TERM),
    Form.TERMS: _by_op(*HAS, EMPTY),
    Form.COUNT: _by_op(EQUAL, *RANGE),
}
"""All operators of each form, in the order in which they are shown."""
