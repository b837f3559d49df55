"""The claims on an entity: what sources say of its properties and relations."""

from __future__ import annotations

from api.answer_warnings import SHOWN_LETTERS, AnswerWarning, WarningCode
from api.language.arguments import Args
from api.language.compiling.call import Call
from api.language.definitions import Arg, optional
from common.suggest import suggest
from ontology import Class, End, Kind, Model
from queries import plans

CLAIM, PROPERTY = "Claim", "property"
ABOUT = Arg(PROPERTY, optional(str), "Only claims about this property or relation.")


def of_claims(end: End) -> bool:
    """Whether a relation leads from an entity to the claims on it."""
    return end.target == CLAIM and end.relation.range == Kind.ENTITY.value


def about(call: Call, cls: Class, args: Args) -> plans.Filter:
    """The condition on claims that the argument asks for. Warns of a name that nothing has."""
    wanted = args.get(PROPERTY)
    if wanted is None:
        return plans.EVERYTHING
    names = _names(call.compilation.model)
    if wanted not in names:
        message = f'nothing has a property or relation "{wanted[:SHOWN_LETTERS]}"'
        call.compilation.warn(AnswerWarning(WarningCode.UNKNOWN_PROPERTY, call.path, message, suggest(wanted, names) or None))
    return plans.Compare(plans.On.NODE, cls.properties[PROPERTY], plans.Op.EQ, wanted)


def _names(model: Model) -> list[str]:
    """What claims may be about: the class of an entity, its properties and its relations."""
    entities = [cls for cls in model.classes.values() if cls.kind is Kind.ENTITY]
    return sorted({"class", *(name for cls in entities for name in (*cls.properties, *cls.ends))})
