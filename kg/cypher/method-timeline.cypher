// Years in which papers introduce, use, compare with or mention a method; papers without date come last, without year.
//
// $method STRING, e.g. "Transformer": name or alias of a method
//
// Returns: year, papers, titles
MATCH (m:Method)
WHERE toLower(m.name) = toLower($method) OR any(a IN m.aliases WHERE toLower(a) = toLower($method))
MATCH (p:Paper)-[]->(m)
WITH DISTINCT p
ORDER BY coalesce(p.published, ''), p.id
WITH CASE WHEN p.published IS NULL THEN null ELSE substring(p.published, 0, 4) END AS year, p.title AS title
RETURN year, count(title) AS papers, collect(title) AS titles
ORDER BY coalesce(year, '9999')
