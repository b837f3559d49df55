"""Golden files: what operations become, as Cypher and parameters. `python -m tests.queries.golden` writes them anew.

A case is NAME.graphql in `cases`, with NAME.variables.json where it has variables; the saved examples are cases, too. Beside it stand
NAME.cypher and NAME.params.json, and for an answer that is streamed its two statements under NAME.counts and NAME.rows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from graphql import GraphQLSchema
from graphql.execution.executor import Executor

from api.answering.rows import streamable
from api.language.compiling import CompiledOperation, compile_operation
from api.language.documents import Documents
from api.language.limits import DEFAULT_LIMITS
from api.language.schema import build_schema
from ontology import Model, read_model
from queries.examples import load_examples
from queries.statement import Compiled, render

FOLDER = Path(__file__).parent / "cases"
TODAY = "2026-07-01"
TEXT, PARAMETERS, VARIABLES = ".cypher", ".params.json", ".variables.json"


@dataclass(frozen=True, slots=True)
class Case:
    """An operation with values for its variables."""

    name: str
    text: str
    variables: Mapping[str, Any] = field(default_factory=dict, hash=False)


def load_cases() -> list[Case]:
    """The saved examples and the cases of the folder."""
    examples = [Case(f"example-{e.name}", e.text, e.variables) for e in load_examples()]
    return [*examples, *(_read(path) for path in sorted(FOLDER.glob("*.graphql")))]


def _read(path: Path) -> Case:
    variables = path.with_suffix(VARIABLES)
    return Case(path.stem, path.read_text("utf-8"), orjson.loads(variables.read_bytes()) if variables.exists() else {})


class Compiler:
    """Compiles operations of the whole schema as on one day, without a database."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.schema: GraphQLSchema = build_schema(model)._schema
        self.documents = Documents(self.schema, DEFAULT_LIMITS)

    def operation(self, text: str, variables: Mapping[str, Any]) -> CompiledOperation:
        """What an operation is compiled to. Raises GraphQLError or ValueError when it is refused."""
        document = self.documents.read(text)
        if isinstance(document, list):
            raise document[0]
        executor = Executor.build(self.schema, document, raw_variable_values=dict(variables))
        if isinstance(executor, list):
            raise executor[0]
        return compile_operation(executor, self.schema, self.model, TODAY, DEFAULT_LIMITS)

    def statements(self, text: str, variables: Mapping[str, Any]) -> Iterator[tuple[str, Compiled]]:
        """The statements of an operation, each with what its files add to the name of the case."""
        operation = self.operation(text, variables)
        yield "", render(operation.statement)
        if source := streamable(operation):
            if source.numbers:
                yield ".counts", source.numbers
            yield ".rows", source.rows


def golden_files(compiler: Compiler, case: Case) -> dict[str, str]:
    """The files of a case with their content."""
    found: dict[str, str] = {}
    for part, statement in compiler.statements(case.text, case.variables):
        found[f"{case.name}{part}{TEXT}"] = statement.text + "\n"
        found[f"{case.name}{part}{PARAMETERS}"] = orjson.dumps(statement.parameters, option=orjson.OPT_INDENT_2).decode() + "\n"
    return found


def written() -> set[str]:
    """The names of all golden files there are."""
    return {path.name for path in FOLDER.iterdir() if path.name.endswith((TEXT, PARAMETERS))}


def main() -> int:
    """Write the golden files of all cases, and remove those of cases that are gone."""
    compiler = Compiler(read_model())
    files = {name: text for case in load_cases() for name, text in golden_files(compiler, case).items()}
    for name in written() - files.keys():
        (FOLDER / name).unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
