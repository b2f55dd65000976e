// The papers that relate to one of some concepts, themselves or by a result.
//
// $ids LIST<STRING>, e.g. ["method:mamba"]: ids of concepts
//
// Returns: id
UNWIND $ids AS concept
CALL {
  WITH concept
  MATCH (c:Concept {id: concept})<--(p:Paper)
  RETURN p.id AS id
  UNION
  WITH concept
  MATCH (c:Concept {id: concept})<--(:Result)<-[:HAS_RESULT]-(p:Paper)
  RETURN p.id AS id
}
RETURN DISTINCT id
ORDER BY id
