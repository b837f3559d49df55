"""A real Neo4j Community server that Foedera downloads, starts, shares between processes and stops.

    paths       its folders and files
    jars        the pinned list of the server's jars
    download    fetching them, in parallel and resumable
    install     putting them in place, once for all projects of the user
    java        the command line and settings of the server
    training    the ahead-of-time cache that halves its start
    password    the password that it has before it starts
    server      its process: start, first answer, end
    ports       which port it listens on
    disk        errors of a full or read-only disk
    locks       file locks that the system releases when their holder ends
    supervisor  the small process that owns a running server
    lease       how a process attaches to it
    control     start, stop, status, reset, for the command line
    relock      for maintainers: pins a new version of Neo4j

A server runs as long as any process holds a lease: a shared lock on one file, which the system releases however its holder ends. The
supervisor tries to take that lock exclusively; when it succeeds, no process uses the server any more, and it stops the server.
"""
