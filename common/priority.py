"""Lets what takes seconds go after everything else that wants a processor: those who wait for milliseconds come first."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

NICENESS = 10
"""A process of this niceness gets a tenth of what another gets that wants a processor all the time, and waits whenever one wakes up."""
OF_SESSION = Path("/proc/self/autogroup")
"""Linux shares processors out by sessions first, where it was not told otherwise: niceness counts within a session, which has its own."""


def give_way() -> None:
    """Make this process one of low priority, and its session, if it leads one (`subprocess.Popen(start_new_session=True)`)."""
    os.nice(NICENESS)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):
            OF_SESSION.write_text(str(NICENESS))
