"""Memory that is free goes back to the system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THREADS = """
import ctypes, sys, threading
from foedera.allocator import return_free_memory
if sys.argv[1] == "bounded":
    return_free_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(12)
def take():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=take) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
file = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mallopt is glibc's")
def test_threads_share_few_heaps(tmp_path: Path) -> None:
    heaps = {}
    for how, more in {"bounded": {}, "by default": {}, "set": {"MALLOC_ARENA_MAX": "3"}}.items():
        file = tmp_path / "info.xml"
        argument = "bounded" if how != "by default" else "default"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")} | more
        subprocess.run([sys.executable, "-c", THREADS, argument, str(file)], cwd=ROOT, env=environment, check=True)
        heaps[how] = file.read_text(encoding="utf-8").count("<heap nr=")
    assert heaps["bounded"] <= 2
    assert heaps["by default"] > 2
    assert heaps["set"] <= 3
