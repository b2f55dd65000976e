// Papers that share rare concepts with a paper, strongest link first, and the concepts that they share.
//
// $paper STRING, e.g. "LoRA: Low-Rank": id or part of the title
// $limit INTEGER = 20: the most rows
//
// Returns: paper, related, weight, shared
MATCH (p:Paper)-[link:SHARES_CONCEPTS]-(other:Paper)
WHERE p.id = $paper OR toLower(p.title) CONTAINS toLower($paper)
UNWIND range(0, size(link.concepts) - 1) AS i
WITH p, other, link, i, link.concepts[i] AS id
MATCH (c:Concept {id: id})
WITH p, other, link, i, c
ORDER BY i
WITH p, other, link, collect(c.name) AS shared
RETURN p.title AS paper, other.title AS related, link.weight AS weight, shared
ORDER BY weight DESC, p.id, other.id
LIMIT $limit
