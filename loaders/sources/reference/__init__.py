"""Reference data from libraries: the states and territories of ISO 3166-1 (pycountry), their capitals and land neighbours (GeoNames)."""

from loaders.sources.reference.states import read_reference, versions

__all__ = ["read_reference", "versions"]
