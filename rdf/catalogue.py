"""The data sets as a catalogue (DCAT) and as linked data (VoID): who publishes them, under which licence, and where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rdf import names
from rdf.names import DCTERMS, TYPE, literal, ref

DCAT, VOID = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#"
MEDIA = "https://www.iana.org/assignments/media-types/"
TITLE = "Foedera: alliances, agencies and agreements"
WORDS = "A knowledge graph of alliances, agencies and agreements: sourced, dated, and queryable as of any day."


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file of a data set: its address, its media type, and what it is."""

    url: str
    media: str
    title: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A data set as the store describes it, with its files. `licence_url` is None where its licence has no address."""

    stored: Mapping[str, Any]
    licence_url: str | None
    files: Sequence[Distribution]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All data sets. `site` is the address of the server, `entities` how many entities there are in all."""

    site: str
    version: str
    entities: int
    holdings: Sequence[Holding]
    files: Sequence[Distribution]
    vocabulary: str = names.ONTOLOGY


def catalogue_lines(found: Catalogue) -> list[bytes]:
    """DCAT, as sorted lines."""
    node = f"<{found.site}/catalog>"
    lines = [*_of(node, f"{DCAT}Catalog", {f"{DCTERMS}title": TITLE, f"{DCTERMS}description": WORDS}), *_whole(found)]
    lines.append(f"{node} <{DCAT}dataset> <{found.site}/catalog#foedera> .")
    for holding in found.holdings:
        lines += [f"{node} <{DCAT}dataset> {ref('dataset', holding.stored['id'])} .", *_holding(holding)]
    return _sorted(lines)


def void_lines(found: Catalogue) -> list[bytes]:
    """VoID, as sorted lines."""
    node, of = f"<{found.site}/.well-known/void>", f"<{found.site}/catalog#foedera>"
    lines = [f"{node} {TYPE} <{VOID}DatasetDescription> .", f"{node} <http://xmlns.com/foaf/0.1/topic> {of} ."]
    lines += [*_of(of, f"{VOID}Dataset", {f"{DCTERMS}title": TITLE, f"{DCTERMS}description": WORDS})]
    lines += [f"{of} <{VOID}uriSpace> {literal(f'{names.BASE}id/')} .", f"{of} <{VOID}vocabulary> <{found.vocabulary}> ."]
    lines += [f"{of} <{VOID}entities> {literal(str(found.entities), f'{names.XSD}integer')} ."]
    lines += [f"{of} <{VOID}dataDump> <{one.url}> ." for one in found.files if one.media.startswith(("application/n-", "text/turtle"))]
    lines += [f"{of} <{VOID}subset> {ref('dataset', one.stored['id'])} ." for one in found.holdings]
    return _sorted(lines)


def _whole(found: Catalogue) -> Iterator[str]:
    node = f"<{found.site}/catalog#foedera>"
    yield from _of(node, f"{DCAT}Dataset", {f"{DCTERMS}title": TITLE, f"{DCTERMS}description": WORDS})
    yield f"{node} <{DCAT}version> {literal(found.version)} ."
    yield from _files(node, found.files)


def _holding(holding: Holding) -> Iterator[str]:
    stored, node = holding.stored, ref("dataset", holding.stored["id"])
    yield from _of(node, f"{DCAT}Dataset", {f"{DCTERMS}title": stored["title"], f"{DCTERMS}description": stored.get("summary", "")})
    if holding.licence_url:
        yield f"{node} <{DCTERMS}license> <{holding.licence_url}> ."
    elif stored.get("licence"):
        yield f"{node} <{DCTERMS}rights> {literal(stored['licence'])} ."
    if str(stored.get("homepage", "")).startswith(("https://", "http://")):
        yield f"{node} <{DCAT}landingPage> <{stored['homepage']}> ."
    if stored.get("citeAs"):
        yield f"{node} <{DCTERMS}bibliographicCitation> {literal(stored['citeAs'])} ."
    yield from _files(node, holding.files)


def _files(node: str, files: Iterable[Distribution]) -> Iterator[str]:
    for one in files:
        yield f"{node} <{DCAT}distribution> <{one.url}> ."
        yield from _of(f"<{one.url}>", f"{DCAT}Distribution", {f"{DCTERMS}title": one.title})
        yield f"<{one.url}> <{DCAT}downloadURL> <{one.url}> ."
        yield f"<{one.url}> <{DCAT}mediaType> <{MEDIA}{one.media}> ."


def _of(node: str, cls: str, texts: Mapping[str, str]) -> Iterator[str]:
    yield f"{node} {TYPE} <{cls}> ."
    yield from (f"{node} <{name}> {literal(text, language='en')} ." for name, text in texts.items() if text)


def _sorted(lines: Iterable[str]) -> list[bytes]:
    return [f"{line}\n".encode() for line in sorted(set(lines))]
