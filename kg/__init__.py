"""From extractions to a graph, and from there to a database, RDF and pictures."""
