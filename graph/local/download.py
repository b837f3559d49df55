"""Downloads jars: eight at a time, each resumable and verified, with retries, because name look-ups and connections fail now and then."""

from __future__ import annotations

import errno
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import httpx
from jgo.constants import MAVEN_CENTRAL_URL
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from graph.local.jars import Jar, digest_of
from ontology.errors import StoreInstallError

CONNECTIONS = 8
TRIES = 6
CHUNK = 1 << 16
Advance = Callable[[int], None]
OFFLINE_HINT = "check the network and try again: what was downloaded is kept; FOEDERA_MAVEN names another Maven repository"


def download(jars: Iterable[Jar], folder: Path, report: Callable[[str], None]) -> None:
    """Bring `jars` into `folder`; those already there and whole are kept. Raises StoreInstallError."""
    wanted = [jar for jar in jars if not _is_whole(jar, folder / jar.file)]
    if not wanted:
        return
    total = sum(jar.size for jar in wanted)
    report(f"downloading Neo4j: {len(wanted)} files, {total / 1e6:.0f} MB, once for this user")
    base = os.environ.get("FOEDERA_MAVEN", MAVEN_CENTRAL_URL).rstrip("/")
    stop = threading.Event()
    limits = httpx.Limits(max_connections=CONNECTIONS)
    with _progress(total, report) as advance, httpx.Client(limits=limits, timeout=30, follow_redirects=True) as client:
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            tasks = [pool.submit(_fetch, client, base, jar, folder, advance, stop) for jar in wanted]
            try:
                done, _ = wait(tasks, return_when=FIRST_EXCEPTION)
                for task in done:
                    task.result()
            except BaseException:
                stop.set()
                pool.shutdown(cancel_futures=True)
                raise


def _is_whole(jar: Jar, file: Path) -> bool:
    return file.exists() and file.stat().st_size == jar.size and digest_of(file) == jar.sha256


def _fetch(client: httpx.Client, base: str, jar: Jar, folder: Path, advance: Advance, stop: threading.Event) -> None:
    part = folder / f"{jar.file}.part"
    reason = ""
    for attempt in range(TRIES):
        if attempt:
            # Full jitter: eight connections that failed together should not come back together.
            stop.wait(random.uniform(0.1, 0.5 * 2**attempt))  # noqa: S311  # not a secret
        if stop.is_set():
            return
        try:
            _attempt(client, f"{base}/{jar.path}", part, advance)
            if digest_of(part) == jar.sha256:
                part.replace(folder / jar.file)
                return
            advance(-part.stat().st_size)
            part.unlink()
            reason = "what arrived is not what was pinned (SHA-256 differs)"
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
        except OSError as error:
            raise _disk_error(error, folder) from error
    raise StoreInstallError(f"could not download {jar.file} from {httpx.URL(base).host}: {reason}", OFFLINE_HINT)


def _attempt(client: httpx.Client, url: str, part: Path, advance: Advance) -> None:
    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    with client.stream("GET", url, headers=headers) as response:
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return
        response.raise_for_status()
        resumed = response.status_code == httpx.codes.PARTIAL_CONTENT
        if have and not resumed:
            advance(-have)
        with part.open("ab" if resumed else "wb") as file:
            for chunk in response.iter_bytes(CHUNK):
                file.write(chunk)
                advance(len(chunk))


def _disk_error(error: OSError, folder: Path) -> StoreInstallError:
    if error.errno == errno.ENOSPC:
        hint = "free 400 MB or choose another folder with FOEDERA_CACHE; what was downloaded is kept"
        return StoreInstallError(f"the disk of {folder} is full", hint)
    return StoreInstallError(f"cannot write to {folder}: {error.strerror}", "choose another folder with FOEDERA_CACHE")


def _progress(total: int, report: Callable[[str], None]) -> AbstractContextManager[Advance]:
    """A bar on a terminal, a line every few seconds elsewhere."""
    console = Console(stderr=True)
    return _Bar(total, console) if console.is_terminal else nullcontext(_Lines(total, report))


class _Bar:
    def __init__(self, total: int, console: Console) -> None:
        columns = (TextColumn("Neo4j"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
        self.progress = Progress(*columns, console=console)
        self.task = self.progress.add_task("download", total=total)

    def __enter__(self) -> Advance:
        self.progress.start()
        return lambda size: self.progress.advance(self.task, size)

    def __exit__(self, *args: object) -> None:
        self.progress.stop()


class _Lines:
    EVERY = 5.0

    def __init__(self, total: int, report: Callable[[str], None]) -> None:
        self.total = total
        self.report = report
        self.done = 0
        self.lock = threading.Lock()
        self.next = time.monotonic() + self.EVERY

    def __call__(self, size: int) -> None:
        with self.lock:
            self.done += size
            if time.monotonic() >= self.next:
                self.next = time.monotonic() + self.EVERY
                self.report(f"downloaded {self.done / 1e6:.0f} of {self.total / 1e6:.0f} MB")


def to_stderr(message: str) -> None:
    """The default report: words go to standard error."""
    print(message, file=sys.stderr, flush=True)
