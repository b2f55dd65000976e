"""The ledger of merges over a graph in memory, and its SSSOM file."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import pytest
from made_papers import Use, made_paper

from extractors.mentions import Extraction, LinkReason
from kg.builder import build_graph
from kg.curation.decision import Action, Decision
from kg.curation.rules import Curation
from kg.merging.ledger import Merge, Witness, merges, surfaces
from kg.merging.sssom import mappings, write_sssom
from ontology.terms import ConceptType
from ontology.vocabulary import Vocabulary

VOCABULARY = Vocabulary()
CNN, SSM = "method:convolutional-neural-network", "method:ssm"


def paper(number: int, *uses: Use, confidence: float = 0.9) -> Extraction:
    """A paper with one sentence for each surface."""
    abstract = " ".join(f"We use {surface}." for surface, _, _ in uses)
    return made_paper(number, abstract, *uses, confidence=confidence)


PAPERS = [
    paper(1, ("CNN", CNN, LinkReason.VOCABULARY), ("CNN", CNN, LinkReason.VOCABULARY), ("SSM", SSM, LinkReason.COINED)),
    paper(2, ("convolutional\nneural network", CNN, LinkReason.VOCABULARY), ("CNN", CNN, LinkReason.ABBREVIATION)),
    paper(3, ("CNN", CNN, LinkReason.VOCABULARY), confidence=0.95),
    paper(4, ("CNN", CNN, LinkReason.VOCABULARY)),
    paper(5, ("CNN", CNN, LinkReason.VOCABULARY), ("Mamba", "dataset:mamba", LinkReason.UNKNOWN)),
    paper(6, ('"Mambas"', "dataset:mamba", LinkReason.COINED)),
]
LEDGER = [
    Merge(
        "dataset:mamba",
        "mamba",
        '"Mambas"',
        LinkReason.COINED,
        1,
        0.9,
        (Witness("arxiv:2401.00006", 'We use "Mambas".'),),
    ),
    Merge(
        "dataset:mamba", "mamba", "Mamba", LinkReason.UNKNOWN, 1, 0.9, (Witness("arxiv:2401.00005", "We use Mamba."),)
    ),
    Merge(
        CNN,
        "convolutional neural network",
        "CNN",
        LinkReason.VOCABULARY,
        4,
        0.95,
        tuple(Witness(f"arxiv:2401.0000{n}", "We use CNN.") for n in (1, 3, 4)),
    ),
    Merge(
        CNN,
        "convolutional neural network",
        "CNN",
        LinkReason.ABBREVIATION,
        1,
        0.9,
        (Witness("arxiv:2401.00002", "We use CNN."),),
    ),
    Merge(
        CNN,
        "convolutional neural network",
        "convolutional neural network",
        LinkReason.VOCABULARY,
        1,
        0.9,
        (Witness("arxiv:2401.00002", "We use convolutional\nneural network."),),
    ),
]


def test_ledger_lists_every_surface_of_concepts_that_have_several() -> None:
    assert merges(build_graph(PAPERS, vocabulary=VOCABULARY)) == LEDGER


def test_ledger_does_not_depend_on_the_order_of_papers() -> None:
    shuffled = random.Random(3).sample(PAPERS, len(PAPERS))

    assert merges(build_graph(shuffled, vocabulary=VOCABULARY)) == LEDGER


def test_ledger_of_one_concept_type_or_reason() -> None:
    graph = build_graph(PAPERS, vocabulary=VOCABULARY)

    assert merges(graph, concept_type=ConceptType.DATASET) == LEDGER[:2]
    assert merges(graph, concepts=[CNN]) == LEDGER[2:]
    assert merges(graph, reason=LinkReason.ABBREVIATION) == [LEDGER[3]]


def test_concept_with_one_surface_is_no_merge_but_has_a_surface() -> None:
    graph = build_graph(PAPERS, vocabulary=VOCABULARY)

    assert merges(graph, concepts=[SSM]) == []
    assert [merge.surface for found in surfaces(graph, concepts=[SSM]) for merge in found] == ["SSM"]


def test_added_fact_is_no_merge() -> None:
    add = Decision(Action.ADD, SSM, paper="arxiv:2401.00002", relation="USES", note="see the code")

    graph = build_graph(PAPERS, vocabulary=VOCABULARY, curation=Curation.of([add]))

    assert merges(graph) == LEDGER


def test_curated_surface_says_so() -> None:
    join = Decision(Action.JOIN, CNN, target=SSM)

    found = merges(build_graph(PAPERS, vocabulary=VOCABULARY, curation=Curation.of([join])))

    assert [(m.surface, m.reason) for m in found if m.concept == CNN][-2:] == [
        ("SSM", LinkReason.CURATED),
        ("convolutional neural network", LinkReason.VOCABULARY),
    ]


def test_sssom_file_has_metadata_header_and_sorted_rows() -> None:
    stream = io.StringIO()

    write_sssom(mappings(LEDGER[:3]), stream)

    assert stream.getvalue().splitlines() == [
        "#curie_map:",
        "#  id: https://w3id.org/scholargraph/id/",
        "#mapping_set_id: https://w3id.org/scholargraph/mappings",
        "#mapping_set_title: Names of concepts in a ScholarGraph",
        "#license: https://w3id.org/sssom/license/unspecified",
        "#subject_type: rdfs literal",
        "#object_type: skos concept",
        "#mapping_tool: ScholarGraph",
        "#mapping_tool_version: 0.1.0",
        "subject_id\tsubject_label\tsubject_category\tpredicate_id\tobject_id\tobject_label\tobject_category\t"
        "mapping_justification\tconfidence\tcomment",
        '\t"""Mambas"""\tDataset\tskos:exactMatch\tid:dataset:mamba\tmamba\tDataset\tsemapv:LexicalMatching\t0.9\t'
        "coined; 1 paper, first arxiv:2401.00006",
        f"\tCNN\tMethod\tskos:exactMatch\tid:{CNN}\tconvolutional neural network\tMethod\t"
        "semapv:LexicalMatching\t0.95\tvocabulary; 4 papers, first arxiv:2401.00001",
        "\tMamba\tDataset\tskos:exactMatch\tid:dataset:mamba\tmamba\tDataset\tsemapv:UnspecifiedMatching\t0.9\t"
        "unknown; 1 paper, first arxiv:2401.00005",
    ]


@pytest.mark.parametrize(("date", "kept"), [("2026-11-30", "2026-11-30"), ("last week", "")])
def test_decisions_are_mappings_between_concepts(date: str, kept: str) -> None:
    decisions = [
        Decision(Action.JOIN, CNN, target=SSM, who="Ana|Bo", date=date, reason="same"),
        Decision(Action.SPLIT, CNN, surface="C N"),
        Decision(Action.RENAME, CNN, target="ConvNet"),
    ]

    found = mappings([], Curation.of(decisions))

    assert [(m.subject_id, m.predicate_modifier, m.object_id, m.author_label, m.mapping_date) for m in found] == [
        ("id:method:c-n", "Not", f"id:{CNN}", "", ""),
        ("id:method:ssm", "", f"id:{CNN}", "Ana\\|Bo", kept),
    ]
    assert {m.mapping_justification for m in found} == {"semapv:ManualMappingCuration"}


@pytest.mark.parametrize("reason", LinkReason)
def test_every_rule_has_a_justification(reason: LinkReason) -> None:
    (found,) = mappings([replace(LEDGER[0], reason=reason)])

    assert found.mapping_justification.startswith("semapv:")
