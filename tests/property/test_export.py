"""Exports of any graph that the ontology allows: what comes back is what went in."""

from __future__ import annotations

import io
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import PROV, RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node as Term

from kg.check import check_graph
from kg.export import export, read_graph_file, read_graph_jsonl
from kg.graph import KnowledgeGraph, Node, Relationship, Value
from ontology.namespaces import OA, ONTOLOGY, node_id
from ontology.schema import PropertyRule, load_schema
from ontology.terms import NodeLabel, RelationType
from ontology.units import unit_name

# rdflib's own JSON-LD parser uses a class that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated.*:DeprecationWarning:rdflib")

NASTY = [
    "",
    " ",
    "\x00",
    "\r\n",
    "\t",
    '"',
    "\\",
    "'''",
    "]]>",
    "<&>",
    "%00",
    "#",
    "\u2028",
    "\ufffe",
    "日本",
    "🧠",
    "a\u0301",
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=20))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
# A concept always has one of the five types, never the label Concept alone.
NODE_LABELS = [label for label in NodeLabel if label is not NodeLabel.CONCEPT]
SCHEMA = load_schema()
EVIDENCE = ("quotes", "starts", "ends", "extractors")
LINKS = "link_reasons"


def _values(rule: PropertyRule) -> st.SearchStrategy[Value]:
    single: Mapping[type, st.SearchStrategy[Value]] = {
        str: TEXTS,
        int: st.integers(-(2**63), 2**63 - 1),
        float: NUMBERS,
        bool: st.booleans(),
    }
    values = single[rule.value_type]
    return st.lists(values, max_size=4).map(tuple) if rule.is_list else values


@st.composite
def properties(draw: st.DrawFn, rules: Mapping[str, PropertyRule]) -> dict[str, Value]:
    names = [n for n in sorted(rules) if n != "id" and (rules[n].is_required or draw(st.booleans()))]
    found = {name: draw(_values(rules[name])) for name in names}
    if set(EVIDENCE) <= set(names):
        n = draw(st.integers(0, 3))
        offsets = st.integers(0, 60)
        found |= {
            "quotes": tuple(draw(TEXTS) for _ in range(n)),
            "starts": tuple(draw(offsets) for _ in range(n)),
            "ends": tuple(draw(offsets) for _ in range(n)),
            "extractors": tuple(draw(st.sampled_from(["a@1", "b c@2.0", "ü%"])) for _ in range(n)),
        }
        if not n:
            found.pop(LINKS, None)
        elif LINKS in found:
            found[LINKS] = tuple(draw(st.sampled_from(["coined", "head_noun"])) for _ in range(n))
    return found


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """Draw a graph that the ontology allows, with any text in ids and properties."""
    nodes = []
    for i, label in enumerate(draw(st.lists(st.sampled_from(NODE_LABELS), max_size=6))):
        identifier = f"{label.lower()}:{i}{draw(TEXTS)}"
        nodes.append(Node(identifier, label, draw(properties(SCHEMA.node_properties[label]))))
    candidates = [
        (relation, start.id, end.id)
        for relation in RelationType
        for start in nodes
        for end in nodes
        if SCHEMA.is_a(start.label, SCHEMA.relations[relation].domain)
        and SCHEMA.is_a(end.label, SCHEMA.relations[relation].range)
    ]
    chosen = draw(st.lists(st.sampled_from(candidates), max_size=6, unique=True)) if candidates else []
    return KnowledgeGraph.of(
        nodes, [Relationship(*key, draw(properties(SCHEMA.relationship_properties[key[0]]))) for key in chosen]
    )


def exported(graph: KnowledgeGraph, name: str) -> bytes:
    stream = io.BytesIO()
    export(graph, stream, format=name)
    return stream.getvalue()


class RdfReader:
    """Reads a graph back from RDF by the ontology alone: shows that the encoding loses nothing."""

    def __init__(self, rdf: Graph) -> None:
        self.rdf = rdf

    def graph(self) -> KnowledgeGraph:
        return KnowledgeGraph.of(self._nodes(), self._relationships())

    def _nodes(self) -> Iterable[Node]:
        for label in NODE_LABELS:
            for iri in self.rdf.subjects(RDF.type, ONTOLOGY[label]):
                values = self._properties(iri, SCHEMA.node_properties[label])
                assert values.pop("id") == node_id(str(iri))
                yield Node(node_id(str(iri)), label, values)

    def _relationships(self) -> Iterable[Relationship]:
        statements = {
            tuple(self.rdf.value(s, p) for p in (RDF.subject, RDF.predicate, RDF.object)): s
            for s in self.rdf.subjects(RDF.type, RDF.Statement)
        }
        for name, relation in SCHEMA.relations.items():
            for start, end in self.rdf.subject_objects(relation.iri):
                statement = statements.pop((start, relation.iri, end), None)
                rules = SCHEMA.relationship_properties[name]
                values = {} if statement is None else self._properties(statement, rules)
                if "quotes" in rules:
                    values |= self._evidence(statement)
                yield Relationship(RelationType(name), node_id(str(start)), node_id(str(end)), values)
        assert statements == {}

    def _properties(self, iri: Term, rules: Mapping[str, PropertyRule]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for name, rule in rules.items():
            if name in (*EVIDENCE, LINKS):
                continue
            values = [self._value(rule, o) for o in self.rdf.objects(iri, rule.written_as)]
            if rule.is_list:
                in_order = self._sequence(iri, rule)
                if values or rule.is_required or in_order is not None:
                    found[name] = in_order or tuple(sorted(values, key=str))
            elif values:
                (found[name],) = values
        return found

    def _sequence(self, iri: Term, rule: PropertyRule) -> tuple[Value, ...] | None:
        for sequence in self.rdf.objects(iri, ONTOLOGY.inOrder):
            if (sequence, ONTOLOGY.sequenceOf, rule.iri) in self.rdf:
                n = len(list(self.rdf.predicate_objects(sequence))) - 2
                return tuple(self._value(rule, self.rdf.value(sequence, RDF[f"_{i}"])) for i in range(1, n + 1))
        return None

    def _evidence(self, statement: Term | None) -> dict[str, Value]:
        rows: dict[int, tuple[Value, ...]] = {}
        for annotation in self.rdf.objects(statement, ONTOLOGY.hasEvidence):
            for index in self.rdf.objects(annotation, ONTOLOGY.evidenceIndex):
                rows[int(str(index))] = self._piece(annotation)
        columns = list(zip(*(rows[i] for i in sorted(rows)), strict=True)) if rows else [()] * 4
        return dict(zip((*EVIDENCE, LINKS)[: len(columns)], columns, strict=True))

    def _piece(self, annotation: Term) -> tuple[Value, ...]:
        target, run = self.rdf.value(annotation, OA.hasTarget), self.rdf.value(annotation, PROV.wasGeneratedBy)
        selectors = self.rdf.objects(target, OA.hasSelector)
        position = next(s for s in selectors if (s, RDF.type, OA.TextPositionSelector) in self.rdf)
        agent = self.rdf.value(run, PROV.wasAssociatedWith)
        return (
            str(self.rdf.value(annotation, ONTOLOGY.sentence)),
            int(str(self.rdf.value(position, OA.start))),
            int(str(self.rdf.value(position, OA.end))),
            str(self.rdf.value(agent, RDFS.label)),
            *(str(link) for link in self.rdf.objects(annotation, ONTOLOGY.linkedBy)),
        )

    def _value(self, rule: PropertyRule, term: Term | None) -> Value:
        if isinstance(term, URIRef):
            return unit_name(str(term)) if rule.name == "unit" else node_id(str(term))
        assert isinstance(term, Literal)
        if rule.value_type is str:
            return str(term)
        value = term.toPython()
        return float(value) if isinstance(value, Decimal) else value


LOGGED = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)


@LOGGED
@given(graphs())
def test_drawn_graphs_are_sound(graph: KnowledgeGraph) -> None:
    assert check_graph(graph) == []


@LOGGED
@given(graphs())
def test_jsonl_round_trip(graph: KnowledgeGraph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        export(graph, Path(folder) / "graph.jsonl")
        assert read_graph_jsonl(Path(folder) / "graph.jsonl") == graph


@LOGGED
@given(graphs(), st.sampled_from([("nt", "nt"), ("ttl", "turtle"), ("jsonld", "json-ld")]))
def test_rdf_holds_everything(graph: KnowledgeGraph, formats: tuple[str, str]) -> None:
    name, parser = formats
    rdf = Graph().parse(data=exported(graph, name), format=parser)
    assert RdfReader(rdf).graph() == graph


@LOGGED
@given(graphs(), st.sampled_from(["nt", "ttl", "trig.gz", "jsonld"]))
def test_rdf_round_trip(graph: KnowledgeGraph, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        export(graph, Path(folder) / f"graph.{ending}")
        back = read_graph_file(Path(folder) / f"graph.{ending}")
    assert back == graph
    assert exported(_in_order(back), "jsonl") == exported(_in_order(graph), "jsonl")


def _in_order(graph: KnowledgeGraph) -> KnowledgeGraph:
    """Return the graph with properties by name: numbers of another type show in JSON."""
    return KnowledgeGraph.of(
        [replace(node, properties=dict(sorted(node.properties.items()))) for node in graph.nodes.values()],
        [replace(r, properties=dict(sorted(r.properties.items()))) for r in graph.relationships.values()],
    )


@LOGGED
@given(graphs())
def test_rdf_formats_agree(graph: KnowledgeGraph) -> None:
    ntriples = Graph().parse(data=exported(graph, "nt"), format="nt")
    assert isomorphic(ntriples, Graph().parse(data=exported(graph, "ttl"), format="turtle"))


@LOGGED
@given(graphs())
def test_rdf_xml_is_well_formed_and_keeps_every_triple(graph: KnowledgeGraph) -> None:
    triples: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, parser in (("nt", "nt"), ("rdf", "xml")):
        for subject, predicate, _ in Graph().parse(data=exported(graph, name), format=parser):
            triples[name].add((str(subject), str(predicate)))
    assert triples["rdf"] == triples["nt"]


@LOGGED
@given(graphs(), st.sampled_from(["graphml", "gexf"]))
def test_graph_xml_is_well_formed_and_keeps_nodes_and_edges(graph: KnowledgeGraph, name: str) -> None:
    content = exported(graph, name)
    tags = [element.tag.rpartition("}")[2] for element in ElementTree.fromstring(content).iter()]
    assert tags.count("edge") == len(graph.relationships)
    view = nx.read_graphml(io.BytesIO(content)) if name == "graphml" else nx.read_gexf(io.BytesIO(content))
    assert len(view) == len(graph.nodes)


@LOGGED
@given(graphs(), st.sampled_from(["ttl", "jsonl", "graphml"]))
def test_order_of_insertion_does_not_matter(graph: KnowledgeGraph, name: str) -> None:
    turned = KnowledgeGraph.of(reversed(graph.nodes.values()), reversed(graph.relationships.values()))
    assert exported(turned, name) == exported(graph, name)


def test_reader_of_these_tests_sees_a_loss() -> None:
    node = Node("method:a", NodeLabel.METHOD, {"name": "a", "aliases": (), "uri": "u", "coined": False, "n_papers": 0})
    lines = exported(KnowledgeGraph.of([node], []), "nt").decode().splitlines()
    kept = "\n".join(line for line in lines if "#coined" not in line)
    assert RdfReader(Graph().parse(data=kept, format="nt")).graph().nodes["method:a"] != node
    assert json.loads(exported(KnowledgeGraph.of([node], []), "jsonl"))["properties"]["coined"] is False
