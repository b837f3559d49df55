"""Every golden file is what its operation becomes: a change of a statement is a change of a file, seen in a review."""

from __future__ import annotations

import pytest

from ontology import Model
from tests.queries.golden import FOLDER, Case, Compiler, golden_files, load_cases, written

CASES = load_cases()


@pytest.fixture(scope="module")
def compiler(model: Model) -> Compiler:
    """Compiles operations without a database."""
    return Compiler(model)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operations_become_what_their_golden_files_show(compiler: Compiler, case: Case) -> None:
    for name, text in golden_files(compiler, case).items():
        path = FOLDER / name
        assert path.exists(), f"{name} is missing: run `make derived` and read it"
        assert path.read_text("utf-8") == text, f"{name} differs: run `make derived` and read the difference"


def test_every_golden_file_has_its_case() -> None:
    names = {case.name for case in CASES}
    assert {name for name in written() if name.split(".")[0] not in names} == set()
