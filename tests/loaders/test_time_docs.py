"""docs/time-and-certainty.md is true: its example leads to the days in its table, and the rules it names exist."""

from __future__ import annotations

import re
from pathlib import Path

from loaders.checks.rules import BY_CODE
from ontology import Model
from tests.loaders.deriving import derived, four

PAGE = (Path(__file__).parents[2] / "docs" / "time-and-certainty.md").read_text(encoding="utf-8")


def test_the_example_has_the_days_of_the_table(model: Model, tmp_path: Path) -> None:
    [example] = re.findall(r"<!-- example -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    table = re.findall(r"^\| (\w+) \| ([\d-]+) \| ([\d-]+) \| ([\d-]+) \| ([\d-]+) \|$", PAGE, re.MULTILINE)
    links = derived(model, tmp_path, example, head="").links("freedonia", "league")
    assert {str(link.properties["role"]): four(link.properties) for link in links} == {role: tuple(days) for role, *days in table}
    assert len(table) == len(links) == 5


def test_the_rules_that_are_named_exist() -> None:
    assert set(re.findall(r"\bF\d{3}\b", PAGE)) <= set(BY_CODE)


def test_declarations_have_the_keys_that_are_explained(model: Model) -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", PAGE.partition("## Coverage")[2], re.MULTILINE))
    own = set(model.classes["Coverage"].properties) - set(model.classes["Claim"].properties)
    assert explained == own - {"ofClass"}
