"""Networks of actors: those who share bodies, or actors and bodies themselves.

projection    ties of a table, and the network that they make
centrality    how central each node is
grouping      components and communities
aside         both of large networks, in a process of their own
"""
