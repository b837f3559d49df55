"""Random operations over the whole schema, from a seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from ontology import Class, End
from tests.reference import types
from tests.reference.asking import Asking
from tests.reference.identity import drawn
from tests.reference.pools import Pools
from tests.reference.shapes import Hole, Shape, Word, Writer

MOST_LISTS, LEVELS = 3, 3
ROOT_PAGE, INNER_PAGE, DEEP_PAGE = 9, 6, 4
MOST_WHOLE = 2
"""So many lists of an operation may have the length that they have by default: three within each other would be refused."""
PAGE_INFO = ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")
COUNTS = ["totalCount", "certainCount", "nodeCount"]
COVERAGE = ["complete", "from", "until", "maintained", "datasets"]
ONCE = "once: true"
CITED = "sourceParts { citation locator url }"
TAGS = ("fr", "pt-BR", "zh-Hant", "en", "xx")
WORDS = ("border", "treaty", "guard", "nato", "turkish", "exercise", "straz", "cooperation", "polise", "informaton")


def walk(pools: Pools, random: Random) -> Shape:
    """A random operation."""
    walker = _Walker(pools, random)
    first = walker.root()
    second = walker.root() if walker.write.lists < walker.most and walker.write.chance(0.2) else ""
    extra = " dataVersion" if walker.write.chance(0.05) else ""
    return walker.write.shape(f"{first} {second}{extra}")


def walk_deep(pools: Pools, random: Random) -> Shape:
    """A list in a list in a list, some of them asked twice with other arguments."""
    walker = _Walker(pools, random)
    return walker.write.shape(walker.deep())


def walk_pages(pools: Pools, random: Random, *, backward: bool) -> Shape:
    """A random list that can be followed page by page: the response has it at `list`, or at `of.list`."""
    return _Walker(pools, random).pages(backward=backward)


def walk_ids(pools: Pools, random: Random) -> Shape:
    """An operation that names things by ids with a scope in them."""
    return _Walker(pools, random).ids()


def walk_once(pools: Pools, random: Random, *, paged: bool, backward: bool) -> Shape:
    """An operation, page by page or not, whose lists of relationships have each node once at times."""
    walker = _Walker(pools, random, once=0.8)
    return walker.pages(backward=backward) if paged else walker.write.shape(walker.deep() if backward else walker.root())


def walk_certain(pools: Pools, random: Random) -> Shape:
    """What certainly satisfies a filter, as a list and as a number of what may."""
    walker = _Walker(pools, random)
    return walker.write.shape(walker.certain())


class _Walker:
    def __init__(self, pools: Pools, random: Random, once: float = 0.0) -> None:
        self.pools = pools
        self.model = pools.model
        self.random = random
        self.ask = Asking(pools, random)
        self.write = Writer(random)
        self.most = random.choice([1, 2, 2, MOST_LISTS])
        self.whole = 0
        self.once = once

    # -- roots

    def root(self) -> str:
        choice = self.random.random()
        if choice < 0.05:
            return self._search()
        cls = self.pools.cls(self.random)
        if choice < 0.45:
            self.write.lists += 1
            args = [f"key: {self._key(cls)}", *self._scope()]
            return self._field(f"{cls.singular}({', '.join(args)})", self._node(cls), wanted=True)
        self.write.lists += 1
        if choice < 0.5 and not self.once:  # lists of all relationships have no `statements`
            relation = self.random.choice([r for r in self.model.relations.values() if r.plural])
            end = self.model.classes[relation.range].ends[str(relation.inverse)]
            args = [*self._end_args(end), *self._page(ROOT_PAGE), *self._scope()]
            return self._list(relation.plural, args, self.model.classes[end.target], end)
        args = [*self._root_args(cls), *self._page(ROOT_PAGE), *self._scope()]
        return self._list(cls.plural, args, cls, None)

    def _root_args(self, cls: Class) -> list[str]:
        args = []
        if self.write.chance(0.6):
            args.append(f"filter: {self.write.value(self.ask.node_filter(cls), types.of_argument(cls, None, 'filter'))}")
        if self.write.chance(0.4):
            args.append(f"sort: {self.write.value(self.ask.sorts(lambda: self.ask.node_sort(cls)), types.of_argument(cls, None, 'sort'))}")
        return args

    def _key(self, cls: Class) -> str:
        """The argument that finds one node, as a whole in a variable at times."""
        keys = ["id", "id", *self.pools.keys(cls)]
        key = self.random.choice(keys)
        hole = self.pools.id(cls) if key == "id" else Hole("String", self.pools.value(cls, cls.properties[key]))
        if self.write.chance(0.2):
            return self.write.variable(Hole(types.of_key(cls), lambda random: {key: hole.draw(random)}))
        return f"{{{key}: {self.write.variable(Hole(f'{hole.type}!', hole.draw))}}}"

    def _search(self) -> str:
        """A search for all there is, to be compared without its order."""
        word = self.write.variable(Hole("String!", lambda random: random.choice(WORDS)))
        types = f", types: [{self.pools.cls(self.random).name}]" if self.write.chance(0.0) else ""
        return f"{self.write.name('unordered')}: search(text: {word}{types}, first: 1000) {{ totalCount nodes {{ __typename id name }} }}"

    def ids(self) -> Shape:
        """See walk_ids."""
        cls, self.most = self.pools.cls(self.random), 2
        slug = self.pools.id(cls)
        one = Hole("ID!", lambda random: slug.draw(random) + drawn(random))
        several = Hole("[ID!]!", lambda random: [one.draw(random) for _ in range(random.randint(0, 5))])
        own, some = f"id slug {self._node(cls)}", "filter: {{id: {{in: {}}}}}, sort: [{{slug: DESC}}], first: 4"
        text = {
            "node": lambda: f"node(id: {self.write.variable(one)}) {{ __typename id ... on {cls.name} {{ {own} }} }}",
            "nodes": lambda: f"nodes(ids: {self.write.variable(several)}) {{ id ... on {cls.name} {{ {own} }} }}",
            "key": lambda: f"{cls.singular}({', '.join([f'key: {{id: {self.write.variable(one)}}}', *self._scope()])}) {{ {own} }}",
            "slug": lambda: f"{cls.singular}(key: {{slug: {self.write.variable(Hole('String!', slug.draw))}}}) {{ {own} }}",
            "filter": lambda: f"{cls.plural}({some.format(self.write.variable(several))}) {{ nodes {{ {own} }} }}",
        }
        return self.write.shape(text[self.random.choice(list(text))]())

    def certain(self) -> str:
        """See walk_certain."""
        cls = self.pools.cls(self.random)
        args = f"filter: {self.write.value(self.ask.node_filter(cls), types.of_argument(cls, None, 'filter'))}"
        args += f", time: {self.write.value(self.ask.time(), 'TimeInput')}" if self.write.chance(0.7) else ""
        strict = f"{cls.plural}({args}, sources: {{certainty: CERTAIN}}, first: 5) {{ totalCount nodes {{ id }} }}"
        return f"{strict} {self.write.name('loose')}: {cls.plural}({args}, first: 1) {{ totalCount certainCount nodes {{ slug }} }}"

    def deep(self) -> str:
        """See walk_deep."""
        cls = self.pools.cls(self.random)
        self.write.lists = MOST_LISTS
        inner = self._below(cls, LEVELS)
        if self.write.chance(0.5):
            text = self._field(f"{cls.singular}(key: {self._key(cls)})", inner, wanted=True)
        else:
            args = [*self._root_args(cls), *self._page(INNER_PAGE)]
            text = self._field(f"{cls.plural}({', '.join(args)})" if args else cls.plural, f"nodes {{ {inner} }}")
        return f"{text} {self.write.again(text)}" if self.write.chance(0.2) else text

    def _below(self, cls: Class, levels: int) -> str:
        """Values of a node and a list of it, so many levels deep."""
        own, end = self._node(cls, fragments=False), self.pools.end(cls, self.random) if levels else None
        if end is None:
            return own
        target = self.model.classes[end.target]
        args = [
            *self._end_args(end),
            f"first: {self.write.variable(Hole('Int!', lambda random: random.randint(1, DEEP_PAGE)))}",
            *self._once(end),
        ]
        also = "totalCount" if self.write.chance(0.4) else ""
        inner = self._below(target, levels - 1)
        if self.write.chance(0.5):
            edge = self._edge(target, end) if self.write.chance(0.5) else "__typename"
            shown = f"{also} nodes {{ {inner} }} edges {{ {edge} }}"
        else:
            shown = f"{also} edges {{ __typename node {{ {inner} }} }}"
        text = self._field(f"{end.name}({', '.join(args)})", shown)
        return f"{own} {text} {self.write.again(text) if self.write.chance(0.25) else ''}"

    # -- selections

    def _field(self, field: str, selection: str, *, wanted: bool = False) -> str:
        """A field with its selection, under another name and with directives at times."""
        alias = f"{self.write.name('a')}: "
        directive = "" if wanted else self._directive()
        if self.write.chance(0.06):
            # Twice the same field with parts of its selection: they are merged.
            return f"{alias}{field}{directive} {{ {selection} }} {alias}{field} {{ __typename }}"
        return f"{alias}{field}{directive} {{ {selection} }}"

    def _directive(self) -> str:
        # One in an operation: each doubles the number of statements to plan.
        if "Boolean!" in self.write.definitions.values() or not self.write.chance(0.04):
            return ""
        word = self.random.choice(["include", "skip"])
        yes = self.write.variable(Hole("Boolean!", lambda random: random.random() < (0.8 if word == "include" else 0.2)))
        return f" @{word}(if: {yes})"

    def _list(self, name: str, args: list[str], target: Class, end: End | None) -> str:
        self.random.shuffle(args)
        given = f"({', '.join(args)})" if args else ""
        return self._field(f"{name}{given}", self._connection(target, end, once=ONCE in args))

    def _connection(self, target: Class, end: End | None, *, once: bool = False) -> str:
        parts: list[Callable[[], str]] = [
            lambda: " ".join(self.random.sample([*COUNTS, self._coverage()], self.random.choice([1, 1, 2]))),
            lambda: f"nodes {{ {self._node(target)} }}",
            lambda: f"edges {{ {self._edge(target, end)} }}",
            lambda: f"pageInfo {{ {' '.join(self.random.sample(PAGE_INFO, 2))} }}",
            lambda: f"aggregate {{ {self._aggregate(target, end, once=once)} }}",
        ]
        chosen = self.random.choices(parts, [4, 4, 5, 1, 1], k=self.random.choice([1, 2, 2, 3]))
        # Each part once: the same list with another selection would be merged, and could contradict itself.
        return " ".join(part() for part in dict.fromkeys(chosen))

    def _coverage(self) -> str:
        return f"coverage {{ {' '.join(self.random.sample(COVERAGE, 3))} }}"

    def _edge(self, target: Class, end: End | None) -> str:
        parts = ["__typename"] if self.write.chance(0.1) else []
        parts += ["cursor"] if self.write.chance(0.2) else []
        edge = self.model.edges[end.relation.edge] if end else None
        if edge and edge.properties:
            parts += self.random.sample(["statementId", *edge.properties, CITED], self.random.randint(1, 4))
            parts += ["certain"] if "Spell" in edge.lineage and self.write.chance(0.6) else []
            if self.write.chance(0.15):
                above = self.random.choice(edge.lineage)
                parts.append(f"... on {above} {{ cursor }}")
        if self.once and end and edge and edge.properties and end.relation.sourced:
            parts.append(f"statements {{ {' '.join(self.random.sample(['statementId', *edge.properties], 2))} }}")
        if not parts or self.write.chance(0.7):
            parts.append(f"node {{ {self._node(target)} }}")
        return " ".join(parts)

    def _aggregate(self, target: Class, end: End | None, *, once: bool) -> str:
        edge = self.model.edges[end.relation.edge] if end and not once else None

        def by() -> str:
            found = []
            of_edge = edge if edge and edge.properties and self.write.chance(0.6) else None
            if not of_edge or self.write.chance(0.5):
                found.append(f"by: {self.write.value(self.ask.dimensions(target, node=True), types.of_dimensions(target, end, 'by'))}")
            if of_edge:
                found.append(
                    f"byEdge: {self.write.value(self.ask.dimensions(of_edge, node=False), types.of_dimensions(target, end, 'byEdge'))}"
                )
            return ", ".join(found)

        def groups() -> str:
            size = Hole("Int", lambda random: random.choice([0, 1, 3, 20]))
            first = f", first: {self.write.variable(size)}" if self.write.chance(0.3) else ""
            return f"groups({by()}{first}) {{ keys count }}"

        parts: list[Callable[[], str]] = [lambda: "count", groups, lambda: f"ranges({by()}) {{ dimension min max }}", lambda: "__typename"]
        return " ".join(part() for part in self.random.sample(parts, self.random.choice([1, 2, 2])))

    # -- nodes

    def _node(self, cls: Class, fragments: bool = True) -> str:
        parts = self.random.sample(["id", *cls.properties], min(len(cls.properties) + 1, self.random.randint(1, 4)))
        parts = [self._labels(p) if p in self.model.by_language else p for p in parts]
        parts = [f"{self.write.name('f')}: {p}{self._directive()}" if " " not in p and self.write.chance(0.15) else p for p in parts]
        parts += ["__typename"] if self.write.chance(0.25) else []
        for _ in range(2):
            if self.write.lists < self.most and self.write.chance(0.5) and (end := self.pools.end(cls, self.random)):
                parts.append(self._end(end))
        if fragments and self.write.chance(0.35):
            parts.append(self._fragment(cls))
        self.random.shuffle(parts)
        return " ".join(parts)

    def _labels(self, name: str) -> str:
        """Names by language, or the one in a language."""
        tag = self.write.variable(Hole("String!", lambda random: random.choice(TAGS)))
        if self.write.chance(0.5):
            return f"{self.write.name('f')}: label(language: {tag})"
        return f"{self.write.name('f')}: {name}(languages: [{tag}]) {{ text language }}"

    def _fragment(self, cls: Class) -> str:
        """A fragment on a class below or above this one, inline or with a name."""
        below = [c for c in self.model.classes.values() if cls.name in c.lineage and self.pools.of(c)]
        other = self.random.choice([*below, *(self.model.classes[c] for c in cls.lineage)])
        if self.write.chance(0.6):
            condition = "" if other is cls and self.write.chance(0.5) else f" on {other.name}"
            return f"...{condition}{self._directive()} {{ {self._node(other, fragments=False)} }}"
        name = self.write.name("F")
        self.write.fragments.append(f"fragment {name} on {other.name} {{ {self._node(other, fragments=False)} }}")
        return f"...{name}{self._directive()}"

    def _end(self, end: End) -> str:
        self.write.lists += 1
        args = [*self._end_args(end), *self._page(INNER_PAGE), *self._once(end)]
        if end.relation.domain == end.relation.range and end.relation.sourced and self.write.chance(0.2):
            args.append(f"depth: {self.write.variable(Hole('Int', lambda random: random.choice([1, 2, 3])))}")
        return self._list(end.name, args, self.model.classes[end.target], end)

    def _once(self, end: End) -> list[str]:
        """A scope, and where nodes come once, at all times if at no other: then several relationships lead to some."""
        scope = self._scope()
        if not self.once or not end.relation.sourced or not self.write.chance(self.once):
            return scope
        return [ONCE, *(scope or ["time: {ever: true}", "sources: {claims: ALL}"])]

    def _repeating(self) -> tuple[Class, End, str]:
        """An end at which nodes come several times, and a key of something that has such."""
        (cls, end), ids = self.random.choice(list(self.pools.repeated.items()))
        key = self.write.variable(Hole("ID!", lambda random: random.choice(ids)))
        return self.model.classes[cls], self.model.classes[cls].ends[end], f"{{id: {key}}}"

    def _end_args(self, end: End) -> list[str]:
        args: list[str] = []

        def of(argument: str) -> str:
            return types.of_argument(self.model.classes[end.target], end, argument)

        if self.write.chance(0.3):
            args.append(f"filter: {self.write.value(self.ask.edge_filter(end), of('filter'))}")
        if self.write.chance(0.35):
            args.append(f"sort: {self.write.value(self.ask.sorts(lambda: self.ask.edge_sort(end)), of('sort'))}")
        if end.name == "claims" and self.write.chance(0.4):
            draw = Hole("Topic", lambda random: random.choice([Word("NAME"), Word("CLASS"), Word("FOUNDED"), Word("MEMBERS"), None]))
            args.append(f"property: {self.write.variable(draw)}")
        return args

    def _page(self, most: int) -> list[str]:
        word = self.random.choices(["first", "last", ""], [6, 2, 2])[0]
        if not word:
            self.whole += 1
            word = "first" if self.whole > MOST_WHOLE else ""
        size = Hole("Int", lambda random: random.randint(0 if random.random() < 0.06 else 1, most))
        return [f"{word}: {self.write.variable(size) if self.write.chance(0.7) else size.draw(self.random)}"] if word else []

    def _scope(self) -> list[str]:
        found = []
        if self.write.chance(0.25):
            found.append(f"time: {self.write.value(self.ask.time(), 'TimeInput')}")
        if self.write.chance(0.15):
            found.append(f"sources: {self.write.value(self.ask.sources(), 'SourcesInput')}")
        return found

    # -- pages

    def pages(self, *, backward: bool) -> Shape:
        """See walk_pages."""
        cls = self.pools.cls(self.random)
        end, key = self.pools.end(cls, self.random) if self.write.chance(0.5) else None, ""
        if self.once:
            cls, end, key = self._repeating()
        size, cursor = ("last", "before") if backward else ("first", "after")
        self.write.definitions["cursor"] = "String"
        number = self.write.variable(Hole("Int!", lambda random: random.randint(2, 9)))
        scope, own = (self._once(end), self._end_args(end)) if end else (self._scope(), self._root_args(cls))
        args = [f"{size}: {number}", f"{cursor}: $cursor", *scope, *own]
        self.write.lists = MOST_LISTS
        target = self.model.classes[end.target] if end else cls
        shown = f"totalCount edges {{ cursor {self._edge(target, end)} }} pageInfo {{ {' '.join(PAGE_INFO)} }}"
        text = f"list: {end.name if end else cls.plural}({', '.join(args)}) {{ {shown} }}"
        if end:
            text = f"of: {cls.singular}(key: {key or self._key(cls)}) {{ {text} }}"
        return self.write.shape(text, chain="cursor", backward=backward)
