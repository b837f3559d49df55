"""Tables as others published them: what comes of them is what they say. The numbers were counted in the files by other means."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from facts.records import ERROR, Records
from loaders.tables.loading import Tables, read_tables
from loaders.tables.report import TableReport
from ontology import Model

DATA = Path(__file__).parent / "data"
PARTIES = {
    "Berne": 182,
    "Paris": 181,
    "Marrakesh": 134,
    "WIPO Copyright Treaty (WCT)": 125,
    "WIPO Performances and Phonograms Treaty (WPPT)": 121,
    "Rome": 101,
    "Beijing": 99,
    "Phonograms": 84,
    "Singapore": 81,
    "Trademark": 78,
    "Patent": 76,
    "Nairobi": 73,
    "Brussels": 50,
    "WIPO GRATK Treaty": 44,
    "Madrid": 37,
    "Riyadh": 25,
    "Washington": 10,
}
NOT_IN_THE_CORE = Counter(Singapore=2, Patent=1)
"""The Benelux and the African organizations for intellectual property, and the European one for patents."""


def _read(name: str, model: Model, known: Records) -> tuple[Records, TableReport, list[str]]:
    tables = Tables(lambda named: known)
    records, problems = read_tables([DATA / name], model, tables, Records())
    return records, tables.reports[0], [str(p) for p in problems if p.level == ERROR]


def test_parties_to_treaties_by_names_of_today(model: Model, core_records: Records) -> None:
    records, report, errors = _read("wipo.yaml", model, core_records)
    assert (report.rows, errors, [u.code for u in report.unknown]) == (1501, [], [])
    titles = {c.subject: c.value.removesuffix(" (WIPO)") for c in records.claims if c.property == "name"}
    assert Counter(titles[o.object] for o in records.links) == Counter(PARTIES) - NOT_IN_THE_CORE
    poland = {titles[o.object]: dict(o.properties) for o in records.links if o.subject == "poland"}
    assert poland["Berne"] == {"ratified": "1920-01-28", "start": "1920-01-28", "end": "..", "instrument": "accession"}
    assert poland["Beijing"] == {"signed": "2013-06-24", "role": "signatory"}
    assert {o.subject for o in records.links} >= {"european-union", "germany", "cote-d-ivoire", "south-korea", "holy-see", "turkiye"}


@pytest.mark.parametrize(
    ("body", "members"), [("nato", 32), ("eu", 28), ("un", 193), ("anzus", 3), ("csto", 6), ("sco", 7), ("wco", 177), ("osce", 57)]
)
def test_members_by_the_codes_of_the_factbook(body: str, members: int, model: Model, core_records: Records) -> None:
    records, report, errors = _read("factbook.yaml", model, core_records)
    # The European Union, which is in the WCO, has a code of the Factbook's own.
    assert (report.rows, report.said, errors, [u.code for u in report.unknown]) == (10907, 502, [], ["ee"])
    assert sum(o.object == body for o in records.links) + (body == "wco") == members
