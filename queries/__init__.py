"""From a question to Cypher: questions are values, writing them is pure, running them is somebody else's work.

    statement    all questions of one operation as one statement, and where their answers stand
    questions/   the kinds of questions, a file each: how to add one stands there
    sources/     where the nodes of a listing come from, a file each
    filters/     what has to hold of them; as Cypher; which conditions are begun from
    scope        which statements count: time and data sets
    claimed      values of properties as some datasets give them
    ordering     orders, pages and cursors
    columns      what is read of each element
    aggregates   numbers over all elements
    element      the variables of an element
    tables       what is asked of nodes that come again, read once for each
    answers      where what stands in an answer
    cypher/      Cypher as values, and its text
    plan         all that a question is made of, in one namespace
    search       full-text questions; highlight: where their words were found
    entity       one entity whole, with everything that sources say
    examples/    saved examples

A question is written so: a Source makes the variables of an Element and the clauses that bind them; filters, keys of the order and columns
are expressions over these variables; the listing puts them together; the statement adds tables, groups questions of equal shape and prints.
"""
