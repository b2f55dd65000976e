from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, add_candidates
from extractors.documents import Document
from extractors.errors import UnknownComponentError
from extractors.mentions import Extraction
from extractors.pipeline import COMPONENTS, build_pipeline, extract_document, extract_documents
from ontology.terms import ConceptType
from ontology.vocabulary import Concept, Vocabulary

TITLE = "QuickNet: Faster Than Before"
ABSTRACT = "We propose QuickNet, a graph neural network (GNN). On Zork-9 it beats GNNs, run on one NVIDIA A100 GPU."


VOCABULARY = Vocabulary.of(
    [
        Concept("method:graph-neural-network", ConceptType.METHOD, "graph neural network"),
        Concept("dataset:zork-9", ConceptType.DATASET, "Zork-9"),
    ]
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_pipeline(VOCABULARY)


@pytest.fixture(scope="module")
def fast() -> Language:
    return build_pipeline(VOCABULARY, profile="fast")


def extract(nlp: Language, title: str, abstract: str) -> Extraction:
    return extract_document(nlp, Document("title:x", title, abstract))


def test_pipeline_finds_links_and_orders_mentions(nlp: Language) -> None:
    mentions = extract(nlp, TITLE, ABSTRACT).mentions
    assert [(m.text, m.concept) for m in mentions] == [
        ("QuickNet", "method:quicknet"),
        ("QuickNet", "method:quicknet"),
        ("graph neural network", "method:graph-neural-network"),
        ("GNN", "method:graph-neural-network"),
        ("Zork-9", "dataset:zork-9"),
        ("GNNs", "method:graph-neural-network"),
        ("NVIDIA A100 GPU", "hardware:nvidia-a100"),
    ]


def test_pipeline_keeps_offsets_of_document_text(nlp: Language) -> None:
    document = Document("title:x", TITLE, ABSTRACT)
    for mention in extract_document(nlp, document).mentions:
        assert document.text[mention.start : mention.end] == mention.text


def test_pipeline_gives_three_decimals_and_a_versioned_extractor(nlp: Language) -> None:
    for mention in extract(nlp, TITLE, ABSTRACT).mentions:
        assert 0 < mention.confidence <= 1
        assert round(mention.confidence, 3) == mention.confidence
        assert mention.extractor.count("@") == 1


def test_pipeline_gives_the_same_in_any_order(nlp: Language) -> None:
    documents = [Document(f"title:{i}", TITLE, f"{ABSTRACT} Round {i}.") for i in range(3)]
    forwards = list(extract_documents(nlp, documents))
    backwards = list(extract_documents(nlp, documents[::-1]))
    assert forwards == backwards[::-1]


def test_every_component_is_an_entry_point() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    entries = project["entry-points"]["spacy_factories"]
    assert {name: value.partition(":")[0] for name, value in entries.items()} == dict(COMPONENTS)
    for value in entries.values():
        module, _, attribute = value.partition(":")
        assert callable(getattr(importlib.import_module(module), attribute))


def test_pipeline_declares_what_its_components_need(nlp: Language) -> None:
    assert [pipe for pipe, problems in nlp.analyze_pipes()["problems"].items() if problems] == []


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("Title only", "", id="no-abstract"),
        pytest.param("", "\n\n  \t \n", id="blanks"),
        pytest.param("ﬁne – “quotes”", "é\u0301 \u200b𝔸𝔹ℂ 日本語 😀 (DB) ß…", id="unicode"),
        pytest.param(r"$\mathcal{O}(n\log n)$", r"\textbf{LoRA}~[1] $\alpha_{t}$-divergence {\it x}", id="latex"),
        pytest.param("((((", "))))((([]", id="parentheses"),
    ],
)
def test_pipeline_takes_odd_texts(nlp: Language, title: str, abstract: str) -> None:
    document = Document("title:x", title, abstract)
    for mention in extract_document(nlp, document).mentions:
        assert document.text[mention.start : mention.end] == mention.text


def test_pipeline_takes_a_megabyte(fast: Language) -> None:
    extraction = extract(fast, "Long", "We use a graph neural network on Zork-9 at 9.1%. " * 21_000)
    assert (len(extraction.mentions), len(extraction.results)) == (42_000, 21_000)


def test_pipeline_takes_a_sentence_without_end(fast: Language) -> None:
    extraction = extract(fast, "Long", "As for us, we have 9.1% on Zork-9, " * 1_000)
    assert (len(extraction.mentions), len(extraction.results)) == (1_000, 1_000)


@Language.component("every_zork")
def add_zork(doc: Doc) -> Doc:
    add_candidates(doc, [Candidate(t.i, t.i + 1, ConceptType.DATASET, 0.99, "zork@1") for t in doc if t.text == "Zork"])
    return doc


def test_a_component_of_another_package_adds_candidates() -> None:
    document = Document("title:x", "On Zork", "Zork zork.")
    found = extract_document(build_pipeline(profile="fast", components=["every_zork"]), document).mentions
    assert [(m.text, m.concept, m.extractor) for m in found if m.extractor == "zork@1"] == [
        ("Zork", "dataset:zork", "zork@1"),
        ("Zork", "dataset:zork", "zork@1"),
    ]


def test_an_unknown_component_is_named() -> None:
    with pytest.raises(UnknownComponentError, match="unknown component 'nope'; install the package"):
        build_pipeline(components=["nope"])


def test_documents_are_read_a_batch_ahead_and_words_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.pipeline._ZONE", 8)
    nlp, taken = build_pipeline(profile="fast"), 0

    def documents() -> Iterator[Document]:
        nonlocal taken
        for taken in range(1, 41):
            yield Document(f"title:{taken:02}", f"On newword{taken}", f"We use otherword{taken}.")

    ahead = [taken - done for done, _ in enumerate(extract_documents(nlp, documents(), batch_size=4), start=1)]
    assert (taken, max(ahead)) == (40, 3)
    assert not any(word in nlp.vocab.strings for word in ("newword1", "otherword20", "newword40"))
