"""What all fields of an operation share while it is compiled: what it costs so far, and what is to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from graphql import GraphQLSchema
from graphql.execution.executor import Executor

from api.answer_warnings import AnswerWarning
from api.language.arguments import Args
from api.language.compiling import shaping
from api.language.compiling.compiled import Listed
from api.language.compiling.computing import Computation, Slot
from api.language.compiling.draft import Around, Draft
from api.language.compiling.mentions import Mention, Place
from api.language.compiling.watches import Bearers, Watch
from api.language.limits import Limits, count_conditions
from common.errors import QueryError
from ontology import Class, Model
from queries import answers, plans
from queries.references import Reference
from queries.spells import in_table

VALUE_BYTES = 20
"""About what a value takes in JSON, with what stands around it."""
REPEATED_BYTES = 500


class Compilation:
    """One operation on its way to a statement. `listed` are its root fields that are lists, `mentions` what it names by ids and codes,
    `warnings` what is wrong with it whatever the data is, `watches` where its answer tells how much is known.
    `lasting`: its answer is the same whenever the data have the same version.

    Invariant: `price` grows before a question is made, so nothing larger than the limit is ever planned.
    """

    def __init__(self, executor: Executor[Any], schema: GraphQLSchema, model: Model, today: str, limits: Limits) -> None:
        self.executor = executor
        self.schema = schema
        self.model = model
        self.today = today
        self.limits = limits
        self.price = self.lists = self.conditions = 0
        self.questions: list[plans.Question] = []
        self.listed: list[Listed] = []
        self.mentions: dict[Mention, None] = {}
        self.warnings: list[AnswerWarning] = []
        self.watches: list[Watch] = []
        self.computations: list[Computation] = []
        self.slots: list[Slot] = []
        self.facts: int | None = None
        self.bytes = 0
        self.lasting = True
        self._values: set[tuple[int, str, str]] = set()
        self._weighed: list[Around] = []

    def ask(
        self,
        question: plans.Question,
        make: shaping.Resolver,
        draft: Draft | None = None,
        path: tuple[str, ...] = (),
        sought: str = "",
    ) -> shaping.Resolver:
        """Have a question asked, equal ones once; what makes the value of a root field, from the answers of all questions.

        `draft`: the list that it asks for, whose inner lists are watched; with `sought` also whether it is empty, at `path`.
        """
        if question not in self.questions:
            self.questions.append(question)
        index = self.questions.index(question)
        if draft and (draft.watches or draft.checked or draft.seen or draft.bodies or sought):
            size, inner = draft.page.size, tuple(draft.watches)
            self.watches.append(
                Watch(
                    path,
                    index,
                    draft.scope,
                    size,
                    inner=inner,
                    sought=sought,
                    properties=draft.properties,
                    lives=draft.seen,
                    bodies=draft.bodies,
                    today=self.today,
                )
            )
        return lambda found: make(found[index])

    def ask_beside(self, draft: Draft, path: tuple[str, ...], bearers: Bearers) -> None:
        """Have a list read of which the answer only tells whether there are several."""
        self.questions.append(draft.question())
        self.watches.append(Watch(path, len(self.questions) - 1, draft.scope, draft.page.size, bearers=bearers))

    def compute(self, computation: Computation, make: shaping.Resolver) -> shaping.Resolver:
        """Have something computed from the table of spells; what makes the value of a root field of it.

        Among all answers those of computations come last, in reverse, before the data version.
        """
        self.computations.append(computation)
        index = answers.VERSION - len(self.computations)

        def value(found: Sequence[Any]) -> Any:
            known, computed = found[index]
            return None if computed is None else make((known, computed))

        return value

    def slot(self, draft: Draft, column: int) -> None:
        """Have entities read that computations name, as `draft` says, whose ids are in a column."""
        question = draft.question()
        self.ask(question, lambda row: row, draft)
        self.slots.append(Slot(self.questions.index(question), column))

    def fact_column(self, name: str) -> int:
        """Have a property read of the facts that computations name. Its column in their rows."""
        if self.facts is None:
            types = tuple(t for r in in_table(self.model) for t in (r.type, r.claim_type))
            self.facts = len(self.questions)
            self.questions.append(plans.Facts(types, ()))
        question = self.questions[self.facts]
        assert isinstance(question, plans.Facts)
        if name not in question.properties:
            self.questions[self.facts] = question = replace(question, properties=(*question.properties, name))
        return 1 + question.properties.index(name)

    def mention(self, references: Iterable[tuple[Reference, Class]], place: Place, path: tuple[str, ...]) -> None:
        """Note what the field at `path` names, each with the class that it has to be of."""
        self.mentions |= {Mention(reference, cls, place, path): None for reference, cls in references}

    def warn(self, warning: AnswerWarning) -> None:
        """Have a warning stand beside the answer."""
        self.warnings.append(warning)

    def bound(self, args: Args) -> None:
        """Count one list or node more with the arguments of its field. Raises QueryError when Neo4j would take too long to plan it."""
        limits = self.limits
        self.lists += 1
        self.conditions += count_conditions(args.get("filter"), limits)
        if self.lists > limits.lists:
            raise QueryError(f"the operation asks for more than {limits.lists} lists and nodes", "split it into several")
        if self.conditions > limits.conditions:
            raise QueryError(
                f"the filters of the operation hold more than {limits.conditions} conditions",
                "use in instead of many eq, or split the operation",
            )
        if len(args.get("sort") or ()) > limits.sorts:
            raise QueryError(f"sort has more than {limits.sorts} keys", "leave out those that decide nothing")

    def weigh(self, key: str, around: Around, of: str, name: str) -> None:
        """Add to the size of the answer a value of each element of a list: its key, and what is usual of a value.

        The same again under another key may be a long text, and costs the store nothing, so that nothing else bounds it.
        """
        value = (id(around), of, name)
        self._weighed.append(around)  # so that no other has its identity
        self.bytes += around.times * (len(key) + (REPEATED_BYTES if value in self._values else VALUE_BYTES))
        self._values.add(value)

    def pay(self, rows: int, path: tuple[str, ...]) -> None:
        """Add to the price what a list may cost. Raises QueryError when it is too much."""
        self.price += rows
        if self.price > self.limits.rows:
            raise QueryError(
                f"the operation may return more than {self.limits.rows:,} rows (first multiplied down the tree, at {'.'.join(path)})",
                "lower first, or ask for fewer levels at once",
            )
