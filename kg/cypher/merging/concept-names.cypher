// Id and name of every concept.
//
// Returns: id, name
MATCH (c:Concept)
RETURN c.id AS id, c.name AS name
ORDER BY id
