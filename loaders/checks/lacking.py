"""References to what ships, against a store that does not hold it (yet): one mistake, and not one for each entity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from facts.records import Problem, Records
from loaders.checks import rules
from loaders.checks.resolving import References, known
from ontology import Model

LEADING = (rules.NO_ENTITY.code, rules.NO_OWNER.code)
FIRST_THE_CORE = "load the core first with `foedera load`; if a server is just loading it, wait until it has"


def lacking_core(problems: Sequence[Problem], mine: Records, others: Records, model: Model) -> list[Problem]:
    """`problems` of `mine`, those of references to the core told once where a store with `others` has nothing of it."""
    lost = [p for p in problems if p.rule in LEADING]
    if not lost:
        return list(problems)
    # Named so because shipped() gathers scripts, whose own load() leads here.
    core: Records = import_module("loaders.checks.shipped").shipped(model)
    if core.datasets.keys() & (mine.datasets.keys() | others.datasets.keys()):
        return list(problems)
    there = References(Records(), model, known(core, model))
    meant = {p for p in lost if there.find(p.value) or tuple(p.value.split(":", 1)) in there.bearers.owners}
    return [p for p in problems if p not in meant] + ([_told(sorted(meant), others)] if meant else [])


def _told(meant: Sequence[Problem], others: Records) -> Problem:
    first, names = meant[0], list(dict.fromkeys(p.value for p in meant))
    holds = "core" if any(c.property == "class" for c in others.claims) else "entities yet"
    more = f" and {len(names) - 1:,} more of the core" if len(names) > 1 else ", which the core has"
    return replace(
        rules.NO_ENTITY.broken(first.location, f"the store holds no {holds}: not {names[0]}{more}", FIRST_THE_CORE, value=first.value),
        focus=first.focus,
    )
