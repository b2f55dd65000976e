// Papers published in a span of time, oldest first.
//
// $first STRING, e.g. "2017-01-01": first day, ISO 8601
// $last STRING, e.g. "2017-12-31": last day, ISO 8601
// $limit INTEGER = 20: the most rows
//
// Returns: published, title, authors, concepts
MATCH (p:Paper)
WHERE $first <= p.published AND p.published <= $last
RETURN p.published AS published, p.title AS title, p.authors AS authors, p.n_concepts AS concepts
ORDER BY published, p.id
LIMIT $limit
