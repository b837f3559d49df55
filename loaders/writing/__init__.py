"""Bringing the graph to what records say, in one step for readers, and remembering each load.

sync          a load: compare and write
ways          at once, or all data anew on the other side of the store (other_side)
stamping      which load last changed what is said of an entity
graph_state   nodes and relationships as values, and their difference
graph_io      reading and writing them
journal       every load, with its content
diffing       what differs between two loads, in words
lists         what readers see change in lists
"""
