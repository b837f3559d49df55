"""Panels at addresses of their own: what their parameters mean."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException

from analysis.periods import Rule
from api.http.parameters import sentence, several
from api.language.arguments.panels import DEFAULT_RULE, FULL, Wish
from common.dates import BEGINNING, FOREVER, InvalidDateError, period, today
from common.errors import QueryError

EARLIEST = "1816"
PARAMETERS = {
    "from": f"the first year (`1946`); {EARLIEST} unless given",
    "to": "the last year; the current one unless given",
    "system": "by whose list states exist; that which lists the most states unless given",
    "universe": "only these states, with commas between their ids",
    "bodies": "only these organizations and agreements count, with commas between their ids",
    "directed": "`true`: each pair in both directions",
    "rule": f"when something counts in a year: {', '.join(f'`{rule.name}`' for rule in Rule)}; `{DEFAULT_RULE.name}` unless given",
    "dayOfYear": "the day for the rule `DAY_OF_YEAR` (`07-01`)",
    "standing": "`ANY`: observers, candidates and signatories count, too",
    "datasets": "only what these datasets say, with commas between them",
    "certainty": "`CERTAIN`: only states that certainly existed",
    "claims": "`ALL`: what every dataset says, not only the best",
    "bom": "`true`: for spreadsheet programs",
}


def wish(given: Mapping[str, str]) -> Wish:
    """The panel that parameters ask for. Raises 400."""
    first, last = _day(given, "from", EARLIEST)[0], _day(given, "to", today())[1]
    if first > last:
        raise HTTPException(400, f"from ({first}) is later than to ({last}).")
    datasets = _several(given, "datasets")
    found = Wish(
        first,
        last,
        Rule[_one_of(given, "rule", [rule.name for rule in Rule], DEFAULT_RULE.name)],
        given.get("dayOfYear", "07-01"),
        given.get("system"),
        _several(given, "universe"),
        _several(given, "bodies"),
        _one_of(given, "directed", ["TRUE", "FALSE"], "FALSE") == "TRUE",
        _one_of(given, "standing", [FULL, "ANY"], FULL),
        _one_of(given, "certainty", ["CERTAIN", "POSSIBLE"], "POSSIBLE") == "CERTAIN",
        datasets,
        _one_of(given, "claims", ["ALL", "PREFERRED"], "ALL" if datasets is not None else "PREFERRED") == "ALL",
    )
    _checked(found)
    return found


def _checked(found: Wish) -> None:
    try:
        len(found.years)
    except QueryError as error:
        raise HTTPException(400, sentence(f"{error.message}; {error.hint}")) from error


def _day(given: Mapping[str, str], name: str, otherwise: str) -> tuple[str, str]:
    try:
        found = period(given.get(name) or otherwise)
    except InvalidDateError as error:
        raise HTTPException(400, error.of(name)) from error
    if BEGINNING in (found.earliest, found.latest) or FOREVER in (found.earliest, found.latest):
        raise HTTPException(400, f"{name} has to be a known year or day, such as 1946.")
    return found.earliest, found.latest


def _one_of(given: Mapping[str, str], name: str, words: list[str], otherwise: str) -> str:
    found = given.get(name, otherwise).upper()
    if found not in words:
        raise HTTPException(400, f"{name} has to be one of {', '.join(words)}.")
    return found


def _several(given: Mapping[str, str], name: str) -> tuple[str, ...] | None:
    if name not in given:
        return None
    return tuple(dict.fromkeys(several(given[name])))
