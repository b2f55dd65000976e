from __future__ import annotations

import pytest

from extractors.proposals import proposed_names
from ontology.terms import ConceptType

METHOD, DATASET = ConceptType.METHOD, ConceptType.DATASET


def proposed(title: str, abstract: str) -> list[tuple[str, ConceptType]]:
    text = f"{title}\n{abstract}"
    return [(text[start:end], kind) for start, end, kind in proposed_names(text, title_end=len(title))]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param("We propose FlowNet, which is fast.", [("FlowNet", METHOD)], id="propose"),
        pytest.param("In this paper we introduce QuizQA, a benchmark.", [("QuizQA", DATASET)], id="benchmark"),
        pytest.param("This work presents X-Former to do it.", [("X-Former", METHOD)], id="work-presents"),
        pytest.param("We build a new model called SparseGPT-2.", [("SparseGPT-2", METHOD)], id="called"),
        pytest.param("We release a corpus dubbed TinyTalk.", [("TinyTalk", DATASET)], id="dubbed"),
        pytest.param("We present a framework, AutoRig, that rigs.", [("AutoRig", METHOD)], id="apposition"),
        pytest.param("GraphRAG2, a novel method for graphs, wins.", [("GraphRAG2", METHOD)], id="novel"),
        pytest.param("We propose a method. We present results.", [], id="no-name"),
        pytest.param("We introduce This and that.", [], id="everyday-word"),
    ],
)
def test_proposals_in_the_abstract(abstract: str, expected: list[tuple[str, ConceptType]]) -> None:
    assert proposed("On things", abstract) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("SwiftBERT: Fast Encoders", [("SwiftBERT", METHOD)], id="name"),
        pytest.param("MathBench: Sums", [("MathBench", DATASET)], id="bench"),
        pytest.param("DocQA: A Benchmark for Documents", [("DocQA", DATASET)], id="subtitle"),
        pytest.param("Learning to see: a study", [], id="plain-words"),
        pytest.param("SwiftBERT", [], id="no-subtitle"),
        pytest.param("Rethinking Deep Nets: A View", [], id="phrase-in-title-case"),
    ],
)
def test_proposals_before_the_colon_of_a_title(title: str, expected: list[tuple[str, ConceptType]]) -> None:
    assert proposed(title, "We try.") == expected
