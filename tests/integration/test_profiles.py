"""The trained networks that ship with the package, in their pipelines."""

from __future__ import annotations

import pytest
from spacy.language import Language

from extractors.documents import Document
from extractors.extraction_file import to_json
from extractors.pipeline import build_pipeline, extract_document, extract_documents
from ontology.terms import ConceptType, Role

ABSTRACT = (
    "Image classification needs labels. We propose TideNet, a convolutional network that learns from few of them. "
    "On CIFAR-10 it reaches an accuracy of 91.3%, 2.1 points over ResNet-50, trained on one NVIDIA A100 GPU. "
)
DOCUMENTS = [
    Document("title:a", "TideNet: Learning From Few Labels", ABSTRACT),
    Document("title:b", "", ""),
    Document("title:c", "A long one", ABSTRACT * 12),
    Document("title:d", "ﬁne – “quotes” 𝔸𝔹ℂ 日本語 😀", r"\textbf{LoRA}~[1] $\alpha_{t}$-divergence " + ABSTRACT),
    Document("title:e", "One more", ABSTRACT[:110]),
]


@pytest.fixture(scope="module", params=["accurate", "fast"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return build_pipeline(profile=request.param)


def test_profile_finds_concepts_with_types_and_roles(nlp: Language) -> None:
    mentions = extract_document(nlp, DOCUMENTS[0]).mentions
    found = {(mention.text, mention.type, mention.role) for mention in mentions}
    assert {
        ("TideNet", ConceptType.METHOD, Role.INTRODUCED),
        ("CIFAR-10", ConceptType.DATASET, Role.USED),
        ("accuracy", ConceptType.METRIC, Role.USED),
    } <= found


def test_profile_keeps_offsets_of_document_text(nlp: Language) -> None:
    for document, extraction in zip(DOCUMENTS, extract_documents(nlp, DOCUMENTS), strict=True):
        assert [m.text for m in extraction.mentions] == [document.text[m.start : m.end] for m in extraction.mentions]


def test_profile_reads_a_long_text_to_its_end(nlp: Language) -> None:
    mentions = extract_document(nlp, DOCUMENTS[2]).mentions
    assert [m.text for m in mentions].count("CIFAR-10") == 12


@pytest.mark.parametrize("batch_size", [1, 2, 5])
def test_profile_gives_the_same_bytes_in_any_batch(nlp: Language, batch_size: int) -> None:
    alone = [to_json(extract_document(nlp, document)) for document in DOCUMENTS]
    assert [to_json(e) for e in extract_documents(nlp, DOCUMENTS, batch_size=batch_size)] == alone


def test_least_confidence_drops_mentions(nlp: Language) -> None:
    confidences = [mention.confidence for mention in extract_document(nlp, DOCUMENTS[0]).mentions]
    level = (min(confidences) + max(confidences)) / 2
    choosy = build_pipeline(profile=nlp.get_pipe_config("concept_tagger")["profile"], min_confidence=level)
    kept = [mention.confidence for mention in extract_document(choosy, DOCUMENTS[0]).mentions]
    assert kept == [confidence for confidence in confidences if confidence >= level]


def test_pipeline_declares_what_its_components_need(nlp: Language) -> None:
    assert [pipe for pipe, problems in nlp.analyze_pipes()["problems"].items() if problems] == []
