"""No answer mixes two states of the data, however many loads are written meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import Settings
from graph import Store
from graph.sides import FIRST, SECOND, read_side
from loaders.loading import load
from loaders.writing import ways
from loaders.writing.sync import LoadOptions
from ontology import Model
from tests.api.conftest import serving, until
from tests.faults.readers import readers, write_files


@pytest.mark.slow
@pytest.mark.parametrize(
    ("most", "size", "loads", "side"), [(ways.LARGE, 60, 6, FIRST), (0, 40, 3, SECOND)], ids=["in one transaction", "on the other side"]
)
def test_no_answer_mixes_two_states(
    scratch: Store, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, size: int, loads: int, side: int
) -> None:
    files = write_files(tmp_path, size)
    for name in ("Theirs", "With"):
        load(scratch, model, [files[name]])
    monkeypatch.setattr(ways, "LARGE", most)
    with serving(Settings()) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        with readers(str(http.base_url), size, 2) as seen:
            for number in range(loads):
                load(scratch, model, [files["With" if number % 2 else "Without"]], LoadOptions(replace=True))
    assert seen.wrong == []
    assert seen.answers > 5 * loads
    assert len(seen.states) == len(seen.kinds) == 2
    with scratch.driver.session(database=scratch.address.database) as session:
        assert session.execute_read(read_side) == side
