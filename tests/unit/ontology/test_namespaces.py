"""IRIs: one for each id, and back."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from ontology.namespaces import (
    ITSRDF,
    OA,
    ONTOLOGY,
    PREFIXES,
    compact_iri,
    local_name,
    node_id,
    node_iri,
    split_iri,
    term_iri,
)
from ontology.schema import load_schema
from ontology.terms import NodeLabel, RelationType
from ontology.units import QUDT_UNIT_NAMES, unit_iri, unit_name

IDS = [
    "method:c++",
    "method:a*",
    "metric:pass@1",
    "metric:100%",
    "metric:100%25",
    "task:日本語",
    "arxiv:cs.LG/0703001",
    "doi:10.1000/a(b)<c>;d#e?f",
    "method:a b",
    "method:a-b",
    "method:a_b",
    "method:a\x00b",
    "method:a\nb",
    "method:\ud800",
    "method:",
    "",
]


@pytest.mark.parametrize("identifier", IDS, ids=ascii)
def test_id_comes_back_from_its_iri(identifier: str) -> None:
    assert node_id(str(node_iri(identifier))) == identifier


def test_different_ids_have_different_iris() -> None:
    assert len({node_iri(identifier) for identifier in IDS}) == len(IDS)


@pytest.mark.parametrize("identifier", IDS, ids=ascii)
def test_iri_holds_no_character_that_turtle_forbids(identifier: str) -> None:
    local = str(node_iri(identifier)).removeprefix(PREFIXES["id"])
    assert not set(local) & set('<>"{}|^`\\/#?\x00\n ')
    assert local.isascii()


def test_iri_of_another_namespace_is_no_node() -> None:
    with pytest.raises(
        ValueError, match=r"'https://example\.org/x' is not an IRI under https://w3id\.org/scholargraph/id/"
    ):
        node_id("https://example.org/x")


@pytest.mark.parametrize("name", [*NodeLabel, *RelationType])
def test_term_of_each_label_and_type_is_the_one_of_the_ontology(name: str) -> None:
    schema = load_schema()
    expected = schema.relations[name].iri if name in schema.relations else ONTOLOGY[name]
    assert term_iri(name) == expected


def test_term_of_each_property_is_the_one_of_the_ontology() -> None:
    schema = load_schema()
    tables = [*schema.node_properties.values(), *schema.relationship_properties.values()]
    rules = {rule for table in tables for rule in table.values()}
    assert {rule.name: term_iri(rule.name) for rule in rules} == {rule.name: rule.iri for rule in rules}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("USES", "uses"), ("FOR_TASK", "forTask"), ("n_papers", "nPapers"), ("id", "id"), ("Paper", "Paper")],
)
def test_local_name(name: str, expected: str) -> None:
    assert local_name(name) == expected


def test_misspelt_term_of_a_closed_namespace_is_an_error() -> None:
    with pytest.raises(AttributeError, match="hasTargets"):
        _ = OA.hasTargets
    with pytest.raises(AttributeError, match="confidence"):
        _ = ITSRDF.confidence


def test_no_namespace_has_two_prefixes() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://w3id.org/scholargraph/ontology#uses", ("sg", "uses")),
        ("https://w3id.org/scholargraph/id/task:qa", ("id", "task:qa")),
        ("https://w3id.org/scholargraph/id/arxiv:1#char=0,3", None),
        ("https://w3id.org/scholargraph/ontology/1", None),
        ("http://www.w3.org/ns/oa#start", ("oa", "start")),
        ("http://example.org/", None),
    ],
)
def test_iri_splits_at_its_namespace(iri: str, expected: tuple[str, str] | None) -> None:
    assert split_iri(iri) == expected


def test_iri_without_prefix_stays_whole() -> None:
    assert compact_iri("http://example.org/x") == "http://example.org/x"


@pytest.mark.parametrize("name", ["PERCENT", "PERCENTAGE-POINT", "TOKEN-PER-SEC", "x/y %", ""])
def test_unit_comes_back_from_its_iri(name: str) -> None:
    assert unit_name(str(unit_iri(name))) == name


def test_units_of_qudt_are_in_its_namespace_and_others_in_ours() -> None:
    assert {str(unit_iri(name)).removesuffix(name) for name in QUDT_UNIT_NAMES} == {"http://qudt.org/vocab/unit/"}
    assert unit_iri("FACTOR") == URIRef("https://w3id.org/scholargraph/unit/FACTOR")


def test_iri_that_is_no_unit_is_an_error() -> None:
    with pytest.raises(ValueError, match="is not the IRI of a unit"):
        unit_name("https://example.org/PERCENT")
