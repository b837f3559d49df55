"""What gives way is of low priority, and so is its session where it has one of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from common.priority import NICENESS, OF_SESSION

ASKED = """
import os, pathlib
from common.priority import OF_SESSION, give_way
give_way()
print(os.getpriority(os.PRIO_PROCESS, 0), OF_SESSION.read_text() if OF_SESSION.exists() else "nice ?")
"""


@pytest.mark.parametrize("own", [True, False])
def test_a_process_gives_way_with_a_session_of_its_own_only(own: bool) -> None:
    before = OF_SESSION.read_text() if OF_SESSION.exists() else ""
    # Within a session of this test's, which the process may lead or not.
    within = "import subprocess, sys; subprocess.run(sys.argv[2:], start_new_session=sys.argv[1] == 'True', check=True)"
    found = subprocess.run(
        [sys.executable, "-c", within, str(own), sys.executable, "-c", ASKED],
        start_new_session=True,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    ).stdout.split()
    assert int(found[0]) >= NICENESS
    if OF_SESSION.exists():
        assert int(found[-1]) == (NICENESS if own else 0)
        assert OF_SESSION.read_text() == before, "other sessions are as they were"
