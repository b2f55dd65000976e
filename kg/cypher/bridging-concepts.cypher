// Concepts that occur both in papers on one concept and in papers on another, those with few other papers first.
//
// $first STRING, e.g. "ImageNet": name or alias of a concept
// $second STRING, e.g. "GLUE": name or alias of a concept
// $limit INTEGER = 20: the most rows
//
// Returns: name, type, with_first, with_second, papers
MATCH (a:Concept)
WHERE toLower(a.name) = toLower($first) OR any(a IN a.aliases WHERE toLower(a) = toLower($first))
MATCH (b:Concept)
WHERE toLower(b.name) = toLower($second) OR any(a IN b.aliases WHERE toLower(a) = toLower($second))
MATCH (a)<-[]-(p:Paper)-[]->(c:Concept)
WHERE c.id <> a.id AND c.id <> b.id
WITH b, c, count(DISTINCT p) AS with_first
MATCH (b)<-[]-(q:Paper)-[]->(c)
WITH c, with_first, count(DISTINCT q) AS with_second
RETURN c.name AS name, [l IN labels(c) WHERE l <> 'Concept'][0] AS type, with_first, with_second, c.n_papers AS papers
ORDER BY papers, c.id
LIMIT $limit
