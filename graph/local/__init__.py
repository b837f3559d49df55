"""A real Neo4j Community server that Foedera brings, starts, shares between processes and stops.

    paths       where things are kept
    jars        the pinned list of the server's jars
    download    fetching them, in parallel and resumable
    install     putting them in place, once for all projects of the user
    java        the command line and settings of the server
    training    the cache with which it starts in half the time
    server      its process: started, waited for, given a password, ended
    ports       which port it listens on
    disk        what a full disk means for it
    locks       who holds what, known to the system
    supervisor  the small process that owns a running server
    lease       how a process attaches to it
    control     what the command line asks of it: start, stop, status, reset
    relock      for maintainers: pins a new version

A server lives as long as somebody holds a lease: a shared lock on one file, which the system lets go of however its holder dies. The
supervisor tries to take that lock for itself; when it can, nobody is left, and it stops the server.
"""
