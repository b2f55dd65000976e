from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Span

from extractors.abbreviations import set_abbreviations
from extractors.linking import ConceptLinker
from extractors.tokens import create_tokenizer, read_words
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Concept, Vocabulary

TOKENIZER = create_tokenizer(spacy.blank("en"))
VOCABULARY = Vocabulary.of(
    [
        Concept("method:bert", ConceptType.METHOD, "BERT"),
        Concept("method:graph-neural-network", ConceptType.METHOD, "graph neural network"),
        Concept("hardware:nvidia-a100", ConceptType.HARDWARE, "NVIDIA A100", ("A100",)),
    ]
)


def link(text: str, surface: str, kind: ConceptType = ConceptType.METHOD, role: str = "") -> tuple[str, str]:
    doc = set_abbreviations(TOKENIZER(text))
    tokens = read_words(doc).token_range(text.rindex(surface), text.rindex(surface) + len(surface))
    assert tokens is not None
    span = Span(doc, *tokens, label=kind.value)
    span._.role = role
    doc.spans["concepts"] = [span]
    (linked,) = ConceptLinker(VOCABULARY)(doc).spans["concepts"]
    return linked.kb_id_, linked._.concept_name


@pytest.mark.parametrize(
    ("text", "surface", "kind", "expected"),
    [
        pytest.param("bert", "bert", ConceptType.METHOD, ("method:bert", "BERT"), id="name"),
        pytest.param("a BERT model", "BERT model", ConceptType.METHOD, ("method:bert", "BERT"), id="name-and-kind"),
        pytest.param(
            "A100 GPUs", "A100 GPUs", ConceptType.HARDWARE, ("hardware:nvidia-a100", "NVIDIA A100"), id="device"
        ),
        pytest.param("BERT", "BERT", ConceptType.TASK, ("task:bert", "BERT"), id="other-type"),
        pytest.param(
            "graph neural network (GN)",
            "GN",
            ConceptType.METHOD,
            ("method:graph-neural-network", "graph neural network"),
            id="known-long-form",
        ),
        pytest.param(
            "odd tree search (OTS)", "OTS", ConceptType.METHOD, ("method:odd-tree-search", "odd tree search"), id="long"
        ),
        pytest.param("GPT-3", "GPT-3", ConceptType.METHOD, ("method:gpt-3", "GPT-3"), id="digits"),
    ],
)
def test_linker_names_the_concept(text: str, surface: str, kind: ConceptType, expected: tuple[str, str]) -> None:
    assert link(text, surface, kind) == expected


@pytest.mark.parametrize("surface", ["odd tree search", "OTS"])
def test_linker_names_a_proposal_by_its_letters_and_keeps_it_apart_by_its_long_form(surface: str) -> None:
    linked = link(f"odd tree search (OTS) and {surface}", surface, role=Role.INTRODUCED.value)
    assert linked == ("method:odd-tree-search", "OTS")


def test_linker_identifies_a_proposal_by_a_short_name_that_is_more_than_letters() -> None:
    text = "Odd Tree Search 2 (OTSearch-2)"
    assert link(text, "OTSearch-2", role=Role.INTRODUCED.value) == ("method:otsearch-2", "OTSearch-2")
