// Hardware by the number of papers that run on it.
//
// $limit INTEGER = 20: the most rows
//
// Returns: hardware, kind, vendor, papers
MATCH (p:Paper)-[:RUNS_ON]->(h:Hardware)
WITH h, count(p) AS papers
RETURN h.name AS hardware, h.kind AS kind, h.vendor AS vendor, papers
ORDER BY papers DESC, h.id
LIMIT $limit
