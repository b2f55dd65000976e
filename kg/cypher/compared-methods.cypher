// Methods that serve as baselines in the papers that introduce or use a method.
//
// $method STRING, e.g. "Adam": name or alias of a method
// $limit INTEGER = 20: the most rows
//
// Returns: baseline, papers, title, quote
MATCH (m:Method)
WHERE toLower(m.name) = toLower($method) OR any(a IN m.aliases WHERE toLower(a) = toLower($method))
MATCH (m)<-[:INTRODUCES|USES]-(p:Paper)-[r:COMPARES_WITH]->(other:Method)
WHERE other.id <> m.id
WITH DISTINCT other, p, r
ORDER BY p.title, p.id
WITH other, count(p) AS papers, collect(p.title) AS titles, collect(r.quotes[0]) AS quotes
RETURN other.name AS baseline, papers, titles[0] AS title, quotes[0] AS quote
ORDER BY papers DESC, other.id
LIMIT $limit
