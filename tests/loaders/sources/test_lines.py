"""JSON Lines say the same as YAML, and each mistake has its line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from facts.records import in_order
from loaders.checks.run import check
from loaders.sources.gathering import gather
from loaders.writing.journal import pack
from ontology import Model

HEAD = {"datasets": [{"id": "mine", "title": "Mine", "rank": 5, "licence": "CC0-1.0"}], "dataset": "mine", "source": "A book"}
LEAGUE = {"id": "league", "class": "Alliance", "name": "League", "aliases": ["L1", "L2"], "founded": "1949-04-04", "wikidata": None}
MORE = {"extends": "league", "members": [{"ref": "iso3:POL", "start": 1999, "end": ".."}]}
YAML = """
datasets: [{id: mine, title: Mine, rank: 5, licence: CC0-1.0}]
dataset: mine
source: A book
entities:
- {id: league, class: Alliance, name: League, aliases: [L1, L2], founded: 1949-04-04}
- {extends: league, source: A paper, members: [{ref: iso3:POL, start: 1999, end: ..}]}
"""


def test_lines_say_what_yaml_says(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(map(json.dumps, (HEAD, LEAGUE, {"source": "A paper"}, MORE)))
    (tmp_path / "a.jsonl").write_text(text + "\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(YAML, encoding="utf-8")
    lines, yaml = (gather([str(tmp_path / f"a.{suffix}")], model) for suffix in ("jsonl", "yaml"))
    assert lines[1] == yaml[1] == []
    assert pack(in_order(lines[0])) == pack(in_order(yaml[0]))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert pack(gather(["-"], model)[0]) == pack(yaml[0])


def test_mistakes_have_their_lines(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "a.ndjson"
    wrong = json.dumps({**LEAGUE, "foundd": "1949"})
    text = "\n".join([json.dumps(HEAD), "", wrong, '{"id" "x"}', "[1]", '{"extends": "leag"}', "\xff"])
    file.write_bytes(text.encode("latin-1"))
    found = [(p.location.line, p.location.column, p.rule) for p in check([str(file)], model).problems]
    assert found == [(3, 1, "F303"), (4, 7, "F104"), (5, 1, "F202"), (7, 1, "F103")]


def test_a_broken_line_in_the_middle_is_told_alone(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    entity, head = '{"id": "union", "class": "Alliance", "name": "Union" "founded": 1950}', '{"source": "A paper" "retrieved": "2026"}'
    referring = json.dumps({"extends": "league", "memberOf": "union"})
    for broken, column in ((entity, entity.index('"founded"')), (head, head.index('"retrieved"'))):
        file.write_text("\n".join([json.dumps(HEAD), json.dumps(LEAGUE), broken, referring]), encoding="utf-8")
        assert [(p.location.line, p.location.column, p.rule) for p in check([str(file)], model).problems] == [(3, column + 1, "F104")]
    # Nobody knows of which dataset entities are whose head cannot be read.
    file.write_text("\n".join(['{"dataset": "mine" "source": "A book"}', json.dumps(LEAGUE), json.dumps(MORE)]), encoding="utf-8")
    assert [(p.location.line, p.rule) for p in check([str(file)], model).problems] == [(1, "F104")]


def test_nothing_is_told_as_such(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n")))
    (tmp_path / "a.jsonl").write_text("")
    told = [str(p) for target in ("-", str(tmp_path / "a.jsonl")) for p in gather([target], model)[1]]
    assert told == [
        "<stdin>:1:1: nothing came from standard input; write one JSON object a line, in quotes and braces",
        f"{tmp_path}/a.jsonl:1:1: the file is empty; write one JSON object a line, in quotes and braces",
    ]
