// Differences and factors that papers report for a metric, such as speedups, largest first.
//
// $metric STRING, e.g. "speedup": name or alias of a metric
// $limit INTEGER = 20: the most rows
//
// Returns: method, gain, value, unit, hardware, title, quote
MATCH (k:Metric)
WHERE toLower(k.name) = toLower($metric) OR any(a IN k.aliases WHERE toLower(a) = toLower($metric))
MATCH (p:Paper)-[e:HAS_RESULT]->(r:Result)-[:OF_METRIC]->(k)
WHERE r.delta
OPTIONAL MATCH (r)-[:OF_METHOD]->(m:Method)
OPTIONAL MATCH (r)-[:ON_HARDWARE]->(h:Hardware)
RETURN m.name AS method, r.raw AS gain, r.value AS value, r.unit AS unit, h.name AS hardware, p.title AS title,
  e.quotes[0] AS quote
ORDER BY coalesce(r.value, 0.0) DESC, p.id, r.id
LIMIT $limit
