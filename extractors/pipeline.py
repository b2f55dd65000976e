"""The pipeline: which components, in which order, and from a document to its extraction."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, register_attributes
from extractors.documents import Document
from extractors.mentions import Extraction, Mention
from extractors.tokens import create_tokenizer
from ontology.terms import ConceptType, Role

register_attributes()

# Factory name and the module that registers it, in the order of the pipeline.
COMPONENTS = (("abstract_sentences", "extractors.sentences"),)


def build_pipeline() -> Language:
    """Return the pipeline of rules."""
    nlp = spacy.blank("en")
    nlp.tokenizer = create_tokenizer(nlp)
    for name, module in COMPONENTS:
        importlib.import_module(module)
        nlp.add_pipe(name)
    return nlp


def extract_document(nlp: Language, document: Document) -> Extraction:
    """Return the mentions and results of one document."""
    doc = nlp.make_doc(document.text)
    doc._.title_end = len(document.title)
    return _extraction(document, nlp(doc))


def extract_documents(nlp: Language, documents: Iterable[Document]) -> Iterator[Extraction]:
    """Yield the extraction of every document, in the order given."""
    for document in documents:
        yield extract_document(nlp, document)


def _extraction(document: Document, doc: Doc) -> Extraction:
    spans = doc.spans.get(CONCEPTS, ())
    return Extraction(document, tuple(_mention(span) for span in spans), tuple(doc._.results))


def _mention(span: Span) -> Mention:
    return Mention(
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        type=ConceptType(span.label_),
        concept=span.kb_id_,
        name=span._.concept_name,
        role=Role(span._.role or Role.USED),
        confidence=round(span._.confidence, 3),
        extractor=span._.extractor,
    )
