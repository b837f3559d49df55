"""From a GraphQL operation to a plan (queries.plan) and the functions that shape its rows into the answer."""

from api.language.compiling.operation import CompiledOperation, Listed, compile_operation

__all__ = ["CompiledOperation", "Listed", "compile_operation"]
