"""What pages tell search engines is what schema.org expects: Google's types of its vocabulary (schema-dts) accept it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import httpx
import pytest

from ontology import Model
from tests.apps.tools import node, node_packages

HERE = Path(__file__).parent / "typescript"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ONE_EACH = "{{ one: {plural}(first: 1) {{ nodes {{ slug }} }} }}"
HEAD = 'import type { Thing, WithContext } from "schema-dts";\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in TypeScript that has the types of schema.org."""
    shutil.copy(HERE / "tsconfig.json", tmp_path)
    shutil.copy(HERE / "package.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(node_packages(HERE / "package-lock.json"))
    (tmp_path / "src").mkdir()
    return tmp_path


def compiled(project: Path, described: list[str]) -> str:
    """What the compiler says of descriptions."""
    lines = [f"export const p{number}: WithContext<Thing> = {text};\n" for number, text in enumerate(described)]
    (project / "src" / "pages.ts").write_text(HEAD + "".join(lines), encoding="utf-8")
    return node(project / "node_modules" / "typescript" / "lib" / "tsc.js", folder=project)


def test_pages_of_all_classes_say_what_schema_org_expects(project: Path, server_url: str, model: Model) -> None:
    described = []
    with httpx.Client(base_url=server_url, timeout=60) as http:
        for cls in (model.classes[name] for name in model.entities):
            answer = http.post("/graphql", json={"query": ONE_EACH.format(plural=cls.plural)}).json()
            for one in answer["data"]["one"]["nodes"]:
                found = DATA.search(http.get(f"/id/{one['slug']}.html").text)
                assert found, one
                described.append(json.dumps(json.loads(found[1])))
    assert len(described) > 40
    assert compiled(project, described) == ""


@pytest.mark.parametrize("wrong", ['"@type": "Country", "foundingDate": "1949"', '"@type": "Pact"'])
def test_what_schema_org_does_not_know_is_seen(project: Path, wrong: str) -> None:
    with pytest.raises(AssertionError, match=r"not assignable|does not exist"):
        compiled(project, ['{"@context": "https://schema.org", ' + wrong + "}"])
