// Papers that train or evaluate on a dataset, newest first, each with a sentence that says so.
//
// $dataset STRING, e.g. "GLUE": name or alias of a dataset; narrower ones count too
// $limit INTEGER = 20: the most rows
//
// Returns: title, published, dataset, confidence, quote
MATCH (named:Dataset)
WHERE toLower(named.name) = toLower($dataset) OR any(a IN named.aliases WHERE toLower(a) = toLower($dataset))
MATCH (d:Dataset)-[:BROADER*0..3]->(named)
WITH DISTINCT d
MATCH (p:Paper)-[r:EVALUATES_ON]->(d)
RETURN p.title AS title, p.published AS published, d.name AS dataset, r.confidence AS confidence, r.quotes[0] AS quote
ORDER BY coalesce(p.published, '') DESC, p.id, d.id
LIMIT $limit
