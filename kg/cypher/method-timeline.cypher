// Years in which papers introduce, use, compare with or mention a method.
//
// $method STRING, e.g. "Transformer": name or alias of a method
//
// Returns: year, papers, titles
MATCH (m:Method)
WHERE toLower(m.name) = toLower($method) OR any(a IN m.aliases WHERE toLower(a) = toLower($method))
MATCH (p:Paper)-[]->(m)
WHERE p.published IS NOT NULL
WITH DISTINCT p
ORDER BY p.published, p.id
WITH substring(p.published, 0, 4) AS year, p.title AS title
RETURN year, count(title) AS papers, collect(title) AS titles
ORDER BY year
