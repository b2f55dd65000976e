// The concepts that carry decisions.
//
// Returns: id, decisions
MATCH (c:Concept)
WHERE c.decisions IS NOT NULL
RETURN c.id AS id, c.decisions AS decisions
ORDER BY id
