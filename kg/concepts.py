"""Concept nodes: their properties from the vocabulary, or from the names in texts where it has none."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import Node, Value
from ontology.namespaces import node_iri
from ontology.terms import ConceptType, NodeLabel
from ontology.vocabulary import Vocabulary

_COPIED_PROPERTIES = ("higher_is_better", "unit", "vendor", "kind", "memory_gb")


def choose_name(names: Iterable[str]) -> str:
    """Return the canonical name of a concept that no vocabulary knows.

    The shortest name wins, which prefers the singular; then the one with most capitals, which prefers proper names;
    then the first in code point order. The rule gives one name for one set of names, in whatever order and batches
    they come.

    >>> choose_name(["Vision Mambas", "vision Mamba", "Vision Mamba"])
    'Vision Mamba'
    """
    return min(names, key=lambda name: (len(name), -sum(c.isupper() for c in name), name))


def concept_node(concept: str, concept_type: ConceptType, names: Iterable[str], vocabulary: Vocabulary) -> Node:
    """Return the node of a concept, without what depends on the papers around it.

    Args:
        concept: Concept id.
        concept_type: Gives the node its label.
        names: Canonical names that the extractions give; used only where the vocabulary has no such concept.
        vocabulary: Gives names, aliases and attributes of the concepts that it knows.
    """
    known = vocabulary.get(concept)
    properties: dict[str, Value] = {
        "name": known.name if known else choose_name(names),
        "aliases": tuple(sorted(known.aliases)) if known else (),
        "uri": str(node_iri(concept)),
        "coined": known is None,
    }
    if known:
        properties |= {key: known.properties[key] for key in _COPIED_PROPERTIES if key in known.properties}
    return Node(concept, NodeLabel(concept_type.value), properties)
