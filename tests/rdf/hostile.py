"""Inputs made to break who reads RDF. Each says what has to be said of it, or that it may be read."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from typing import NamedTuple

from rdf.formats import Format

NT, NQ, TTL, TRIG, JSON, XML = Format
MAY = ""
"""It is read, or refused: both are right, as long as it ends."""
READ = "READ"
REFUSED = "REFUSED"
"""Whatever the cause."""
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:"'
S = "<urn:s> <urn:p> "


class Case(NamedTuple):
    """`says`: a part of the cause, READ, REFUSED, or MAY."""

    name: str
    form: Format
    data: bytes
    says: str


def corpus(port: int, secret: str) -> list[Case]:
    """All of them. A server at `port` must not be asked; the file `secret` must not be read."""
    made = (_nested(), _remote(port, secret), _doctypes(port, secret), _giants(), _blank(), _encodings(), _addresses(), _cut(), _others())
    return [Case(name, form, data if isinstance(data, bytes) else data.encode(), says) for kind in made for name, form, data, says in kind]


Made = Iterator[tuple[str, Format, str | bytes, str]]


def _xml(inside: str) -> str:
    return f"<rdf:RDF {RDF}>{inside}</rdf:RDF>"


def _nested() -> Made:
    for n in (50, 1_000, 100_000):
        deep = READ if n == 50 else "nested more than"
        many = READ if n < 5_000 else "blank nodes"
        for form in (TTL, TRIG):
            yield f"lists {n}", form, S + "(" * n + ")" * n + " .", many
            yield f"nodes {n}", form, S + "[ <urn:p> " * n + "1" + "]" * n + " .", many
            yield f"reifiers {n}", form, "<< " * n + S + "<urn:o> " + ">> <urn:p> <urn:o> " * n + " .", deep
            yield f"open lists {n}", form, S + "(" * n, many if n > 5_000 else "Unexpected end"
        for form in (TTL, NT, NQ, TRIG):
            yield f"triple terms {n}", form, S + f"<<( {S}" * n + "<urn:o> " + ")>> " * n + " .", deep
            yield f"hidden triple terms {n}", form, f'{S}"<" .\n{S}' + f"<<( {S}" * n + '"a" ' + ")>> " * n + " .", deep
        yield f"graphs {n}", TRIG, "<urn:g> { " * n, MAY
        yield f"objects {n}", JSON, '{"urn:p":' * n + "1" + "}" * n, deep
        yield f"arrays {n}", JSON, '{"urn:p":' + "[" * n + "1" + "]" * n + "}", deep
        yield f"open arrays {n}", JSON, "[" * n, "" if n == 50 else deep
        yield f"arrays after strings {n}", JSON, '{"urn:p\\"[[":["\\\\",' + "[" * n + "1" + "]" * n + "]}", deep
        yield f"contexts {n}", JSON, '{"@context":' + "[" * n + "{}" + "]" * n + "}", MAY if n == 50 else deep
        yield f"graph in graph {n}", JSON, '{"@graph":' * n + "{}" + "}" * n, deep
        yield f"lists in lists {n}", JSON, '{"urn:p":' + '{"@list":[' * (n // 2) + "1" + "]}" * (n // 2) + "}", MAY if n == 50 else deep
        yield f"elements {n}", XML, _xml("<e:a><e:b>" * (n // 2 - 2) + "</e:b></e:a>" * (n // 2 - 2)), deep
        yield (
            f"XML literal {n}",
            XML,
            _xml('<e:a><e:b rdf:parseType="Literal">' + "<i>" * (n - 5) + "</i>" * (n - 5) + "</e:b></e:a>"),
            deep,
        )


def _remote(port: int, secret: str) -> Made:
    places = (
        f"http://127.0.0.1:{port}/c",
        f"//127.0.0.1:{port}/c",
        f"file://{secret}",
        secret,
        f"ftp://127.0.0.1:{port}/c",
        "https://schema.org/",
    )
    for place in places:
        contexts: dict[str, object] = {
            "string": place,
            "array": [{}, place],
            "import": {"@version": 1.1, "@import": place},
            "term": {"p": {"@id": "urn:p", "@context": place}},
            "type": {"T": {"@id": "urn:t", "@context": place}},
        }
        for name, context in contexts.items():
            data = json.dumps({"@context": context, "@id": "urn:a", "@type": "T", "p": {"urn:p": "x"}})
            yield f"context {name} {place}", JSON, data, "context at another address"
        yield f"context in a node {place}", JSON, json.dumps([{"urn:p": {"@context": place, "urn:p": 1}}]), "context at another address"
        yield (
            f"context after the rest {place}",
            JSON,
            json.dumps({"@id": "urn:a", "urn:p": 1, "@context": place}),
            "context at another address",
        )
        if ":" in place:
            read = "a relative address" if place.startswith("//") else READ
            yield f"imports {place}", TTL, f"<urn:a> <http://www.w3.org/2002/07/owl#imports> <{place}> .", read
            yield f"base {place}", TTL, f"@base <{place}> . @prefix x: <{place}> . <y> x:z <> .", read
            yield f"style {place}", XML, f'<?xml-stylesheet href="{place}"?>' + _xml(f'<e:a rdf:about="{place}"/>'), read
            include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{place}"/>'
            yield f"include {place}", XML, _xml(include), MAY


def _doctypes(port: int, secret: str) -> Made:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    declared = {
        "laughs": f'rdf:RDF [<!ENTITY l0 "ha">{laughs}]',
        "square": f'rdf:RDF [<!ENTITY l11 "{"a" * 500_000}">]',
        "itself": 'rdf:RDF [<!ENTITY l11 "&l11;">]',
        "file": f'rdf:RDF [<!ENTITY l11 SYSTEM "file://{secret}">]',
        "server": f'rdf:RDF [<!ENTITY l11 SYSTEM "http://127.0.0.1:{port}/x">]',
        "parameter": f'rdf:RDF [<!ENTITY % x SYSTEM "http://127.0.0.1:{port}/x"> %x;]',
        "public": f'rdf:RDF PUBLIC "-//x//y" "http://127.0.0.1:{port}/x.dtd"',
        "bare": "rdf:RDF",
    }
    for name, words in declared.items():
        body = _xml("<e:a><e:b>&l11;&l11;</e:b></e:a>")
        yield f"doctype {name}", XML, f"<!DOCTYPE {words}>{body}", "a DOCTYPE"
        yield f"doctype {name} after a comment", XML, f'<?xml version="1.0"?><!-- x -->\n<!DOCTYPE\n{words}>{body}', "a DOCTYPE"
        yield f"doctype {name} in small letters", XML, f"<!doctype {words}>{body}", "well-formed"
        yield f"doctype {name} as UTF-16", XML, f"<!DOCTYPE {words}>{body}".encode("utf-16"), "NUL"
    yield "entity that nobody defined", XML, _xml("<e:a><e:b>&nbsp;</e:b></e:a>"), "undefined entity"
    yield "doctype in a comment", XML, _xml("<!-- <!DOCTYPE x> --><e:a/>"), READ


def _giants() -> Made:
    big = "a" * 300_000
    lines = "a\\n" * 250_000
    for form in (TTL, NQ):
        for name, value in {
            "literal": f'"{big}"',
            "escaped": f'"{lines}"',
            "tag": f'"a"@{big}',
            "type": f'"a"^^<urn:{big}>',
            "IRI": f"<urn:{big}>",
        }.items():
            yield f"giant {name}", form, f"{S}{value} .", "a literal or address" if name != "tag" else MAY
        yield f"giant blank label {form}", form, f"{S}_:{big} .", MAY
        yield f"giant comment {form}", form, f"#{big}\n{S}1 ." if form in (TTL, TRIG) else f'#{big}\n{S}"1" .', READ
        yield f"literal without end {form}", form, f'{S}"{big}', MAY
    yield "giant name", TTL, f"@prefix e: <urn:> . e:a e:b e:{big} .", "a literal or address"
    yield "giant JSON literal", JSON, json.dumps({"urn:p": big}), "a literal or address"
    yield "giant JSON key", JSON, json.dumps({f"urn:{big}": 1}), "a literal or address"
    yield "giant number", JSON, '{"urn:p":' + "9" * 300_000 + "}", MAY
    yield "giant exponent", JSON, '{"urn:p":1e999999999}', MAY
    yield "giant XML text", XML, _xml(f"<e:a><e:b>{big}</e:b></e:a>"), "a literal or address"
    yield "giant XML attribute", XML, _xml(f'<e:a e:b="{big}"/>'), "a literal or address"
    yield "many attributes", XML, _xml("<e:a " + " ".join(f'e:b{n}="1"' for n in range(5_000)) + "/>"), MAY
    yield "giant file", NT, f'{S}"a" .\n' * 100_000, "MiB"


def _blank() -> Made:
    many = 5_001
    yield "blank nodes", TTL, "[] <urn:p> [] .\n" * many, "blank nodes"
    yield "blank nodes in a list", TTL, S + "(" + "[] " * many + ") .", "blank nodes"
    yield "blank labels", NT, "".join(f"_:a{n} <urn:p> _:b{n} .\n" for n in range(many)), "blank nodes"
    yield "blank graphs", NQ, "".join(f'{S}"x" _:b{n} .\n' for n in range(many)), "blank nodes"
    yield "blank graphs in braces", TRIG, "[] { <urn:s> <urn:p> 1 } .\n".replace(" .", "") * many, "blank nodes"
    yield "blank objects", JSON, json.dumps({"urn:p": [{"urn:p": n} for n in range(many)]}), "blank nodes"
    yield "blank elements", XML, _xml("<e:a/>" * many), "blank nodes"
    yield "blank reifiers", TTL, f"<< {S}1 >> <urn:p> 1 .\n" * many, "blank nodes"
    yield "a few blank nodes", TTL, "[] <urn:p> [] .\n" * 100, READ


def _encodings() -> Made:
    for form in (TTL, NT, NQ, TRIG):
        yield "NUL", form, f'{S}"a\0b" .', "NUL"
        yield "NUL escaped", form, f'{S}"a\\u0000b" .', "NUL"
        yield "not UTF-8", form, f'{S}"a'.encode() + b'\xff" .', "UTF-8"
        yield "overlong", form, f'{S}"'.encode() + b'\xc0\xaf" .', "UTF-8"
        yield "surrogate", form, f'{S}"\\uD800" .', "scape"
        yield "beyond Unicode", form, f'{S}"\\U00110000" .', "scape"
        yield "UTF-16", form, f'{S}"a" .'.encode("utf-16"), "NUL"
        yield "mark of byte order", form, f'\ufeff{S}"a" .', MAY
        yield "bad escape", form, f'{S}"\\x41" .', "scape"
        yield "right to left", form, f'{S}"\u202egnp.exe" .', READ
    yield "NUL", JSON, '{"urn:p":"a\0"}', "NUL"
    yield "NUL escaped", JSON, '{"urn:p":"a\\u0000"}', "NUL"
    yield "not UTF-8", JSON, b'{"urn:p":"\xff"}', "UTF-8"
    yield "surrogate", JSON, '{"urn:p":"\\ud800"}', MAY
    yield "NUL", XML, _xml("<e:a><e:b>\0</e:b></e:a>"), "NUL"
    yield "NUL escaped", XML, _xml("<e:a><e:b>&#0;</e:b></e:a>"), "well-formed"
    yield "not UTF-8", XML, _xml("<e:a><e:b>").encode() + b"\xff</e:b></e:a></rdf:RDF>", "well-formed"
    yield "UTF-7", XML, '<?xml version="1.0" encoding="UTF-7"?>' + _xml("+ADwAIQ-"), MAY


def _addresses() -> Made:
    bad = ["<script>", '"onload=x', "a b", "a\nb", "{x}", "a|b", "a^b", "a`b", "a\\b", "\\u003cscript\\u003e", "\\u0020"]
    for text in bad:
        for form in (TTL, NT):
            yield (
                f"markup in an address {text!r}",
                form,
                f"<urn:s> <urn:p> <http://x/{text}> .",
                "escape" if text == "a\\b" else "I",
            )
    for scheme in ("javascript:alert(1)", "JavaScript:alert(1)", "vbscript:x", "data:text/html,x", "DATA:,x"):
        yield f"program as address {scheme}", TTL, f"<urn:s> <urn:p> <{scheme}> .", "program or a document"
        yield f"program as subject {scheme}", NQ, f"<{scheme}> <urn:p> <urn:o> <urn:g> .", "program or a document"
        yield f"program as graph {scheme}", TRIG, f"<{scheme}> {{ <urn:p> <urn:p> <urn:o> }}", "program or a document"
        yield f"program as datatype {scheme}", TTL, f'<urn:s> <urn:p> "x"^^<{scheme}> .', "program or a document"
        yield f"program in JSON {scheme}", JSON, json.dumps({"@id": scheme, "urn:p": 1}), "program or a document"
        yield f"program in XML {scheme}", XML, _xml(f'<e:a rdf:about="{scheme}"/>'), "program or a document"
    for text in ("", "a", "../../../etc/passwd", "//host/a", "?x", "#x", "/etc/passwd"):
        yield f"relative {text}", TTL, f"<urn:s> <urn:p> <{text}> .", "relative"
        yield f"relative {text}", NT, f"<urn:s> <urn:p> <{text}> .", "relative"
        yield f"relative {text}", JSON, json.dumps({"@id": text, "urn:p": 1}), "relative"
        yield f"relative {text}", XML, _xml(f'<e:a rdf:about="{text}"/>'), "relative"
        yield f"relative base {text}", JSON, json.dumps({"@context": {"@base": text}, "@id": "x", "urn:p": 1}), "relative"
    yield "markup in a text", TTL, f'{S}"<script>alert(1)</script>" .', READ


SAMPLES = {
    NT: '<urn:a> <urn:p> "x"@en .\n',
    TTL: '@prefix e: <urn:e:> .\ne:a a e:B ; e:p "x"@en , """y\nz""" , 1.5 ; e:q ( e:c [ e:d true ] ) .\n',
    NQ: '<urn:a> <urn:p> "x"@en <urn:g> .\n_:b <urn:p> "1"^^<urn:t> .\n',
    TRIG: '@prefix e: <urn:e:> .\ne:g { e:a e:p "x" ; e:q ( 1 2 ) . }\n{ e:a e:p e:b }\n',
    JSON: '{"@context": {"e": "urn:e:", "p": {"@id": "e:p", "@type": "@id"}}, "@id": "e:a",'
    ' "p": ["e:b", {"@id": "e:c", "e:q": {"@list": [1, "x"]}}]}',
    XML: f'<?xml version="1.0"?>\n<rdf:RDF {RDF}><e:A rdf:about="urn:a">'
    '<e:p xml:lang="en">x &amp; y</e:p><e:q rdf:resource="urn:b"/></e:A></rdf:RDF>',
}


def _cut() -> Made:
    for form, text in SAMPLES.items():
        yield f"sample {form}", form, text, READ
        for n in range(1, len(text), max(1, len(text) // 7)):
            yield f"cut at {n}", form, text[:n], MAY
            yield f"without {n}", form, text[:n] + text[n + 1 :], MAY


def _others() -> Made:
    chance = random.Random(14)
    noise = chance.randbytes(20_000)
    for form in Format:
        yield "nothing", form, b"", MAY
        yield "noise", form, noise, REFUSED
        yield "noise without NUL", form, noise.replace(b"\0", b""), REFUSED
        yield "gzip", form, gzip.compress(SAMPLES[TTL].encode(), mtime=0), MAY
        yield "YAML", form, "entities:\n- {id: x, class: State}\n", MAY
        yield "lines", form, "\n" * 50_000, MAY
        for other, text in SAMPLES.items():
            if other is not form:
                yield f"{other} as {form}", form, text, MAY
    yield "prefixes", TTL, "".join(f"@prefix e{n}: <urn:{n}:> .\n" for n in range(10_000)), READ
    yield "one key many times", JSON, "{" + ",".join('"urn:p":1' for _ in range(20_000)) + "}", MAY
    yield "terms", JSON, json.dumps({"@context": {f"t{n}": f"t{n + 1}:x" for n in range(3_000)}, "t0": 1}), MAY
    yield "terms in a circle", JSON, '{"@context":{"a":"b:x","b":"a:x"},"@id":"urn:a","a":1}', MAY
