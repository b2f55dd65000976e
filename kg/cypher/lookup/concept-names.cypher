// The names of some concepts.
//
// $ids LIST<STRING>, e.g. ["method:mamba"]: ids of concepts
//
// Returns: id, name
MATCH (c:Concept)
WHERE c.id IN $ids
RETURN c.id AS id, c.name AS name
ORDER BY id
