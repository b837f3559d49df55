"""A real Neo4j Community server that Foedera brings, starts, shares between processes and stops.

    paths       where things are kept
    jars        the pinned list of the server's jars
    download    fetching them, in parallel and resumable
    install     putting them in place, once for all projects of the user
    java        the command line and settings of the server
    supervisor  the small process that owns a running server
    lease       how a process attaches to it

A server lives as long as somebody holds a lease: a shared lock on one file, which the system lets go of however its holder dies. The
supervisor tries to take that lock for itself; when it can, nobody is left, and it stops the server.
"""
