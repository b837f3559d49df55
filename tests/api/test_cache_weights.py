"""The bytes that caches count are those that they take, so that their bounds are bounds of memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from api.answering.keys import key_of
from api.answering.preparing import PreparedOperation, Preparing
from api.language.compiling.shaping import Column, _kept_assembling, shape
from api.language.documents import Documents
from api.language.limits import DEFAULT_LIMITS
from api.language.schema import build_schema
from common.words import _kept_words, whole
from ontology import Model
from queries.examples import load_examples
from tests.campaign import FULL

COPIES = 10
EXAMPLES = {example.name: example for example in load_examples()}
SMALL = '{ state(key: {id: "poland"}) { name } }'
TEXTS = [SMALL, *(example.text for example in list(EXAMPLES.values())[:: 5 if FULL else 15])]


def taken(make: Callable[[int], Any], start: int = 0) -> float:
    """How many bytes a thing of many takes, made anew each time; what all share is made before. Numbers begin at `start`."""
    make(-1)
    numbers = range(start, start + COPIES)
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        kept = [make(number) for number in numbers]
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        assert len(kept) == len(numbers)
    finally:
        tracemalloc.stop()
    return (after - before) / len(numbers)


@pytest.fixture(scope="module")
def preparing(model: Model) -> Preparing:
    """Prepares operations, and caches nothing."""
    found = Preparing(model, build_schema(model)._schema, DEFAULT_LIMITS)
    found.cache.weight = found.documents.cache.weight = 0
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_prepared_operations(text: str, preparing: Preparing) -> None:
    variables = next((example.variables for example in EXAMPLES.values() if example.text == text), {})

    def prepared(number: int) -> PreparedOperation:
        found = preparing.prepare(key_of(f"{text}\n# {number}", None, variables), variables)
        assert isinstance(found, PreparedOperation)
        return found

    real, counted = taken(prepared), prepared(0).weight
    assert real / 2 < counted < 4 * real


@pytest.mark.parametrize("text", TEXTS)
def test_documents(text: str, preparing: Preparing) -> None:
    documents = Documents(preparing.schema, DEFAULT_LIMITS)

    def read(documents: Documents, number: int) -> object:
        documents.cache.weight = 10**9
        found = documents.read(f"{text}\n# {number}")
        documents.cache.drop(f"{text}\n# {number}")
        return found

    real = taken(partial(read, documents))
    documents.read(text)
    assert real / 2 < documents.cache.used < 4 * real


@pytest.mark.parametrize(("letters", "fields", "more"), [(20, 5, 1), (2_000, 300, 0)])
def test_what_clients_make_long_is_not_remembered(letters: int, fields: int, more: int) -> None:
    """Memories that count entries hold short things only: 16,384 texts of 400 letters were 260 MB, 1,000 objects of 1,500 fields 280."""

    def ask(number: int) -> None:
        whole(f"{number} {'border force '.ljust(letters, 'x')}")
        shape([(f"a{i}", Column(i + number)) for i in range(fields)])

    for memory in (_kept_words, _kept_assembling):
        memory.cache_clear()  # so that nothing has to go before something comes
    ask(letters)
    assert [memory.cache_info().currsize for memory in (_kept_words, _kept_assembling)] == [more, more]
