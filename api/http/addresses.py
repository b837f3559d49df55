"""The addresses of this server. Each of them is written here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api import formats

if TYPE_CHECKING:
    from starlette.types import Scope

START = "/"
API = "/graphql"
SCHEMA = "/schema.graphql"
HEALTH = "/health"
LIVE = f"{HEALTH}/live"
READY = f"{HEALTH}/ready"
METRICS = "/metrics"
TABLES = "/tables"
PACKAGE = f"{TABLES}/datapackage.json"
CODEBOOK = "/codebook"
EXPORT = "/export"
PLAYGROUND = "/playground"
EXAMPLES = f"{PLAYGROUND}/examples.json"
ENTITIES = formats.ENTITIES
CLASSES = "/class"
SEARCH = "/search"
SPARQL = "/sparql"
CHANGES = "/changes"
YEAR = f"{CHANGES}/year"
LIMITS = "/limits"
MCP = "/mcp"
RECONCILE = "/reconcile"
ONTOLOGY = "/ontology"
CONTEXT = "/context.jsonld"
SHAPES = "/shapes.ttl"
CATALOG = "/catalog"
VOID = "/.well-known/void"
ROBOTS = "/robots.txt"
SITEMAP = "/sitemap"
LLMS = "/llms.txt"
STYLE, ICON = "/pages/foedera.css", "/pages/foedera.svg"


def path_of(scope: Scope) -> str:
    """What of the path of a request leads here: all of it, or what stands below the path that a proxy keeps for this server."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
