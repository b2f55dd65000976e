// Papers whose work runs on a device or a class of devices, newest first, each with a sentence that says so.
//
// $hardware STRING, e.g. "V100": name or alias of hardware; narrower ones count too, all GPUs for "GPU"
// $limit INTEGER = 20: the most rows
//
// Returns: title, published, hardware, confidence, quote
MATCH (named:Hardware)
WHERE toLower(named.name) = toLower($hardware) OR any(a IN named.aliases WHERE toLower(a) = toLower($hardware))
MATCH (h:Hardware)-[:BROADER*0..3]->(named)
WITH DISTINCT h
MATCH (p:Paper)-[r:RUNS_ON]->(h)
RETURN p.title AS title, p.published AS published, h.name AS hardware, r.confidence AS confidence, r.quotes[0] AS quote
ORDER BY coalesce(p.published, '') DESC, p.id, h.id
LIMIT $limit
