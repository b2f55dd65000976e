// Methods that the same papers use or introduce together with a method.
//
// $method STRING, e.g. "Transformer": name or alias of a method
// $limit INTEGER = 20: the most rows
//
// Returns: method, papers, titles
MATCH (m:Method)
WHERE toLower(m.name) = toLower($method) OR any(a IN m.aliases WHERE toLower(a) = toLower($method))
MATCH (m)<-[:INTRODUCES|USES]-(p:Paper)-[:INTRODUCES|USES]->(other:Method)
WHERE other.id <> m.id
WITH DISTINCT other, p
ORDER BY p.title, p.id
WITH other, count(p) AS papers, collect(p.title) AS titles
RETURN other.name AS method, papers, titles
ORDER BY papers DESC, other.id
LIMIT $limit
