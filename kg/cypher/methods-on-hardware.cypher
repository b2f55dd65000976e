// Methods that papers introduce or use while they run on a device or class of devices.
//
// $hardware STRING, e.g. "A100": name or alias of hardware; narrower ones count too
// $limit INTEGER = 20: the most rows
//
// Returns: method, papers, hardware
MATCH (named:Hardware)
WHERE toLower(named.name) = toLower($hardware) OR any(a IN named.aliases WHERE toLower(a) = toLower($hardware))
MATCH (h:Hardware)-[:BROADER*0..3]->(named)
WITH DISTINCT h
MATCH (m:Method)<-[:INTRODUCES|USES]-(p:Paper)-[:RUNS_ON]->(h)
WITH DISTINCT m, p, h
ORDER BY h.id
WITH m, count(DISTINCT p) AS papers, collect(DISTINCT h.name) AS hardware
RETURN m.name AS method, papers, hardware
ORDER BY papers DESC, m.id
LIMIT $limit
