"""A clock that jumps, for servers and their Neo4j: a library that is loaded before others moves what they are told.

The clock of the machine, which others use, stays as it is. Waits of the system that end at a time of day are not moved.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("clock.c")
DAY = 24 * 60 * 60
WHY_NOT = "not tried: needs Linux with a C compiler"


@dataclass(frozen=True)
class Clock:
    """What moves the clock of processes with this `environment`."""

    file: Path
    environment: dict[str, str]

    def jump(self, seconds: int) -> None:
        """Be so far from the time that it is, at once."""
        with self.file.open("r+b") as opened:
            opened.write(struct.pack("@l", seconds))


def make_clock(folder: Path) -> Clock | None:
    """Compile it; None where that cannot be done."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    library, file = folder / "clock.so", folder / "clock"
    if subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SOURCE], check=False).returncode:
        return None
    file.write_bytes(bytes(struct.calcsize("@l")))
    return Clock(file, {"LD_PRELOAD": str(library), "FAULTS_CLOCK": str(file)})
