"""A store that holds what no check lets in: names, descriptions, sources and addresses that try to run something in a page.

Stores were written by versions that checked less, and by others than Foedera. So the facts are derived and written without the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import neo4j

from facts.datasets import split
from facts.records import Records
from graph import Store
from loaders.checks.conforming import check_records
from loaders.sources.yaml_reading import read_paths
from loaders.writing import journal
from loaders.writing.background import Whole
from loaders.writing.sync import LoadOptions, LoadResult, bring, change
from ontology import Model

TEXT = (
    "</script></style></textarea></title></pre><script>window.hit=1</script><img src=x onerror=window.hit=1><svg onload=window.hit=1>"
    '<iframe srcdoc="<script>top.hit=1</script>"></iframe><meta http-equiv=refresh content="0;url=//evil.example/">'
    "<base href=//evil.example/><link rel=stylesheet href=//evil.example/x.css>\"' onfocus=window.hit=1 autofocus {{ 7*7 }} ${window.hit=1}"
    " ![x](javascript:window.hit=1) <!--\u2028\u2029\u202e\u2066\ufeff \ud7ff"
)
"""Ends every context that a text may stand in, and then tries to run a script, to fetch something, or to turn what is beside it around."""
LONG, HUGE = 4_000, 100_000
"""Letters of a name that Neo4j still indexes, and as many as a text may have."""
SCRIPTS = ("javascript:window.hit=1//", "JaVaScript:window.hit=1//http://", "data:text/html,<script>window.opener.hit=1</script>")
"""Addresses that are programs."""
SWAPPED = {
    "Harmless text": TEXT,
    "Long name": "M<b>" * (LONG // 4),
    "Huge text": "M<b>" * (HUGE // 4),
    "https://one.example": SCRIPTS[0],
    "https://two.example": SCRIPTS[1],
    "https://three.example": SCRIPTS[2],
    "https://four.example": f"https://evil.example/{TEXT}",
}

FACTS = """datasets:
- {id: mine, title: Harmless text, rank: 1, licence: Harmless text, summary: Harmless text, citeAs: Harmless text,
   homepage: "https://one.example", covers: 1900/..}
- {id: theirs, title: Theirs, rank: 2, licence: CC0-1.0, homepage: "https://three.example"}
dataset: mine
source: [Harmless text, "https://four.example"]
archived: https://two.example
entities:
- {id: evil-state, class: State, name: 1 Harmless text, aliases: [2 Harmless text], iso3: FRD, website: "https://one.example"}
- {id: other-state, class: State, name: Freedonia, iso3: SYL, website: "https://four.example"}
- id: evil
  class: Alliance
  name: Harmless text
  aliases: [Harmless text again]
  description: Harmless text
  website: https://two.example
  headquarters: Harmless text
  founded: 1949-04-04
  claims:
  - {property: founded, value: 1949-09-17, dataset: theirs, source: "https://one.example"}
  - {property: headquarters, value: Another harmless text, dataset: theirs, source: "https://one.example"}
  members:
  - {ref: evil-state, start: 1949-04-04, end: .., remark: Harmless text, page: Harmless text, quote: Harmless text}
  - {ref: other-state, start: 1949-04-04, end: 1966, dataset: theirs, source: Harmless text, archived: "https://three.example"}
- {id: huge, class: Alliance, name: Long name, description: Huge text, founded: 1950, website: "https://three.example",
   members: [{ref: evil-state, start: 1950, end: 1960}]}
- {id: evil-act, class: Convention, name: 3 Harmless text, signedAt: Harmless text, signed: 1950-01-01,
   parties: [{ref: evil-state, role: party, signed: 1950-01-01}]}
- {id: evil-agency, class: BorderAgency, name: 4 Harmless text, headquarters: Harmless text, founded: 1950}
"""


def fill(store: Store, model: Model, folder: Path) -> None:
    """Have an empty store hold FACTS with everything swapped in."""
    file = folder / "facts.yaml"
    file.write_text(FACTS, encoding="utf-8")
    records, problems = read_paths([file], model)
    checked, more = check_records(records, model)
    assert [str(p) for p in (*problems, *more)] == []
    evil: Records = swapped(checked)

    def work(tx: neo4j.ManagedTransaction, options: LoadOptions) -> LoadResult:
        return bring(tx, model, split(evil), Whole(Records()), journal.heads(tx), options, {})

    change(store, model, LoadOptions(), work)


def swapped(value: Any) -> Any:
    """A value with all harmless texts in it swapped."""
    match value:
        case str():
            for harmless, evil in SWAPPED.items():
                value = value.replace(harmless, evil).replace(harmless.lower(), evil)
            return value
        case Mapping():
            return {key: swapped(one) for key, one in value.items()}
        case list() | tuple():
            return type(value)(map(swapped, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: swapped(getattr(value, field.name)) for field in fields(value) if field.init})
    return value
