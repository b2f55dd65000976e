// The evidence of the relations between papers and some concepts.
//
// $ids LIST<STRING>, e.g. ["method:mamba"]: ids of concepts
//
// Returns: paper, concept, name, confidence, starts, ends, link_reasons, quotes
UNWIND $ids AS id
MATCH (c:Concept {id: id})<-[r]-(p:Paper)
RETURN p.id AS paper, c.id AS concept, c.name AS name, r.confidence AS confidence, r.starts AS starts, r.ends AS ends,
  r.link_reasons AS link_reasons, r.quotes AS quotes
