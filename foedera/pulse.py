"""Whether the workers of a server answer, asked without waiting: one that hangs delays neither the end of a server nor the next worker."""

from __future__ import annotations

import pickle
from time import monotonic

from uvicorn.supervisors.multiprocess import Process

# Uvicorn's default of five seconds is less than a worker takes to start on a busy machine.
HANGS_SECONDS = 15.0


class Pulse:
    """What is known of one worker. `serves`: whether it has said that it takes connections."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.serves = False
        self._asked: float | None = None

    def beats(self) -> bool:
        """Whether it runs, and has answered within HANGS_SECONDS."""
        if self.process.exitcode is not None:
            return False
        try:
            self._hear()
            if self._asked is None:
                self.process.parent_conn.send(b"ping")
                self._asked = monotonic()
        except (OSError, EOFError, pickle.UnpicklingError):  # it ends just now
            return False
        return monotonic() - self._asked < HANGS_SECONDS

    def _hear(self) -> None:
        while self.process.parent_conn.poll():
            self.serves = bool(self.process.parent_conn.recv())
            self._asked = None
