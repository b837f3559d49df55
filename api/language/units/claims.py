"""The claims on an entity: what sources say of its properties and relations."""

from __future__ import annotations

from api.language.arguments import Args
from api.language.definitions import Arg, optional
from ontology import Class, End, Kind
from queries import plan as p

CLAIM, PROPERTY = "Claim", "property"
ABOUT = Arg(PROPERTY, optional(str), "Only claims about this property or relation.")


def of_claims(end: End) -> bool:
    """Whether a relation leads from an entity to the claims on it."""
    return end.target == CLAIM and end.relation.range == Kind.ENTITY.value


def about(cls: Class, args: Args) -> p.Filter:
    """The condition on claims that the argument asks for."""
    wanted = args.get(PROPERTY)
    return p.EVERYTHING if wanted is None else p.Compare(p.On.NODE, cls.properties[PROPERTY], p.Op.EQ, wanted)
