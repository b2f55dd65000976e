// The evidence of every relation between a paper and a concept.
//
// Returns: paper, concept, name, confidence, starts, ends, link_reasons, quotes
MATCH (p:Paper)-[r]->(c:Concept)
RETURN p.id AS paper, c.id AS concept, c.name AS name, r.confidence AS confidence, r.starts AS starts, r.ends AS ends,
  r.link_reasons AS link_reasons, r.quotes AS quotes
