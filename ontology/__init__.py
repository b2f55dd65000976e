"""What a graph of papers may hold: classes, relations, names and vocabulary.

What works on RDF (`ontology.schema`, `ontology.namespaces`, `ontology.units`) is imported from its own module, so that
a program that only needs the terms does not load rdflib.
"""

from __future__ import annotations

from ontology.errors import KGError, OntologyError
from ontology.names import concept_id, name_key, normalise_name
from ontology.terms import ConceptType, NodeLabel, RelationType, Role, relation_for
from ontology.vocabulary import Concept, Vocabulary, load_vocabulary

__all__ = [
    "Concept",
    "ConceptType",
    "KGError",
    "NodeLabel",
    "OntologyError",
    "RelationType",
    "Role",
    "Vocabulary",
    "concept_id",
    "load_vocabulary",
    "name_key",
    "normalise_name",
    "relation_for",
]
