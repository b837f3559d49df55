"""Reads cases one by one, each in a fork of this process: importing the parser once takes a tenth of the time.

Its standard input holds the cases as pickle; it prints a line of JSON for each: frames, status, processor seconds, bytes.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import sys
import tempfile

from rdf.processes import read_frame
from rdf.reading.child import run
from rdf.reading.limits import Limits


def read(form: str, data: bytes, limits: Limits) -> dict[str, object]:
    """Run what the reading process runs."""
    from rdf.formats import Format

    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as out:
        file.write(data)
        file.seek(0)
        if not (child := os.fork()):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            run(Format(form), limits, file, out)
            os._exit(0)
        _, status, used = os.wait4(child, 0)
        seconds = used.ru_utime + used.ru_stime
        out.seek(0)
        frames = []
        while frame := read_frame(out):
            frames.append((frame[0], frame[1].decode()))
    return {"frames": frames, "status": os.waitstatus_to_exitcode(status), "seconds": seconds, "memory": used.ru_maxrss * 1024}


if __name__ == "__main__":
    limits, cases = pickle.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for form, data in cases:
        print(json.dumps(read(form, data, limits)), flush=True)
