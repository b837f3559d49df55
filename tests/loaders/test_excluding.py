"""`foedera check --exclude` and `--against`, and the hooks by which other repositories check their files."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml

from foedera.__main__ import main
from loaders.checks.excluding import without_excluded

REPOSITORY = Path(__file__).parents[2]
GOOD = """\
datasets: [{id: d, title: D, rank: 50, licence: CC0-1.0}]
dataset: d
source: a book
entities:
- {id: freedonia, class: State, name: Freedonia}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data" / "drafts").mkdir(parents=True)
    (tmp_path / "data" / "good.yaml").write_text(GOOD)
    (tmp_path / "data" / "other.yaml").write_text("services: {web: {image: x}}\n")
    (tmp_path / "data" / "drafts" / "bad.yaml").write_text("entities: [{id: x}]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("targets", "patterns", "left"),
    [
        (["core", "data"], [], ["core", "data"]),
        (["data"], ["nothing"], ["data"]),
        (["data"], ["drafts", "other.yaml"], ["data/good.yaml"]),
        (["data"], ["data/drafts/", "data/o*"], ["data/good.yaml"]),
        (["data/good.yaml", "data/other.yaml"], ["*/other.yaml"], ["data/good.yaml"]),
        (["data"], ["*.yaml"], []),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_left(targets: list[str], patterns: list[str], left: list[str]) -> None:
    assert without_excluded(targets, patterns) == left


@pytest.mark.usefixtures("folder")
def test_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "dta", "--exclude", "x", "--against", "core"]) == 2
    assert "nothing at dta" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_the_command_leaves_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "data", "--against", "core"]) == 1
    assert main(["check", "data", "--against", "core", "--exclude", "drafts", "--exclude", "other.yaml"]) == 0
    assert "1 file, " in capsys.readouterr().err
    assert main(["check", "data", "--against", "core", "--exclude", "data"]) == 0
    assert "0 files, " in capsys.readouterr().err
    assert main(["check", "data", "--against", "core", "--store", "neo4j://host"]) == 2


@pytest.mark.usefixtures("folder")
def test_the_hooks_for_others_run() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())}
    assert hooks.keys() == {"foedera-fmt", "foedera-check"}
    program, *fmt = shlex.split(hooks["foedera-fmt"]["entry"])
    assert program == "foedera"
    # pre-commit names the files that change; those that are none of entities stay as they are.
    assert main([*fmt, "data/good.yaml", "data/other.yaml"]) == 0
    program, *check = shlex.split(hooks["foedera-check"]["entry"])
    assert program == "foedera"
    assert main([*check, *hooks["foedera-check"]["args"]]) == 1
    assert main([*check, "data", "--exclude", "drafts", "--exclude", "other.yaml"]) == 0
