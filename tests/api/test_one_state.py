"""No answer mixes two states of the data, however many loads are written meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import Settings
from graph import Store
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import Model
from tests.api.conftest import serving, until
from tests.faults.readers import readers, write_files

SIZE, LOADS = 60, 6


@pytest.mark.slow
def test_no_answer_mixes_two_states(scratch: Store, model: Model, tmp_path: Path) -> None:
    files = write_files(tmp_path, SIZE)
    for name in ("Theirs", "With"):
        load(scratch, model, [files[name]])
    with serving(Settings()) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        with readers(str(http.base_url), SIZE, 2) as seen:
            for number in range(LOADS):
                load(scratch, model, [files["With" if number % 2 else "Without"]], LoadOptions(replace=True))
    assert seen.wrong == []
    assert seen.answers > 5 * LOADS
    assert len(seen.states) == len(seen.kinds) == 2
