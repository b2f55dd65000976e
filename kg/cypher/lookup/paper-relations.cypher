// The concepts of a paper, each with its evidence.
//
// $id STRING, e.g. "arxiv:1706.03762": id of the paper
//
// Returns: relation, id, name, confidence, quotes
MATCH (p:Paper {id: $id})-[r]->(c:Concept)
RETURN type(r) AS relation, c.id AS id, c.name AS name, r.confidence AS confidence, r.quotes AS quotes
ORDER BY relation, confidence DESC, id
