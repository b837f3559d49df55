"""What docs/curating.md says of editors is true of the language server that they run, on files as `foedera fmt` writes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from loaders.editing.formatting import format_text
from ontology import Model
from tests.apps.tools import NODE, node_packages, run
from tests.campaign import FULL

HERE = Path(__file__).parent
HEAD = """datasets:
- {id: mine, title: Mine, rank: 50, licence: CC0-1.0}
dataset: mine
source: A book
entities:
"""
PACT = "- id: a-b\n  class: Alliance\n  name: A B\n"
PLACES = {
    "- |": {"id", "class", "extends"},
    "- id: a-b\n  class: |": {"Alliance", "BorderAgency"},
    "- id: a-b\n  class: BorderAgency\n  name: A B\n  functions: [|]": {"land-border", "customs"},
    "- id: a-b\n  class: BorderAgency\n  name: A B\n  agencyOf: |": {"iso3:POL"},
    "- extends: |": {"nato", "iso3:POL"},
    "- extends: nato\n  fo|": {"founded", "formerIds"},
    f"{PACT}  f|": {"founded", "formerIds"},
    f"{PACT}  members:\n  - |": {"iso3:POL", "ref"},
    f"{PACT}  members:\n  - ref: |": {"iso3:POL"},
    f"{PACT}  members:\n  - ref: iso3:POL\n    |": {"start", "end", "role"},
    f"{PACT}  members:\n  - {{ref: iso3:PO|}}": {"iso3:POL"},
    f"{PACT}  members:\n  - {{ref: iso3:POL, st|}}": {"start", "status"},
}
"""What has to be offered where, among others; | is the cursor."""

if FULL:

    def test_what_may_stand_at_a_place_is_offered_there(model: Model, tmp_path: Path) -> None:
        assert format_text(HEAD + PACT, model) == HEAD + PACT, "files have the form of fmt"
        schema = tmp_path / "foedera.schema.json"
        run([sys.executable, "-m", "foedera", "schema", "--output", str(schema)], tmp_path)
        packages = node_packages(HERE / "editor" / "package-lock.json")
        command = [str(NODE / "bin" / "node"), str(HERE / "editor" / "complete.mjs"), str(packages), str(schema)]
        texts = json.dumps([HEAD + text for text in PLACES])
        done = subprocess.run(command, input=texts, capture_output=True, text=True, check=True, timeout=120)
        for (text, wanted), offered in zip(PLACES.items(), json.loads(done.stdout), strict=True):
            assert wanted <= set(offered), text
