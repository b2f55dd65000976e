"""The property graph as RDF.

Each node is a resource, each relationship a direct triple, so that a plain query needs no reification. A relationship
with properties is also a statement (``sg:Relation`` or ``sg:PaperLink``) that carries them; its evidence follows in
`kg.export.rdf_evidence`. Nothing is lost:

- a property stands under the term that the ontology names with ``sg:writtenAs``, or under its own;
- a list whose order counts, or that is not sorted and distinct, is also an ``rdf:Seq`` reached by ``sg:inOrder``;
  so is an empty list that could as well be missing;
- no resource is a blank node: IRIs are made from content, so two exports of one graph have the same bytes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from rdflib import DCTERMS, RDF, RDFS, SKOS, VOID, XSD, Literal, URIRef

from kg.errors import CheckError
from kg.graph import KnowledgeGraph, Node, Properties, Relationship, Value, is_concept_label
from ontology.namespaces import DATA, FABIO, MLS, ONTOLOGY, QUDT, node_iri, term_iri
from ontology.schema import PropertyRule, load_schema
from ontology.terms import NodeLabel, RelationType
from ontology.units import unit_iri

Term: TypeAlias = URIRef | Literal
Pairs: TypeAlias = list[tuple[URIRef, list[Term]]]
Description: TypeAlias = tuple[URIRef, Pairs]

CONCEPT_SCHEME = URIRef("https://w3id.org/scholargraph/concepts")
# Relationship types that also have a term of another vocabulary; a tool without a reasoner sees that one too.
SUPER_PROPERTIES = {RelationType.BROADER: SKOS.broader, RelationType.OF_METRIC: MLS.specifiedBy}
_METHOD_KINDS = {"algorithm": ONTOLOGY.Algorithm, "model": ONTOLOGY.Model}
_ARXIV = "arxiv:"
_LEADING = {name: place for place, name in enumerate(["id", "name", "title", "abstract", "authors", "raw", "value"])}


def version_iri() -> URIRef:
    """Return the IRI of the version of the ontology that an export conforms to."""
    return URIRef(f"{str(ONTOLOGY).removesuffix('#')}/{load_schema().version}")


def describe_dataset() -> Iterator[Description]:
    """Yield what is said of the export as a whole, and of the scheme that its concepts belong to."""
    yield (
        URIRef(str(DATA)),
        [
            (RDF.type, [VOID.Dataset]),
            (DCTERMS.conformsTo, [version_iri()]),
            (VOID.vocabulary, [URIRef(str(ONTOLOGY))]),
        ],
    )
    yield CONCEPT_SCHEME, [(RDF.type, [SKOS.ConceptScheme]), (DCTERMS.title, [Literal("Concepts of ScholarGraph")])]


def describe_nodes(graph: KnowledgeGraph) -> Iterator[Description]:
    """Yield every node with its properties and direct relations, in the order of ids, then the units in use.

    Raises:
        CheckError: A node has a property, or a number, that RDF has no term for.
    """
    outgoing: dict[str, list[Relationship]] = defaultdict(list)
    for relationship in graph.relationships.values():
        outgoing[relationship.start].append(relationship)
    for node in graph.nodes.values():
        yield from describe_node(node, outgoing.get(node.id, ()))
    for start in sorted(outgoing.keys() - graph.nodes.keys()):
        yield node_iri(start), _direct_relations(outgoing[start])
    yield from _describe_units(graph)


def describe_node(node: Node, outgoing: Iterable[Relationship] = ()) -> Iterator[Description]:
    """Yield one node with its properties and the relations that start at it, then its sequences."""
    iri = node_iri(node.id)
    rules = load_schema().node_properties[node.label]
    properties = {"id": node.id, **node.properties}
    pairs: Pairs = [(RDF.type, _types(node))]
    pairs += property_pairs(node.id, properties, rules)
    if node.id.startswith(_ARXIV):
        pairs.append((FABIO.hasArXivId, [Literal(node.id.removeprefix(_ARXIV))]))
    if is_concept_label(node.label):
        pairs.append((SKOS.inScheme, [CONCEPT_SCHEME]))
    sequences = list(describe_sequences(iri, properties, rules))
    if sequences:
        pairs.append((ONTOLOGY.inOrder, [sequence for sequence, _ in sequences]))
    yield iri, pairs + _direct_relations(outgoing)
    yield from sequences


def property_pairs(subject: str, properties: Properties, rules: Mapping[str, PropertyRule]) -> Pairs:
    """Return properties as predicates with their objects, each object once.

    Raises:
        CheckError: The ontology has no such property here, or the value is no number that RDF can write.
    """
    pairs: Pairs = []
    for name in sorted(properties, key=lambda n: (_LEADING.get(n, len(_LEADING)), n)):
        if name not in rules:
            known = ", ".join(sorted(rules)) or "none"
            raise CheckError(f"{subject}: the ontology has no property {name!r} here; known: {known}; run kg check")
        objects = _objects(subject, rules[name], properties[name])
        if objects:
            pairs.append((rules[name].written_as, list(dict.fromkeys(objects))))
    return pairs


def describe_sequences(iri: URIRef, properties: Properties, rules: Mapping[str, PropertyRule]) -> Iterator[Description]:
    """Yield one ``rdf:Seq`` for each list of a resource that could not be told from its values, or from none."""
    for name in sorted(properties):
        values = properties[name]
        if not isinstance(values, tuple) or (not values and rules[name].is_required):
            continue
        if not values or rules[name].is_ordered or not _is_sorted_set(values):
            members = [(RDF[f"_{i}"], [o]) for i, o in enumerate(_objects(str(iri), rules[name], values), start=1)]
            yield (
                URIRef(f"{iri}#{name}"),
                [(RDF.type, [RDF.Seq]), (ONTOLOGY.sequenceOf, [rules[name].iri]), *members],
            )


def _types(node: Node) -> list[Term]:
    types: list[Term] = [term_iri(node.label)]
    if node.label is NodeLabel.METHOD and (kind := _METHOD_KINDS.get(str(node.properties.get("kind")))):
        types.append(kind)
    if is_concept_label(node.label):
        types += [ONTOLOGY.Concept, SKOS.Concept]
    if node.id.startswith(_ARXIV):
        types.append(FABIO.Preprint)
    return types


def _direct_relations(relationships: Iterable[Relationship]) -> Pairs:
    ends: dict[URIRef, list[Term]] = defaultdict(list)
    for relationship in relationships:
        ends[term_iri(relationship.type)].append(node_iri(relationship.end))
        if relationship.type in SUPER_PROPERTIES:
            ends[SUPER_PROPERTIES[relationship.type]].append(node_iri(relationship.end))
    return list(ends.items())


def _describe_units(graph: KnowledgeGraph) -> Iterator[Description]:
    units = {str(node.properties["unit"]) for node in graph.nodes.values() if "unit" in node.properties}
    for unit in sorted(units):
        yield unit_iri(unit), [(RDF.type, [QUDT.Unit]), (RDFS.label, [Literal(unit)])]


def _objects(subject: str, rule: PropertyRule, value: Value) -> list[Term]:
    values: tuple[Value, ...] = value if isinstance(value, tuple) else (value,)
    return [_object(subject, rule, v) for v in values]


def _object(subject: str, rule: PropertyRule, value: Value) -> Term:
    if rule.written_as == QUDT.hasUnit:
        return unit_iri(str(value))
    if rule.written_as == ONTOLOGY.sharedConcept:
        return node_iri(str(value))
    if rule.written_as == DCTERMS.issued and _is_date(str(value)):
        return Literal(str(value), datatype=XSD.date)
    if rule.value_type is float:
        return _decimal(subject, rule.name, value)
    return Literal(value)


def _is_sorted_set(values: tuple[Value, ...]) -> bool:
    return all(str(a) < str(b) for a, b in pairwise(values))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _decimal(subject: str, name: str, value: Value) -> Literal:
    """Return a number as xsd:decimal; a float always with a point, so that reading it gives a float again."""
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise CheckError(f"{subject}: {name} is {value!r}, which is not a decimal number; run kg check")
    text = format(Decimal(repr(value)), "f")
    if isinstance(value, float) and "." not in text:
        text += ".0"
    return Literal(text, datatype=XSD.decimal)
