"""Logs as JSON, one object a line, for collectors. Neither operations nor variables, headers or query strings are written."""

from __future__ import annotations

import datetime
import logging
from typing import Any

import orjson

from api.http.current import current_request


class JsonFormatter(logging.Formatter):
    """Formats records as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        when = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": when, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        if request := current_request.get():
            line["request"] = {"id": request.id}
        if isinstance(given := getattr(record, "request", None), dict):
            line["request"] = given
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def log_as_json(level: int = logging.INFO) -> None:
    """Send all logs of this process to standard error as JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("mcp").setLevel(max(level, logging.WARNING))  # it tells of each request beside our own line
