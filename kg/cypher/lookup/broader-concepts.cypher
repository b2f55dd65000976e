// The concepts just above some concepts.
//
// $ids LIST<STRING>, e.g. ["method:resnet-50"]: ids of concepts
//
// Returns: narrow, broad, name
UNWIND $ids AS id
MATCH (c:Concept {id: id})-[:BROADER]->(b:Concept)
RETURN c.id AS narrow, b.id AS broad, b.name AS name
ORDER BY narrow, broad
