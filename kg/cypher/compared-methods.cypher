// Methods that serve as baselines in the papers that introduce or use a method.
//
// $method STRING, e.g. "GAT": name or alias of a method
// $limit INTEGER = 20: the most rows
//
// Returns: baseline, papers, title, quote
MATCH (m:Method)
WHERE toLower(m.name) = toLower($method) OR any(a IN m.aliases WHERE toLower(a) = toLower($method))
MATCH (m)<-[:INTRODUCES|USES]-(p:Paper)-[r:COMPARES_WITH]->(baseline:Method)
WHERE baseline.id <> m.id
WITH DISTINCT baseline, p, r
ORDER BY p.title, p.id
WITH baseline, count(p) AS papers, collect(p.title) AS titles, collect(r.quotes[0]) AS quotes
RETURN baseline.name AS baseline, papers, titles[0] AS title, quotes[0] AS quote
ORDER BY papers DESC, baseline.id
LIMIT $limit
