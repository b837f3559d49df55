"""Reads the Model from Turtle. Every contradiction is reported with the file, the line and the term, all of them at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from common.errors import OntologyError
from ontology.linked import EDTF, read_linked
from ontology.model import (
    KIND,
    SPELL,
    STATEMENT,
    Binding,
    Class,
    Constraint,
    Datatype,
    Direction,
    End,
    Kind,
    Model,
    Property,
    Relation,
    Search,
    Shared,
    Side,
)
from ontology.own_names import TERMS_FROM, with_own_names
from ontology.sources import SOURCES
from ontology.terms import Vocabulary
from ontology.vocabularies import F, problem, spell_out, terms_from, vocabulary

SCHEMA = Namespace("https://schema.org/")

DATATYPES: Mapping[Node, Datatype] = {
    XSD.string: Datatype.TEXT,
    XSD.anyURI: Datatype.URI,
    RDF.langString: Datatype.TEXT,
    EDTF: Datatype.EDTF,
    XSD.date: Datatype.DAY,
    XSD.integer: Datatype.INTEGER,
    XSD.decimal: Datatype.DECIMAL,
    XSD.boolean: Datatype.BOOLEAN,
    F.languageMap: Datatype.LABELS,
}
# A property of a class, what must hold of it, and the vocabulary of its values.
_Shape: TypeAlias = tuple[str, Constraint, Vocabulary | None]
# Both Neo4j and GraphQL take such a name as it is; names that begin with two underscores belong to GraphQL.
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{0,63}")


def read_model(sources: Iterable[Path] = SOURCES) -> Model:
    """The Model of some Turtle files, read as one graph.

    Raises OntologyError when a file is not Turtle or the ontology contradicts itself.
    """
    paths = tuple(sources)
    return _Reader(read_graph(paths), paths).model()


def read_graph(paths: Iterable[Path] = SOURCES) -> Graph:
    """Some Turtle files as one graph, with the values of vocabularies in the shapes that name them.

    Raises OntologyError when a file is not Turtle.
    """
    graph = Graph(bind_namespaces="none")
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except BadSyntax as error:
            reason = str(error).splitlines()[-1].strip() if str(error) else "bad syntax"
            raise OntologyError(f"{path.name}:{error.lines + 1}: not Turtle: {reason}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise OntologyError(f"{path}: cannot be read: {error}") from error
    spell_out(graph)
    return graph


def _local(term: Node) -> str:
    return str(term).removeprefix(str(F))


class _Reader:
    """One reading. Problems are gathered and raised together at the end."""

    def __init__(self, graph: Graph, paths: tuple[Path, ...]) -> None:
        self.graph = graph
        self.paths = paths
        self.problems: list[str] = []
        self.parents: dict[str, tuple[str, ...]] = {}
        self.vocabularies: dict[Node, Vocabulary] = {}

    def model(self) -> Model:
        names = sorted((_local(c) for c in self._subjects(OWL.Class)), key=self._line)
        self.parents = {n: self._known_parents(n, names) for n in names}
        lineages = {n: self._lineage(n) for n in names}
        kinds = {n: self._kind(n, lineages[n]) for n in names}
        relations = {r.name: r for r in self._relations(names)}
        for relation in relations.values():
            if relation.mirrors and (len(relation.mirrors) != 2 or not relations.keys() >= set(relation.mirrors)):
                self._problem(relation.name, "f:mirrors needs two relations, as they are stored")
        self._stop_if_wrong()
        self.vocabularies = self._vocabularies()
        own = self._own_properties(names)
        shapes = self._shapes(names)
        classes = {n: self._class(n, kinds[n], lineages, own, shapes, relations) for n in names}
        self._check_members(classes)
        self._stop_if_wrong()
        sources = {terms: source for scheme, terms in self.vocabularies.items() if (source := terms_from(self.graph, scheme))}
        classes = with_own_names(classes, sources)
        edges = {n: c for n, c in classes.items() if c.kind is Kind.LINK}
        version = self.graph.value(URIRef(str(F).rstrip("#")), OWL.versionInfo)
        return Model(
            classes=MappingProxyType({n: c for n, c in classes.items() if n not in edges}),
            edges=MappingProxyType(edges),
            relations=MappingProxyType(relations),
            version=str(version or "0"),
            linked=read_linked(self.graph),
            fingerprint=hashlib.sha256(b"".join(path.read_bytes() for path in self.paths)).hexdigest()[:16],
        )

    # -- reporting

    def _where(self, name: str) -> str:
        pattern = re.compile(rf"^\s*f:{re.escape(name)}\s")
        for path in self.paths:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if pattern.match(line):
                    return f"{path.name}:{number}"
        return self.paths[0].name if self.paths else "ontology"

    def _line(self, name: str) -> tuple[str, int]:
        """Order of appearance, so that derived documents follow the Turtle."""
        file, _, line = self._places.get(name, "~:0").partition(":")
        return file, int(line or 0)

    @property
    def _places(self) -> dict[str, str]:
        if not hasattr(self, "_place_cache"):
            self._place_cache: dict[str, str] = {}
            for path in self.paths:
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    if found := re.match(r"f:([A-Za-z0-9]+)\s+a\s", line):
                        self._place_cache.setdefault(found[1], f"{path.name}:{number}")
        return self._place_cache

    def _problem(self, name: str, text: str) -> None:
        self.problems.append(f"{self._where(name)}: f:{name}: {text}")

    def _stop_if_wrong(self) -> None:
        if self.problems:
            raise OntologyError("\n".join(dict.fromkeys(self.problems)))

    # -- classes

    def _subjects(self, kind: URIRef) -> Iterator[URIRef]:
        for subject in self.graph.subjects(RDF.type, kind):
            if isinstance(subject, URIRef) and subject.startswith(str(F)):
                yield subject

    def _known_parents(self, name: str, names: list[str]) -> tuple[str, ...]:
        found = []
        for parent in self.graph.objects(F[name], RDFS.subClassOf):
            if not str(parent).startswith(str(F)):
                continue
            if _local(parent) in names:
                found.append(_local(parent))
            else:
                self._problem(name, f"rdfs:subClassOf f:{_local(parent)}, which is not an owl:Class here")
        return tuple(sorted(found))

    def _lineage(self, name: str) -> tuple[str, ...]:
        order: list[str] = []
        queue = [name]
        while queue:
            current = queue.pop(0)
            if current in order:
                continue
            order.append(current)
            queue += self.parents.get(current, ())
        if name in [p for a in order for p in self.parents.get(a, ())]:
            self._problem(name, "is a subclass of itself")
        return tuple(order)

    def _kind(self, name: str, lineage: tuple[str, ...]) -> Kind:
        found = [kind for kind in Kind if kind.value in lineage]
        if len(found) != 1:
            self._problem(name, f"needs to stand below one of {', '.join(f'f:{kind.value}' for kind in Kind)} by rdfs:subClassOf")
        return found[0] if found else Kind.ENTITY

    def _class(
        self,
        name: str,
        kind: Kind,
        lineages: Mapping[str, tuple[str, ...]],
        own: Mapping[str, list[Property]],
        shapes: Mapping[str, list[_Shape]],
        relations: Mapping[str, Relation],
    ) -> Class:
        label, comment = self._words(name)
        lineage = lineages[name]
        abstract = self._flag(name, F.abstract)
        below = tuple(n for n in lineages if name in lineages[n] and n != name)
        if not abstract and below:
            self._problem(name, f"has the subclass f:{below[0]} and so needs f:abstract true")
        concrete = tuple(n for n in (name, *below) if not self._flag(n, F.abstract))
        plural = self.graph.value(F[name], F.plural)
        return Class(
            name=name,
            kind=kind,
            plural=str(plural) if plural else name[0].lower() + name[1:] + "s",
            label=label,
            comment=comment,
            abstract=abstract,
            parents=self.parents[name],
            lineage=lineage,
            concrete=concrete,
            keys=tuple(k for c in lineage for k in self._keys(c)),
            properties=MappingProxyType(self._properties(name, lineage, own, shapes)),
            ends=MappingProxyType({e.name: e for e in self._ends(lineage, relations)}),
            weight=self._weight(lineage),
            exists_by=self._exists_by(name, lineage, relations),
            allies=any(self._flag(c, F.allies) for c in lineage),
            shared_keys=tuple(sorted({_local(k) for c in lineage for k in self.graph.objects(F[c], F.sharedKey)})),
        )

    def _exists_by(self, name: str, lineage: tuple[str, ...], relations: Mapping[str, Relation]) -> str | None:
        """The relation by which entities of a class exist: said of the class itself or of one above it."""
        for cls in lineage:
            if found := self.graph.value(F[cls], F.existsBy):
                relation = relations.get(_local(found))
                if relation is None or not relation.dated or relation.domain not in lineage:
                    self._problem(name, f"f:existsBy f:{_local(found)}, which is not a dated relation of it")
                return _local(found)
        return None

    def _keys(self, name: str) -> list[str]:
        return [_local(k) for lst in self.graph.objects(F[name], OWL.hasKey) for k in Collection(self.graph, lst)]

    def _words(self, name: str) -> tuple[str, str]:
        label, comment = self.graph.value(F[name], RDFS.label), self.graph.value(F[name], RDFS.comment)
        if not NAME.fullmatch(name):
            self._problem(name, "a name is made of letters and digits, begins with a letter and has at most 64 of them")
        if label is None or comment is None:
            self._problem(name, "needs an rdfs:label and an rdfs:comment")
        return str(label or name), str(comment or "")

    def _flag(self, name: str, predicate: URIRef) -> bool:
        value = self.graph.value(F[name], predicate)
        return isinstance(value, Literal) and value.toPython() is True

    def _weight(self, lineage: tuple[str, ...]) -> float:
        """What the nearest class says that says anything."""
        for name in lineage:
            value = self.graph.value(F[name], F.weight)
            if isinstance(value, Literal):
                return float(value)
        return 1.0

    # -- properties

    def _own_properties(self, names: list[str]) -> dict[str, list[Property]]:
        own: dict[str, list[Property]] = {n: [] for n in names}
        values = [*self._subjects(OWL.DatatypeProperty), *(t for t in self._subjects(OWL.ObjectProperty) if self._by_id(t))]
        for term in sorted(values, key=lambda t: self._line(_local(t))):
            name = _local(term)
            if self._flag(name, F.inRdf):
                continue
            domains = [d for p in (RDFS.domain, SCHEMA.domainIncludes) for d in self.graph.objects(term, p) if d != F[name]]
            if not domains and term in (F.begins, F.ends, F.precedes):
                continue
            prop = self._property(name)
            if not domains:
                self._problem(name, "needs an rdfs:domain: the class that has it")
            for domain in domains:
                if _local(domain) in own:
                    own[_local(domain)].append(prop)
                else:
                    self._problem(name, f"rdfs:domain f:{_local(domain)}, which is not an owl:Class here")
        return own

    def _property(self, name: str) -> Property:
        label, comment = self._words(name)
        datatype = Datatype.TEXT if self._by_id(F[name]) else DATATYPES.get(self.graph.value(F[name], RDFS.range) or F.nothing)
        if datatype is None:
            kinds = "xsd:string, rdf:langString, xsd:anyURI, edtf:EDTF, xsd:date, xsd:integer, xsd:decimal, xsd:boolean or f:languageMap"
            self._problem(name, f"needs an rdfs:range of {kinds}")
        above = set(self.graph.objects(F[name], RDFS.subPropertyOf))
        return Property(
            name=name,
            label=label,
            comment=comment,
            datatype=datatype or Datatype.TEXT,
            many=(F[name], RDF.type, OWL.FunctionalProperty) not in self.graph,
            derived=self._flag(name, F.derived),
            search=self._search(name),
            begins=F.begins in above,
            closes=F.ends in above,
            precedes=F.precedes in above,
            any_case=self._flag(name, F.anyCase),
            digits=self._digits(name),
            cites=self._flag(name, F.cites),
            alone=self._flag(name, F.alone),
            of_source=self._flag(name, F.ofSource),
        )

    def _by_id(self, term: URIRef) -> bool:
        """Whether the values of a property are stored as ids or names of what they refer to."""
        return self._flag(_local(term), F.byId)

    def _digits(self, name: str) -> int:
        value = self.graph.value(F[name], F.digits)
        return int(value) if isinstance(value, Literal) else 0

    def _search(self, name: str) -> Search | None:
        value = self.graph.value(F[name], F.search)
        if value is None:
            return None
        roles = {r.value: r for r in Search}
        if str(value) not in roles:
            self._problem(name, f"f:search is {', '.join(roles)}, not {value}")
        return roles.get(str(value))

    def _properties(
        self,
        name: str,
        lineage: tuple[str, ...],
        own: Mapping[str, list[Property]],
        shapes: Mapping[str, list[_Shape]],
    ) -> dict[str, Property]:
        found: dict[str, Property] = {}
        for cls in reversed(lineage):
            found |= {p.name: p for p in own[cls]}
        for path, constraint, terms in (s for c in lineage for s in shapes.get(c, ())):
            if path in found:
                constraints = (*found[path].constraints, constraint)
                if terms and found[path].vocabulary not in (None, terms):
                    self._problem(terms.name, f"is the second vocabulary of f:{path} in f:{name}")
                found[path] = replace(found[path], constraints=constraints, vocabulary=terms or found[path].vocabulary)
            else:
                self._problem(name, f"a shape constrains f:{path}, which the class does not have")
        return found

    def _vocabularies(self) -> dict[Node, Vocabulary]:
        found: dict[Node, Vocabulary] = {scheme: vocabulary(self.graph, scheme) for scheme in self._subjects(SKOS.ConceptScheme)}
        for scheme, terms in found.items():
            if (scheme, RDF.type, OWL.Class) in self.graph:
                self._problem(terms.name, "is both an owl:Class and a skos:ConceptScheme")
            source = terms_from(self.graph, scheme)
            wrong = problem(terms) if source is None else None if source in TERMS_FROM else f"f:termsFrom is one of {', '.join(TERMS_FROM)}"
            if wrong:
                self._problem(terms.name, wrong)
        return found

    def _terms(self, part: Node, path: str) -> Vocabulary | None:
        """The vocabulary that a shape names for a property."""
        scheme = self.graph.value(part, F.vocabulary)
        if scheme is not None and scheme not in self.vocabularies:
            self._problem(path, f"has the f:vocabulary f:{_local(scheme)}, which is not a skos:ConceptScheme here")
        return self.vocabularies.get(scheme) if scheme is not None else None

    def _shapes(self, names: list[str]) -> dict[str, list[_Shape]]:
        found: dict[str, list[_Shape]] = {}
        for shape, target in self.graph.subject_objects(SH.targetClass):
            if _local(target) not in names:
                self._problem(_local(shape), f"sh:targetClass f:{_local(target)}, which is not an owl:Class here")
                continue
            for part in self.graph.objects(shape, SH.property):
                path = _local(self.graph.value(part, SH.path) or F.nothing)
                terms = self._terms(part, path)
                found.setdefault(_local(target), []).append((path, self._constraint(part, terms), terms))
        return found

    def _constraint(self, part: Node, terms: Vocabulary | None) -> Constraint:
        def value(predicate: URIRef) -> object:
            literal = self.graph.value(part, predicate)
            return literal.toPython() if isinstance(literal, Literal) else None

        def number(predicate: URIRef) -> int | None:
            found = value(predicate)
            return int(found) if isinstance(found, int) else None

        pattern = value(SH.pattern)
        return Constraint(
            message=str(value(SH.message) or "does not have the required form"),
            required=(number(SH.minCount) or 0) > 0,
            max_count=number(SH.maxCount),
            pattern=str(pattern) if pattern else None,
            one_of=tuple(term.value for term in terms.terms) if terms else self._list(part, SH["in"]),
            min_length=number(SH.minLength),
            max_length=number(SH.maxLength),
            minimum=number(SH.minInclusive),
            maximum=number(SH.maxInclusive),
        )

    # -- relations

    def _relations(self, names: list[str]) -> Iterator[Relation]:
        inverses = {_local(o): _local(s) for s, o in self.graph.subject_objects(OWL.inverseOf)}
        backward = set(inverses.values())
        for term in sorted(self._subjects(OWL.ObjectProperty), key=lambda t: self._line(_local(t))):
            name = _local(term)
            label, comment = self._words(name)
            if name in backward or self._by_id(term):
                continue
            ends = [self.graph.value(term, p) for p in (RDFS.domain, RDFS.range, F.edge)]
            for what, end in zip(("rdfs:domain", "rdfs:range", "f:edge"), ends, strict=True):
                if end is None or _local(end) not in names:
                    self._problem(name, f"needs an {what} that is an owl:Class here")
            inverse = inverses.get(name)
            symmetric = (term, RDF.type, OWL.SymmetricProperty) in self.graph
            if symmetric == (inverse is not None):
                self._problem(name, "needs either an owl:inverseOf partner or the type owl:SymmetricProperty")
            other = self._words(inverse) if inverse else (label, comment)
            listed, younger = (Side(_local(side)) if (side := self.graph.value(term, p)) else None for p in (F.listed, F.younger))
            domain, range_, edge = (_local(e) if e else "" for e in ends)
            yield Relation(
                name, label, comment, domain, range_, edge,
                STATEMENT in self._lineage(edge), SPELL in self._lineage(edge), inverse, *other,
                listed=listed, distinct=self._list(term, F.distinct), younger=younger, early=self._list(term, F.early),
                found_by=self._found_by(name, inverse),
                hierarchy=self._flag(name, F.hierarchy),
                one_body=str(self.graph.value(term, F.oneBody) or ""),
                binding=self._binding(term),
                mirrors=self._list(term, F.mirrors),
                plural=str(self.graph.value(term, F.plural) or ""),
                shared=self._shared(term),
                tie=str(self.graph.value(term, F.tie) or ""),
            )  # fmt: skip

    def _shared(self, term: Node) -> Shared | None:
        found = str(self.graph.value(term, F.shared) or "")
        known = next((way for way in Shared if way.value == found), None)
        if found and known is None:
            self._problem(_local(term), f'f:shared "{found}" is none of {", ".join(way.value for way in Shared)}')
        return known

    def _binding(self, term: Node) -> Binding | None:
        found = [self.graph.value(term, p) for p in (F.consent, F.consentKind, F.lag, F.together, F.binding)]
        if not any(found):
            return None
        if not all(found):
            self._problem(_local(term), "f:consent needs f:consentKind, f:lag, f:together and f:binding beside it")
            return None
        act, kind, lag, together = (_local(name) for name in found[:4] if name)
        listed = (self._list(term, p) for p in (F.datesBack, F.provisional, F.unsigned, F.signing))
        return Binding(act, kind, lag, together, str(found[4]), *listed)

    def _list(self, term: Node, predicate: URIRef) -> tuple[str, ...]:
        found = self.graph.value(term, predicate)
        return tuple(_local(item) for item in Collection(self.graph, found)) if found else ()

    def _found_by(self, name: str, inverse: str | None) -> tuple[Direction, ...]:
        way = Direction.BOTH if inverse is None else Direction.OUT
        found = [way] if self._flag(name, F.foundBy) else []
        return (*found, *([Direction.IN] if inverse and self._flag(inverse, F.foundBy) else []))

    @staticmethod
    def _ends(lineage: tuple[str, ...], relations: Mapping[str, Relation]) -> Iterator[End]:
        for rel in relations.values():
            if rel.domain in lineage:
                way = Direction.BOTH if rel.symmetric else Direction.OUT
                yield End(rel.name, rel.label, rel.comment, rel, way, rel.range)
            if rel.inverse and rel.range in lineage:
                yield End(rel.inverse, rel.inverse_label, rel.inverse_comment, rel, Direction.IN, rel.domain)

    # -- consistency

    def _check_binding(self, relation: Relation, binding: Binding, classes: Mapping[str, Class]) -> None:
        own = [(name, relation.edge) for name in (binding.act, binding.kind)]
        for name, owner in (*own, (binding.lag, relation.range), (binding.together, relation.range)):
            if name not in classes[owner].properties:
                self._problem(relation.name, f"binds by f:{name}, which is not a property of f:{owner}")

    def _check_members(self, classes: Mapping[str, Class]) -> None:
        taken: dict[str, str] = {}
        for cls in classes.values():
            for clash in sorted(cls.properties.keys() & cls.ends.keys()):
                self._problem(clash, f"is both a property and a relation of f:{cls.name}")
            for end in cls.ends.values():
                if end.relation.one_body and KIND not in classes[end.relation.edge].properties:
                    self._problem(end.relation.name, f"f:oneBody, but f:{end.relation.edge} has no f:{KIND}")
                if binding := end.relation.binding:
                    self._check_binding(end.relation, binding, classes)
            for key in (*cls.keys, *cls.shared_keys):
                if key not in cls.properties:
                    self._problem(cls.name, f"has the key f:{key}, which is not a property of it")
            for root in {cls.singular, cls.plural}:
                if taken.setdefault(root, cls.name) != cls.name:
                    self._problem(cls.name, f"shares the name {root} with f:{taken[root]}; give it an f:plural")
