// Concepts below a concept in the hierarchy of the vocabulary, with the papers that relate to them.
//
// $concept STRING, e.g. "convolutional neural network": name or alias of a concept
// $limit INTEGER = 20: the most rows
//
// Returns: name, broader, papers
MATCH (top:Concept)
WHERE toLower(top.name) = toLower($concept) OR any(a IN top.aliases WHERE toLower(a) = toLower($concept))
MATCH (c:Concept)-[:BROADER*1..5]->(top)
WITH DISTINCT c
MATCH (c)-[:BROADER]->(above:Concept)
WITH c, above
ORDER BY above.name, above.id
WITH c, collect(above.name) AS broader
RETURN c.name AS name, broader, c.n_papers AS papers
ORDER BY papers DESC, c.id
LIMIT $limit
