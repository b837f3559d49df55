"""Values as the graph stores them, with what makes them be found and compared."""

from __future__ import annotations

from common.dates import OPEN, bounds
from common.text import fold
from loaders.deriving.graph_state import Properties, Value
from ontology import Datatype, Property


def convert(datatype: Datatype, text: str) -> Value:
    """A value as the graph keeps it."""
    match datatype:
        case Datatype.INTEGER:
            return int(text)
        case Datatype.DECIMAL:
            return float(text)
        case Datatype.BOOLEAN:
            return text == "true"
    return text


def stored(prop: Property, value: Value) -> Properties:
    """All that is stored for one value: itself, its folded words, the days it may mean. Nothing for an end that is open."""
    if prop.closes and value == OPEN:
        return {}
    found: Properties = {prop.name: value}
    if prop.datatype.textual:
        words = [fold(v) for v in value] if isinstance(value, list) else fold(str(value))
        found[prop.folded] = words
    elif prop.datatype is Datatype.EDTF and isinstance(value, str):
        meant = bounds(value)
        found |= {prop.earliest: meant.earliest, prop.latest: meant.latest}
    return found
