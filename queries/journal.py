"""What is read of the journal of loads."""

from __future__ import annotations

from ontology.stored import LOAD, LOAD_CHUNK, LOAD_CONTENT

LOADS = f"MATCH (l:{LOAD}) WITH l ORDER BY l.number, l.id RETURN [collect(properties(l))]"
"""All loads, oldest first; one without a number is by a Foedera of before, and later than they."""
_CHUNKS = f"COLLECT {{ MATCH (k:{LOAD_CHUNK}) WHERE k.id IN c.chunks RETURN k.data }}"
CONTENTS = f"MATCH (c:{LOAD_CONTENT}) WHERE c.id IN $ids RETURN [collect([c.id, coalesce(c.general, c.data), {_CHUNKS}])]"
"""What loads have written, compressed, by its hash: a part, and the chunks with the rest. Stores of before have all of it in `data`."""
