// Later papers that relate to what a paper introduced, and how, in the order of their dates.
//
// $paper STRING, e.g. "Attention Is All You Need": id or part of the title
// $limit INTEGER = 20: the most rows
//
// Returns: concept, title, published, relation, quote
MATCH (p:Paper)-[:INTRODUCES]->(c:Concept)
WHERE p.id = $paper OR toLower(p.title) CONTAINS toLower($paper)
MATCH (later:Paper)-[r]->(c)
WHERE later.id <> p.id AND coalesce(later.published, '9999') >= coalesce(p.published, '')
RETURN c.name AS concept, later.title AS title, later.published AS published, type(r) AS relation, r.quotes[0] AS quote
ORDER BY coalesce(later.published, '9999'), later.id, c.id, relation
LIMIT $limit
