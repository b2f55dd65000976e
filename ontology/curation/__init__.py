"""How the tables of the vocabulary are made from public name lists, and how they are measured; not used at run time."""
