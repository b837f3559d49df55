"""The claims on an entity: what sources say of its properties and relations."""

from __future__ import annotations

from api.language.arguments import Args, name_of
from api.language.definitions import Arg, optional
from api.language.vocabularies import enumeration_of
from ontology import Class, End, Kind
from queries import plans

CLAIM, PROPERTY = "Claim", "property"


def of_claims(end: End) -> bool:
    """Whether a relation leads from an entity to the claims on it."""
    return end.target == CLAIM and end.relation.range == Kind.ENTITY.value


def about_argument(cls: Class) -> Arg:
    """The argument that says what claims are about."""
    vocabulary = cls.properties[PROPERTY].vocabulary
    return Arg(PROPERTY, optional(enumeration_of(vocabulary) if vocabulary else str), "Only claims about this property or relation.")


def about(cls: Class, args: Args) -> plans.Filter:
    """The condition on claims that the argument asks for."""
    wanted = args.get(PROPERTY)
    return plans.EVERYTHING if wanted is None else plans.Compare(plans.On.NODE, cls.properties[PROPERTY], plans.Op.EQ, name_of(wanted))
