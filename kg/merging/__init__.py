"""Which surfaces became one concept, why, and on what evidence: a view over the graph, with nothing of its own."""
