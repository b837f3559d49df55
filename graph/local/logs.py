"""The logs of the server, bounded: those that it writes itself by its own rotation, and what it and its supervisor print.

Neo4j's defaults keep up to 160 MB of each log. What is printed has no rotation of its own: it goes to the file that both processes have
open, which is emptied while they run. Both write at its end, wherever that is.
"""

from __future__ import annotations

import os
from pathlib import Path

LARGEST_MB, KEPT = 5, 2
"""The size at which Neo4j begins a log anew, and how many of before it keeps."""
LONGEST = 1_000_000
"""Bytes of what is printed."""
LOGS = "${config:server.directories.logs}"
_LINES = '<PatternLayout pattern="%d{yyyy-MM-dd HH:mm:ss.SSSZ}{GMT+0} %-5p %m%n"/>'
_OBJECTS = '<JsonTemplateLayout eventTemplateUri="classpath:org/neo4j/logging/StructuredLayoutWithMessage.json"/>'
_CONSOLE = f'<Console name="console" target="SYSTEM_OUT">{_LINES}</Console>'
_SEPARATE = {"QueryLogger": "query", "HttpLogger": "http", "SecurityLogger": "security"}
"""What is kept out of the log of the server, by the names that Neo4j gives to its loggers."""


def write_log_settings(conf: Path) -> None:
    """Write the settings of the logs, in the form of Log4j, to where Neo4j looks for them."""
    names = ("debug", *_SEPARATE.values())
    server = "".join(_file(name, _OBJECTS if name == "debug" else _LINES) for name in names)
    loggers = "".join(f'<Logger name="{one}" level="INFO" additivity="false">{_to(log)}</Logger>' for one, log in _SEPARATE.items())
    (conf / "server-logs.xml").write_text(_settings(server, _root("debug") + loggers), encoding="utf-8")
    (conf / "user-logs.xml").write_text(_settings(_file("neo4j", _LINES) + _CONSOLE, _root("neo4j", "console")), encoding="utf-8")


def trim(log: Path, descriptor: int) -> None:
    """Empty a log that has grown too long and is open as `descriptor` for appending; the last of it goes to a file beside it."""
    if os.fstat(descriptor).st_size <= LONGEST:
        return
    with log.open("rb") as old:
        old.seek(-LONGEST, os.SEEK_END)
        log.with_name(f"{log.name}.01").write_bytes(old.read(LONGEST))
    os.ftruncate(descriptor, 0)


def _settings(appenders: str, loggers: str) -> str:
    return f'<Configuration status="ERROR"><Appenders>{appenders}</Appenders><Loggers>{loggers}</Loggers></Configuration>\n'


def _file(name: str, layout: str) -> str:
    place = f'fileName="{LOGS}/{name}.log" filePattern="${LOGS}/{name}.log.%02i"'
    bounds = (
        f'<Policies><SizeBasedTriggeringPolicy size="{LARGEST_MB} MB"/></Policies><DefaultRolloverStrategy fileIndex="min" max="{KEPT}"/>'
    )
    return f'<RollingRandomAccessFile name="{name}" {place}>{layout}{bounds}</RollingRandomAccessFile>'


def _root(*logs: str) -> str:
    return f'<Root level="INFO">{"".join(map(_to, logs))}</Root>'


def _to(log: str) -> str:
    return f'<AppenderRef ref="{log}"/>'
