// Papers of an author, oldest first.
//
// $author STRING, e.g. "Dao": part of a name
// $limit INTEGER = 20: the most rows
//
// Returns: published, title, authors
MATCH (p:Paper)
WHERE any(a IN p.authors WHERE toLower(a) CONTAINS toLower($author))
RETURN p.published AS published, p.title AS title, p.authors AS authors
ORDER BY coalesce(p.published, ''), p.id
LIMIT $limit
