// The concepts of most papers, of each type.
//
// $limit INTEGER = 5: the most concepts of a type
//
// Returns: type, name, papers
MATCH (c:Concept)
WITH c, [l IN labels(c) WHERE l <> 'Concept'][0] AS type
ORDER BY c.n_papers DESC, c.id
WITH type, collect({name: c.name, papers: c.n_papers})[0..$limit] AS best
UNWIND best AS concept
RETURN type, concept.name AS name, concept.papers AS papers
ORDER BY type, papers DESC, name
