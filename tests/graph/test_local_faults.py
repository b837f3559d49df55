"""What can be wrong with the place of a local store: each ends in one line that says what to do, and nothing keeps running."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from common.errors import FoederaError, StoreError, StoreInstallError, StoreStartError
from graph.local import control
from graph.local.install import install, jar_folder
from graph.local.jars import read_lock
from graph.local.lease import running
from graph.local.paths import Paths, paths
from graph.store import Store, open_store, store_errors

Mount = Callable[[str], Path]
FREE_SPACE = "free some space or choose another folder with FOEDERA_HOME"


def refused(kind: type[FoederaError] = StoreStartError) -> str:
    """The error of opening the store, which must be one line."""
    with pytest.raises(kind) as caught:
        open_store("local")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_its_port_is_taken(place: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("FOEDERA_BOLT_PORT", str(port))
        error = refused()
    assert error == (
        f"port {port} cannot be used: Address already in use (set FOEDERA_BOLT_PORT to a free port, or unset it to have one chosen)"
    )
    assert running(place) is None


def test_its_port_is_taken_for_a_while(place: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by the server of a folder that was deleted, which is about to end."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("FOEDERA_BOLT_PORT", str(port))
        threading.Timer(2, other.close).start()
        with open_store("local") as opened:
            assert opened.address.uri == f"bolt://127.0.0.1:{port}"
            assert (found := running(place)) is not None
            assert found.port == port


@pytest.mark.parametrize("port", ["bolt", "99999", "-1"])
@pytest.mark.usefixtures("place")
def test_its_port_is_not_a_port(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("FOEDERA_BOLT_PORT", port)
    assert refused().startswith(f"port {port} cannot be used: ")


def test_a_jar_is_damaged(place: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = read_lock(place.edition)
    whole = install(place, print)
    monkeypatch.setenv("FOEDERA_CACHE", str(tmp_path / "cache"))
    folder = jar_folder(paths(), lock)
    folder.mkdir(parents=True)
    for jar in lock.jars:
        (folder / jar.file).symlink_to(whole / jar.file)
    broken = next(jar for jar in lock.jars if jar.artifact == "neo4j")
    (folder / broken.file).unlink()
    (folder / broken.file).write_bytes(b"\0" * broken.size)
    assert refused() == (
        f"the local Neo4j did not start: {broken.file} is damaged "
        "(run `foedera store install --verify`, which downloads what is damaged again)"
    )


def test_the_disk_is_full_when_it_starts(place: Paths) -> None:
    conf = place.server / "conf"
    conf.mkdir(parents=True)
    (conf / "neo4j.conf").symlink_to("/dev/full")
    assert refused() == f"the local Neo4j cannot start: the disk of {place.server} is full ({FREE_SPACE})"


def test_the_disk_is_nearly_full_when_it_starts(place: Paths, disk: Mount, monkeypatch: pytest.MonkeyPatch) -> None:
    home = disk("size=1m")
    monkeypatch.setenv("FOEDERA_HOME", str(home))
    error = refused()
    assert error.startswith(f"the local Neo4j cannot start: the disk of {home / place.server.name} is full (")
    assert error.endswith(f"({FREE_SPACE})")


@pytest.mark.usefixtures("place")
def test_the_disk_fills_up_while_writing(disk: Mount, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was confirmed before is there again once there is space."""
    home = disk("size=64m")
    monkeypatch.setenv("FOEDERA_HOME", str(home))
    confirmed = 0

    def fill(store: Store) -> None:
        nonlocal confirmed
        while True:
            with store_errors(store.address.uri), store.driver.session(database="neo4j") as session:
                session.run("UNWIND range(1, 50) AS i CREATE (:Blob {text: $text + i})", text="x" * 20_000).consume()
            confirmed += 50

    with open_store("local") as store, pytest.raises(StoreError) as caught:
        fill(store)
    assert "cannot write any more; committed loads are safe (see that its disk has space, then" in str(caught.value)
    assert confirmed > 0
    with pytest.raises(StoreError):
        open_store("local")
    subprocess.run(["mount", "-o", "remount,size=200m", str(home)], check=True)
    # Neo4j stops its database for good then; whoever opens the store has it started again.
    with open_store("local") as store:
        found = store.driver.execute_query("MATCH (n:Blob) RETURN count(n) AS n", database_="neo4j").records[0]["n"]
    control.stop(paths(), force=True)
    # The one that failed may have been written as a whole, never in part.
    assert found in (confirmed, confirmed + 50)


def test_the_folder_is_below_a_file(tmp_path: Path, place: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FOEDERA_HOME", str(tmp_path / "file" / "home"))
    error = refused(StoreInstallError)
    assert error.startswith(f"cannot make the folder {tmp_path / 'file' / 'home' / place.server.name}: Not a directory (choose another")


@pytest.mark.usefixtures("place")
def test_the_folder_may_only_be_read(disk: Mount, monkeypatch: pytest.MonkeyPatch) -> None:
    home = disk("ro")
    monkeypatch.setenv("FOEDERA_HOME", str(home))
    assert refused(StoreInstallError).startswith(f"cannot make the folder {home}/neo4j-")


@pytest.mark.usefixtures("place")
def test_an_edition_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDERA_NEO4J", "4.4")
    assert refused(StoreInstallError) == "FOEDERA_NEO4J is '4.4' (set it to 2026 or 5.26)"
