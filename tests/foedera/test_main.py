"""The boundary between the program and its user: help, exit codes, errors."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from common.errors import FoederaError, InputError, PackagingError, UsageError
from foedera import cli
from foedera.__main__ import main
from foedera.guard import OURS, check_packages

ROOT = Path(__file__).parents[2]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "foedera", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ | environment, check=False)


def test_help_names_every_command_and_is_quick() -> None:
    began = time.perf_counter()
    done = run("--help", COLUMNS="120")
    took = time.perf_counter() - began
    assert done.returncode == 0
    names = [command.name or getattr(command.callback, "__name__", "") for command in cli.app.registered_commands]
    for name in [*names, *(group.name for group in cli.app.registered_groups)]:
        assert f" {name} " in done.stdout
    assert "Examples" in done.stdout
    assert took < 10, "0.3 s on an idle machine"


def test_help_loads_nothing_heavy() -> None:
    heavy = ("neo4j", "rdflib", "starlette", "strawberry", "graphql", "httpx", "pycountry", "asyncio", "ontology.model")
    code = f"import sys, foedera.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_the_driver_does_without_frames() -> None:
    code = (
        "import sys; from foedera.driver import without_frames; without_frames(); import neo4j, neo4j.vector, graph.store, ontology;"
        "ontology.read_model(); print({'numpy', 'pandas', 'pyarrow', 'rdflib'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"


def test_without_arguments_the_help_is_shown() -> None:
    done = run()
    assert done.returncode == 2
    assert "Usage: foedera" in done.stdout + done.stderr
    assert "error:" not in done.stderr


def test_the_version() -> None:
    assert run("--version").stdout.startswith("foedera ")


def test_an_option_that_is_given_twice_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "a.csv", "--mapping", "a.yaml", "--mapping", "b.yaml"]) == 2
    assert capsys.readouterr().err == "error: --mapping is given 2 times (give it once)\n"
    assert main(["store", "stop", "--force", "--force", "--help"]) == 0
    assert main(["check", "--exclude", "a", "--exclude", "b", "--rules"]) == 0


@pytest.mark.parametrize(
    ("error", "code", "printed"),
    [
        (FoederaError("it broke", "mend it"), 1, "error: it broke (mend it)\n"),
        (UsageError("not like this"), 2, "error: not like this\n"),
        (
            InputError("a.yaml:1:1: one\nb.yaml:2:2: two", "nothing was written"),
            1,
            "a.yaml:1:1: one\nb.yaml:2:2: two\nerror: nothing was written\n",
        ),
        (ZeroDivisionError("division\nby zero"), 1, "error: ZeroDivisionError: division by zero (FOEDERA_DEBUG=1 shows where)\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_each_error_has_its_line_and_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, printed: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.delenv("FOEDERA_DEBUG", raising=False)
    monkeypatch.setattr(cli, "app", fail)
    assert main([]) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", printed)


def test_debugging_shows_where(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("FOEDERA_DEBUG", "1")
    monkeypatch.setattr(cli, "app", fail)
    assert main([]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m foedera --help | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stderr == ""


def test_our_own_packages_pass() -> None:
    check_packages()


@pytest.mark.parametrize("name", OURS)
def test_a_foreign_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("raise ImportError('must not be imported')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PackagingError) as caught:
        check_packages()
    assert str(caught.value) == (
        f"another package named {name} ({tmp_path / name}) hides Foedera's own ({ROOT / name}) "
        "(install Foedera into a virtual environment of its own)"
    )


def test_a_foreign_module_is_named_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "queries.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PackagingError, match=r"another package named queries \(.*queries\.py\)"):
        check_packages()


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    with pytest.raises(PackagingError, match=r"the package api of Foedera is missing from"):
        check_packages()


def test_the_guard_stands_before_everything(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "__init__.py").write_text("")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from foedera.__main__ import main; sys.exit(main(['store', 'path']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert "another package named ontology" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["load", "check", "status", "fmt", "convert a.yaml", "rename a b", "merge a b", "split a b"])
def test_an_empty_path_is_not_the_current_folder(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As `foedera load "$FILES"` has it where nothing is set."""
    assert main([*command.split(), ""]) == 2
    assert "it is empty; name a file or a folder" in capsys.readouterr().err
