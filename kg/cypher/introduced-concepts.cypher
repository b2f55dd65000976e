// Concepts of one type that papers introduce, those that most other papers take up first.
//
// $type STRING = "Method": Method, Dataset, Metric, Hardware or Task
// $limit INTEGER = 20: the most rows
//
// Returns: name, title, published, other_papers, quote
MATCH (p:Paper)-[r:INTRODUCES]->(c:Concept)
WHERE $type IN labels(c)
RETURN c.name AS name, p.title AS title, p.published AS published, c.n_papers - 1 AS other_papers, r.quotes[0] AS quote
ORDER BY other_papers DESC, coalesce(p.published, ''), c.id, p.id
LIMIT $limit
