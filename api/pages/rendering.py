"""From values to HTML, by the templates beside this file. Everything is escaped, and a name that a template does not get is an error."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.pages.web import is_web

TEMPLATES = resources.files(__package__) / "templates"
STYLE, ICON = "foedera.css", "foedera.svg"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses in a page: below `root`, the path that a proxy keeps for this server, and with the day that one looks at."""

    root: str
    at: str | None = None

    def to(self, path: str, **query: Any) -> str:
        """An address of this server."""
        given = {name: value for name, value in query.items() if value not in (None, "", 0)}
        return quote(self.root + path) + (f"?{urlencode(given)}" if given else "")

    def entity(self, id_: str, suffix: str = "html", **query: Any) -> str:
        """The document on an entity."""
        return self.to(f"/id/{id_}.{suffix}", **{"at": self.at, **query})

    def cls(self, name: str, **query: Any) -> str:
        """The list of a class."""
        return self.to(f"/class/{name}", **query)


@cache
def environment() -> Environment:
    """What the templates are read with, once."""
    found = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["data"] = data_block
    found.filters["capital"] = capital
    found.tests["web"] = is_web
    return found


def render(template: str, links: Links, **values: Any) -> str:
    """A page."""
    return environment().get_template(template).render(links=links, style=style_tag(), **values)


def data_block(value: Any) -> Markup:
    """JSON that may stand in a <script> of data: no sign in it can end the element or begin a comment."""
    text = orjson.dumps(value).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 (nothing in it is markup)


def capital(text: str) -> str:
    """Words with a capital at their beginning, and no other letter changed."""
    return text[:1].upper() + text[1:]


@cache
def style() -> bytes:
    """The style sheet."""
    return (TEMPLATES / STYLE).read_bytes()


@cache
def icon() -> bytes:
    """The icon that browsers show beside the title."""
    return (TEMPLATES / ICON).read_bytes()


@cache
def style_tag() -> str:
    """A word that changes with the style sheet: in its address, so that browsers may keep it for ever."""
    return hashlib.sha256(style()).hexdigest()[:12]


@cache
def program_tag() -> str:
    """A word that changes with how pages are made."""
    files = sorted((f for f in TEMPLATES.iterdir() if f.is_file()), key=lambda f: f.name)
    code = sorted((f for f in resources.files(__package__).iterdir() if f.name.endswith(".py")), key=lambda f: f.name)
    return hashlib.sha256(b"".join(f.read_bytes() for f in (*files, *code))).hexdigest()[:8]
