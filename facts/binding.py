"""On which days a party is bound, by what it did and by the rule of the agreement.

Who has ratified is bound so long after the act as the agreement says, and no earlier than the agreement is in force. Some agreements bind
all who signed them on one day. Without a rule the day is not known, only that it is no earlier than the act and than the agreement. Two
kinds of consent differ: who succeeds may be bound from the succession of states on, before it told anybody, and what is applied
provisionally waits for nothing. A signatory is one from its signature on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from common.dates import Bounds, bounds
from common.lags import read_lag
from facts.records import LinkRecord
from facts.spans import Span
from ontology import Class, Relation


@dataclass(frozen=True, slots=True)
class Rule:
    """What an agreement says of being bound: how long after consent (empty: nothing), and whether all who signed are bound at once."""

    lag: str = ""
    together: bool = False


def rule_of(values: Mapping[str, object], relation: Relation) -> Rule:
    """The rule of an agreement with these values."""
    binding = relation.binding
    return Rule(str(values.get(binding.lag, "")), values.get(binding.together) is True) if binding else Rule()


def beginning(link: LinkRecord, relation: Relation, edge: Class, rule: Rule, begun: Span) -> Bounds | None:
    """The days within which a relationship begins, by what its subject did and the rule of its object, which lives as `begun` says.

    None where that does not tell.
    """
    binding = relation.binding
    if binding is None:
        return None
    done, act = acts(link, edge), str(link.properties.get(binding.act, ""))
    if relation.is_provisional(link.properties):
        return bounds(act) if act else None
    if relation.is_early(link.properties):
        return min(done, key=lambda d: (d.earliest, d.latest)) if done else None
    together = Bounds(begun.start_earliest, begun.start_latest)
    if rule.together and done and max(day.latest for day in done) <= together.latest:
        return together
    if not act or not rule.lag or relation.dates_back(link.properties):
        return None
    told = read_lag(rule.lag).after(bounds(act))
    return Bounds(max(told.earliest, begun.start_earliest), max(told.latest, begun.start_latest))


def limited(span: Span, link: LinkRecord, relation: Relation, edge: Class, begun: Span) -> Span:
    """A span within the limits that the acts set: it began after them, or had begun by one that dates back."""
    if relation.binding and relation.dates_back(link.properties):
        act = bounds(str(link.properties[relation.binding.act])) if relation.binding.act in link.properties else None
        return span.begun_by(max(act.latest, begun.start_latest)) if act else span
    for act in acts(link, edge):
        span = span.not_before(act.earliest)
    return span


def acts(link: LinkRecord, edge: Class) -> list[Bounds]:
    """The days of what comes before a relationship: signature and consent."""
    names = [p.name for p in edge.properties.values() if p.precedes]
    return [bounds(str(link.properties[name])) for name in names if name in link.properties]
