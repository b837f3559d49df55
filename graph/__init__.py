"""The graph store: a Neo4j, local or remote, its schema, and dates as it keeps them."""

from graph.address import Address
from graph.store import Store, open_store, store_errors, translate

__all__ = ["Address", "Store", "open_store", "store_errors", "translate"]
