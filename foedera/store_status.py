"""The report of `foedera store status`."""

from __future__ import annotations

from collections.abc import Iterator

from graph.address import parse_target
from graph.local.control import Status, status
from graph.local.paths import paths
from graph.store import Store

Value = str | int | bool | None | list[dict[str, str | int]]


def find(target: str | None) -> dict[str, Value]:
    """The state of the store that `target` (else FOEDERA_STORE) names. Raises StoreError when a remote one does not answer."""
    if address := parse_target(target):
        with Store(address) as remote:
            return {"store": address.uri, "running": True, "version": remote.version, "database": address.database}
    return _local(status(paths()))


def _local(found: Status) -> dict[str, Value]:
    running = found.running
    return {
        "store": "local",
        "running": running is not None,
        "address": f"bolt://127.0.0.1:{running.port}" if running else None,
        "version": found.version,
        "pinned": found.pinned,
        "users": [{"pid": user.pid, "command": user.command} for user in found.users],
        "pid": running.java if running else None,
        "supervisor": running.supervisor if running else None,
        "memory_bytes": found.memory,
        "data_bytes": found.size,
        "folder": str(found.folder),
        "jars": str(found.jars),
        "installed": found.installed,
        "start_cache": found.start_cache,
    }


def describe(found: dict[str, Value]) -> Iterator[str]:
    """The report in words."""
    if found["store"] != "local":
        yield f"{found['store']} answers: Neo4j {found['version']}, database {found['database']}"
        return
    yield f"local Neo4j {found['version']}: {_condition(found)}"
    if found["running"]:
        yield f"address   {found['address']}"
        users = found["users"]
        assert isinstance(users, list)
        yield "used by   " + (", ".join(f"{user['command']} (process {user['pid']})" for user in users) or "nobody")
        yield f"memory    {_megabytes(found['memory_bytes'])}"
    yield f"data      {found['folder']}, {_megabytes(found['data_bytes'])}"
    yield f"program   {found['jars']}" + ("" if found["installed"] else ", not downloaded yet (foedera store install)")
    if found["installed"] and not found["start_cache"]:
        yield "          without the AOT cache that halves its start (built after the first start)"


def _condition(found: dict[str, Value]) -> str:
    if not found["running"]:
        return "not running; starts when it is needed"
    return "running, until `foedera store stop`" if found["pinned"] else "running, as long as it is used"


def _megabytes(size: Value) -> str:
    assert isinstance(size, int)
    return f"{size / 1e6:.0f} MB"
