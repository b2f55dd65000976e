// Every span of a paper that supports its relations to a concept: the sentence, the characters
// (half-open, counted in title, line break and abstract), and who found it.
//
// $paper STRING, e.g. "Attention Is All You Need": id or part of the title
// $concept STRING, e.g. "P100": name or alias of a concept
//
// Returns: title, relation, concept, quote, span_start, span_end, extractor, confidence
MATCH (p:Paper)-[r]->(c:Concept)
WHERE (p.id = $paper OR toLower(p.title) CONTAINS toLower($paper))
  AND (toLower(c.name) = toLower($concept) OR any(a IN c.aliases WHERE toLower(a) = toLower($concept)))
UNWIND range(0, size(r.quotes) - 1) AS i
RETURN p.title AS title, type(r) AS relation, c.name AS concept, r.quotes[i] AS quote, r.starts[i] AS span_start,
  r.ends[i] AS span_end, r.extractors[i] AS extractor, r.confidence AS confidence
ORDER BY p.id, c.id, span_start, relation
