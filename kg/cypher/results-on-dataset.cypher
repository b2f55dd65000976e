// Numbers that papers report on a dataset, grouped by metric, each with its sentence.
//
// $dataset STRING, e.g. "COCO": name or alias of a dataset; narrower ones count too
// $limit INTEGER = 20: the most rows
//
// Returns: metric, method, dataset, result, value, title, quote
MATCH (named:Dataset)
WHERE toLower(named.name) = toLower($dataset) OR any(a IN named.aliases WHERE toLower(a) = toLower($dataset))
MATCH (d:Dataset)-[:BROADER*0..3]->(named)
WITH DISTINCT d
MATCH (p:Paper)-[e:HAS_RESULT]->(r:Result)-[:ON_DATASET]->(d)
OPTIONAL MATCH (r)-[:OF_METRIC]->(k:Metric)
OPTIONAL MATCH (r)-[:OF_METHOD]->(m:Method)
RETURN k.name AS metric, m.name AS method, d.name AS dataset, r.raw AS result, r.value AS value, p.title AS title,
  e.quotes[0] AS quote
ORDER BY coalesce(k.name, ''), d.name, coalesce(r.value, 0.0) DESC, p.id, r.id
LIMIT $limit
