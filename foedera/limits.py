"""The limits on operations that the settings of the environment name (docs/operating.md)."""

from __future__ import annotations

from api.language.limits import MEGABYTE, Limits
from foedera.connections import number


def operation_limits() -> Limits:
    """Those of the settings, and the usual ones where nothing is set. Raises UsageError."""
    usual = Limits()
    seconds = number("FOEDERA_SECONDS", int(usual.seconds))
    return Limits(
        answer_bytes=number("FOEDERA_ANSWER_MB", usual.answer_bytes // MEGABYTE) * MEGABYTE,
        whole_bytes=number("FOEDERA_WHOLE_MB", usual.whole_bytes // MEGABYTE) * MEGABYTE,
        work=number("FOEDERA_WORK", usual.work),
        heavy=number("FOEDERA_HEAVY_WORK", usual.heavy),
        small=number("FOEDERA_SMALL_WORK", usual.small),
        seconds=seconds,
        light_seconds=min(seconds, number("FOEDERA_LIGHT_SECONDS", int(usual.light_seconds))),
    )
