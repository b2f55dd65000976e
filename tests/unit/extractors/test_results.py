"""Results: each number with the concepts that it holds for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import CONCEPTS
from extractors.mentions import Result
from extractors.results import NumericResults, find_results
from extractors.sentences import set_sentences
from extractors.tokens import create_tokenizer
from ontology.terms import ConceptType
from ontology.vocabulary import Concept, MatchRule, Vocabulary

M, T, D, E, H = ConceptType.METHOD, ConceptType.TASK, ConceptType.DATASET, ConceptType.METRIC, ConceptType.HARDWARE
NOTHING = Vocabulary.of([])


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = create_tokenizer(nlp)
    return nlp


def _doc(nlp: Language, abstract: str, *, title: str = "Zorp", introduced: str = "", **concepts: ConceptType) -> Doc:
    """Make a doc whose concepts are every place of the given surfaces; an id is type and surface."""
    doc = nlp.make_doc(f"{title}\n{abstract}")
    doc._.title_end = len(title)
    set_sentences(doc)
    spans = []
    for surface, concept_type in concepts.items():
        start = doc.text.find(surface)
        while start >= 0:
            end = start + len(surface)
            span = doc.char_span(
                start, end, label=concept_type.value, kb_id=f"{concept_type.lower()}:{surface.lower()}"
            )
            if span is not None:
                span._.role = "introduced" if surface == introduced else "used"
                spans.append(span)
            start = doc.text.find(surface, end)
    doc.spans[CONCEPTS] = sorted(spans, key=lambda span: span.start)
    return doc


def _of(doc: Doc, concept: str) -> list[tuple[str, str | None]]:
    return [(result.raw, getattr(result, concept)) for result in find_results(doc, NOTHING)]


def test_result_is_complete(nlp: Language) -> None:
    abstract = "We show that Zorp reaches an accuracy of up to 81.20% on CoNLL in chart parsing with one A100."
    doc = _doc(nlp, abstract, introduced="Zorp", Zorp=M, accuracy=E, CoNLL=D, A100=H)
    accuracy = Concept("metric:accuracy", E, "accuracy", (), MatchRule.ANY, (), {"higher_is_better": True}, "made up")
    assert NumericResults(Vocabulary.of([accuracy]))(doc)._.results == (
        Result(
            start=52,
            end=58,
            raw="81.20%",
            value=Decimal("81.20"),
            unit="PERCENT",
            metric="metric:accuracy",
            dataset="dataset:conll",
            method="method:zorp",
            hardware="hardware:a100",
            task=None,
            comparator="<=",
            delta=False,
            higher_is_better=True,
            confidence=0.95,
            extractor="numeric_results@1.0",
        ),
    )


def test_vocabulary_can_be_exchanged(nlp: Language) -> None:
    component = NumericResults(NOTHING)
    doc = component(_doc(nlp, "We get a loss of 3.5 here.", loss=E))
    (without,) = doc._.results
    loss = Concept("metric:loss", E, "loss", (), MatchRule.ANY, (), {"higher_is_better": False}, "made up")
    component.use(Vocabulary.of([loss]))
    assert component(doc)._.results == (replace(without, higher_is_better=False),)


def test_background_and_title_have_no_results(nlp: Language) -> None:
    doc = _doc(nlp, "Others fail in 30% of cases. We fail in 3% of cases.", title="Zorp: 5x faster")
    assert [result.raw for result in find_results(doc, NOTHING)] == ["3%"]


@pytest.mark.parametrize(
    ("abstract", "metrics"),
    [
        ("We reach 81% accuracy and 70% recall.", [("81%", "metric:accuracy"), ("70%", "metric:recall")]),
        ("We reach accuracy of 81% and recall of 70%.", [("81%", "metric:accuracy"), ("70%", "metric:recall")]),
        (
            "Our accuracy and recall are 81% and 70%, respectively.",
            [("81%", "metric:accuracy"), ("70%", "metric:recall")],
        ),
        ("In accuracy, by the way, we win by 3%.", [("3%", "metric:accuracy")]),
        ("We win by 3%.", [("3%", None)]),
    ],
)
def test_metric(nlp: Language, abstract: str, metrics: list[tuple[str, str | None]]) -> None:
    assert _of(_doc(nlp, abstract, accuracy=E, recall=E), "metric") == metrics


@pytest.mark.parametrize(
    ("abstract", "datasets"),
    [
        ("We reach 81% on CoNLL and 70% on Brown.", [("81%", "dataset:conll"), ("70%", "dataset:brown")]),
        ("On CoNLL we reach 81%, and on Brown 70%.", [("81%", "dataset:conll"), ("70%", "dataset:brown")]),
        (
            "We reach 81% and 70% on CoNLL and Brown, respectively.",
            [("81%", "dataset:conll"), ("70%", "dataset:brown")],
        ),
        ("We reach 81%. CoNLL is hard.", [("81%", None)]),
    ],
)
def test_dataset(nlp: Language, abstract: str, datasets: list[tuple[str, str | None]]) -> None:
    assert _of(_doc(nlp, abstract, CoNLL=D, Brown=D), "dataset") == datasets


@pytest.mark.parametrize(
    ("abstract", "methods"),
    [
        ("We find that CKY reaches 81%.", [("81%", "method:cky")]),
        ("We beat others (CKY: 81%), with 90%.", [("81%", "method:zorp"), ("90%", "method:zorp")]),
        ("We list CKY (81%) and Earley (70%).", [("81%", "method:cky"), ("70%", "method:earley")]),
        ("We reach 81%, unlike CKY.", [("81%", "method:zorp")]),
    ],
)
def test_method_is_the_subject_or_else_the_proposal(
    nlp: Language, abstract: str, methods: list[tuple[str, str | None]]
) -> None:
    doc = _doc(nlp, abstract, introduced="Zorp", Zorp=M, CKY=M, Earley=M)
    assert _of(doc, "method") == methods


def test_method_is_unknown_without_subject_and_proposal(nlp: Language) -> None:
    assert _of(_doc(nlp, "We reach 81%, unlike CKY.", CKY=M), "method") == [("81%", None)]


def test_task_needs_a_preposition(nlp: Language) -> None:
    linked = _doc(nlp, "We reach 81% on parsing.", parsing=T)
    loose = _doc(nlp, "Our parsing wins: it reaches 81%.", parsing=T)
    assert _of(linked, "task") + _of(loose, "task") == [("81%", "task:parsing"), ("81%", None)]


def test_doc_without_numbers_has_no_results(nlp: Language) -> None:
    assert NumericResults(NOTHING)(_doc(nlp, "We parse."))._.results == ()
