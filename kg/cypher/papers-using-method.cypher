// Papers that build on, train, apply or study a method, newest first, each with a sentence that says so.
//
// $method STRING, e.g. "Adam": name or alias of a method; narrower ones count too
// $limit INTEGER = 20: the most rows
//
// Returns: title, published, method, confidence, quote
MATCH (named:Method)
WHERE toLower(named.name) = toLower($method) OR any(a IN named.aliases WHERE toLower(a) = toLower($method))
MATCH (m:Method)-[:BROADER*0..3]->(named)
WITH DISTINCT m
MATCH (p:Paper)-[r:USES]->(m)
RETURN p.title AS title, p.published AS published, m.name AS method, r.confidence AS confidence, r.quotes[0] AS quote
ORDER BY coalesce(p.published, '') DESC, p.id, m.id
LIMIT $limit
