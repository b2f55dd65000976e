// The concepts of some papers, with the types of the relationships to each.
//
// $ids LIST<STRING>, e.g. ["arxiv:1706.03762"]: ids of papers
//
// Returns: paper, concept, name, relations
UNWIND $ids AS id
MATCH (p:Paper {id: id})-[r]->(c:Concept)
WITH p, c, type(r) AS relation
ORDER BY relation
RETURN p.id AS paper, c.id AS concept, c.name AS name, collect(relation) AS relations
ORDER BY paper, concept
