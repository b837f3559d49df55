"""Since when a treaty binds those that consented to it, worked out from what the store holds of treaty and act alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.reference.meaning import LAST, Days, meant


def bound(act: Mapping[str, Any], treaty: Mapping[str, Any], force: Days) -> Days | None:
    """The days on which it binds by its own rule; None where it has none, or there was no act."""
    done = [day for name in ("signed", "ratified") if (day := meant(act.get(name)))]
    if treaty.get("bindsTogether") and done and max(day[1] for day in done) <= force[1]:
        return force
    consent, rule = meant(act.get("ratified")), treaty.get("bindsAfter")
    if not consent or not rule:
        return None
    return max(_after(consent[0], rule), force[0]), max(_after(consent[1], rule), force[1])


def _after(day: str, rule: str) -> str:
    number = int(re.match(r"\d+", rule)[0])  # type: ignore[index]  # the shape of bindsAfter asks for one
    if day == LAST:
        return day
    found = date.fromisoformat(day)
    if "month" not in rule.partition(",")[0]:
        later = found + timedelta(days=number)
        return str(_next_month(later.replace(day=1)) if "first of the month" in rule else later)
    first = found.replace(day=1)
    for _ in range(number):
        first = _next_month(first)
    last = _next_month(first) - timedelta(days=1)
    return str(_next_month(first) if "first of the month" in rule else min(first + timedelta(days=found.day - 1), last))


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
