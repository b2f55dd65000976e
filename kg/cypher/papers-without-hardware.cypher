// Papers that evaluate on a dataset but name no hardware, newest first.
//
// $limit INTEGER = 20: the most rows
//
// Returns: title, published, datasets
MATCH (p:Paper)-[:EVALUATES_ON]->(d:Dataset)
WHERE NOT EXISTS { (p)-[]->(:Hardware) }
WITH p, d
ORDER BY d.name, d.id
WITH p, collect(d.name) AS datasets
RETURN p.title AS title, p.published AS published, datasets
ORDER BY coalesce(p.published, '') DESC, p.id
LIMIT $limit
