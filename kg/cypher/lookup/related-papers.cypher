// The papers that share most with a paper, strongest first, with the shared concepts, rarest first.
//
// $id STRING, e.g. "arxiv:1706.03762": id of the paper
// $limit INTEGER = 10: the most rows
//
// Returns: id, title, weight, concepts
MATCH (p:Paper {id: $id})-[s:SHARES_CONCEPTS]-(other:Paper)
RETURN other.id AS id, other.title AS title, s.weight AS weight, s.concepts AS concepts
ORDER BY weight DESC, id
LIMIT $limit
