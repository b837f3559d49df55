"""What tests share: a real Neo4j in a folder of its own, the core data in it, and a server over both.

Jars are taken from the user's cache (or FOEDERA_CACHE), so that a run downloads them at most once. Data lies in a temporary folder.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from facts.records import Records
from graph import Store, open_store
from loaders.checks.conforming import check_records
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import GraphState
from loaders.deriving.linked import source_of
from loaders.sources.gathering import gather
from ontology import Model, read_model
from rdf.export import lines
from tests import prepared

START_SECONDS = 120
# How long one example takes depends on what else the machine does.
hypothesis.settings.register_profile("foedera", deadline=None)
hypothesis.settings.load_profile("foedera")
REPOSITORY = Path(__file__).parents[1]


# Fixtures that start a Neo4j. Whoever asks for one, however far above, is marked `store`.
STORES = frozenset({"core_store", "core_scratch", "with_core", "_scratch", "place", "shared"})
LONG = frozenset(
    f"test_{name}"
    for name in (
        "editing_docs", "local_recovery", "check", "serving", "finding", "exactness", "workers", "readme", "deploying", "generators",
        "local_sharing", "shacl", "connection", "kill", "local_faults", "store_commands", "others", "hostile_files", "streaming",
    )
)  # fmt: skip
"""Files whose tests take a minute and more together."""
# What a test without the mark has as FOEDERA_HOME: it must not come to be.
NOWHERE = f"a-store-nobody-asked-for-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def pytest_configure(config: pytest.Config) -> None:
    """Give this run a store of its own; processes that tests start inherit it, and so do the workers of a parallel run."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # Shells start what runs in the background so, and every process that a test starts and interrupts would inherit it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "slow: starts the program several times or goes through the whole core")
    config.addinivalue_line("markers", "store: needs a Neo4j (set by the fixtures that a test asks for)")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.pop("FOEDERA_STORE", None)
        os.environ["FOEDERA_HOME"] = tempfile.mkdtemp(prefix="foedera-test-")
        os.environ.setdefault(prepared.FOLDER, str(Path(os.environ["FOEDERA_HOME"]) / "prepared"))
        os.environ["FOEDERA_AOT"] = "0"


@pytest.hookimpl(tryfirst=True)  # before `-m` selects
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a Neo4j. Long files come first: a parallel run then ends on all its processes together."""
    for item in items:
        if not STORES.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("store")
    items.sort(key=lambda item: item.path.stem not in LONG)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test without the mark gets a home in which a store would be noticed."""
    if item.get_closest_marker("store") is not None:
        return (yield)  # its fixtures may name a home for more than one test
    home = os.environ["FOEDERA_HOME"]
    os.environ["FOEDERA_HOME"] = str(Path(home) / NOWHERE)
    try:
        return (yield)
    finally:
        os.environ["FOEDERA_HOME"] = home


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that starts a Neo4j without the mark, and, where everything is required (FOEDERA_REQUIRE_ALL), one that is skipped."""
    report = yield
    wrong = ""
    if item.get_closest_marker("store") is None and _came_to_be():
        wrong = "this test starts a Neo4j and asks for no fixture that does: mark it with pytest.mark.store"
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("FOEDERA_REQUIRE_ALL"):
        wrong = f"skipped, and FOEDERA_REQUIRE_ALL is set: {report.longrepr}"
    if wrong:
        report.outcome = "failed"
        report.longrepr = wrong
    return report


def _came_to_be() -> bool:
    """Whether the store that nobody asked for is there; it is gone afterwards."""
    home = Path(os.environ["FOEDERA_HOME"])
    if home.name != NOWHERE or not home.exists():
        return False
    shutil.rmtree(home, ignore_errors=True)
    return True


@pytest.fixture(scope="session")
def model() -> Model:
    """The ontology that ships."""
    return read_model()


@pytest.fixture(scope="session")
def core_records(model: Model) -> Records:
    """Everything that ships, free of errors, with references resolved. It takes seconds, so all tests share it; nobody changes it."""

    def read() -> Records:
        records, unread = gather(["core"], model)
        checked, problems = check_records(records, model)
        assert [str(p) for p in (*unread, *problems)] == []
        return checked

    return prepared.kept("records", read)


@pytest.fixture(scope="session")
def core_state(core_records: Records, model: Model) -> GraphState:
    """What a load makes of it, without a store."""
    return prepared.kept("state", lambda: derive(core_records, model))


@pytest.fixture(scope="session")
def core_quads(core_state: GraphState, model: Model) -> bytes:
    """The same as sorted N-Quads."""
    return b"".join(lines(source_of(core_state, model), model, graphs=True))


@pytest.fixture(scope="session")
def core_store() -> Iterator[Store]:
    """A store with the core data, open for the whole run and shared by all workers of a parallel one. Only read from it."""
    with prepared.core_store_at(Path(os.environ["FOEDERA_HOME"])) as store:
        yield store


@pytest.fixture(scope="session")
def _scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    home = tmp_path_factory.mktemp("scratch")
    with prepared.at_home(home):
        store = open_store("local")
    with store:
        yield store, home


@pytest.fixture
def scratch(_scratch: tuple[Store, Path], monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store to write to; commands that the test runs use it, too."""
    store, home = _scratch
    monkeypatch.setenv("FOEDERA_HOME", str(home))
    return emptied(store)


def emptied(store: Store) -> Store:
    """The store with nothing in it."""
    with store.driver.session(database=store.address.database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
    return store


@dataclass(frozen=True)
class Shell:
    """A folder to run commands in, with foedera on the PATH."""

    folder: Path

    def run(self, command: str) -> str:
        """What a line of shell prints; it has to succeed."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=os.environ | {"PATH": path},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        return done.stdout


@pytest.fixture
def core_scratch(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of its own with the core data, to write to; commands that the test runs use it, too."""
    home = tmp_path_factory.mktemp("core")
    with prepared.core_store_at(home) as store:
        monkeypatch.setenv("FOEDERA_HOME", str(home))
        yield store


@pytest.fixture
def shell(core_scratch: Store, tmp_path: Path) -> Shell:  # noqa: ARG001  # its data is what the commands change
    """An empty folder to run commands in, with the core data in the store."""
    return Shell(tmp_path)


@pytest.fixture(scope="session")
def server_url(core_store: Store) -> Iterator[str]:  # noqa: ARG001  # its data is what the server shows
    """The base address of a running server over the core data."""
    command = [sys.executable, "-m", "foedera", "serve", "--port", "0", "--no-load"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY)
    assert process.stderr is not None
    try:
        seen = []
        guard = threading.Timer(START_SECONDS, process.kill)
        guard.start()
        for line in process.stderr:
            seen.append(line)
            if found := re.search(r"(http://\S+)/playground", line):
                guard.cancel()
                break
        else:
            pytest.fail(f"the server did not start: {''.join(seen)}")
        drain = threading.Thread(target=process.stderr.read, daemon=True)
        drain.start()
        yield found[1]
        process.terminate()
        drain.join(30)
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()
