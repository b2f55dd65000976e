// The papers of a concept, each with its evidence.
//
// $id STRING, e.g. "method:mamba": id of the concept
//
// Returns: relation, id, name, confidence, quotes
MATCH (c:Concept {id: $id})<-[r]-(p:Paper)
RETURN type(r) AS relation, p.id AS id, p.title AS name, r.confidence AS confidence, r.quotes AS quotes
ORDER BY relation, confidence DESC, id
