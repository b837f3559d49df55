"""Downloads jars: eight at a time, each resumable and verified, with retries, because name look-ups and connections fail now and then."""

from __future__ import annotations

import errno
import os
import random
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import httpx
from jgo.constants import MAVEN_CENTRAL_URL
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.progress import Progress as ProgressBar

from common.errors import StoreInstallError
from common.progress import Progress
from graph.local.jars import Jar, digest_of

CONNECTIONS = 8
TRIES = 6
BACKOFF = 0.5
Advance = Callable[[int], None]
OFFLINE_HINT = "check the network and try again: finished downloads stay; FOEDERA_MAVEN names another Maven repository"
FULL_HINT = "free some space or choose another folder with FOEDERA_CACHE; finished downloads stay"


def download(wanted: Sequence[Jar], folder: Path, report: Progress) -> None:
    """Download jars into `folder`, except those that are there and complete. Raises StoreInstallError."""
    wanted = [jar for jar in wanted if not _is_whole(jar, folder / jar.file)]
    if not wanted:
        return
    total = sum(jar.size for jar in wanted)
    _check_space(total, folder)
    report(f"downloading Neo4j: {len(wanted)} files, {total / 1e6:.0f} MB, once for this user")
    limits = httpx.Limits(max_connections=CONNECTIONS)
    # Jars are compressed; a proxy that compresses them again would make the ranges of a resumed download wrong.
    headers = {"Accept-Encoding": "identity"}
    with (
        _progress(total, report) as advance,
        httpx.Client(limits=limits, headers=headers, timeout=30, follow_redirects=True) as client,
        ThreadPoolExecutor(CONNECTIONS) as pool,
    ):
        base = os.environ.get("FOEDERA_MAVEN", MAVEN_CENTRAL_URL).rstrip("/")
        job = _Job(client, base, folder, advance, threading.Event())
        tasks = [pool.submit(job.fetch, jar) for jar in wanted]
        try:
            done, _ = wait(tasks, return_when=FIRST_EXCEPTION)
            for task in done:
                task.result()
        except BaseException:
            job.stop.set()
            pool.shutdown(cancel_futures=True)
            raise


def disk_error(error: OSError, folder: Path) -> StoreInstallError:
    """The error for a failed write to the folder of jars."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreInstallError(f"the disk of {folder} is full", FULL_HINT)
    return StoreInstallError(f"cannot write to {folder}: {error.strerror}", "choose another folder with FOEDERA_CACHE")


def _is_whole(jar: Jar, file: Path) -> bool:
    return file.exists() and file.stat().st_size == jar.size and digest_of(file) == jar.sha256


def _check_space(total: int, folder: Path) -> None:
    needed = total - sum(part.stat().st_size for part in folder.glob("*.part"))
    free = shutil.disk_usage(folder).free
    if free < needed:
        sizes = f"{free / 1e6:.0f} MB left, {needed / 1e6:.0f} MB needed"
        raise StoreInstallError(f"the disk of {folder} is full: {sizes}", FULL_HINT)


class _RefusedError(Exception):
    """A response that a retry would not change."""


@dataclass(frozen=True, slots=True)
class _Job:
    client: httpx.Client
    base: str
    folder: Path
    advance: Advance
    stop: threading.Event

    def fetch(self, jar: Jar) -> None:
        """Download one jar, with retries."""
        part = self.folder / f"{jar.file}.part"
        reason = ""
        try:
            self.advance(_size(part))
            for attempt in range(TRIES):
                if attempt:
                    # Full jitter: eight connections that failed together should not come back together.
                    self.stop.wait(random.uniform(0.2, 1) * BACKOFF * 2**attempt)  # noqa: S311  # not a secret
                if self.stop.is_set():
                    return
                try:
                    self._attempt(jar, part)
                except httpx.HTTPError as error:
                    reason = str(error) or type(error).__name__
                    continue
                if self.stop.is_set():
                    return
                if digest_of(part) == jar.sha256:
                    part.replace(self.folder / jar.file)
                    return
                self.advance(-_size(part))
                part.unlink()
                reason = "what arrived is not what was pinned (SHA-256 differs)"
        except _RefusedError as error:
            reason = str(error)
        except OSError as error:
            raise disk_error(error, self.folder) from error
        raise StoreInstallError(f"could not download {jar.file} from {httpx.URL(self.base).host}: {reason}", OFFLINE_HINT)

    def _attempt(self, jar: Jar, part: Path) -> None:
        have = _size(part)
        headers = {"Range": f"bytes={have}-"} if have else {}
        with self.client.stream("GET", f"{self.base}/{jar.path}", headers=headers) as response:
            if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                return  # it is all there, or more than that, which the digest tells
            _check_status(response)
            resumed = response.status_code == httpx.codes.PARTIAL_CONTENT
            if have and not resumed:
                self.advance(-have)
                have = 0
            with part.open("ab" if resumed else "wb") as file:
                for chunk in response.iter_raw():
                    file.write(chunk)
                    self.advance(len(chunk))
                    have += len(chunk)
                    if self.stop.is_set() or have > jar.size:
                        return


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _check_status(response: httpx.Response) -> None:
    code = response.status_code
    if code in (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS) or code >= 500:
        raise httpx.HTTPStatusError(f"HTTP {code}", request=response.request, response=response)
    if code >= 300:
        raise _RefusedError(f"HTTP {code}")


def _progress(total: int, report: Progress) -> AbstractContextManager[Advance]:
    """A bar on a terminal, a line every few seconds elsewhere."""
    console = Console(stderr=True)
    return _Bar(total, console) if console.is_terminal else nullcontext(_Lines(total, report))


class _Bar:
    def __init__(self, total: int, console: Console) -> None:
        columns = (TextColumn("Neo4j"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
        self.progress = ProgressBar(*columns, console=console)
        self.task = self.progress.add_task("download", total=total)

    def __enter__(self) -> Advance:
        self.progress.start()
        return lambda size: self.progress.advance(self.task, size)

    def __exit__(self, *args: object) -> None:
        self.progress.stop()


class _Lines:
    EVERY = 5.0

    def __init__(self, total: int, report: Progress) -> None:
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
