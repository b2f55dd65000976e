// The numbers that papers report for one metric on one dataset, best first. Differences and factors are left out;
// the direction is that of the metric.
//
// $dataset STRING, e.g. "ImageNet": name or alias of a dataset
// $metric STRING, e.g. "top-5 error": name or alias of a metric
// $limit INTEGER = 20: the most rows
//
// Returns: method, result, value, unit, title, published, quote
MATCH (d:Dataset)
WHERE toLower(d.name) = toLower($dataset) OR any(a IN d.aliases WHERE toLower(a) = toLower($dataset))
MATCH (k:Metric)
WHERE toLower(k.name) = toLower($metric) OR any(a IN k.aliases WHERE toLower(a) = toLower($metric))
MATCH (p:Paper)-[e:HAS_RESULT]->(r:Result)-[:ON_DATASET]->(d), (r)-[:OF_METRIC]->(k)
WHERE r.value IS NOT NULL AND NOT r.delta
OPTIONAL MATCH (r)-[:OF_METHOD]->(m:Method)
WITH p, e, r, m, CASE WHEN coalesce(r.higher_is_better, k.higher_is_better, true) THEN -r.value ELSE r.value END AS rank
RETURN m.name AS method, r.raw AS result, r.value AS value, r.unit AS unit, p.title AS title, p.published AS published,
  e.quotes[0] AS quote
ORDER BY rank, p.id, r.id
LIMIT $limit
