// Every paper with each concept that one of its results names.
//
// Returns: paper, concept
MATCH (p:Paper)-[:HAS_RESULT]->(:Result)-->(c:Concept)
RETURN DISTINCT p.id AS paper, c.id AS concept
ORDER BY paper, concept
