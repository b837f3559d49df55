"""What refers to the core, against a store that does not hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.errors import InputError
from facts.records import Problem
from graph import Store
from loaders.checks.run import check
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import Model
from tests.loaders.checks.conftest import HEAD

TEXT = "- {id: a-b, class: Alliance, name: A B, partOf: nowhere, members: [iso3:POL, iso3:DNK]}\n- {extends: nato, founded: 1949}\n"
REMEDY = "load the core first with `foedera load`; if a server is just loading it, wait until it has"


def test_it_is_told_once_and_what_the_core_lacks_too_by_itself(scratch: Store, model: Model, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(HEAD + TEXT)

    def told() -> list[Problem]:
        found = list(check([str(file)], model, scratch).problems)
        with pytest.raises(InputError) as refused:
            load(scratch, model, [str(file)], LoadOptions(dry_run=True))
        assert refused.value.message == "\n".join(map(str, found))
        return found

    nowhere, core = told()
    assert (nowhere.rule, nowhere.message) == ("F401", "there is no entity 'nowhere'")
    assert (core.message, core.remedy) == ("the store holds no entities yet: not iso3:POL and 2 more of the core", REMEDY)
    assert (core.location.line, core.location.column) == (6, 68)

    own = tmp_path / "own.yaml"
    own.write_text(HEAD.replace("mine", "own") + "- {id: b-c, class: Alliance, name: B C}\n")
    load(scratch, model, [str(own)])
    assert told()[1].message == "the store holds no core: not iso3:POL and 2 more of the core"
