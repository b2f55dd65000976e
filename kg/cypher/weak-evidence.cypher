// Relations with low confidence, weakest first: what to check by hand.
//
// $max_confidence FLOAT = 0.6: upper bound of the confidence
// $limit INTEGER = 20: the most rows
//
// Returns: title, relation, concept, confidence, quote
MATCH (p:Paper)-[r]->(c:Concept)
WHERE r.confidence <= $max_confidence
RETURN p.title AS title, type(r) AS relation, c.name AS concept, r.confidence AS confidence, r.quotes[0] AS quote
ORDER BY confidence, p.id, c.id, relation
LIMIT $limit
