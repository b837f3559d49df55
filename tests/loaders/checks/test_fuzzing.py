"""Whatever stands in a file, a check says what is wrong with it. Files of the core with a few things changed come nearer to the edges
than any made-up text does.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.errors import FoederaError
from facts.records import Records
from loaders.checks.formats import to_json, to_sarif, to_turtle
from loaders.checks.rules import BY_CODE
from loaders.checks.run import examine
from loaders.checks.targets import Sources
from loaders.sources.gathering import CORE_FOLDER
from loaders.sources.yaml_reading import read_paths
from ontology import Model
from tests.campaign import times

Tree = Any
Change = Callable[[random.Random, Tree], None]
FILES = sorted(CORE_FOLDER.rglob("*.yaml"))
MOST_ENTITIES = 6
ODD: tuple[Tree, ...] = (
    "", " ", "~", "..", "0", "-1", "nan", "None", "9999-99-99", "1990/1980", "1990.0", "iso3:", ":", "iso3:POL", "x" * 200,
    "\u200b", "\u202e",
    "class", "id", "State", "state", "Treaty", "nato", "a/b", "<<",
    "2001-12-14 21:59:43", None, True, 0, -3.5, 10**30, [], {}, [[]], [None],
    {"ref": None}, {"ref": "nato"}, {"ref": ["nato"]}, {"property": "class", "value": "State"}, {"topic": "members"}, [{"ref": "nato"}] * 2,
)  # fmt: skip


def _places(tree: Tree) -> list[tuple[Tree, Any]]:
    """Every mapping and list in a tree, with each of its keys or indexes."""
    found: list[tuple[Tree, Any]] = []
    todo = [tree]
    while todo:
        part = todo.pop()
        keys: list[Any] = list(part) if isinstance(part, dict) else list(range(len(part))) if isinstance(part, list) else []
        found += [(part, key) for key in keys]
        todo += [part[key] for key in keys]
    return found


def _replace(random_: random.Random, tree: Tree) -> None:
    part, key = random_.choice(_places(tree))
    part[key] = random_.choice(ODD)


def _remove(random_: random.Random, tree: Tree) -> None:
    part, key = random_.choice(_places(tree))
    del part[key]


def _double(random_: random.Random, tree: Tree) -> None:
    """An item a second time, spelt wrongly in one place or not at all."""
    lists = [part for part, _ in _places(tree) if isinstance(part, list)]
    if lists:
        part = random_.choice(lists)
        item = yaml.safe_load(yaml.safe_dump(random_.choice(part)))
        part.insert(random_.randrange(len(part) + 1), item)
        inner = [(p, k) for p, k in _places(item) if isinstance(p[k], str)]
        if inner and random_.random() < 0.7:
            holder, key = random_.choice(inner)
            holder[key] = random_.choice([holder[key].lower(), holder[key][:-1], holder[key] + "x"])


def _swap(random_: random.Random, tree: Tree) -> None:
    places = _places(tree)
    (one, first), (other, second) = random_.choice(places), random_.choice(places)
    value = yaml.safe_load(yaml.safe_dump(other[second]))
    one[first] = value


def _rename(random_: random.Random, tree: Tree) -> None:
    keyed = [(part, key) for part, key in _places(tree) if isinstance(part, dict)]
    part, key = random_.choice(keyed)
    others = [k for _, k in keyed]
    part[random_.choice([random_.choice(others), f"{key}x", "class", "id", "extends", "members"])] = part.pop(key)


CHANGES: tuple[Change, ...] = (_replace, _remove, _double, _swap, _rename)


def mutated(seed: int) -> bytes:
    """Some entities of a file of the core, changed in one to four places."""
    random_ = random.Random(seed)
    tree = yaml.load(random_.choice(FILES).read_text(encoding="utf-8"), yaml.CBaseLoader)
    if isinstance(tree.get("entities"), list):
        tree["entities"] = random_.sample(tree["entities"], min(MOST_ENTITIES, len(tree["entities"])))
    for _ in range(random_.randint(1, 4)):
        if _places(tree):
            random_.choice(CHANGES)(random_, tree)
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()
    if random_.random() < 0.1:
        place = random_.randrange(len(text) or 1)
        text = text[:place] + random_.randbytes(random_.randint(0, 3)) + text[place + random_.randint(0, 20) :]
    return text


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the mutated file stands."""
    return tmp_path_factory.mktemp("fuzz") / "x.yaml"


def examined(file: Path, content: bytes, model: Model) -> None:
    """Check a file and write the report in every form."""
    file.write_bytes(content)
    records, problems = read_paths([file], model)
    report = examine(Sources(records, tuple(problems), frozenset({str(file)}), Records(), "nothing"), model)
    assert all(p.rule in BY_CODE for p in report.problems)
    for form in (to_json(report), to_sarif(report, "1"), to_turtle(report)):
        assert form


@settings(max_examples=times(150, 25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_no_changed_file_of_the_core_crashes_a_check(seed: int, file: Path, model: Model) -> None:
    with suppress(FoederaError):
        examined(file, mutated(seed), model)


@pytest.mark.parametrize("classes", [("borderagency", "BorderAgency"), ("BorderAgency", "borderagency"), ("nothing", "nothing")])
def test_an_entity_described_twice_once_misspelled(classes: tuple[str, str], file: Path, model: Model) -> None:
    head = "datasets: [{id: mine, title: M, rank: 5, licence: CC0-1.0}]\ndataset: mine\nsource: s\nentities:\n"
    file.write_text(head + "".join(f"- {{id: a-b, class: {name}, name: B}}\n" for name in classes))
    records, problems = read_paths([file], model)
    report = examine(Sources(records, tuple(problems), frozenset({str(file)}), Records(), "nothing"), model)
    wrong = [p for p in report.problems if p.rule == "F302"]
    assert [p.value for p in wrong] == [name for name in classes if name != "BorderAgency"]
    assert all(p.remedy == "did you mean BorderAgency?" for p in wrong if p.value == "borderagency")
    assert [(p.location.line, p.message) for p in report.problems if p.rule == "F205"] == [(6, "a-b is described twice")]


def test_a_general_class_is_told_with_those_below_it(file: Path, model: Model) -> None:
    head = "datasets: [{id: mine, title: M, rank: 5, licence: CC0-1.0}]\ndataset: mine\nsource: s\nentities:\n"
    file.write_text(f"{head}- {{id: a-b, class: Initiative, name: B}}\n- {{id: a-c, class: Entity, name: C}}\n")
    records, problems = read_paths([file], model)
    report = examine(Sources(records, tuple(problems), frozenset({str(file)}), Records(), "nothing"), model)
    one, other = (p for p in report.problems if p.rule == "F302")
    assert (one.message, one.remedy) == (
        "Initiative is a general class",
        f"name one below it: {', '.join(model.classes['Initiative'].concrete)}",
    )
    assert other.remedy.endswith(" more")
