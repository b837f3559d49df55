"""The numeric library runs on one thread in the server: it reads how many when it is first imported, by whatever that is."""

from __future__ import annotations

import subprocess
import sys

WATCHED = """
import os, sys

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            print(os.environ.get("OPENBLAS_NUM_THREADS"))

sys.meta_path.insert(0, Watch())
import api.app
"""


def test_the_server_says_so_before_it_is_imported() -> None:
    environment = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == ["1"]
