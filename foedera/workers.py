"""Several processes that serve on one socket: they share nothing but the database and the files of their metrics.

The first process starts the workers, replaces one that died, and serves nothing itself. Ctrl-C and TERM reach only the first process, which
stops the workers. A worker whose first process is gone stops by itself.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import resource_tracker
from typing import NoReturn

from uvicorn import Config
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import SIGNALS, Multiprocess, Process

from api.settings import Settings
from common.errors import FoederaError
from foedera.allocator import return_free_memory
from foedera.connections import ConnectionLimits
from foedera.hangup import Hangups
from foedera.pulse import Pulse
from foedera.ready import Address, ReadyFirst, announce, reporting
from foedera.server import configuration
from foedera.stopping import LATEST_SECONDS

COUNTS = "PROMETHEUS_MULTIPROC_DIR"
# The second signal of two at once would be lost.
AGAIN_SECONDS = 0.1
POLL_SECONDS = 0.05
HEARD = {signal.SIGINT, signal.SIGTERM}
log = logging.getLogger("foedera")


def run_workers(
    settings: Settings, listening: socket.socket, number: int, limits: ConnectionLimits, hangups: Hangups, *, json_logs: bool = False
) -> None:
    """Serve with `number` processes on a socket that listens already, until Ctrl-C or TERM. Raises FoederaError when they cannot start."""
    make = partial(make_app, settings, json_logs)
    config = configuration(make, limits, json_logs=json_logs, factory=True, workers=number)
    with _counts(), _handlers_restored():
        supervisor = _Supervisor(config, listening, settings.drain_seconds)
        hangups.when(supervisor.hang_up)
        announce(Address(listening), supervisor.listens, as_log=json_logs)
        supervisor.run()
    if supervisor.failed:
        raise FoederaError("the workers could not start", "see the messages above")
    if supervisor.signalled:
        # As with one process: the parent process sees which signal ended this one.
        signal.raise_signal(supervisor.signalled)


def make_app(settings: Settings, json_logs: bool) -> ReadyFirst:
    """The application, in a worker."""
    hangups = Hangups(lambda: None)  # a terminal that closes ends the first process, which ends this one
    hangups.listen()
    return_free_memory()
    if json_logs:
        from api.http.logs import log_as_json  # noqa: PLC0415

        log_as_json()
    threading.Thread(target=_end_with_parent, name="foedera-parent", daemon=True).start()
    try:
        # Here, because the first process serves nothing and needs none of it.
        from api.app import create_app  # noqa: PLC0415

        app = create_app(settings)
        hangups.when(partial(app.state.reread, reporting(json_logs=json_logs)))
        return ReadyFirst(app, settings.drain_seconds)
    except Exception as error:  # it would fail the same way for ever
        _give_up(error)


def _give_up(error: Exception) -> NoReturn:
    log.error("a worker cannot start: %s", error, exc_info=None if isinstance(error, FoederaError) else error)
    sys.exit(STARTUP_FAILURE)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


class _Supervisor(Multiprocess):
    """Uvicorn's supervisor; it also knows when all workers listen, kills those that hang at the end, and stops when its terminal closes."""

    def __init__(self, config: Config, listening: socket.socket, drain: float) -> None:
        before = {number: signal.getsignal(number) for number in SIGNALS}
        super().__init__(config, [listening])
        for number in before.keys() - HEARD:  # uvicorn would add and end workers by signals that a terminal sends to its background
            signal.signal(number, before[number])
        self.drain = drain
        self.listens = threading.Event()
        self.signalled: int | None = None
        self.pulses: list[Pulse] = []
        self._again = 0

    @property
    def failed(self) -> bool:
        """Whether a worker could not even begin."""
        return any(process.exitcode == STARTUP_FAILURE for process in self.processes)

    def init_processes(self) -> None:
        """See uvicorn."""
        with _interrupts_held():
            super().init_processes()
        self.pulses = list(map(Pulse, self.processes))

    def keep_subprocess_alive(self) -> None:
        """See uvicorn, which waits here for each worker in turn, deaf to signals."""
        for place, pulse in enumerate(self.pulses):
            if self.should_exit.is_set() or self.signal_queue:
                return
            if not pulse.beats():
                self._replace(place)
        if all(pulse.serves for pulse in self.pulses):
            self.listens.set()

    def _replace(self, place: int) -> None:
        """Put a new worker in the place of one that died or hangs; end all if it could not even start, as it would fail for ever."""
        before = self.processes[place]
        before.kill()
        before.join()
        if self.failed:
            self.should_exit.set()
            return
        with _interrupts_held():
            process = Process(self.config, self.sockets)
            process.start()
        self.processes[place], self.pulses[place] = process, Pulse(process)
        log.warning("worker %s died and was replaced", before.pid)
        _forget_counts(before.pid)

    def handle_int(self) -> None:
        """Ctrl-C."""
        self._end(signal.SIGINT)

    def handle_term(self) -> None:
        """TERM, which orchestrators send."""
        self._end(signal.SIGTERM)

    def hang_up(self) -> None:
        """Have every worker read the files of settings again, also one that is about to start."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                if process.pid is not None and process.exitcode is None:
                    os.kill(process.pid, signal.SIGHUP)

    def _end(self, number: int) -> None:
        self._again += self.should_exit.is_set()
        self.signalled = number
        self.should_exit.set()

    def join_all(self) -> None:
        """Wait for the workers; those that hang are killed. Each signal after the first is passed on, as TERM: see stopping.py."""
        drain = self.drain if self.signalled == signal.SIGTERM else 0.0
        self._again += bool(self.drain and not drain)
        give_up = time.monotonic() + drain + LATEST_SECONDS
        while time.monotonic() < give_up and any(process.process.exitcode is None for process in self.processes):
            if self._again:
                time.sleep(AGAIN_SECONDS)
                self._terminate_again()
                self._again -= 1
                give_up = time.monotonic() + LATEST_SECONDS
            time.sleep(POLL_SECONDS)
            self._again += len(self.signal_queue)
            self.signal_queue.clear()
        for process in self.processes:
            process.process.kill()
            process.process.join()

    def _terminate_again(self) -> None:
        for process in self.processes:
            process.process.terminate()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Block Ctrl-C, which reaches every process of the terminal: processes started in here never get it, this one gets it afterwards.

    SIGHUP, which would end one that starts, waits until that can hear it.
    """
    # Python starts this process before the first worker otherwise, and lets interrupts through again when it has.
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGHUP])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT, signal.SIGHUP])


@contextmanager
def _handlers_restored() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _counts() -> Iterator[None]:
    """A folder in which all workers count, so that any of them can report totals for all."""
    with tempfile.TemporaryDirectory(prefix="foedera-metrics-") as folder:
        os.environ[COUNTS] = folder
        try:
            yield
        finally:
            del os.environ[COUNTS]


def _forget_counts(pid: int | None) -> None:
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

    mark_process_dead(pid)  # type: ignore[no-untyped-call]  # the library has no type there
