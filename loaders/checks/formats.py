"""What a check found, as text, JSON, SARIF 2.1.0 (code scanning) or a SHACL validation report in Turtle."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

import orjson
from rdflib import Literal, URIRef

from facts.records import ERROR, Problem
from loaders.checks.rules import BY_CODE, RULES, Rule
from loaders.checks.run import Report
from rdf.names import BASE
from rdf.triples import F, iri

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NO_RULE = Rule("F000", "other", "Anything else.")


def lines(report: Report) -> Iterator[tuple[Problem, str]]:
    """Each problem with its line of text, as compilers write it, for editors to jump to."""
    yield from ((problem, line(problem)) for problem in report.problems)


def line(problem: Problem) -> str:
    """A problem as compilers write it."""
    place = f"{problem.location}: " if problem.location.file else ""
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    return printable(f"{place}{problem.level} {problem.rule}: {problem.message}{remedy}")


def printable(text: str) -> str:
    """`text` without what would move a terminal's cursor or turn the direction of reading: file names may hold anything."""
    return _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def summary(report: Report) -> str:
    """The report in one sentence."""
    counts = ((report.files, "file"), (report.facts, "fact"), (report.errors, "error"), (report.warnings, "warning"))
    files, facts, errors, warnings = (f"{n:,} {word}{'s' * (n != 1)}" for n, word in counts)
    return f"{files}, {facts}, checked against {report.against}: {errors}, {warnings}"


def to_json(report: Report) -> str:
    """The report as a JSON document."""
    problems = [plain(p) for p in report.problems]
    counts = {"files": report.files, "facts": report.facts, "errors": report.errors, "warnings": report.warnings}
    lost = [loss.plain() for loss in report.losses]
    found = {**counts, "against": report.against, "problems": problems, "losses": lost}
    return orjson.dumps(found, option=orjson.OPT_INDENT_2).decode()


def plain(problem: Problem) -> dict[str, Any]:
    """A problem as the JSON document has it."""
    where = problem.location
    place: dict[str, Any]
    place = {"file": where.file, "line": where.line, "column": where.column} if where.file else {"file": None, "line": None, "column": None}
    said = {"message": problem.message, "remedy": problem.remedy or None, "value": problem.value or None}
    place["cell"] = where.cell or None
    about = {"focus": problem.focus or None, "path": problem.path or None}
    return {"rule": problem.rule, "name": _rule(problem).name, "level": problem.level, **place, **said, **about}


def _rule(problem: Problem) -> Rule:
    return BY_CODE.get(problem.rule, _NO_RULE)


# --- SARIF


def to_sarif(report: Report, version: str) -> str:
    """The report as a SARIF 2.1.0 log with one run."""
    numbers = {rule.code: n for n, rule in enumerate(RULES)}
    driver = {"name": "foedera", "version": version, "rules": [_sarif_rule(rule) for rule in RULES]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(p, numbers) for p in report.problems],
    }
    return orjson.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, option=orjson.OPT_INDENT_2).decode()


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    name = "".join(word.capitalize() for word in rule.name.split("-"))
    return {
        "id": rule.code,
        "name": name,
        "shortDescription": {"text": rule.summary},
        # Code scanning shows these two, and wants them.
        "fullDescription": {"text": rule.summary},
        "help": {"text": f"{rule.code}: {rule.summary} See `foedera check --rules` and docs/curating.md."},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(problem: Problem, numbers: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {"ruleId": problem.rule or _NO_RULE.code, "level": problem.level}
    if problem.rule in numbers:
        found["ruleIndex"] = numbers[problem.rule]
    found["message"] = {"text": problem.message + (f"; {problem.remedy}" if problem.remedy else "")}
    if problem.location.file:
        region = {"startLine": problem.location.line, "startColumn": problem.location.column}
        physical = {"artifactLocation": {"uri": file_uri(problem.location.file)}, "region": region}
        found["locations"] = [{"physicalLocation": physical}]
    # Lines move when a file is edited; the problem stays the same one.
    parts = (problem.rule, problem.location.file, problem.focus, problem.path, problem.value, problem.message)
    found["partialFingerprints"] = {"foedera/v1": hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]}
    return found


def file_uri(file: str) -> str:
    """A file's address: relative to the folder in which one works where it is below that, as code scanning wants it."""
    path = PurePath(os.path.normpath(file))
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    if path.is_absolute():
        return path.as_uri()
    # A colon in the first part of a relative address would make a scheme of it.
    return quote(path.as_posix(), safe="/")


# --- SHACL


def to_turtle(report: Report) -> str:
    """The report as a SHACL validation report: whatever is no constraint of a shape stands under its rule's own component."""
    head = ["@prefix sh: <http://www.w3.org/ns/shacl#> .", "@prefix dcterms: <http://purl.org/dc/terms/> .", ""]
    conforms = "true" if not report.problems else "false"
    body = ["[] a sh:ValidationReport ;", f"    sh:conforms {conforms}"]
    for problem in report.problems:
        body[-1] += " ;"
        body.append("    sh:result [\n" + " ;\n".join(f"        {line}" for line in _shacl_result(problem)) + "\n    ]")
    return "\n".join([*head, *body[:-1], body[-1] + " ."]) + "\n"


def _shacl_result(problem: Problem) -> Sequence[str]:
    focus = iri(problem.focus or f"file/{problem.location.file}")
    component = _rule(problem).component
    named = f"sh:{component}ConstraintComponent" if component else URIRef(f"{BASE}rule/{problem.rule}").n3()
    found = [
        "a sh:ValidationResult",
        f"sh:resultSeverity {'sh:Violation' if problem.level == ERROR else 'sh:Warning'}",
        f"sh:focusNode {focus.n3()}",
        f"sh:sourceConstraintComponent {named}",
        f"sh:resultMessage {_text(problem.message + (f'; {problem.remedy}' if problem.remedy else ''))}",
        f"dcterms:identifier {_text(problem.rule)}",
    ]
    if problem.path:
        found.append(f"sh:resultPath {F[problem.path].n3()}")
    if problem.value:
        found.append(f"sh:value {_text(problem.value)}")
    if problem.location.file:
        found.append(f"dcterms:source {_text(str(problem.location))}")
    return found


def _text(text: str) -> str:
    return Literal(text).n3()
