"""118 statements of Neo4j 5's Cypher with the answers of Neo4j 5.26.16, on a graph of four papers.

The order counts: the first cases make the graph, the last ones change it. The second label of a concept is written as
the store writes it, ``MERGE`` on the type and ``SET`` of the general label, which serves both engines.
"""

from __future__ import annotations

from cypher_cases.case import Case
from cypher_cases.changes import CHANGES
from cypher_cases.more_reads import MORE_READS
from cypher_cases.reads import READS
from cypher_cases.writes import FIXTURE, SCHEMA, WRITES

CASES: list[Case] = [*SCHEMA, *WRITES, *FIXTURE, *READS, *MORE_READS, *CHANGES]

# What the embedded engine does not have. It says so; it never gives a wrong answer.
REFUSED_BY_EMBEDDED = {
    "D4": "CREATE FULLTEXT INDEX is not in its Cypher; the store declares the index in the engine's own SQL",
    "D6": "CREATE VECTOR INDEX is not in its Cypher",
    "R30b": "the procedure db.schema.nodeTypeProperties does not exist",
    "R41": "follows from D4: there is no full text index of that name",
    "R46b": "SHORTEST 1 is not in its Cypher; shortestPath() and allShortestPaths() are",
}
