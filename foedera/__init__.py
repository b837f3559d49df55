"""The command line, and what wires the other packages together."""
