"""Documents with something broken, doubled, swapped or strange in them: refused or answered, never a fault, never slow."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from queries.examples import load_examples

ROUNDS = 500
PATIENCE = 8.0
"""Seconds. An answered document has to be planned and run by the database, on a machine that may be busy."""
TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|\w+|[^\s\w]')
STRANGE = (
    *("null", "-1", "0", "1e999", "99999999999999999999", "true", '""', '"\\u0000"', '"💥"', "[[]]", "{}", "$x", "...", "@skip(if: true)"),
    *(
        "__typename",
        "__schema { types { name } }",
        "on",
        "fragment",
        "mutation",
        '"2026-02-30"',
        '"../.."',
        '"WzFd"',
        "#",
        "\ufeff",
        "`",
        "'",
    ),
)


def mutated(text: str, dice: random.Random) -> str:
    """`text` with one or two things changed."""
    tokens = TOKENS.findall(text)
    changes: tuple[Callable[[int], object], ...] = (
        tokens.pop,
        lambda i: tokens.insert(i, tokens[i]),
        lambda i: tokens.insert(i, dice.choice(STRANGE)),
        lambda i: tokens.__setitem__(i, dice.choice(STRANGE)),
        lambda i: tokens.__setitem__(i, dice.choice(tokens)),
        lambda i: tokens.__setitem__(i, tokens[i] * 50),
        lambda i: tokens.__setitem__(slice(i, i + 5), tokens[i : i + 5] * 20),
    )
    for _ in range(dice.randint(1, 2)):
        dice.choice(changes)(dice.randrange(len(tokens)))
    return " ".join(tokens)


def documents() -> Iterator[tuple[int, str, dict[str, object]]]:
    """Every document comes with a number, to find it again."""
    examples = load_examples()
    for seed in range(ROUNDS):
        dice = random.Random(seed)
        example = dice.choice(examples)
        variables: dict[str, object] = dict(example.variables)
        if variables and dice.random() < 0.3:
            variables[dice.choice(list(variables))] = dice.choice([None, 1, 2**70, "", "x" * 1_000, [], {"a": {}}, True, "\x00"])
        yield seed, mutated(example.text, dice), variables


@pytest.mark.slow
def test_mutated_examples(http: httpx.Client) -> None:
    answered = 0
    for seed, text, variables in documents():
        begun = time.monotonic()
        response = http.post(
            "/graphql", json={"query": text, "variables": variables}, headers={"accept": "application/graphql-response+json"}
        )
        assert time.monotonic() - begun < PATIENCE, seed
        assert response.status_code in (200, 400), (seed, response.text)
        answer = response.json()
        assert ("data" in answer) == (response.status_code == 200), seed
        answered += "data" in answer
    assert 10 < answered < ROUNDS
