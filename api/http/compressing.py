"""Large responses are compressed: by zstd where the client knows it, else by brotli, else by gzip."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.responses import Response
from starlette_compress import CompressMiddleware, add_compress_type

from api.answering.tables.formats import Format
from api.answering.tables.graphs import GraphFormat
from api.http.requests import GRAPHQL
from rdf.outputs import Output
from rdf.sparql import MEDIA

FROM_BYTES = 2_048
# For the same size zstd takes a quarter of the time of brotli (0.8 ms for 900 kB of text, and 3.2), and higher levels gain little. Brotli
# takes less time than gzip (4.9), and the result is less than half as large.
ZSTD_LEVEL = 3
BROTLI_QUALITY = 4
GZIP_LEVEL = 4
# What is compressed of what may be streamed, and all else that the middleware does not take for text. Parquet is compressed already.
TEXTS = frozenset(
    (
        GRAPHQL,
        "application/json",
        "application/problem+json",
        "application/feed+json",
        *(form.media for form in Format if form is not Format.PARQUET),
        *(form.media for form in GraphFormat),
        *(form.media_type for form in Output if form is not Output.PARQUET),
        *MEDIA.values(),
    )
)


def compressing() -> Middleware:
    """The ASGI middleware."""
    for media in TEXTS:
        add_compress_type(media)
    return Middleware(
        CompressMiddleware, minimum_size=FROM_BYTES, zstd_level=ZSTD_LEVEL, brotli_quality=BROTLI_QUALITY, gzip_level=GZIP_LEVEL
    )


def tell_of_compressing(response: Response) -> Response:
    """Name in Vary, for a response that is told of without its large body, by what the body would be chosen, as the middleware does."""
    if response.headers.get("content-type", "").partition(";")[0] in TEXTS:
        response.headers.add_vary_header("Accept-Encoding")
    return response
