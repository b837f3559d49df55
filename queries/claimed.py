"""Values of properties as some datasets give them.

The nodes of entities hold the preferred values, which cost nothing more to read. What each dataset says stands in claims, each with its
place in the order of the datasets: a value within a choice of datasets is that of the first claim among theirs.
"""

from __future__ import annotations

from ontology import Datatype, Direction, Property
from ontology.stored import PLACE, earliest, folded, latest, link_type
from queries.cypher.syntax import (
    TRUE,
    As,
    Binary,
    Clause,
    Expression,
    Function,
    Hop,
    Literal,
    Match,
    Node,
    Param,
    Prop,
    Return,
    Subquery,
    Var,
    With,
    tree,
)

VALUE = "value"
"""The property of a claim that holds what is claimed, as text."""
ABOUT = link_type("about")


@tree
class Claimed:
    """A property of an entity, of which only what `datasets` say counts; with `preferred` only what is preferred over all datasets, too.

    An entity of which they say nothing has no value; of a property that every entity has (its name), it has the preferred one.
    """

    property: Property
    datasets: tuple[str, ...]
    preferred: bool = False

    def read(self, node: Var, stored: str) -> Expression:
        """What a node would hold as `stored`: the value, its folded words, or a day of its date."""
        prop, claim, value = self.property, Var("claim"), Var(self.property.name)
        beside = {prop.folded: folded(VALUE), prop.earliest: earliest(VALUE), prop.latest: latest(VALUE)}
        claimed = Prop(claim, beside.get(stored, VALUE))
        if prop.many:
            return Subquery("COLLECT", (self._claims(node, claim), *_distinct(claimed, claim, value), Return(As(value, Var("each")))))
        first = With((claim,), order=((Prop(claim, PLACE), False),), limit=1)
        found = Function("head", (Subquery("COLLECT", (self._claims(node, claim), first, Return(As(claimed, value)))),))
        typed = _typed(found, prop.datatype) if stored == prop.name else found
        return Function("coalesce", (typed, Prop(node, stored))) if prop.required else typed

    def _claims(self, node: Var, claim: Var) -> Clause:
        theirs = (
            Binary(Prop(claim, "property"), "=", Literal(self.property.name)),
            Binary(Prop(claim, "dataset"), "IN", Param(self.datasets)),
        )
        chosen = (Binary(Prop(claim, "preferred"), "=", TRUE),) if self.preferred else ()
        return Match(Hop(Node(node), None, (ABOUT,), Direction.IN, Node(claim)), (*theirs, *chosen))


def _distinct(claimed: Expression, claim: Var, value: Var) -> tuple[Clause, ...]:
    """Different values, in the order of the first claims that give them."""
    place = Var(PLACE)
    first = Function("min", (Prop(claim, PLACE),))
    return (With((As(claimed, value), As(first, place)), order=((place, False),)),)


def _typed(text: Expression, datatype: Datatype) -> Expression:
    """A value as nodes of entities hold it, from the text of a claim."""
    match datatype:
        case Datatype.INTEGER:
            return Function("toInteger", (text,))
        case Datatype.DECIMAL:
            return Function("toFloat", (text,))
        case Datatype.BOOLEAN:
            return Function("toBoolean", (text,))
    return text
