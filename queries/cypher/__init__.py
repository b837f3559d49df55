"""Cypher as values: a small syntax tree, and the printer that makes the text of it. Nothing here knows what a statement is about.

    syntax       expressions, patterns and clauses as immutable values, and short forms for frequent ones
    printer      the text of a tree; numbers variables and parameters in the order in which they come, and indents subqueries

Three rules hold for all that is written:
- every value a caller chose is a Param, and identifiers come from the Model alone, so no input can reach the text;
- the text depends on the shape of what is asked only, so Neo4j plans each shape once;
- only what Cypher 5 of Neo4j 5.26 and later servers both accept.

A variable is an object. `Var("members")` makes a new one, and wherever that object stands it is printed under one name, `members3`, which
no other has. It is named after the field of the schema that it serves, so that `explain` can be read. A clause that the tree does not know
yet is one class in `syntax` and one method in `printer`.

    alliance, spell, state = Var("alliance"), Var("membership"), Var("members")
    members = Hop(Node(alliance), spell, ("FOEDERA_MEMBER_OF",), Direction.IN, Node(state))
    clauses = [
        Match(Node(alliance, ("FoederaEntity",), ("id", Param("nato")))),
        Match(members, (Binary(Prop(spell, "startEarliest"), "<=", Param(day)),)),
        Return(As(collect(Prop(state, "name")), Var("names"))),
    ]
    Printer().clauses(clauses)

    MATCH (alliance1:FoederaEntity {id: $p0})
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1
    RETURN collect(members3.name) AS names4

Written by hand, as the ones on PyPI (cymple, minicypher, python-cypher; looked at in November 2026) glue text together, know no subqueries
and do not name variables. @neo4j/cypher-builder, which does, exists for JavaScript alone.

Dates are ISO text: comparing text is a sixth of the cost of comparing temporal values, and sorts alike from year 1 to 9999.
"""
