// Metrics in papers that evaluate on a dataset, with how many numbers are reported for both together.
//
// $dataset STRING, e.g. "ImageNet": name or alias of a dataset; narrower ones count too
// $limit INTEGER = 20: the most rows
//
// Returns: metric, papers, results
MATCH (named:Dataset)
WHERE toLower(named.name) = toLower($dataset) OR any(a IN named.aliases WHERE toLower(a) = toLower($dataset))
MATCH (d:Dataset)-[:BROADER*0..3]->(named)
WITH collect(DISTINCT d) AS datasets
UNWIND datasets AS d
MATCH (d)<-[:EVALUATES_ON]-(p:Paper)-[:REPORTS]->(k:Metric)
WITH datasets, k, count(DISTINCT p) AS papers
OPTIONAL MATCH (k)<-[:OF_METRIC]-(r:Result)-[:ON_DATASET]->(d:Dataset)
WHERE d IN datasets
WITH k, papers, count(DISTINCT r) AS results
RETURN k.name AS metric, papers, results
ORDER BY papers DESC, results DESC, k.id
LIMIT $limit
