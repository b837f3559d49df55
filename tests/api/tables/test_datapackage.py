"""The tables as a data package: what it says of them is so."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import httpx

TYPES: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": str,
}


def test_a_table_has_the_columns_that_the_package_names(http: httpx.Client) -> None:
    package = http.get("/tables/datapackage.json").json()
    listed = http.get("/tables").json()
    names = [table["name"] for kind in ("tables", "networks", "panels") for table in listed[kind]]
    assert sorted(resource["name"] for resource in package["resources"]) == sorted(names)
    for resource in package["resources"]:
        years = {"from": "1985", "to": "1985"} if resource["name"].endswith("-years") else {"at": "1985-06-01"}
        response = http.get(f"/tables/{resource['path']}", params=years)
        assert response.headers["foedera-data-version"] == package["version"]
        rows = csv.DictReader(io.StringIO(response.text, newline=""))
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == rows.fieldnames
        assert all(field["description"] for field in fields)
        for row in rows:
            for field in fields:
                if row[field["name"]]:
                    TYPES[field["type"]](row[field["name"]])


def test_numbers_have_units(http: httpx.Client) -> None:
    resources = {resource["name"]: resource for resource in http.get("/tables/datapackage.json").json()["resources"]}
    units = {name: {f["name"]: f["unit"] for f in r["schema"]["fields"] if "unit" in f} for name, r in resources.items()}
    assert (units["spells"]["daysAtLeast"], units["dyad-years"]["year"], units["edges"]["weight"]) == ("d", "a", "1")
    assert "unit" not in next(f for f in resources["states"]["schema"]["fields"] if f["name"] == "name")


def test_the_package_names_sources_and_licences(http: httpx.Client) -> None:
    found = http.get("/tables/datapackage.json")
    package = found.json()
    [core] = [source for source in package["sources"] if source["dataset"] == "core"]
    assert core["licence"] == "CC-BY-4.0"
    assert {"name": "CC-BY-4.0"} in package["licenses"]
    assert http.get("/tables").json()["package"] == "/tables/datapackage.json"
    assert http.get("/tables/datapackage.json", headers={"if-none-match": found.headers["etag"]}).status_code == 304
