// Title and abstract of some papers.
//
// $ids LIST<STRING>, e.g. ["arxiv:1706.03762"]: ids of papers
//
// Returns: id, title, abstract
UNWIND $ids AS id
MATCH (p:Paper {id: id})
RETURN p.id AS id, p.title AS title, p.abstract AS abstract
