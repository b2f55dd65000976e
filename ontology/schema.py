"""The ontology file as an object that answers what a graph may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from ontology.errors import SchemaError
from ontology.namespaces import ONTOLOGY

_PYTHON_TYPES: Mapping[URIRef, type] = {
    XSD.string: str,
    XSD.integer: int,
    XSD.decimal: float,
    XSD.boolean: bool,
}

# Classes of statements about a relationship, and the relationship types that they describe.
_EVIDENCE_CLASS = "Relation"
_LINK_CLASS = "PaperLink"


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """What the ontology says of one property.

    Attributes:
        name: As in the property graph.
        iri: The term of our ontology.
        value_type: The Python type of one value.
        is_list: Whether the graph holds a list of values.
        is_required: Whether every node or relationship in the domain has it.
        is_ordered: Whether the order of the list means something.
        written_as: The term under which RDF holds the values, often one of another vocabulary.
    """

    name: str
    iri: URIRef
    value_type: type
    is_list: bool
    is_required: bool
    is_ordered: bool
    written_as: URIRef

    def accepts(self, value: object) -> bool:
        """Return whether a value has the property's type; a whole number is a decimal, a truth value is no number."""
        values = value if self.is_list and isinstance(value, list | tuple) else [value]
        if self.is_list != isinstance(value, list | tuple):
            return False
        return all(self._accepts_one(v) for v in values)

    def _accepts_one(self, value: object) -> bool:
        if isinstance(value, bool):
            return self.value_type is bool
        if self.value_type is float:
            return isinstance(value, int | float)
        return isinstance(value, self.value_type)


@dataclass(frozen=True, slots=True)
class RelationRule:
    """Domain and range of one relationship type, as labels of the graph."""

    name: str
    iri: URIRef
    domain: str
    range: str


@dataclass(frozen=True, slots=True)
class Schema:
    """Labels, relationship types and properties that a graph may hold.

    Attributes:
        version: Version of the ontology file.
        superclasses: Label -> the labels of the classes above it that the graph holds, itself included.
        relations: Relationship type -> domain and range.
        node_properties: Label -> property name -> rule, inherited ones included.
        relationship_properties: Relationship type -> property name -> rule.
    """

    version: str
    superclasses: Mapping[str, frozenset[str]]
    relations: Mapping[str, RelationRule]
    node_properties: Mapping[str, Mapping[str, PropertyRule]]
    relationship_properties: Mapping[str, Mapping[str, PropertyRule]]

    def is_a(self, label: str, ancestor: str) -> bool:
        """Return whether a label is another label's subclass, or the same."""
        return ancestor in self.superclasses.get(label, frozenset())


@cache
def load_schema() -> Schema:
    """Return the ontology that ships with this package.

    Raises:
        SchemaError: The file is missing, is not Turtle, or lacks a domain, a range or a datatype that is known.
    """
    return read_schema(load_ontology())


def load_ontology(*, alignments: bool = False) -> Graph:
    """Return the ontology as RDF.

    Args:
        alignments: Whether to add what relates its terms to other vocabularies.

    Raises:
        SchemaError: A file is missing or is not Turtle.
    """
    graph = Graph()
    for name in ["schema.ttl", "alignments.ttl"] if alignments else ["schema.ttl"]:
        source = files("ontology").joinpath(name)
        try:
            graph.parse(data=source.read_text(encoding="utf-8"), format="turtle")
        except (OSError, SyntaxError) as err:
            raise SchemaError(f"cannot read {source}: {err}; install the package again") from err
    return graph


def read_schema(graph: Graph) -> Schema:
    """Return what an ontology in RDF allows in a property graph.

    Raises:
        SchemaError: A relationship type or property has no domain or range that the graph knows.
    """
    names = {term: str(name) for term, name in graph.subject_objects(ONTOLOGY.graphName)}
    labels = {term: name for term, name in names.items() if (term, RDF.type, OWL.Class) in graph}
    superclasses = {
        name: frozenset(labels[c] for c in graph.transitive_objects(term, RDFS.subClassOf) if c in labels)
        for term, name in labels.items()
    }
    relations = _read_relations(graph, names, labels)
    rules = [
        (_domains(graph, term), _property_rule(graph, term, names[term]))
        for term in sorted(names, key=str)
        if (term, RDF.type, OWL.DatatypeProperty) in graph
    ]
    return Schema(
        version=str(next(graph.objects(None, OWL.versionInfo), "")),
        superclasses=superclasses,
        relations=relations,
        node_properties={
            label: {rule.name: rule for domains, rule in rules if domains & superclasses[label]}
            for label in superclasses
        },
        relationship_properties={
            name: {rule.name: rule for domains, rule in rules if _statement_class(relation) in domains}
            for name, relation in relations.items()
        },
    )


def _statement_class(relation: RelationRule) -> str:
    if relation.domain != "Paper":
        return ""
    return _LINK_CLASS if relation.range == "Paper" else _EVIDENCE_CLASS


def _read_relations(graph: Graph, names: Mapping[Node, str], labels: Mapping[Node, str]) -> dict[str, RelationRule]:
    relations = {}
    terms = [t for t in names if (t, RDF.type, OWL.ObjectProperty) in graph]
    for term in sorted(terms, key=str):
        domain, range_ = graph.value(term, RDFS.domain), graph.value(term, RDFS.range)
        if domain is None or range_ is None or domain not in labels or range_ not in labels:
            raise SchemaError(f"{term} needs a domain and a range that are classes of the graph; mend schema.ttl")
        relations[names[term]] = RelationRule(names[term], URIRef(str(term)), labels[domain], labels[range_])
    return relations


def _domains(graph: Graph, term: Node) -> frozenset[str]:
    domain = graph.value(term, RDFS.domain)
    if domain is None:
        raise SchemaError(f"{term} has no domain; mend schema.ttl")
    union = graph.value(domain, OWL.unionOf)
    classes = [domain] if union is None else list(Collection(graph, union))
    return frozenset(str(c).removeprefix(str(ONTOLOGY)) for c in classes)


def _property_rule(graph: Graph, term: Node, name: str) -> PropertyRule:
    datatype = graph.value(term, RDFS.range)
    if datatype not in _PYTHON_TYPES:
        raise SchemaError(f"{term} has the unknown datatype {datatype}; mend schema.ttl")
    return PropertyRule(
        name=name,
        iri=URIRef(str(term)),
        value_type=_PYTHON_TYPES[URIRef(str(datatype))],
        is_list=_flag(graph, term, ONTOLOGY.isList),
        is_required=_flag(graph, term, ONTOLOGY.isRequired),
        is_ordered=_flag(graph, term, ONTOLOGY.isOrdered),
        written_as=URIRef(str(graph.value(term, ONTOLOGY.writtenAs, default=term))),
    )


def _flag(graph: Graph, term: Node, annotation: URIRef) -> bool:
    value = graph.value(term, annotation)
    return isinstance(value, Literal) and bool(value.toPython())
