"""Bringing the graph to what records say, in one transaction, and remembering each load.

sync          a load: compare and write
graph_state   nodes and relationships as values, and their difference
graph_io      reading and writing them
journal       every load, with its content
diffing       what differs between two loads, in words
lists         what readers see change in lists
"""
