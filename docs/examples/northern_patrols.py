"""Invented patrols, kept in a log that no table reader understands: days, codes of states, a name."""

import re

from loaders import Dataset, Loader

LOG = """
2019-05-04..2019-05-09  NOR DNK ISL       Northern Watch 19 (lead NOR)
2021-05-03..2021-05-08  NOR DNK ISL GBR   Northern Watch 21 (lead DNK)
2024-06~..              NOR GBR           Standing Northern Watch
"""
LINE = re.compile(r"(\S+?)\.\.(\S*)\s+((?:[A-Z]{3} )+)\s*([^(\n]+?)(?: \(lead (\w+)\))?$", re.MULTILINE)

loader = Loader(
    Dataset("northern-watch", title="Log of the Northern Watch", rank=200, licence="CC0-1.0"),
    source="Log of the Northern Watch, invented for the documentation",
    retrieved="2026-11",
    verification="CHECKED",
)

for begun, ended, states, name, lead in LINE.findall(LOG):
    patrol = loader.entity(
        name.lower().replace(" ", "-"),
        "JointOperation",
        name=name,
        begun=begun,
        ended=ended,
        addresses="smuggling",
    )
    for code in states.split():
        role = "lead" if code == lead else None
        loader.link("participatesIn", f"iso3:{code}", patrol, start=begun, end=ended or "..", role=role)

if __name__ == "__main__":
    loader.run()
