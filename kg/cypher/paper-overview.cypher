// Everything that a paper relates to, one row for each relation.
//
// $paper STRING, e.g. "FlashAttention: Fast": id or part of the title
//
// Returns: title, relation, concepts
MATCH (p:Paper)-[r]->(c:Concept)
WHERE p.id = $paper OR toLower(p.title) CONTAINS toLower($paper)
WITH p, type(r) AS relation, c
ORDER BY c.id
WITH p, relation, collect(c.name) AS concepts
RETURN p.title AS title, relation, concepts
ORDER BY p.id, relation
