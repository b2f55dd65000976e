// The papers whose title or abstract holds one of some words, letter for letter.
//
// $words LIST<STRING>, e.g. ["Mamba"]: parts of the text
//
// Returns: id
MATCH (p:Paper)
WHERE any(word IN $words WHERE p.title CONTAINS word OR p.abstract CONTAINS word)
RETURN p.id AS id
ORDER BY id
