"""From records to what the graph stores: preferred values, spells, bounds, disagreements. Pure functions.

derive      records to nodes and relationships
lives       between which days entities exist
spans       between which days relationships hold
witnesses   what other datasets know of a statement
spells      which statements follow each other without a gap
conflicts   where sources disagree
mirrors     where an organization and the agreement that founded it disagree
"""
