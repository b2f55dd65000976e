// Papers and concepts that a text names, the most exact first.
//
// $text STRING, e.g. "mamba": id, title, part of a title, name or alias
//
// Returns: id, label, name, rank
CALL {
  MATCH (p:Paper)
  WHERE p.id = $text OR toLower(p.title) CONTAINS toLower($text)
  RETURN p.id AS id, 'Paper' AS label, p.title AS name,
    CASE WHEN p.id = $text THEN 0 WHEN toLower(p.title) = toLower($text) THEN 1 ELSE 3 END AS rank
  UNION ALL
  MATCH (c:Concept)
  WHERE c.id = $text OR toLower(c.name) = toLower($text) OR any(a IN c.aliases WHERE toLower(a) = toLower($text))
  RETURN c.id AS id, [l IN labels(c) WHERE l <> 'Concept'][0] AS label, c.name AS name,
    CASE WHEN c.id = $text THEN 0 WHEN toLower(c.name) = toLower($text) THEN 1 ELSE 2 END AS rank
}
RETURN id, label, name, rank
ORDER BY rank, id
