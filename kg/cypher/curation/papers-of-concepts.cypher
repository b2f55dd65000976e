// The papers that relate to one of some concepts, themselves or by a result.
//
// $ids LIST<STRING>, e.g. ["method:mamba"]: ids of concepts
//
// Returns: id
CALL {
  MATCH (p:Paper)-->(c:Concept)
  WHERE c.id IN $ids
  RETURN p.id AS id
  UNION
  MATCH (p:Paper)-[:HAS_RESULT]->(:Result)-->(c:Concept)
  WHERE c.id IN $ids
  RETURN p.id AS id
}
RETURN DISTINCT id
ORDER BY id
