"""Writes names.json: names of states and territories by language. Only needed for a new release of its sources.

    npm install --prefix TMP cldr-localenames-full cldr-core
    python -m loaders.sources.reference.make_names TMP/node_modules country-codes.csv

CLDR (Unicode-3.0) has the usual names; country-codes.csv (PDDL, https://datahub.io/core/country-codes) the formal ones in the languages of
the United Nations, from its terminology database.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pycountry

from common.labels import write_labels

FILE = Path(__file__).with_name("names.json")
# What CLDR covers to this degree has checked names of all territories; further national languages, as far as it has them.
COVERAGE = "modern"
ALSO = frozenset({"ckb", "dz", "fo", "ku", "lb", "mg", "mi", "mt", "tg"})
# The same language in a script in which few read it.
LEFT_OUT = frozenset({"hi-Latn", "kk-Arab", "yue-Hans"})
FORMAL = {
    lang: f"UNTERM {name} Formal"
    for lang, name in (("ar", "Arabic"), ("es", "Spanish"), ("fr", "French"), ("ru", "Russian"), ("zh", "Chinese"))
}
# What has a code beside ISO 3166-1: Kosovo, the European Union, the United Nations.
FURTHER = frozenset({"XK", "EU", "UN"})
_ARTICLE = re.compile(r"^(la |le |les |el |los |las |l['’])", re.IGNORECASE)
Names = dict[str, dict[str, list[str]]]


def main(modules: Path, codes: Path) -> None:
    """Write the file."""
    core: Mapping[str, Any] = json.loads((modules / "cldr-core/coverageLevels.json").read_text("utf-8"))
    good = {tag for tag, level in core["coverageLevels"].items() if level == COVERAGE} - LEFT_OUT | ALSO
    known = {country.alpha_2 for country in pycountry.countries} | FURTHER
    usual = {code: names for code, names in _gathered(_usual(modules, good)).items() if code in known}
    version = json.loads((modules / "cldr-localenames-full/package.json").read_text("utf-8"))["version"]
    parts = [f'"version": {json.dumps(version)}', f'"cldr": {_lines(usual)}', f'"unterm": {_lines(_gathered(_formal(codes)))}']
    FILE.write_text("{" + ",\n".join(parts) + "}\n", "utf-8")


def _gathered(rows: Iterator[tuple[str, str, str]]) -> Names:
    found: Names = defaultdict(dict)
    for tag, code, name in rows:
        names = found[code].setdefault(tag, [])
        if name not in names:
            names.append(name)
    return found


def _lines(names: Names) -> str:
    """An object with a line for each territory, so that a new release can be compared."""
    lines = [f"{json.dumps(code)}: {write_labels(names[code])}" for code in sorted(names)]
    return "{\n" + ",\n".join(lines) + "\n}"


def _usual(modules: Path, good: set[str]) -> Iterator[tuple[str, str, str]]:
    """Language, territory and name, the usual one of a territory before its variants."""
    for file in sorted((modules / "cldr-localenames-full/main").glob("*/territories.json")):
        tag = file.parent.name
        if tag not in good:
            continue
        territories = json.loads(file.read_text("utf-8"))["main"][tag]["localeDisplayNames"]["territories"]
        for key in sorted(territories):
            code = key.partition("-")[0]
            # What CLDR does not translate stands as the code itself.
            if re.fullmatch(r"[A-Z]{2}", code) and territories[key] != code:
                yield tag, code, territories[key]


def _formal(codes: Path) -> Iterator[tuple[str, str, str]]:
    with codes.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for tag, column in FORMAL.items():
                if name := _ARTICLE.sub("", row[column].strip()):
                    yield tag, row["ISO3166-1-Alpha-2"], name


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
