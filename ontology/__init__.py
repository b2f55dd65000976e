"""What a graph of papers may hold: classes, relations, names and vocabulary."""
