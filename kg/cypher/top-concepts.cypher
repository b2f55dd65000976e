// Concepts of one type by the number of papers that relate to them.
//
// $type STRING = "Method": Method, Dataset, Metric, Hardware or Task
// $limit INTEGER = 20: the most rows
//
// Returns: name, papers, first_seen
MATCH (c:Concept)
WHERE $type IN labels(c)
RETURN c.name AS name, c.n_papers AS papers, c.first_seen AS first_seen
ORDER BY papers DESC, c.id
LIMIT $limit
