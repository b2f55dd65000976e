"""The property graph from RDF: what `kg.export.rdf` and `kg.export.rdf_evidence` wrote, read back without loss.

The whole file is read before anything is made of it. What the encoding has no place for is an error that names it, so
that nothing is lost without a word; whether the graph obeys the ontology is for `kg.check` to say.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias, cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, VOID, XSD, URIRef

from kg.errors import GraphFileError
from kg.export.rdf import SUPER_PROPERTIES, version_iri
from kg.export.rdf_evidence import EVIDENCE_LISTS, LINK_LIST
from kg.graph import KnowledgeGraph, Node, Properties, Relationship, Value
from ontology.namespaces import DATA, FABIO, OA, ONTOLOGY, QUDT, node_id
from ontology.schema import PropertyRule, load_schema
from ontology.terms import NodeLabel, RelationType
from ontology.units import unit_name

Object: TypeAlias = NamedNode | BlankNode | Literal | Triple
Resource: TypeAlias = dict[str, list[Object]]
Evidence: TypeAlias = tuple[Value, ...]

RDF_FORMATS: Mapping[str, RdfFormat] = {
    "jsonld": RdfFormat.JSON_LD,
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "ttl": RdfFormat.TURTLE,
}
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DATATYPES: Mapping[type, frozenset[str]] = {
    str: frozenset({str(XSD.string), str(XSD.date)}),
    int: frozenset({str(XSD.integer)}),
    float: frozenset({str(XSD.decimal), str(XSD.integer)}),
    bool: frozenset({str(XSD.boolean)}),
}
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
# Classes of what stands beside the nodes.
_OTHER_CLASSES = frozenset(
    map(
        str,
        [
            VOID.Dataset, SKOS.ConceptScheme, RDF.Seq, RDF.Statement, OA.Annotation, OA.SpecificResource, QUDT.Unit,
            OA.TextPositionSelector, OA.TextQuoteSelector, PROV.Activity, PROV.SoftwareAgent,
        ],
    )
)  # fmt: skip
_NODE_TERMS = frozenset(
    map(str, [RDF.type, ONTOLOGY.inOrder, FABIO.hasArXivId, SKOS.inScheme, *SUPER_PROPERTIES.values()])
)
_STATEMENT_TERMS = frozenset(
    map(str, [RDF.type, RDF.subject, RDF.predicate, RDF.object, ONTOLOGY.inOrder, ONTOLOGY.hasEvidence])
)


def read_graph_rdf(path: str | Path, format: str) -> KnowledgeGraph:
    """Return the graph of an RDF file that `kg.export.export` made, gzipped or not.

    Args:
        path: Of the file.
        format: One of `RDF_FORMATS`.

    Raises:
        GraphFileError: The file cannot be read, is not RDF, or holds something else than a graph of our ontology.
    """
    resources: dict[str, Resource] = {}
    try:
        content = Path(path).read_bytes()
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        for quad in parse(content, format=RDF_FORMATS[format]):
            if isinstance(quad.subject, Triple):
                raise GraphFileError(str(path), 0, f"a triple term as a subject, {quad.subject}, has no place here")
            resource = resources.setdefault(quad.subject.value, {})
            resource.setdefault(quad.predicate.value, []).append(quad.object)
    except (OSError, EOFError) as err:
        raise GraphFileError(str(path), 0, str(err)) from err
    except SyntaxError as err:
        raise GraphFileError(str(path), err.lineno or 0, f"not {RDF_FORMATS[format].name}: {err.msg}") from err
    try:
        return _Reader(resources).graph()
    except ValueError as err:
        raise GraphFileError(str(path), 0, str(err)) from err


class _Reader:
    """Makes a graph of resources; everything that is wrong is a ValueError that names the resource."""

    def __init__(self, resources: Mapping[str, Resource]) -> None:
        self._resources = resources
        self._schema = load_schema()
        self._relations = {str(rule.iri): RelationType(name) for name, rule in self._schema.relations.items()}
        self._labels = {str(ONTOLOGY[label]): label for label in NodeLabel if label is not NodeLabel.CONCEPT}
        self._node_terms = {
            label: _NODE_TERMS.union(self._relations, (str(rule.written_as) for rule in rules.values()))
            for label, rules in self._schema.node_properties.items()
        }

    def graph(self) -> KnowledgeGraph:
        """Return the graph."""
        self._require_version()
        nodes = dict(self._nodes())
        for iri in self._resources.keys() - nodes.keys():
            types = set(self._iris(iri, RDF.type))
            if not types & _OTHER_CLASSES:
                raise ValueError(f"<{iri}> is neither a node of the graph nor said of one: no such type")
        return KnowledgeGraph.of(nodes.values(), self._relationships(nodes))

    def _require_version(self) -> None:
        found = self._iris(str(DATA), DCTERMS.conformsTo)
        if found != [str(version_iri())]:
            stated = ", ".join(f"<{iri}>" for iri in found) or "no version of ours"
            raise ValueError(f"the ontology is {stated}, not <{version_iri()}>")

    def _nodes(self) -> Iterator[tuple[str, Node]]:
        for iri, resource in self._resources.items():
            labels = [self._labels[t] for t in self._iris(iri, RDF.type) if t in self._labels]
            if not labels:
                continue
            if len(labels) > 1:
                raise ValueError(f"<{iri}> has several types: {', '.join(sorted(labels))}")
            label = labels[0]
            _require_known(iri, resource, self._node_terms[label])
            properties = self._properties(iri, self._schema.node_properties[label])
            if properties.pop("id", None) != node_id(iri):
                raise ValueError(f"<{iri}> has another dcterms:identifier or id than its IRI says, or none")
            yield iri, Node(node_id(iri), label, properties)

    def _relationships(self, nodes: Mapping[str, Node]) -> Iterator[Relationship]:
        statements = dict(self._statements())
        for start, node in nodes.items():
            for predicate, ends in self._resources[start].items():
                relation = self._relations.get(predicate)
                if relation is None:
                    continue
                for end in ends:
                    if not isinstance(end, NamedNode):
                        raise ValueError(f"<{start}> has {end} at <{predicate}>, not the IRI of a node")
                    if end.value not in nodes:
                        raise ValueError(f"<{start}> names <{end.value}> at <{predicate}>, a node that is not there")
                    statement = statements.pop((start, predicate, end.value), None)
                    yield Relationship(relation, node.id, node_id(end.value), self._stated(relation, statement))
        for (start, predicate, end_iri), statement in statements.items():
            raise ValueError(f"<{statement}> is about <{start}> <{predicate}> <{end_iri}>, a triple that is not there")

    def _statements(self) -> Iterator[tuple[tuple[str, str, str], str]]:
        for iri in self._resources:
            if str(RDF.Statement) in self._iris(iri, RDF.type):
                yield (self._iri(iri, RDF.subject), self._iri(iri, RDF.predicate), self._iri(iri, RDF.object)), iri

    def _stated(self, relation: RelationType, statement: str | None) -> Properties:
        rules = self._schema.relationship_properties[relation]
        others = {name: rule for name, rule in rules.items() if name not in (*EVIDENCE_LISTS, LINK_LIST)}
        found: dict[str, Value] = {}
        if statement is not None:
            terms = _STATEMENT_TERMS.union(str(rule.written_as) for rule in others.values())
            _require_known(statement, self._resources[statement], terms)
            found = self._properties(statement, others)
        if EVIDENCE_LISTS[0] in rules:
            found |= self._evidence(statement)
        return dict(sorted(found.items()))

    def _properties(self, iri: str, rules: Mapping[str, PropertyRule]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        sequences = self._sequences(iri)
        for name, rule in rules.items():
            objects = self._resources[iri].get(str(rule.written_as), [])
            values = [_value(iri, rule, o) for o in objects]
            if rule.is_list:
                in_order = sequences.get(str(rule.iri))
                if in_order is not None:
                    values = [_value(iri, rule, o) for o in in_order]
                else:
                    values.sort(key=str)
                if values or rule.is_required or in_order is not None:
                    found[name] = _list(values)
            elif len(values) > 1:
                raise ValueError(f"<{iri}> has {len(values)} values at <{rule.written_as}>, which takes one")
            elif values:
                found[name] = values[0]
        return found

    def _sequences(self, iri: str) -> dict[str, list[Object]]:
        """Return the members of each sequence of a resource, in order, by the property that they belong to."""
        found: dict[str, list[Object]] = {}
        for sequence in self._iris(iri, ONTOLOGY.inOrder):
            resource = self._resources.get(sequence, {})
            members = {int(p[len(str(RDF)) + 1 :]): o for p, o in resource.items() if p.startswith(f"{RDF}_")}
            if sorted(members) != list(range(1, len(members) + 1)) or any(len(o) > 1 for o in members.values()):
                raise ValueError(f"<{sequence}> has no first to last member, one each")
            found[self._iri(sequence, ONTOLOGY.sequenceOf)] = [members[i][0] for i in sorted(members)]
        return found

    def _evidence(self, statement: str | None) -> dict[str, Value]:
        rows: dict[int, Evidence] = {}
        for annotation in self._iris(statement, ONTOLOGY.hasEvidence) if statement else ():
            piece = self._piece(annotation)
            for index in self._resources[annotation].get(str(ONTOLOGY.evidenceIndex), []):
                rows[_integer(annotation, index)] = piece
        if sorted(rows) != list(range(1, len(rows) + 1)) or len({len(row) for row in rows.values()}) > 1:
            raise ValueError(f"<{statement}> lacks a piece of evidence, or some say how they were linked and some not")
        columns = list(zip(*(rows[i] for i in sorted(rows)), strict=True)) or [()] * len(EVIDENCE_LISTS)
        return dict(zip((*EVIDENCE_LISTS, LINK_LIST)[: len(columns)], columns, strict=True))

    def _piece(self, annotation: str) -> Evidence:
        target = self._iri(annotation, OA.hasTarget)
        agent = self._iri(self._iri(annotation, PROV.wasGeneratedBy), PROV.wasAssociatedWith)
        is_linked = str(ONTOLOGY.linkedBy) in self._resources[annotation]
        for selector in self._iris(target, OA.hasSelector):
            if str(OA.TextPositionSelector) in self._iris(selector, RDF.type):
                return (
                    self._text(annotation, ONTOLOGY.sentence),
                    _integer(selector, self._one(selector, OA.start)),
                    _integer(selector, self._one(selector, OA.end)),
                    self._text(agent, RDFS.label),
                    *([self._text(annotation, ONTOLOGY.linkedBy)] if is_linked else []),
                )
        raise ValueError(f"<{target}> has no oa:TextPositionSelector")

    def _one(self, iri: str, term: URIRef) -> Object:
        objects = self._resources.get(iri, {}).get(str(term), [])
        if len(objects) != 1:
            raise ValueError(f"<{iri}> has {len(objects)} values at <{term}>, which takes one")
        return objects[0]

    def _text(self, iri: str, term: URIRef) -> str:
        found = self._one(iri, term)
        if not isinstance(found, Literal):
            raise ValueError(f"<{iri}> has {found} at <{term}>, not a text")
        return found.value

    def _iri(self, iri: str, term: URIRef) -> str:
        found = self._one(iri, term)
        if not isinstance(found, NamedNode):
            raise ValueError(f"<{iri}> has {found} at <{term}>, not an IRI")
        return found.value

    def _iris(self, iri: str, term: URIRef) -> list[str]:
        return [o.value for o in self._resources.get(iri, {}).get(str(term), []) if isinstance(o, NamedNode)]


def _require_known(iri: str, resource: Resource, terms: frozenset[str]) -> None:
    for predicate in sorted(resource.keys() - terms):
        raise ValueError(f"<{iri}> has the property <{predicate}>, which the ontology does not know here")


def _list(values: Sequence[str | int | float | bool]) -> Value:
    """Return values as a property; the ontology has lists of texts and of whole numbers alone."""
    return cast("tuple[str, ...] | tuple[int, ...]", tuple(values))


def _integer(iri: str, term: Object) -> int:
    if isinstance(term, Literal) and term.datatype.value == str(XSD.integer):
        return int(term.value)
    raise ValueError(f"<{iri}> has {term}, not an xsd:integer")


def _value(iri: str, rule: PropertyRule, term: Object) -> str | int | float | bool:
    if isinstance(term, NamedNode):
        if rule.written_as == QUDT.hasUnit:
            return unit_name(term.value)
        if rule.written_as == ONTOLOGY.sharedConcept:
            return node_id(term.value)
    elif isinstance(term, Literal) and term.datatype.value in _DATATYPES[rule.value_type]:
        text = term.value
        if rule.value_type is str:
            return text
        if rule.value_type is bool and text in _BOOLEANS:
            return _BOOLEANS[text]
        if rule.value_type is not bool and _DECIMAL.fullmatch(text):
            return float(text) if "." in text else int(text)
    expected = " or ".join(sorted(datatype.rpartition("#")[2] for datatype in _DATATYPES[rule.value_type]))
    raise ValueError(f"<{iri}> has {term} at <{rule.written_as}>, which takes xsd:{expected}")
