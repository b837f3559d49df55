"""A process that wants to end with the one that started it does, though that was killed."""

from __future__ import annotations

import subprocess
import sys

import psutil
import pytest

PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(100)
"""
SIGNALLED = "from common.parents import end_with_parent; import time; end_with_parent(); print(flush=True); time.sleep(100)"
WATCHED = """
import sys, time
from common.parents import ending_with
with ending_with(sys.stdin.buffer):
    pass
with ending_with(sys.stdin.buffer):
    print(flush=True)
    time.sleep(100)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends processes so")
@pytest.mark.parametrize("program", [SIGNALLED, WATCHED], ids=["by its parent", "by its pipe"])
def test_a_process_ends_with_its_parent(program: str) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    child.wait(5)
