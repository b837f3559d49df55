"""From records to what the graph stores: preferred values, spells, bounds, disagreements. Pure functions.

derive      records to nodes and relationships
conflicts   where sources disagree
"""
