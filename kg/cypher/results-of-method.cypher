// Numbers that papers report for a method, each with its sentence.
//
// $method STRING, e.g. "YOLO": name or alias of a method
// $limit INTEGER = 20: the most rows
//
// Returns: dataset, metric, result, value, hardware, title, quote
MATCH (m:Method)
WHERE toLower(m.name) = toLower($method) OR any(a IN m.aliases WHERE toLower(a) = toLower($method))
MATCH (p:Paper)-[e:HAS_RESULT]->(r:Result)-[:OF_METHOD]->(m)
OPTIONAL MATCH (r)-[:ON_DATASET]->(d:Dataset)
OPTIONAL MATCH (r)-[:OF_METRIC]->(k:Metric)
OPTIONAL MATCH (r)-[:ON_HARDWARE]->(h:Hardware)
RETURN d.name AS dataset, k.name AS metric, r.raw AS result, r.value AS value, h.name AS hardware, p.title AS title,
  e.quotes[0] AS quote
ORDER BY coalesce(d.name, ''), coalesce(k.name, ''), coalesce(r.value, 0.0) DESC, p.id, r.id
LIMIT $limit
