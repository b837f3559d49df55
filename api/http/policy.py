"""What browsers may do with pages that the server renders: no script runs, and nothing but the style sheet is fetched.

The page to ask in SPARQL has one script, a file of this server, which asks this server alone.
"""

from __future__ import annotations

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "script-src 'none'; object-src 'none'"
)
PAGE_HEADERS = {"Content-Security-Policy": PAGE_POLICY}
SCRIPTED_HEADERS = {"Content-Security-Policy": PAGE_POLICY.replace("script-src 'none'", "script-src 'self'; connect-src 'self'")}
