// Pairs of datasets on which the same papers evaluate, most frequent first.
//
// $limit INTEGER = 20: the most rows
//
// Returns: first, second, papers
MATCH (a:Dataset)<-[:EVALUATES_ON]-(p:Paper)-[:EVALUATES_ON]->(b:Dataset)
WHERE a.id < b.id
WITH a, b, count(DISTINCT p) AS papers
RETURN a.name AS first, b.name AS second, papers
ORDER BY papers DESC, a.id, b.id
LIMIT $limit
