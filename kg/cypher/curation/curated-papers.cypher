// The papers that decisions changed.
//
// Returns: id, decisions
MATCH (p:Paper)
WHERE p.decisions IS NOT NULL
RETURN p.id AS id, p.decisions AS decisions
ORDER BY id
