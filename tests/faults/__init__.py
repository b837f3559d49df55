"""Faults under load: `make faults` runs them all and writes the table in docs/reliability.md; tests run short forms."""
