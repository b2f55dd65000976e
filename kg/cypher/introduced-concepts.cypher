// Concepts of one type with the first paper that introduces each, those that most other papers take up first.
//
// $type STRING = "Method": Method, Dataset, Metric, Hardware or Task
// $limit INTEGER = 20: the most rows
//
// Returns: name, title, published, other_papers, quote
MATCH (p:Paper)-[r:INTRODUCES]->(c:Concept)
WHERE $type IN labels(c)
WITH c, p, r
ORDER BY coalesce(p.published, '9999'), p.id
WITH c, collect({title: p.title, published: p.published, quote: r.quotes[0]})[0] AS earliest
RETURN c.name AS name, earliest.title AS title, earliest.published AS published, c.n_papers - 1 AS other_papers,
  earliest.quote AS quote
ORDER BY other_papers DESC, c.id
LIMIT $limit
