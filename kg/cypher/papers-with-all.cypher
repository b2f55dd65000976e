// Papers that relate to every concept of a list, newest first.
//
// $concepts LIST<STRING>, e.g. ["Adam", "dropout"]: names or aliases of concepts
// $limit INTEGER = 20: the most rows
//
// Returns: title, published, relations
UNWIND $concepts AS wanted
MATCH (p:Paper)-[r]->(c:Concept)
WHERE toLower(c.name) = toLower(wanted) OR any(a IN c.aliases WHERE toLower(a) = toLower(wanted))
WITH p, wanted, type(r) + ' ' + c.name AS relation
ORDER BY relation
WITH p, count(DISTINCT wanted) AS found, collect(DISTINCT relation) AS relations
WHERE found = size($concepts)
RETURN p.title AS title, p.published AS published, relations
ORDER BY coalesce(p.published, '') DESC, p.id
LIMIT $limit
