"""Concept nodes: their properties from the vocabulary, or from the names in texts where it has none."""

from __future__ import annotations

from collections.abc import Iterable

from kg.curation.curator import Curator
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


def name_from_id(concept: str) -> str:
    """Return the name that a concept has where no text gives it one.

    >>> name_from_id("metric:exact-match")
    'exact match'
    """
    return concept.partition(":")[2].replace("-", " ")


def concept_node(
    concept: str,
    concept_type: ConceptType,
    names: Iterable[str],
    vocabulary: Vocabulary,
    curator: Curator | None = None,
) -> Node:
    """Return the node of a concept, without what depends on the papers around it.

    Args:
        concept: Concept id.
        concept_type: Gives the node its label.
        names: Canonical names that the extractions give; used only where the vocabulary has no such concept.
        vocabulary: Gives names, aliases and attributes of the concepts that it knows.
        curator: Gives the name where a person chose it; other names of the vocabulary then are aliases.
    """
    known = vocabulary.get(concept)
    name = curator.name_of(concept) if curator else None
    properties: dict[str, Value] = {
        "name": name or (known.name if known else choose_name(names)),
        "aliases": tuple(sorted(set(known.labels if name else known.aliases) - {name})) if known else (),
        "uri": str(node_iri(concept)),
        "coined": known is None,
    }
    if known:
        properties |= {key: known.properties[key] for key in _COPIED_PROPERTIES if key in known.properties}
    decisions = curator.decisions_on(concept) if curator else ()
    if decisions:
        properties["decisions"] = decisions
    return Node(concept, NodeLabel(concept_type.value), properties)
