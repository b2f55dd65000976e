"""The ontology file: complete, consistent with itself, and read as it stands."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from ontology.errors import SchemaError
from ontology.namespaces import ONTOLOGY
from ontology.schema import PropertyRule, Schema, load_ontology, load_schema, read_schema

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def own_terms(graph: Graph) -> list[URIRef]:
    terms = {t for kind in KINDS for t in graph.subjects(RDF.type, kind) if isinstance(t, URIRef)}
    return sorted(terms, key=str)


def test_every_term_is_in_our_namespace() -> None:
    assert [t for t in own_terms(load_ontology()) if not t.startswith(str(ONTOLOGY))] == []


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_every_term_has_one_english_text(predicate: URIRef) -> None:
    graph = load_ontology()
    texts = {term: list(graph.objects(term, predicate)) for term in own_terms(graph)}
    assert {t: x for t, x in texts.items() if len(x) != 1 or x[0].language != "en" or not x[0].strip()} == {}


def test_every_term_of_ours_that_is_used_is_declared() -> None:
    graph = load_ontology(alignments=True)
    used = {t for triple in graph for t in triple if isinstance(t, URIRef) and t.startswith(str(ONTOLOGY))}
    assert used - set(own_terms(graph)) == set()


def test_graph_names_are_unique_among_terms() -> None:
    names = [str(name) for name in load_ontology().objects(None, ONTOLOGY.graphName)]
    assert sorted(names) == sorted(set(names))


def test_concept_types_are_mutually_disjoint() -> None:
    graph = load_ontology()
    groups = [
        {str(m).removeprefix(str(ONTOLOGY)) for m in graph.items(graph.value(axiom, OWL.members))}
        for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses)
    ]
    assert {"Method", "Dataset", "Metric", "Hardware", "Task"} in groups
    assert {"Paper", "Concept", "Result", "Relation", "PaperLink"} in groups


def test_no_class_is_under_two_disjoint_classes() -> None:
    graph = load_ontology(alignments=True)
    groups = [set(graph.items(graph.value(a, OWL.members))) for a in graph.subjects(RDF.type, OWL.AllDisjointClasses)]
    classes = [c for c in own_terms(graph) if (c, RDF.type, OWL.Class) in graph]
    above = {c: set(graph.transitive_objects(c, RDFS.subClassOf)) for c in classes}
    assert [c for c in classes for group in groups if len(above[c] & group) > 1] == []


def test_core_loads_without_the_alignments() -> None:
    core, aligned = load_ontology(), load_ontology(alignments=True)
    axiom = (ONTOLOGY.Metric, RDFS.subClassOf, URIRef("http://www.w3.org/ns/mls#EvaluationMeasure"))
    assert (axiom in core, axiom in aligned) == (False, True)
    assert read_schema(aligned) == read_schema(core)


def test_method_is_under_no_class_of_ml_schema() -> None:
    above = set(load_ontology(alignments=True).transitive_objects(ONTOLOGY.Method, RDFS.subClassOf))
    assert above == {ONTOLOGY.Method, ONTOLOGY.Concept, SKOS.Concept}


def test_alignments_never_equate() -> None:
    graph = load_ontology(alignments=True)
    assert list(graph.subject_objects(OWL.sameAs)) == []
    assert list(graph.subject_objects(OWL.equivalentClass)) == []


def test_schema_knows_subclasses() -> None:
    schema = load_schema()
    assert schema.is_a("Method", "Concept")
    assert schema.is_a("Paper", "Paper")
    assert not schema.is_a("Concept", "Method")
    assert not schema.is_a("Venue", "Concept")


def test_schema_gives_a_concept_type_the_properties_of_concepts() -> None:
    properties = load_schema().node_properties
    assert set(properties["Hardware"]) - set(properties["Concept"]) == {"vendor", "kind", "memory_gb"}
    assert set(properties["Concept"]) <= set(properties["Hardware"])


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (
            "USES",
            {
                "confidence",
                "n_mentions",
                "quotes",
                "starts",
                "ends",
                "extractors",
                "link_reasons",
                "decisions",
                "version",
            },
        ),
        ("SHARES_CONCEPTS", {"weight", "n_shared", "concepts"}),
        ("OF_METRIC", set()),
        ("BROADER", set()),
    ],
)
def test_schema_gives_properties_of_relationships(relation: str, expected: set[str]) -> None:
    assert set(load_schema().relationship_properties[relation]) == expected


def test_schema_reads_all_flags_of_a_property() -> None:
    rule = load_schema().node_properties["Paper"]["authors"]
    written_as = URIRef("http://purl.org/dc/elements/1.1/creator")
    assert rule == PropertyRule("authors", ONTOLOGY.authors, str, True, True, True, written_as)


def test_property_without_other_term_is_written_as_itself() -> None:
    rule = load_schema().node_properties["Paper"]["digest"]
    assert rule.written_as == rule.iri == ONTOLOGY.digest


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("memory_gb", 80, True),
        ("memory_gb", 0.5, True),
        ("memory_gb", True, False),
        ("n_papers", 0, True),
        ("n_papers", 1.0, False),
        ("n_papers", False, False),
        ("coined", False, True),
        ("coined", 0, False),
        ("aliases", (), True),
        ("aliases", ("a", "b"), True),
        ("aliases", ("a", 1), False),
        ("aliases", "a", False),
        ("name", ("a",), False),
    ],
)
def test_rule_accepts_values_of_its_type(name: str, value: object, accepted: bool) -> None:
    assert load_schema().node_properties["Hardware"][name].accepts(value) is accepted


def small_schema(*extra: tuple[URIRef, URIRef, URIRef | Literal]) -> Schema:
    graph = Graph()
    graph.add((ONTOLOGY.Paper, RDF.type, OWL.Class))
    graph.add((ONTOLOGY.Paper, ONTOLOGY.graphName, Literal("Paper")))
    for triple in extra:
        graph.add(triple)
    return read_schema(graph)


def test_relation_without_range_is_an_error() -> None:
    with pytest.raises(SchemaError, match="ontology#cites needs a domain and a range"):
        small_schema(
            (ONTOLOGY.cites, RDF.type, OWL.ObjectProperty),
            (ONTOLOGY.cites, ONTOLOGY.graphName, Literal("CITES")),
            (ONTOLOGY.cites, RDFS.domain, ONTOLOGY.Paper),
        )


def test_property_without_domain_is_an_error() -> None:
    with pytest.raises(SchemaError, match="ontology#pages has no domain"):
        small_schema(
            (ONTOLOGY.pages, RDF.type, OWL.DatatypeProperty),
            (ONTOLOGY.pages, ONTOLOGY.graphName, Literal("pages")),
        )


def test_property_of_unknown_datatype_is_an_error() -> None:
    with pytest.raises(SchemaError, match=r"unknown datatype http://www\.w3\.org/2001/XMLSchema#duration"):
        small_schema(
            (ONTOLOGY.pages, RDF.type, OWL.DatatypeProperty),
            (ONTOLOGY.pages, ONTOLOGY.graphName, Literal("pages")),
            (ONTOLOGY.pages, RDFS.domain, ONTOLOGY.Paper),
            (ONTOLOGY.pages, RDFS.range, XSD.duration),
        )


def test_blank_nodes_of_the_ontology_are_unions_and_axioms_only() -> None:
    graph = load_ontology()
    heads = {s for s in graph.subjects() if isinstance(s, BNode)} - set(graph.subjects(RDF.first))
    kinds = {kind for head in heads for kind in graph.objects(head, RDF.type)}
    assert kinds == {OWL.Class, OWL.AllDisjointClasses}
