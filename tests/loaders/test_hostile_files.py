"""Files made to break a reader: each gives a clear error, in bounded time and memory, with the exit code 1 or 2 and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from common.errors import NotFoundError
from loaders.sources.files import find_files
from loaders.sources.yaml_reading import read_paths
from ontology import read_model

REPOSITORY = Path(__file__).parents[2]
SECONDS = 120.0
"""Of one check, which reads the core as well: 3 s on a machine with nothing else to do."""
MEGABYTES = 600
"""Of one check at its peak. That of a small file takes 230."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs FIFOs, links and file modes")]


@dataclass(frozen=True, slots=True)
class Run:
    """How a check went."""

    code: int
    lines: tuple[str, ...]
    errors: str
    seconds: float
    megabytes: float


# Between fork and exec a process counts as large as the one it was forked from, and that peak stays with it. So a small one launches the
# command and tells how large it grew; launched by the tests themselves, it would be said to be as large as they are.
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
with open(sys.argv[1], "w") as peak:
    peak.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


def check(*paths: Path | str) -> Run:
    """Run a check as a user would, and measure it."""
    command = [sys.executable, "-m", "foedera", "check", "--store", "none", *map(str, paths)]
    begun = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.NamedTemporaryFile() as peak:
        launched = [sys.executable, "-S", "-c", LAUNCHER, peak.name, *command]
        process = subprocess.Popen(launched, stdout=out, stderr=err, cwd=REPOSITORY, start_new_session=True)
        guard = threading.Timer(3 * SECONDS, os.killpg, (process.pid, signal.SIGKILL))
        guard.start()
        code = process.wait()
        guard.cancel()
        seconds = time.monotonic() - begun
        out.seek(0), err.seek(0)
        lines, errors = out.read().decode().splitlines(), err.read().decode()
        used = int(peak.read())
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(code, tuple(lines), errors, seconds, used / unit)


def refused(run: Run, *words: str) -> None:
    """It was refused with these words, quickly, and without filling the memory."""
    said = "\n".join(run.lines) + run.errors
    assert run.code in (1, 2), said
    for word in words:
        assert word in said
    assert "Traceback" not in said
    assert run.seconds < SECONDS
    assert run.megabytes < MEGABYTES


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder, readable again afterwards."""
    yield tmp_path
    for path in tmp_path.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o700)


def bomb(levels: int, width: int) -> str:
    """Lists of lists of lists, each given many times by an alias."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


ALIASES = "dataset: d\nsource: s\nentities:\n- &e {id: a, class: Alliance, name: A, aliases: &n [" + ", ".join(["x"] * 700) + "]}\n"


TEXTS = {
    "billion-laughs": (bomb(40, 10), "more than 500,000 parts, counting aliases"),
    "one-entity-many-times": (ALIASES + "- *e\n" * 2000, "more than 500,000 parts, counting aliases"),
    "flow-nesting": ("[" * 100_000, "nested more than 64 deep"),
    "block-nesting": ("- " * 100_000 + "x", "nested more than 64 deep"),
    "flow-mappings": ("{a: " * 100_000, "nested more than 64 deep"),
    "complex-keys": ("? " * 100_000 + "x", "nested more than 64 deep"),
    "stairs": ("\n".join(" " * n + "a:" for n in range(3000)), "nested more than 64 deep"),
    "python-tag": ("!!python/object/apply:os.system [id]", "the file is not a mapping"),
    "one-key-100000-times": ("a: b\n" * 100_000, "the key 'a' stands here a second time"),
    "word-of-15-MB": ("x" * 15_000_000, "the file is not a mapping"),
    "value-of-15-MB": ('k: "' + "x" * 15_000_000 + '"', "unknown key 'k'"),
    "key-of-15-MB": ("k" * 15_000_000 + ": x", "not YAML"),
    "three-million-items": ("- x\n" * 3_000_000, "more than 500,000 parts"),
    "directives": ("%TAG ! tag:x,2000:\n" * 2 + "---\na: 1", "not YAML"),
    "quotes-that-do-not-end": ("a: 'unfinished\n" * 100_000, "not YAML"),
    "anchor-of-1-MB": ("a: &" + "y" * 1_000_000 + " 1\nb: *z", "*z is not defined before"),
}
BYTES = {
    "broken": (b"a: \xff\xfe", "byte 0xff is not UTF-8"),
    "surrogates": (b"\xed\xa0\x80: x", "byte 0xed is not UTF-8"),
    "utf-16": ("dataset: x".encode("utf-16"), "the file is UTF-16"),
    "zeros": (b"\x00" * 1000, "U+0000 may not stand in YAML"),
    "NUL": (b"dataset: a\x00b", "U+0000 may not stand in YAML"),
    "empty": (b"", "the file is empty"),
    "only-a-mark": (b"\xef\xbb\xbf\r\n", "the file is empty"),
    "a-program": (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 400, "byte 0x80 is not UTF-8"),
}
FILES = {name: (text.encode(), words) for name, (text, words) in TEXTS.items()} | BYTES


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One check of all of them: what one file holds must not keep the others from being told."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in FILES.items():
        (folder / f"{name}.yaml").write_bytes(data)
    return check(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told_with_its_place(told: Run, name: str) -> None:
    found = [line for line in told.lines if f"/{name}.yaml:" in line]
    assert any(FILES[name][1] in line for line in found), found[:3]


def test_hostile_files_take_bounded_time_and_memory(told: Run) -> None:
    refused(told)


def test_marks_and_line_ends_of_other_systems_are_fine(folder: Path) -> None:
    text = (
        "datasets:\n- {id: mine, title: Mine, licence: CC0-1.0, rank: 5}\ndataset: mine\nsource: a book\nentities:\n"
        "- {id: some-alliance, class: Alliance, name: Some Alliance}\n"
    )
    file = folder / "x.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    run = check(file)
    assert (run.code, run.lines) == (0, ())
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("name:", "nam:").replace("\n", "\r\n").encode())
    assert f"{file}:6:40: error F303: unknown property or relation 'nam'; did you mean name?" in check(file).lines


def test_a_line_of_a_gigabyte_is_refused_by_its_size(folder: Path) -> None:
    file = folder / "x.yaml"
    with file.open("wb") as sparse:
        sparse.write(b"a: ")
        sparse.truncate(1_000_000_000)
    run = check(file)
    refused(run, f"{file}:1:1: error F102: the file has more than 16 MiB; split it")
    assert run.megabytes < 400, "it was not read"


def test_many_large_files_are_refused_together(folder: Path) -> None:
    with (folder / "comment").open("w") as text:
        text.write("# nothing\n" * 1_600_000)
    for number in range(20):
        (folder / f"{number}.yaml").write_bytes((folder / "comment").read_bytes())
    refused(check(folder), "the files have more than 256 MiB together")


def test_links(folder: Path) -> None:
    inside = folder / "data"
    inside.mkdir()
    (folder / "secret.yaml").write_text("password: hunter2")
    (inside / "loop.yaml").symlink_to("loop.yaml")
    (inside / "outside.yaml").symlink_to("../secret.yaml")
    (inside / "gone.yaml").symlink_to("nothing")
    (inside / "up").symlink_to("..", target_is_directory=True)
    (inside / "device.yaml").symlink_to("/dev/zero")
    run = check(inside)
    refused(run, "Too many levels of symbolic links", "No such file", "outside.yaml:1:1: error F106: a link that leads out of")
    assert "hunter2" not in str(run), "nothing of what lies outside is shown"
    assert len(run.lines) == 4, "the link to a folder is not followed"
    assert check(folder / "data" / "loop.yaml").code == 1


def test_a_fifo_does_not_make_it_wait(folder: Path) -> None:
    os.mkfifo(folder / "x.yaml")
    refused(check(folder), "not an ordinary file")
    refused(check(folder / "x.yaml"), "not an ordinary file")


def test_a_device_is_not_read() -> None:
    refused(check("/dev/zero"), "not an ordinary file")


def test_a_folder_may_be_named_like_a_file(folder: Path) -> None:
    (folder / "x.yaml").mkdir()
    refused(check(folder / "x.yaml"), "holds no .yaml files")
    (folder / "x.yaml" / "y.yaml").write_text("entities: 3")
    refused(check(folder), f"{folder}/x.yaml/y.yaml:1:11: error F202: entities must hold mappings")


def test_what_may_not_be_read(folder: Path) -> None:
    (folder / "closed").mkdir()
    (folder / "x.yaml").write_text("entities: 3")
    (folder / "x.yaml").chmod(0)
    (folder / "closed").chmod(0)
    if os.geteuid() == 0:  # for whom no file is closed
        refused(check("/proc/self/mem"), "/proc/self/mem:1:1: error F101: cannot be read: Input/output error")
    else:
        refused(check(folder), "x.yaml:1:1: error F101: cannot be read: Permission denied", "closed:1:1: error F101")


@pytest.mark.parametrize("name", ["nothing", "x\0.yaml", "a" * 5000])
def test_what_is_not_there(folder: Path, name: str) -> None:
    with pytest.raises(NotFoundError, match="there is nothing at"):
        find_files(folder / name)
    with pytest.raises(NotFoundError, match="there is nothing at"):
        read_paths([folder / name], read_model())


def test_too_many_files(folder: Path) -> None:
    source = folder / "0.yaml"
    source.write_text("a: 1")
    for number in range(1, 100_001):
        (folder / f"{number}.yaml").touch()
    refused(check(folder), "holds more than 100,000 YAML files (name a smaller folder)")


def test_names_of_files_do_not_move_the_cursor(folder: Path) -> None:
    file = folder / "x\x1b[2J\n.yaml"
    file.write_text("a: 1")
    run = check(folder)
    refused(run, "x\\u001b[2J\\u000a.yaml:1:1")
    assert "\x1b" not in str(run.lines)


def test_many_references_that_lead_nowhere(folder: Path) -> None:
    links = "".join(f"  - {{ref: nobody-{n}, source: s}}\n" for n in range(50_000))
    (folder / "x.yaml").write_text(f"dataset: core\nentities:\n- extends: nato\n  source: s\n  members:\n{links}")
    run = check(folder)
    refused(run, "there is no entity 'nobody-49999'")
    assert len(run.lines) == 50_001, "all of them are told, though not for all what was meant, and that the core is described elsewhere"
