// The results of a paper, in the order of its text, with the names of the concepts that they hold for.
//
// $id STRING, e.g. "arxiv:1706.03762": id of the paper
//
// Returns: id, raw, delta, comparator, concepts, quotes
MATCH (p:Paper {id: $id})-[h:HAS_RESULT]->(r:Result)
OPTIONAL MATCH (r)-[of]->(c:Concept)
WITH h, r, of, c
ORDER BY type(of), c.id
WITH h, r, [x IN collect({relation: type(of), name: c.name}) WHERE x.name IS NOT NULL] AS concepts
RETURN r.id AS id, r.raw AS raw, r.delta AS delta, r.comparator AS comparator, concepts, h.quotes AS quotes
ORDER BY h.starts[0], id
