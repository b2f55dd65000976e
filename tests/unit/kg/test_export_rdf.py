"""The RDF exports parse, agree with each other, and hold what the graph holds."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import OWL, PROV, RDF, SKOS, XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from kg.errors import CheckError
from kg.export import export
from kg.export.turtle import EVIDENCE_GRAPH
from kg.graph import KnowledgeGraph, Node, Relationship
from ontology.namespaces import MLS, OA, ONTOLOGY, QUDT, node_iri
from ontology.schema import load_ontology
from ontology.terms import NodeLabel, RelationType

# rdflib's own JSON-LD and TriG parsers use classes that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated.*:DeprecationWarning:rdflib")

PARSERS = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
PAPER = node_iri("arxiv:2510.00001")
FABIO = Namespace("http://purl.org/spar/fabio/")


def exported(graph: KnowledgeGraph, name: str) -> str:
    stream = io.BytesIO()
    export(graph, stream, format=name)
    return stream.getvalue().decode()


def parsed(graph: KnowledgeGraph, name: str = "ttl") -> Graph:
    return Graph().parse(data=exported(graph, name), format=PARSERS[name])


def one_method(**properties: str) -> KnowledgeGraph:
    return KnowledgeGraph.of([Node("method:a", NodeLabel.METHOD, properties)], [])


def blocks(language: str) -> list[str]:
    """Return the code of one language on the page about exports."""
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def rdf(full_graph: KnowledgeGraph) -> Graph:
    return parsed(full_graph)


def count(rdf: Graph, where: str) -> int:
    rows = rdf.query(
        "PREFIX sg: <https://w3id.org/scholargraph/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
        f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}"
    )
    return int(next(iter(rows))[0])


@pytest.mark.parametrize("name", [n for n in PARSERS if n != "nt"])
def test_formats_hold_the_same_triples(name: str, full_graph: KnowledgeGraph) -> None:
    assert isomorphic(parsed(full_graph, name), parsed(full_graph, "nt"))


def test_trig_holds_the_same_triples_in_two_graphs(full_graph: KnowledgeGraph) -> None:
    dataset = Dataset()
    dataset.parse(data=exported(full_graph, "trig"), format="trig")
    union = Graph()
    for subject, predicate, value, _ in dataset.quads():
        union.add((subject, predicate, value))
    assert isomorphic(union, parsed(full_graph, "nt"))
    evidence = dataset.graph(EVIDENCE_GRAPH)
    assert set(evidence.subjects(RDF.type, OA.Annotation)) == set(union.subjects(RDF.type, OA.Annotation))
    assert (None, RDF.type, ONTOLOGY.Paper) not in evidence


def test_ntriples_has_each_triple_once(full_graph: KnowledgeGraph) -> None:
    lines = exported(full_graph, "nt").splitlines()
    assert len(lines) == len(set(lines)) == len(parsed(full_graph, "nt"))


def test_no_node_is_blank(rdf: Graph) -> None:
    assert [term for triple in rdf for term in triple if isinstance(term, BNode)] == []


@pytest.mark.parametrize("label", NodeLabel)
def test_count_of_each_label(label: NodeLabel, rdf: Graph, full_graph: KnowledgeGraph) -> None:
    assert count(rdf, f"?node a sg:{label}") == len(list(full_graph.nodes_labelled(label))) > 0


@pytest.mark.parametrize("relation", RelationType)
def test_count_of_each_relation(relation: RelationType, rdf: Graph, full_graph: KnowledgeGraph) -> None:
    where = f"<{load_ontology().value(predicate=ONTOLOGY.graphName, object=Literal(relation))}>"
    assert count(rdf, f"?start {where} ?end") == len(list(full_graph.relationships_typed(relation))) > 0


def test_each_statement_says_a_triple_that_is_there(rdf: Graph) -> None:
    statements = set(rdf.subjects(RDF.type, RDF.Statement))
    said = {tuple(rdf.value(s, p) for p in (RDF.subject, RDF.predicate, RDF.object)) for s in statements}
    assert len(said) == len(statements) == 11
    assert [triple for triple in said if triple not in rdf] == []


def test_count_of_evidence(rdf: Graph, full_graph: KnowledgeGraph) -> None:
    n_mentions = sum(int(str(r.properties.get("n_mentions", 0))) for r in full_graph.relationships.values())
    assert count(rdf, "?relation sg:hasEvidence ?annotation . ?annotation a oa:Annotation") == n_mentions == 11


def test_terms_of_ours_are_all_in_the_ontology(rdf: Graph) -> None:
    declared = set(load_ontology().subjects(RDF.type))
    used = {t for triple in rdf for t in triple if isinstance(t, URIRef) and t.startswith(str(ONTOLOGY))}
    assert used - declared == {URIRef(str(ONTOLOGY))}


def test_data_respects_domains_ranges_and_disjointness(rdf: Graph) -> None:
    ontology = load_ontology()
    broken = []
    for rule in ontology.subjects(RDF.type, OWL.ObjectProperty):
        for subject, value in rdf.subject_objects(rule):
            for end, predicate in ((subject, "domain"), (value, "range")):
                wanted = ontology.value(rule, URIRef(f"http://www.w3.org/2000/01/rdf-schema#{predicate}"))
                if wanted is not None and (end, RDF.type, wanted) not in rdf:
                    broken.append((rule, predicate, end))
    assert broken == []
    kinds = [ONTOLOGY.Method, ONTOLOGY.Dataset, ONTOLOGY.Metric, ONTOLOGY.Hardware, ONTOLOGY.Task]
    assert [s for s in set(rdf.subjects()) if sum((s, RDF.type, kind) in rdf for kind in kinds) > 1] == []


def test_arxiv_paper_is_a_preprint_and_no_research_paper(rdf: Graph) -> None:
    assert set(rdf.objects(PAPER, RDF.type)) == {ONTOLOGY.Paper, FABIO.Preprint}
    assert rdf.value(PAPER, FABIO.hasArXivId) == Literal("2510.00001")
    assert set(rdf.objects(node_iri("title:0123456789abcdef"), RDF.type)) == {ONTOLOGY.Paper}


def test_zero_and_false_survive(rdf: Graph) -> None:
    result = node_iri("result:aaaa")
    assert rdf.value(result, MLS.hasValue).toPython() == Decimal("0.0")
    assert rdf.value(result, ONTOLOGY.delta).toPython() is False
    assert rdf.value(result, ONTOLOGY.higherIsBetter).toPython() is False
    assert rdf.value(node_iri("method:network"), ONTOLOGY.nPapers).toPython() == 0
    assert count(rdf, "?relation <http://www.w3.org/2005/11/its/rdf#taConfidence> ?c FILTER(?c = 0)") == 1


def test_small_confidence_has_no_exponent(rdf: Graph) -> None:
    confidences = set(rdf.objects(None, URIRef("http://www.w3.org/2005/11/its/rdf#taConfidence")))
    assert Literal("0.0000001", datatype=XSD.decimal) in confidences
    assert {c.datatype for c in confidences} == {XSD.decimal}


def test_result_without_number_has_no_value(rdf: Graph) -> None:
    assert rdf.value(node_iri("result:bbbb"), MLS.hasValue) is None


def test_units_of_qudt_keep_their_iri_and_others_get_ours(rdf: Graph) -> None:
    assert rdf.value(node_iri("metric:pass@1"), QUDT.hasUnit) == URIRef("http://qudt.org/vocab/unit/PERCENT")
    own = URIRef("https://w3id.org/scholargraph/unit/PERCENTAGE-POINT")
    assert set(rdf.subjects(QUDT.hasUnit, own)) == {node_iri("result:aaaa"), node_iri("metric:100%")}
    assert (own, RDF.type, QUDT.Unit) in rdf


def test_metric_of_a_result_is_also_said_in_ml_schema(rdf: Graph) -> None:
    assert set(rdf.subject_objects(MLS.specifiedBy)) == {(node_iri("result:aaaa"), node_iri("metric:pass@1"))}


def test_concept_is_a_skos_concept(rdf: Graph) -> None:
    concept = node_iri("method:network")
    assert set(rdf.objects(concept, RDF.type)) == {ONTOLOGY.Method, ONTOLOGY.Concept, SKOS.Concept}
    assert rdf.value(concept, SKOS.prefLabel) == Literal("network")
    assert set(rdf.objects(concept, SKOS.altLabel)) == {Literal("net"), Literal("neural net")}
    assert set(rdf.subjects(SKOS.broader, concept)) == {node_iri("method:tinynet")}


def test_kind_gives_a_method_its_subclass(rdf: Graph) -> None:
    assert (node_iri("method:tinynet"), RDF.type, ONTOLOGY.Model) in rdf
    assert (node_iri("method:network"), RDF.type, ONTOLOGY.Model) not in rdf


def test_authors_keep_order_and_repetition(rdf: Graph) -> None:
    sequence = next(
        s for s in rdf.objects(PAPER, ONTOLOGY.inOrder) if (s, ONTOLOGY.sequenceOf, ONTOLOGY.authors) in rdf
    )
    assert [str(rdf.value(sequence, RDF[f"_{i}"])) for i in (1, 2, 3)] == ["Zoë Zhang", "Ada Abel", "Zoë Zhang"]


def test_full_date_is_typed_and_a_year_is_text(rdf: Graph) -> None:
    issued = URIRef("http://purl.org/dc/terms/issued")
    assert rdf.value(PAPER, issued) == Literal("2025-10-11", datatype=XSD.date)
    assert rdf.value(node_iri("title:0123456789abcdef"), issued) == Literal("2024")


def test_evidence_points_at_the_span(rdf: Graph) -> None:
    rows = rdf.query("""
        PREFIX sg: <https://w3id.org/scholargraph/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?exact ?piece ?prefix ?suffix ?agent WHERE {
          ?relation rdf:predicate sg:hasResult ; sg:hasEvidence ?annotation .
          ?annotation oa:hasTarget [ oa:hasSource ?paper ; oa:hasSelector ?position, ?quote ] ;
                      prov:wasGeneratedBy [ prov:wasAssociatedWith [ a prov:SoftwareAgent ; rdfs:label ?agent ] ] .
          ?position oa:start ?start ; oa:end ?end .
          ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
          ?paper dcterms:title ?title ; dcterms:abstract ?abstract .
          BIND(SUBSTR(CONCAT(?title, "\\n", ?abstract), ?start + 1, ?end - ?start) AS ?piece)
        } ORDER BY ?exact""")
    assert [tuple(str(value) for value in row) for row in rows] == [
        (
            "0.0 points",
            "0.0 points",
            "nyNet beats BigNet on Toy-10 by ",
            ".\nIt needs 8 GB of a Größe-1 acc",
            "numeric_results@2.1",
        ),
        ("enough", "enough", 'TinyNet: "small" is \\ ', "\nTinyNet beats BigNet on Toy-10 ", "concept_tagger_fast@1.0"),
    ]


def test_span_outside_the_text_has_no_quotation(full_graph: KnowledgeGraph) -> None:
    old = next(full_graph.relationships_typed(RelationType.USES))
    moved = replace(old, properties={**old.properties, "starts": (9000,), "ends": (9006,)})
    rdf = parsed(KnowledgeGraph.of(full_graph.nodes.values(), [moved]))
    assert set(rdf.objects(None, OA.start)) == {Literal(9000)}
    assert list(rdf.objects(None, OA.exact)) == []


def test_relations_of_nodes_outside_the_graph_are_kept(full_graph: KnowledgeGraph) -> None:
    rdf = parsed(KnowledgeGraph.of([], full_graph.relationships.values()))
    wanted = {(node_iri(r.start), node_iri(r.end)) for r in full_graph.relationships_typed(RelationType.BROADER)}
    assert set(rdf.subject_objects(ONTOLOGY.broader)) == wanted
    assert len(set(rdf.subjects(RDF.type, OA.Annotation))) == 11


def test_each_extractor_is_one_agent(rdf: Graph) -> None:
    assert {str(a) for a in rdf.subjects(RDF.type, PROV.SoftwareAgent)} == {
        "https://w3id.org/scholargraph/id/software:concept_tagger_fast@1.0",
        "https://w3id.org/scholargraph/id/software:numeric_results@2.1",
    }


def test_iris_of_evidence_do_not_depend_on_other_evidence(full_graph: KnowledgeGraph) -> None:
    whole = parsed(full_graph)
    part = parsed(KnowledgeGraph.of(full_graph.nodes.values(), full_graph.relationships_typed(RelationType.USES)))
    annotations = set(part.subjects(RDF.type, OA.Annotation))
    assert annotations < set(whole.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == 1


@pytest.mark.parametrize("name", ["nt", "ttl", "jsonld"])
def test_control_characters_survive(name: str) -> None:
    text = "".join(map(chr, range(0x20))) + "\x7f\x80\u2028\ufffe"
    rdf = parsed(one_method(name=text), name)
    assert rdf.value(node_iri("method:a"), SKOS.prefLabel) == Literal(text)


def test_xml_replaces_characters_it_cannot_hold_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        rdf = parsed(one_method(name="a\x00b\r\nc\t\ufffe]]>&<"), "rdf")
    assert rdf.value(node_iri("method:a"), SKOS.prefLabel) == Literal("a\ufffdb\r\nc\t\ufffd]]>&<")
    assert caplog.messages == ["RDF/XML cannot hold 2 of the characters; U+FFFD stands for each"]


@pytest.mark.parametrize(
    ("name", "title"), [("nt", "N-Triples"), ("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML")]
)
def test_lone_surrogate_is_replaced_and_said_so(name: str, title: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        rdf = parsed(one_method(name="a\ud800b"), name)
    assert rdf.value(node_iri("method:a"), SKOS.prefLabel) == Literal("a\ufffdb")
    assert caplog.messages == [f"{title} cannot hold 1 of the characters; U+FFFD stands for each"]


@pytest.mark.parametrize(
    "text",
    [
        'say "hi"',
        "back\\slash",
        "'''\"\"\"",
        "日本語 العربية 🧠",
        "line\nbreak\r\n",
        "",
        " ",
        "<a href='x'>&amp;</a>",
        "\\u0041",
    ],
)
@pytest.mark.parametrize("name", PARSERS)
def test_text_survives(name: str, text: str) -> None:
    assert parsed(one_method(name=text), name).value(node_iri("method:a"), SKOS.prefLabel) == Literal(text)


def test_unknown_property_is_an_error_that_names_it() -> None:
    with pytest.raises(CheckError, match=r"^method:a: the ontology has no property 'colour' here; known: aliases, .*"):
        exported(one_method(colour="red"), "ttl")


def test_property_of_a_relation_without_any_is_an_error() -> None:
    relation = Relationship(RelationType.BROADER, "method:a", "method:b", {"weight": 1.0})
    with pytest.raises(CheckError, match=r"^method:a -\[BROADER\]-> method:b: .* 'weight' here; known: none"):
        exported(KnowledgeGraph.of([], [relation]), "ttl")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "much"])
def test_value_that_is_no_decimal_is_an_error(value: float | str) -> None:
    graph = KnowledgeGraph.of([Node("result:a", NodeLabel.RESULT, {"value": value})], [])
    with pytest.raises(CheckError, match=r"^result:a: value is .*, which is not a decimal number"):
        exported(graph, "ttl")


def test_evidence_lists_of_unequal_length_are_an_error() -> None:
    properties = {"quotes": ("a", "b"), "starts": (0,), "ends": (1,), "extractors": ("x@1",)}
    relation = Relationship(RelationType.USES, "arxiv:1", "method:b", properties)
    with pytest.raises(
        CheckError, match=r"method:b: 2 quotes, 1 starts, 1 ends, 1 extractors; evidence lists are parallel"
    ):
        exported(KnowledgeGraph.of([], [relation]), "ttl")


def test_documented_turtle_is_what_the_export_writes(full_graph: KnowledgeGraph) -> None:
    (block,) = blocks("turtle")
    assert block in exported(full_graph, "ttl")


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, ('TinyNet: "small" is \\ enough', "Toy-10")),
        (1, (str(PAPER), str(node_iri("dataset:toy-10")), "Toy-10", "53")),
    ],
)
def test_documented_queries_answer(index: int, expected: tuple[str, ...], rdf: Graph) -> None:
    rows = [tuple(str(value) for value in row) for row in rdf.query(blocks("sparql")[index])]
    assert [row[: len(expected)] for row in rows] == [expected]
