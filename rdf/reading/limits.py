"""How much a file of RDF may be and take."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may have, and what reading it may take.

    literal: bytes of one literal or address.
    blank: different blank nodes.
    depth: how deep JSON, XML and triple terms may be nested; the parser is slow or crashes from some 10,000 on.
    memory: bytes of address space of the process that parses.
    processor: seconds of processor time that parsing a small file may take; a large one may take more (`processor_seconds`).
    silence: seconds in which at least one statement has to come out.
    """

    file: int = 512 * MEBIBYTE
    literal: int = MEBIBYTE
    blank: int = 100_000
    depth: int = 100
    memory: int = 1024 * MEBIBYTE
    processor: int = 20
    silence: float = 15.0

    def processor_seconds(self, size: int) -> int:
        """For a file of `size` bytes. The slowest format takes some 2 seconds for a mebibyte on a busy machine."""
        return self.processor + 2 * size // MEBIBYTE


LIMITS = Limits()
