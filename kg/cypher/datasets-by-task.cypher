// Datasets on which papers about a task evaluate, by the number of papers.
//
// $task STRING, e.g. "image classification": name or alias of a task; narrower ones count too
// $limit INTEGER = 20: the most rows
//
// Returns: dataset, papers
MATCH (named:Task)
WHERE toLower(named.name) = toLower($task) OR any(a IN named.aliases WHERE toLower(a) = toLower($task))
MATCH (t:Task)-[:BROADER*0..3]->(named)
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[:EVALUATES_ON]->(d:Dataset)
WITH d, count(DISTINCT p) AS papers
RETURN d.name AS dataset, papers
ORDER BY papers DESC, d.id
LIMIT $limit
