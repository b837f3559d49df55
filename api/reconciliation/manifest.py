"""What this service offers, in the words of the specification."""

from __future__ import annotations

from typing import Any

from api.http import addresses
from api.reconciliation.showing import HEIGHT, WIDTH
from api.reconciliation.values import settings
from ontology import Class, Kind, Model
from rdf.names import BASE, ONTOLOGY

VERSIONS = ("0.2",)
SUGGESTED = ("entity", "type", "property")


def manifest(base: str, model: Model, *, closed: bool) -> dict[str, Any]:
    """The manifest of a server that others reach at `base`; of a `closed` one, it says how to send a token."""
    found: dict[str, Any] = {
        "versions": list(VERSIONS),
        "name": "Foedera",
        "identifierSpace": f"{BASE}id/",
        "schemaSpace": ONTOLOGY,
        "defaultTypes": [_type(cls, model) for cls in _classes(model)],
        "view": {"url": f"{base}{addresses.ENTITIES}/{{{{id}}}}"},
        "preview": {"url": f"{base}{addresses.RECONCILE}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {name: _suggest(base, name) for name in SUGGESTED},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": f"{addresses.RECONCILE}/properties"},
            "property_settings": settings(),
        },
    }
    if closed:
        found["authentication"] = {"type": "apiKey", "name": "Authorization", "in": "header"}
    return found


def _suggest(base: str, name: str) -> dict[str, str]:
    return {
        "service_url": base,
        "service_path": f"{addresses.RECONCILE}/suggest/{name}",
        "flyout_service_path": f"{addresses.RECONCILE}/flyout/{name}?id=${{id}}",
    }


def _classes(model: Model) -> list[Class]:
    return [cls for cls in model.classes.values() if cls.kind is Kind.ENTITY]


def _type(cls: Class, model: Model) -> dict[str, Any]:
    found: dict[str, Any] = {"id": cls.name, "name": cls.label, "description": cls.comment}
    broader = [{"id": name, "name": model.classes[name].label} for name in cls.parents if model.classes[name].kind is Kind.ENTITY]
    return found | ({"broader": broader} if broader else {})
