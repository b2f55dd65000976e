// Tasks by the number of papers, each with its most frequent datasets and metrics.
//
// $limit INTEGER = 10: the most rows
//
// Returns: task, papers, datasets, metrics
MATCH (p:Paper)-[:ADDRESSES]->(t:Task)
WITH t, count(p) AS papers
ORDER BY papers DESC, t.id
LIMIT $limit
CALL (t) {
  MATCH (t)<-[:ADDRESSES]-(q:Paper)-[:EVALUATES_ON]->(d:Dataset)
  WITH d, count(q) AS n
  ORDER BY n DESC, d.id
  LIMIT 3
  RETURN collect(d.name) AS datasets
}
CALL (t) {
  MATCH (t)<-[:ADDRESSES]-(q:Paper)-[:REPORTS]->(k:Metric)
  WITH k, count(q) AS n
  ORDER BY n DESC, k.id
  LIMIT 3
  RETURN collect(k.name) AS metrics
}
RETURN t.name AS task, papers, datasets, metrics
ORDER BY papers DESC, t.id
