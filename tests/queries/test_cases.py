"""Every golden file is what its operation becomes: a change of a statement is a change of a file, seen in a review."""

from __future__ import annotations

import pytest

from ontology import Model
from queries import plans
from queries.filters.operators import OPERATORS, Form, form_of
from tests.queries.golden import FOLDER, Case, Compiler, golden_files, load_cases, written
from tests.queries.othering import parts_of

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


def test_every_operator_has_a_case(compiler: Compiler) -> None:
    statements = [compiler.operation(case.text, case.variables).statement for case in CASES]
    shown = set()
    for part in (part for statement in statements for part in parts_of(statement)):
        if isinstance(part, plans.Compare):
            shown.add((Form.ID if part.property.name == "id" else form_of(part.property), part.op))
        elif isinstance(part, plans.Related):
            shown |= {(Form.COUNT, op) for op, _ in part.ops}
    assert {(form, op) for form, operators in OPERATORS.items() for op in operators} - shown == set()


def test_every_golden_file_has_its_case() -> None:
    names = {case.name for case in CASES}
    assert {name for name in written() if name.split(".")[0] not in names} == set()
