"""Names of states and territories by language, from names.json (see make_names): the usual ones of CLDR, the formal ones of UNTERM."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import orjson

from common.labels import Labels, write_labels
from common.words import whole
from facts.records import ClaimRecord, DatasetRecord, Provenance

CLDR, UNTERM = "cldr", "unterm"
FILE = "names.json"
ENGLISH = "en"


def name_datasets() -> Iterator[DatasetRecord]:
    """The datasets of the names."""
    yield DatasetRecord(CLDR, 35, {
        "title": f"Unicode CLDR {_file()['version']}: names of territories",
        "rank": 35,
        "licence": "Unicode-3.0",
        "homepage": "https://cldr.unicode.org",
        "summary": "Usual names of states and territories in a hundred languages.",
        "citeAs": "Copyright © 1991-2026 Unicode, Inc. CLDR data files, under the Unicode License v3",
    })  # fmt: skip
    yield DatasetRecord(UNTERM, 36, {
        "title": "UNTERM: formal names of states",
        "rank": 36,
        "licence": "PDDL-1.0 (datahub.io/core/country-codes)",
        "homepage": "https://datahub.io/core/country-codes",
        "summary": "Formal names of states in Arabic, Chinese, French, Russian and Spanish: terminology database of the United Nations.",
    })  # fmt: skip


def name_claims(ids: Mapping[str, str], names: Mapping[str, set[str]]) -> Iterator[ClaimRecord]:
    """What the entities of `ids` (by ISO code) are called; `names` are the English ones that are known already, as whole()."""
    for dataset, source in ((CLDR, f"CLDR {_file()['version']}, territories.json"), (UNTERM, "UNTERM, in country-codes.csv")):
        said = Provenance(dataset, source, verification="CHECKED")
        for code, labels in _file()[dataset].items():
            if code in ids:
                yield from _claims(ids[code], _listed(labels), names.get(code, set()), said)


def _claims(subject: str, labels: Labels, known: set[str], said: Provenance) -> Iterator[ClaimRecord]:
    for name in labels.get(ENGLISH, ()):
        if whole(name) not in known:
            yield ClaimRecord(subject, "aliases", name, said)
    if foreign := {tag: names for tag, names in labels.items() if tag != ENGLISH}:
        yield ClaimRecord(subject, "labels", write_labels(foreign), said)


def _listed(labels: Mapping[str, str | list[str]]) -> Labels:
    return {tag: names if isinstance(names, list) else [names] for tag, names in labels.items()}


@cache
def _file() -> Any:
    return orjson.loads(resources.files("loaders.sources.reference").joinpath(FILE).read_bytes())
