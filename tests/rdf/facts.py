"""Facts of every kind that RDF has to carry: names by language, claims that differ, coverage, notes, spells, treaties, amounts."""

from __future__ import annotations

EVERY_KIND = """
- id: freedonia
  class: State
  name: Freedonia
  iso2: FD
  formerIds: [old-freedonia]
  aliases: [Zed, Abel, "Tab\\tand \\"quote\\""]
  labels: {fr: Fridonie, sr: [Слобода, Фридонија]}
  claims: [{property: iso2, value: FE, dataset: theirs, source: "https://example.org/a", retrieved: 2020-05, verification: CHECKED}]
  conflicts: [{topic: iso2, explanation: They count otherwise.}]
- {id: sylvania, class: State, name: Sylvania, borders: freedonia}
- id: league
  class: Alliance
  name: League
  wikidata: Q42
  founded: 1933~
  covers: [{relation: members, complete: true, from: 1933, until: 1950}]
  members:
  - {ref: freedonia, start: 1933-04-04, end: .., role: founding-member, startEvent: entry into force, remark: it hosts, asOf: 1940}
  - {ref: sylvania, start: 1934, end: 1936-05-01}
- id: pact
  class: Treaty
  name: Pact
  signed: 1933-01-01
  inForce: 1933-02-01
  bindsAfter: 30 days
  obligations: [defense, consultation]
  parties:
  - {ref: sylvania, role: signatory, signed: 1933-01-01}
  - {ref: freedonia, role: party, ratified: 1934-01-01, instrument: accession}
- {id: rate, class: Indicator, name: Rate, unit: persons, observedFor: [{ref: freedonia, start: 1940, end: 1940, amount: 0.00000015}]}
"""
