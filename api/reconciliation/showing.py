"""Little pages on entities, classes and properties, to be shown beside a table."""

from __future__ import annotations

from typing import Any

from api.http.policy import PAGE_POLICY
from api.pages.rendering import Links, render
from api.reconciliation.values import Found
from ontology import Model

WIDTH, HEIGHT = 420, 280
# It is shown in a frame of whoever reconciles; where a policy names frame-ancestors, browsers do not look at X-Frame-Options.
FRAMED = {
    "Content-Security-Policy": PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *").replace(
        "style-src 'self'", "style-src 'self' 'unsafe-inline'"
    )
}


def preview(found: Found, model: Model, root: str) -> str:
    """A page on an entity."""
    return render("preview.html", Links(root), **_values(found, model))


def flyout(found: Found, model: Model, root: str) -> str:
    """The same as a part of a page."""
    return render("flyout.html", Links(root), **_values(found, model))


def flyout_of(name: str, comment: str, root: str) -> str:
    """A part of a page on a class or property."""
    return render("flyout.html", Links(root), id="", name=name, label="", description=comment, facts=[])


def _values(found: Found, model: Model) -> dict[str, Any]:
    cls = model.classes[found.cls]
    days = [(p.label, found.properties[p.name]) for p in cls.lifespan if p and found.properties.get(p.name)]
    codes = [(cls.properties[key].label, found.properties[key]) for key in cls.keys if found.properties.get(key)]
    aliases = found.properties.get("aliases") or []
    other = [("also", ", ".join(aliases[:5] if isinstance(aliases, list) else [str(aliases)]))] if aliases else []
    named = {"id": found.id, "name": found.properties.get("name") or found.id, "label": cls.label}
    return {**named, "description": found.properties.get("description") or "", "facts": [*days, *codes, *other]}
