"""Bringing jars from a repository that breaks connections, lies, is slow or not there: a small one of our own on loopback."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from common.errors import StoreInstallError
from graph.local import download as downloading
from graph.local import install as installing
from graph.local.download import download
from graph.local.install import install
from graph.local.jars import Jar, JarLock
from graph.local.paths import Paths

SIZE = 300_000


@dataclass
class Repository:
    """What is served, what goes wrong with it (one fault per request and path, in order), and what was asked for."""

    content: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    always: str = ""
    busy: int = 0
    busiest: int = 0
    together: threading.Barrier = field(default_factory=lambda: threading.Barrier(downloading.CONNECTIONS))
    """Where requests wait for each other."""

    def fault(self, path: str) -> str:
        waiting = self.faults.get(path)
        return waiting.pop(0) if waiting else self.always

    def jar(self, name: str, content: bytes) -> Jar:
        made = Jar("org.example", name, "1.0", "", hashlib.sha256(content).hexdigest(), len(content))
        self.content[f"/{made.path}"] = content
        return made

    def requests(self, jar: Jar) -> list[str]:
        """The ranges asked for, "" for all of it."""
        return [ranges for path, ranges in self.asked if path == f"/{jar.path}"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    repository: Repository
    guard = threading.Lock()

    def do_GET(self) -> None:
        found = self.repository
        with self.guard:
            found.asked.append((self.path, self.headers.get("Range", "")))
            found.busy += 1
            found.busiest = max(found.busiest, found.busy)
        try:
            self.answer(found.content.get(self.path), found.fault(self.path))
        except OSError:
            self.close_connection = True
        finally:
            with self.guard:
                found.busy -= 1

    def answer(self, body: bytes | None, fault: str) -> None:
        if body is None or fault.isdigit():
            self.send_response(int(fault or 404))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if fault == "slow":
            threading.Event().wait(0.2)
        if fault == "together":
            with suppress(threading.BrokenBarrierError):
                self.repository.together.wait(10)
        if fault == "wrong":
            body = b"<html>not found</html>".ljust(len(body))
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if start >= len(body):
            self.send_response(416)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        whole = start == 0 or fault == "no ranges"
        self.send_response(200 if whole else 206)
        sent = body if whole else body[start:]
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent[: len(sent) // 2] if fault == "break" else sent)
        self.close_connection = fault == "break"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name in http.server
        pass


@pytest.fixture
def maven(monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    repository = Repository()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"repository": repository}))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("FOEDERA_MAVEN", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setattr(downloading, "BACKOFF", 0.001)
    yield repository
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "jars"
    made.mkdir()
    return made


def quiet(_: str) -> None:
    """Nothing to report."""


def content(seed: int, size: int = SIZE) -> bytes:
    return hashlib.shake_128(str(seed).encode()).digest(size)


def test_jars_come_side_by_side_and_whole(maven: Repository, folder: Path) -> None:
    jars = [maven.jar(f"jar{i}", content(i, 1000 + i)) for i in range(24)]
    maven.always = "together"
    download(jars, folder, quiet)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {jar.file: maven.content[f"/{jar.path}"] for jar in jars}
    assert maven.busiest == downloading.CONNECTIONS


def test_a_broken_connection_goes_on_where_it_broke(maven: Repository, folder: Path) -> None:
    jar = maven.jar("big", content(1))
    maven.faults[f"/{jar.path}"] = ["break", "break"]
    download([jar], folder, quiet)
    assert (folder / jar.file).read_bytes() == content(1)
    assert maven.requests(jar) == ["", f"bytes={SIZE // 2}-", f"bytes={SIZE * 3 // 4}-"]


def test_a_download_that_was_killed_goes_on_at_the_next_start(maven: Repository, folder: Path) -> None:
    jar, other = maven.jar("big", content(1)), maven.jar("done", content(2))
    (folder / f"{jar.file}.part").write_bytes(content(1)[:1234])
    (folder / other.file).write_bytes(content(2))
    download([jar, other], folder, quiet)
    assert (folder / jar.file).read_bytes() == content(1)
    assert maven.requests(jar) == ["bytes=1234-"]
    assert maven.requests(other) == []


def test_a_download_that_was_killed_after_its_last_byte_is_kept(maven: Repository, folder: Path) -> None:
    jar = maven.jar("big", content(1))
    (folder / f"{jar.file}.part").write_bytes(content(1))
    download([jar], folder, quiet)
    assert (folder / jar.file).read_bytes() == content(1)
    assert maven.requests(jar) == [f"bytes={SIZE}-"]


def test_a_repository_without_ranges_sends_all_again(maven: Repository, folder: Path) -> None:
    jar = maven.jar("big", content(1))
    (folder / f"{jar.file}.part").write_bytes(b"0" * 1000)
    maven.always = "no ranges"
    download([jar], folder, quiet)
    assert (folder / jar.file).read_bytes() == content(1)


@pytest.mark.parametrize("fault", ["503", "429", "408", "wrong"])
def test_what_fails_now_and_then_is_tried_again(maven: Repository, folder: Path, fault: str) -> None:
    jar = maven.jar("big", content(1))
    maven.faults[f"/{jar.path}"] = [fault] * (downloading.TRIES - 1)
    download([jar], folder, quiet)
    assert (folder / jar.file).read_bytes() == content(1)


@pytest.mark.parametrize(
    ("fault", "requests", "reason"),
    [
        ("wrong", downloading.TRIES, "what arrived is not what was pinned (SHA-256 differs)"),
        ("503", downloading.TRIES, "HTTP 503"),
        ("404", 1, "HTTP 404"),
        ("403", 1, "HTTP 403"),
    ],
)
def test_what_always_fails_says_which_jar_and_why(maven: Repository, folder: Path, fault: str, requests: int, reason: str) -> None:
    jar = maven.jar("big", content(1))
    maven.always = fault
    error = refused(lambda: download([jar], folder, quiet))
    assert f"could not download big-1.0.jar from 127.0.0.1: {reason} (" in error
    assert "check the network and try again: finished downloads stay" in error
    assert len(maven.requests(jar)) == requests
    assert not (folder / jar.file).exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://no-such-host.invalid"])
def test_a_repository_that_is_not_there_is_named(maven: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("FOEDERA_MAVEN", address)
    error = refused(lambda: download([maven.jar("big", content(1))], folder, quiet))
    assert "could not download big-1.0.jar from " in error
    assert str(httpx.URL(address).host) in error
    assert "FOEDERA_MAVEN names another Maven repository" in error


def test_one_failure_keeps_what_the_others_brought(maven: Repository, folder: Path) -> None:
    jars = [maven.jar(f"jar{i}", content(i)) for i in range(4)]
    missing = Jar("org.example", "missing", "1.0", "", "0" * 64, 10)
    refused(lambda: download([*jars, missing], folder, quiet))
    before = len(maven.asked)
    download(jars, folder, quiet)
    assert {jar.file for jar in jars} <= {file.name for file in folder.iterdir()}
    assert all(ranges or len(maven.requests(jar)) == 1 for jar in jars for ranges in maven.requests(jar)[1:])
    assert len(maven.asked) - before <= len(jars)


def test_a_disk_that_fills_up_while_downloading(maven: Repository, folder: Path) -> None:
    jar = maven.jar("big", content(1))
    (folder / f"{jar.file}.part").symlink_to("/dev/full")
    error = refused(lambda: download([jar], folder, quiet))
    assert error.startswith(f"the disk of {folder} is full (free some space or choose another folder with FOEDERA_CACHE")


def test_a_disk_with_too_little_space_is_found_before_downloading(maven: Repository, disk: Callable[[str], Path]) -> None:
    jar = maven.jar("big", content(1, 2_000_000))
    error = refused(lambda: download([jar], disk("size=1m"), quiet))
    assert "is full: 1 MB left, 2 MB needed (free some space" in error
    assert maven.asked == []


# Installing: the same jars as a whole.


@pytest.fixture
def lock(maven: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> JarLock:
    """A server of three small jars, to be installed into a cache of its own."""
    made = JarLock("1.0", "Main", tuple(maven.jar(f"jar{i}", content(i)) for i in range(3)), "digest")
    monkeypatch.setattr(installing, "read_lock", lambda _: made)
    monkeypatch.setenv("FOEDERA_CACHE", str(tmp_path / "cache"))
    return made


def cache(place: Paths, tmp_path: Path) -> Paths:
    return Paths(place.home, tmp_path / "cache", place.edition)


def test_a_set_of_jars_appears_whole(maven: Repository, lock: JarLock, place: Paths, tmp_path: Path) -> None:
    where = cache(place, tmp_path)
    maven.faults[f"/{lock.jars[1].path}"] = ["404"]
    refused(lambda: install(where, quiet))
    assert not (where.cache / "neo4j-1.0-digest").exists()
    found = install(where, quiet)
    assert sorted(file.name for file in found.iterdir()) == sorted(jar.file for jar in lock.jars)
    asked = len(maven.asked)
    assert install(where, quiet) == found
    assert len(maven.asked) == asked


def test_two_processes_at_once_download_once(maven: Repository, lock: JarLock, place: Paths, tmp_path: Path) -> None:
    where = cache(place, tmp_path)
    maven.always = "slow"
    heard: list[str] = []
    threads = [threading.Thread(target=install, args=(where, heard.append)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(maven.asked) == len(lock.jars)
    assert sum("downloading Neo4j: 3 files" in line for line in heard) == 1


def test_verify_replaces_what_is_damaged_and_nothing_else(maven: Repository, lock: JarLock, place: Paths, tmp_path: Path) -> None:
    where = cache(place, tmp_path)
    found = install(where, quiet)
    broken, good = lock.jars[0], lock.jars[1]
    (found / broken.file).write_bytes(b"\0" * broken.size)
    inode = (found / good.file).stat().st_ino
    maven.asked.clear()
    install(where, quiet)
    assert maven.asked == [], "sizes fit, and reading all jars at each start would take too long"
    install(where, quiet, verify=True)
    assert [path for path, _ in maven.asked] == [f"/{broken.path}"]
    assert (found / broken.file).read_bytes() == content(0)
    assert (found / good.file).stat().st_ino == inode
    assert not list(where.cache.glob("*.partial"))


def test_a_jar_cut_short_is_replaced_at_the_next_start(maven: Repository, lock: JarLock, place: Paths, tmp_path: Path) -> None:
    where = cache(place, tmp_path)
    found = install(where, quiet)
    (found / lock.jars[0].file).write_bytes(b"short")
    maven.asked.clear()
    install(where, quiet)
    assert len(maven.asked) == 1
    assert (found / lock.jars[0].file).read_bytes() == content(0)


@pytest.mark.usefixtures("lock")
def test_a_cache_below_a_file_is_refused(place: Paths, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    where = Paths(place.home, tmp_path / "file" / "cache", place.edition)
    error = refused(lambda: install(where, quiet))
    assert error.startswith(f"cannot make the folder {where.cache}: Not a directory (choose another with FOEDERA_HOME")


@pytest.mark.usefixtures("lock")
def test_a_cache_that_may_only_be_read_is_refused(place: Paths, disk: Callable[[str], Path]) -> None:
    where = Paths(place.home, disk("ro"), place.edition)
    error = refused(lambda: install(where, quiet))
    assert error == f"cannot write to {where.cache} (choose another with FOEDERA_HOME (data) or FOEDERA_CACHE (downloads))"


def refused(action: Callable[[], object]) -> str:
    """The error of an action, which must be one line."""
    with pytest.raises(StoreInstallError) as caught:
        action()
    assert "\n" not in str(caught.value)
    assert caught.value.retryable
    return str(caught.value)
