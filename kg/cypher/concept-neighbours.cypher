// Concepts of all types that occur in the same papers as a concept, most frequent first.
//
// $concept STRING, e.g. "ImageNet": name or alias of a concept
// $limit INTEGER = 20: the most rows
//
// Returns: name, type, papers
MATCH (c:Concept)
WHERE toLower(c.name) = toLower($concept) OR any(a IN c.aliases WHERE toLower(a) = toLower($concept))
MATCH (c)<-[]-(p:Paper)-[]->(other:Concept)
WHERE other.id <> c.id
WITH other, count(DISTINCT p) AS papers
RETURN other.name AS name, [l IN labels(other) WHERE l <> 'Concept'][0] AS type, papers
ORDER BY papers DESC, other.id
LIMIT $limit
