"""What a few facts derive to. Papers cite data versions, which name facts, ontology and DERIVATION: those have to name one state.

`python -m tests.loaders.derivation.golden` writes state.json anew, once DERIVATION was raised or the ontology was changed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from loaders.checks.conforming import check_records
from loaders.deriving.derive import derive
from loaders.sources.yaml_reading import read_paths
from loaders.writing.journal import DERIVATION
from ontology import Model, read_model

FOLDER = Path(__file__).parent
FACTS, STATE = FOLDER / "facts.yaml", FOLDER / "state.json"
RAISE = "deriving changed: raise DERIVATION in loaders/writing/journal.py, then run `make derived`"
STALE = "the facts derive to another state: run `make derived`, and look at what changes in state.json"

Plain = dict[str, Any]


def derived(model: Model) -> Plain:
    """The state as plain data, in order."""
    records, problems = read_paths([FACTS], model, FOLDER)
    checked, wrong = check_records(records, model)
    assert not [*problems, *wrong], [*problems, *wrong]
    state = derive(checked, model)
    nodes = {f"{key.root} {key.id}": [" ".join(node.labels), node.properties] for key, node in state.nodes.items()}
    links = {f"{key.start.id} {link.type} {key.end.id} {key.name}": link.properties for key, link in state.links.items()}
    return {"nodes": nodes, "links": links}


def text(model: Model) -> str:
    """What state.json holds: a line for each node and relationship."""
    plain = derived(model)
    parts = [f'"{name}": {{\n{_lines(part)}\n}}' for name, part in plain.items()]
    head = [f'"derivation": "{DERIVATION}"', f'"ontology": "{model.fingerprint}"']
    return "{\n" + ",\n".join([*head, *parts]) + "\n}\n"


def _lines(part: Plain) -> str:
    return ",\n".join(f"{_json(name)}: {_json(value)}" for name, value in sorted(part.items()))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def complaint(recorded: Plain, model: Model) -> str:
    """Why the recorded state may not stand beside the code as it is; empty when it may."""
    now = json.loads(text(model))
    if all(recorded[part] == now[part] for part in ("nodes", "links")):
        return ""
    same = recorded["derivation"] == DERIVATION and recorded["ontology"] == model.fingerprint
    return RAISE if same else STALE


def main() -> None:
    """Write state.json anew, unless the new state would go by the name of the old one."""
    model = read_model()
    if STATE.exists() and complaint(json.loads(STATE.read_text(encoding="utf-8")), model) == RAISE:
        sys.exit(RAISE)
    STATE.write_text(text(model), encoding="utf-8")


if __name__ == "__main__":
    main()
