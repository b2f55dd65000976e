"""The ledger of merges, explanations and written decisions over a store, on both targets."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_papers import made_paper

from extractors.mentions import LinkReason
from kg.builder import build_graph, build_paper
from kg.curation.decision import Action, Decision
from kg.curation.file import read_curation
from kg.errors import CurationError, NodeNotFoundError
from kg.load import update_store
from kg.merging.decide import join_concepts, split_surface
from kg.merging.explain import explain
from kg.merging.ledger import merges
from kg.run import run_curate
from kg.store import GraphStore
from ontology.vocabulary import load_vocabulary

CNN, CIFAR, ZORB = "method:convolutional-neural-network", "dataset:cifar-10", "method:zorbnet"
KNOWN, COINED, VARIANT = LinkReason.VOCABULARY, LinkReason.COINED, LinkReason.VARIANT
EXTRACTIONS = [
    made_paper(1, "We train CNNs on CIFAR-10.", ("CNNs", CNN, KNOWN), ("CIFAR-10", CIFAR, KNOWN)),
    made_paper(
        2,
        "A CNN on CIFAR-100, with CIFAR-10 as a check.",
        ("CNN", CNN, LinkReason.ABBREVIATION),
        ("CIFAR-100", "dataset:cifar-100", KNOWN),
        ("CIFAR-10", CIFAR, KNOWN),
    ),
    made_paper(
        3,
        "A convnet and a Zorbnet on CIFAR10.",
        ("convnet", CNN, KNOWN),
        ("Zorbnet", ZORB, COINED),
        ("CIFAR10", CIFAR, VARIANT),
    ),
    made_paper(4, "Our 😀 Zorb-net is fast.", ("Zorb-net", ZORB, COINED)),
]


@pytest.fixture
def filled(store: GraphStore) -> GraphStore:
    for one in reversed(EXTRACTIONS):
        update_store(store, [build_paper(one)], load_vocabulary())
    return store


def test_ledger_of_a_store_is_that_of_the_graph(filled: GraphStore) -> None:
    graph = build_graph(EXTRACTIONS)

    assert merges(filled) == merges(graph)
    assert [merge.surface for merge in merges(filled)] == [
        *("CIFAR-10", "CIFAR10", "CNN", "CNNs", "convnet", "Zorb-net", "Zorbnet")
    ]
    some = [merges(graph)[0].concept]
    assert merges(filled, concepts=some) == merges(graph, concepts=some) != []


def test_explanation_gives_rules_papers_sentences_and_what_stayed_apart(filled: GraphStore) -> None:
    lines = explain(filled, "CIFAR-10").to_text().splitlines()

    assert lines[:2] == ["Dataset CIFAR-10", "  id: dataset:cifar-10"]
    assert '"CIFAR-10": vocabulary (a name of it in the vocabulary), 2 papers' in lines
    assert '  arxiv:2401.00001: "We train CNNs on CIFAR-10."' in lines
    assert lines[lines.index("kept apart:") + 1] == (
        "  CIFAR-100  [dataset:cifar-100]  different: numbers, versions and marks always count: "
        "10 in 'CIFAR-10', 100 in 'CIFAR-100'"
    )


def test_split_is_written_applied_and_undone(filled: GraphStore, tmp_path: Path) -> None:
    before, file = filled.read_graph(), tmp_path / "c.tsv"

    decision = split_surface(filled, file, "CNN", "convnet", into="ConvNet (other)", reason="another thing")
    run_curate(filled, read_curation(file))

    assert decision == Decision(
        Action.SPLIT,
        "method:convolutional-neural-network",
        surface="convnet",
        target="ConvNet (other)",
        reason="another thing",
    )
    assert explain(filled, "ConvNet (other)").surfaces[0].surface == "convnet"
    assert "convnet" not in {merge.surface for merge in explain(filled, "CNN").surfaces}

    file.write_text("")
    run_curate(filled, read_curation(file))
    assert filled.read_graph() == before


def test_split_of_a_surface_that_no_paper_uses_lists_those_in_use(filled: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(
        CurationError, match="no paper calls dataset:cifar-10 'CIFAR'; they call it 'CIFAR-10', 'CIFAR10'"
    ):
        split_surface(filled, tmp_path / "c.tsv", "CIFAR-10", "CIFAR")

    assert not (tmp_path / "c.tsv").exists()


def test_join_keeps_the_concept_of_the_vocabulary(filled: GraphStore, tmp_path: Path) -> None:
    decision = join_concepts(filled, tmp_path / "c.tsv", ZORB, "CNN")

    assert (decision.concept, decision.target) == ("method:convolutional-neural-network", ZORB)
    with pytest.raises(NodeNotFoundError, match="no concept is called 'Nile'"):
        join_concepts(filled, tmp_path / "c.tsv", ZORB, "Nile")
