"""Offsets of mentions and results match the text, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractors.documents import Document
from extractors.pipeline import build_pipeline, extract_document
from extractors.sentences import split_sentences

PIECES = st.sampled_from(
    [
        "We propose ",
        "BERT",
        "LoRA-2",
        " (GNN)",
        "graph neural network",
        " on ",
        "CIFAR-10/100",
        "82.1%",
        ". ",
        "\n",
        "-",
    ]
)
TEXT = st.one_of(st.text(max_size=200), st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_pipeline()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=TEXT, abstract=TEXT)
def test_offsets_match_the_text(nlp: Language, title: str, abstract: str) -> None:
    document = Document("title:x", title, abstract)
    extraction = extract_document(nlp, document)
    end = 0
    for mention in extraction.mentions:
        assert document.text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end
    for result in extraction.results:
        assert document.text[result.start : result.end] == result.raw


@settings(max_examples=150, deadline=None)
@given(title=TEXT, abstract=TEXT)
def test_sentences_cover_every_letter_once(title: str, abstract: str) -> None:
    text = f"{title}\n{abstract}"
    covered = "".join(text[start:end] for start, end in split_sentences(title, abstract))
    assert "".join(covered.split()) == "".join(text.split())
