// Papers that work on a task, newest first, each with a sentence that says so.
//
// $task STRING, e.g. "machine translation": name or alias of a task; narrower ones count too
// $limit INTEGER = 20: the most rows
//
// Returns: title, published, task, confidence, quote
MATCH (named:Task)
WHERE toLower(named.name) = toLower($task) OR any(a IN named.aliases WHERE toLower(a) = toLower($task))
MATCH (t:Task)-[:BROADER*0..3]->(named)
WITH DISTINCT t
MATCH (p:Paper)-[r:ADDRESSES]->(t)
RETURN p.title AS title, p.published AS published, t.name AS task, r.confidence AS confidence, r.quotes[0] AS quote
ORDER BY coalesce(p.published, '') DESC, p.id, t.id
LIMIT $limit
