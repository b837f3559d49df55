"""What Neo4j makes of statements right after a load."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph import Store
from loaders.loading import load
from ontology import Model
from tests.loaders.test_kill import facts

ASKED = "EXPLAIN MATCH (n:FoederaEntity {id: $id}) WHERE n:FoederaAlliance MATCH (n)<-[r:FOEDERA_MEMBER_OF]-(m) RETURN m"


def test_statements_are_planned_by_what_was_loaded(scratch: Store, model: Model, tmp_path: Path) -> None:
    # When the indexes were empty, walking through one of them seemed as cheap as seeking in it.
    load(scratch, model, [facts(tmp_path, "League")])
    with scratch.driver.session(database=scratch.address.database) as session:
        plan: dict[str, Any] | None = session.run(ASKED, id="league").consume().plan
    assert plan is not None
    while below := plan.get("children"):
        plan = below[0]
    assert plan["operatorType"].startswith("NodeUniqueIndexSeek")
