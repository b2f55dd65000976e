// Shortest chains of concepts and papers that lead from one paper to another, those by rare concepts first.
//
// $first STRING, e.g. "Highly accurate protein": id or part of the title
// $second STRING, e.g. "Playing Atari": id or part of the title
// $limit INTEGER = 3: the most chains
//
// Returns: length, steps, relations
MATCH (a:Paper)
WHERE a.id = $first OR toLower(a.title) CONTAINS toLower($first)
MATCH (b:Paper)
WHERE a.id <> b.id AND (b.id = $second OR toLower(b.title) CONTAINS toLower($second))
MATCH path = allShortestPaths(
  (a)-[:INTRODUCES|USES|EVALUATES_ON|REPORTS|RUNS_ON|ADDRESSES|COMPARES_WITH|MENTIONS*..8]-(b)
)
WITH path, reduce(n = 0, x IN nodes(path) | n + coalesce(x.n_papers, 0)) AS frequency,
  reduce(ids = '', x IN nodes(path) | ids + x.id + ' ') AS ids
RETURN length(path) AS length, [n IN nodes(path) | coalesce(n.title, n.name)] AS steps,
  [r IN relationships(path) | type(r)] AS relations
ORDER BY length, frequency, ids, relations
LIMIT $limit
