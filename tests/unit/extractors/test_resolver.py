from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from extractors.abbreviations import set_abbreviations
from extractors.attributes import Candidate, add_candidates
from extractors.resolver import create_resolver
from extractors.tokens import create_tokenizer, read_words
from ontology.terms import ConceptType, Role

NLP = spacy.blank("en")
TOKENIZER = create_tokenizer(NLP)
METHOD, TASK, DATASET = ConceptType.METHOD, ConceptType.TASK, ConceptType.DATASET


def resolve(text: str, *found: tuple[str, ConceptType, float] | tuple[str, ConceptType, float, Role]) -> Doc:
    doc = set_abbreviations(TOKENIZER(text))
    for surface, kind, confidence, *role in found:
        start = text.index(surface)
        tokens = read_words(doc).token_range(start, start + len(surface))
        assert tokens is not None
        add_candidates(doc, [Candidate(*tokens, kind, confidence, "test@1", role=role[0] if role else None)])
    return create_resolver(NLP, "concept_resolver", 0.4)(doc)


def concepts(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans["concepts"]]


def test_resolver_prefers_the_longer_of_two_equally_sure_spans() -> None:
    doc = resolve("deep graph network", ("network", METHOD, 0.8), ("graph network", METHOD, 0.8))
    assert concepts(doc) == [("graph network", "Method")]


def test_resolver_prefers_the_much_surer_span() -> None:
    doc = resolve("deep graph network", ("graph network", METHOD, 0.9), ("deep graph network", METHOD, 0.5))
    assert concepts(doc) == [("graph network", "Method")]


def test_resolver_drops_what_is_not_sure_enough() -> None:
    assert concepts(resolve("deep network", ("network", METHOD, 0.39))) == []


def test_resolver_gives_a_name_one_type() -> None:
    doc = resolve("model merging and Model Merging", ("model merging", TASK, 0.9), ("Model Merging", METHOD, 0.5))
    assert concepts(doc) == [("model merging", "Task")]


@pytest.mark.parametrize("known", ["graph neural network", "GNN"], ids=["long", "short"])
def test_resolver_gives_both_forms_of_an_abbreviation_to_one_concept(known: str) -> None:
    doc = resolve("A graph neural network (GNN) is one. GNNs are graph neural networks.", (known, METHOD, 0.9))
    assert concepts(doc) == [
        ("graph neural network", "Method"),
        ("GNN", "Method"),
        ("GNNs", "Method"),
        ("graph neural networks", "Method"),
    ]


def test_resolver_reads_the_type_of_an_abbreviation_from_the_last_words_of_its_long_form() -> None:
    doc = resolve("the odd sequence recognition (OSR) task", ("sequence recognition", TASK, 0.6))
    assert concepts(doc) == [("odd sequence recognition", "Task"), ("OSR", "Task")]


def test_resolver_finds_an_introduced_name_wherever_it_stands() -> None:
    doc = resolve("QuizQA is new. On QuizQA we win; quizqa not.", ("QuizQA", DATASET, 0.9, Role.INTRODUCED))
    assert [(s.text, s.label_, s._.role) for s in doc.spans["concepts"]] == [
        ("QuizQA", "Dataset", "introduced"),
        ("QuizQA", "Dataset", "introduced"),
    ]


def test_resolver_does_not_depend_on_the_order_of_candidates() -> None:
    found = [("graph", METHOD, 0.5), ("graph network", TASK, 0.5), ("network", METHOD, 0.5)]
    assert concepts(resolve("graph network", *found)) == concepts(resolve("graph network", *reversed(found)))


def test_resolver_takes_no_judgement_for_a_concept() -> None:
    doc = resolve("above state-of-the-art (SOTA) models", ("SOTA", METHOD, 0.3))
    assert concepts(doc) == []
