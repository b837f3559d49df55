"""From the text of a GraphQL document to a document that is safe to compile: parsed, within the limits, valid."""

from __future__ import annotations

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)
from graphql.validation import ValuesOfCorrectTypeRule, specified_rules
from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping

from api.cache import Cache
from api.language.limits import Limits, check_document

CACHE_BYTES = 32 * 1024 * 1024
TREE, ROOT = 100, 9_000
"""About how many bytes a syntax tree takes: for each character of its text (50 to 150 in the saved examples), and besides."""
MAX_ERRORS = 20
MAX_COMMENTS = 1_000
# The rule compares fields pairwise. At graphql-core's own budget (500,000) a hostile document takes 1.6 s, at this one 0.2 s.
overlapping.MAX_COMPLEXITY_BUDGET = 50_000


class _Values(ValuesOfCorrectTypeRule):
    """Gives a wrong value the code that it has in a variable."""

    def report_error(self, error: GraphQLError) -> None:
        """See the rule."""
        super().report_error(coded(error, "BAD_INPUT"))


RULES = tuple(_Values if rule is ValuesOfCorrectTypeRule else rule for rule in specified_rules)


class Documents:
    """Reads documents; remembers those that were in order."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self.schema = schema
        self.limits = limits
        self.cache: Cache[str, DocumentNode] = Cache(CACHE_BYTES)

    def read(self, text: str) -> DocumentNode | list[GraphQLError]:
        """The document, or what is wrong with it (with a `code` in the extensions of each error)."""
        if known := self.cache.get(text):
            return known
        try:
            document = self._parse(text)
            _only_queries(document)
            check_document(document, self.limits)
        except GraphQLSyntaxError as error:
            return [coded(error, "SYNTAX_ERROR")]
        except GraphQLError as error:
            return [coded(error, "OPERATION_REFUSED")]
        if errors := validate(self.schema, document, RULES, max_errors=MAX_ERRORS):
            return [coded(error, "VALIDATION_FAILED") for error in errors]
        self.cache.put(text, document, ROOT + TREE * len(text))
        return document

    def _parse(self, text: str) -> DocumentNode:
        if len(text) > self.limits.bytes:
            raise GraphQLError(f"The document has more than {self.limits.bytes:,} characters.")
        return parse(text, max_lexical_tokens=self.limits.tokens, max_comments=MAX_COMMENTS)


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """The error with a code for programs in its extensions."""
    error.extensions = {"code": code, **(error.extensions or {})}
    return error


def _only_queries(document: DocumentNode) -> None:
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode) and definition.operation is not OperationType.QUERY:
            raise GraphQLError(
                f"This API only reads: there are no {definition.operation.value}s.",
                definition,
                extensions={"hint": "data is written by loaders: see `foedera load`"},
            )
