"""The pipeline: which components, in which order, and from a document to its extraction."""

from __future__ import annotations

import gc
import importlib
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Protocol, runtime_checkable

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, concept_attributes, register_attributes
from extractors.documents import Document
from extractors.errors import UnknownComponentError
from extractors.mentions import Extraction, LinkReason, Mention
from extractors.profiles import DEFAULT_PROFILE, Device, Profile
from extractors.tokens import create_tokenizer
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Vocabulary

register_attributes()

# Factory name and the module that registers it, in the order of the pipeline.
COMPONENTS = {
    "abstract_sentences": "extractors.sentences",
    "abbreviations": "extractors.abbreviations",
    "concept_tagger": "extractors.tagger",
    "hardware_patterns": "extractors.patterns",
    "concept_resolver": "extractors.resolver",
    "concept_linker": "extractors.linking",
    "learned_roles": "extractors.learned_roles",
    "numeric_results": "extractors.results",
}
_RESOLVER = "concept_resolver"
BATCH_SIZE = 32
# Documents that share what spaCy learns of their words: some 20 MB.
_ZONE = 1000
# Documents that go through one component before the next when components are timed.
_TIMED = 256

# spaCy's default limit guards the memory of neural components; long texts are read in windows here.
MAX_CHARS = 1 << 30


@runtime_checkable
class UsesVocabulary(Protocol):
    """A component that looks names up."""

    def use(self, vocabulary: Vocabulary) -> None:
        """Take another vocabulary from now on."""


def build_pipeline(
    vocabulary: Vocabulary | None = None,
    *,
    profile: str = DEFAULT_PROFILE,
    min_confidence: float | None = None,
    device: str = Device.CPU,
    components: Sequence[str] = (),
) -> Language:
    """Return a pipeline over a vocabulary.

    Args:
        vocabulary: Known concepts; those that come with the package when None.
        profile: One of `extractors.profiles.Profile`.
        min_confidence: Mentions below it are dropped, in [0, 1]; what measures best when None.
        device: Of the tagger's network, one of `extractors.profiles.Device`.
        components: Names of more factories, which stand before the resolver: what they add to ``doc._.candidates``
            competes with the candidates of the others.

    Raises:
        UnknownComponentError: No installed package registers a component under that name.
        ValueError: There is no such profile or device.
    """
    config: dict[str, dict[str, object]] = {
        "concept_tagger": {"profile": Profile(profile).value, "device": Device(device).value},
        _RESOLVER: {} if min_confidence is None else {"min_confidence": min_confidence},
    }
    nlp = spacy.blank("en")
    nlp.max_length = MAX_CHARS
    nlp.tokenizer = create_tokenizer(nlp)
    for name, module in COMPONENTS.items():
        importlib.import_module(module)
        component = nlp.add_pipe(name, config=config.get(name, {}))
        if vocabulary is not None and isinstance(component, UsesVocabulary):
            component.use(vocabulary)
    for name in components:
        _add_component(nlp, name)
    return nlp


def _add_component(nlp: Language, name: str) -> None:
    if not nlp.has_factory(name):
        raise UnknownComponentError(name)
    nlp.add_pipe(name, before=_RESOLVER)


def warm_up(nlp: Language) -> None:
    """Let a pipeline read what it reads once, and keep the garbage collector from walking it ever after.

    Vocabulary, index and pieces are a million objects that live as long as the pipeline; to look through them again and
    again is a fifth of the time of the fast profile.
    """
    extract_document(nlp, Document("title:first", "On CNNs", "We train a convolutional neural network on one GPU."))
    gc.freeze()


def extract_document(nlp: Language, document: Document) -> Extraction:
    """Return the mentions and results of one document."""
    return _extraction(document, nlp(_doc(nlp, document)))


def extract_documents(
    nlp: Language, documents: Iterable[Document], *, batch_size: int = BATCH_SIZE
) -> Iterator[Extraction]:
    """Yield the extraction of every document, in the order given.

    Args:
        nlp: From `build_pipeline`.
        documents: Are read as extractions are asked for, a batch ahead.
        batch_size: Documents that a tagger reads at once; the extractions do not depend on it.
    """
    remaining = iter(documents)
    while first := next(remaining, None):
        # What spaCy learns of the words of texts goes with the zone, or memory would grow with every new word.
        with nlp.memory_zone():
            zone = chain([first], islice(remaining, _ZONE - 1))
            pairs = ((_doc(nlp, document), document) for document in zone)
            for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
                yield _extraction(document, doc)


def component_seconds(nlp: Language, documents: Sequence[Document]) -> tuple[dict[str, float], int]:
    """Return the seconds of the processor that each component takes, and how many mentions they find.

    Returns:
        Seconds by name of component, ``tokenizer`` first and ``records`` last, and the number of mentions.
    """
    seconds: dict[str, float] = defaultdict(float)
    n_mentions = 0
    for first in range(0, len(documents), _TIMED):
        papers = documents[first : first + _TIMED]
        begin = time.process_time()
        docs = [_doc(nlp, document) for document in papers]
        seconds["tokenizer"] += time.process_time() - begin
        for name, component in nlp.pipeline:
            begin = time.process_time()
            piped = component.pipe(docs, batch_size=BATCH_SIZE) if hasattr(component, "pipe") else map(component, docs)
            docs = list(piped)
            seconds[name] += time.process_time() - begin
        begin = time.process_time()
        extractions = [_extraction(document, doc) for document, doc in zip(papers, docs, strict=True)]
        seconds["records"] += time.process_time() - begin
        n_mentions += sum(len(extraction.mentions) for extraction in extractions)
    return dict(seconds), n_mentions


def _doc(nlp: Language, document: Document) -> Doc:
    doc = nlp.make_doc(document.text)
    doc._.title_end = len(document.title)
    return doc


def _extraction(document: Document, doc: Doc) -> Extraction:
    text = document.text
    mentions = tuple(_mention(span, text) for span in doc.spans.get(CONCEPTS, ()))
    return Extraction(document, mentions, tuple(doc._.results))


def _mention(span: Span, text: str) -> Mention:
    start, end, attributes = span.start_char, span.end_char, concept_attributes(span)
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        type=ConceptType(span.label_),
        concept=span.kb_id_,
        name=attributes.concept_name,
        role=Role(attributes.role or Role.USED),
        confidence=round(attributes.confidence, 3),
        extractor=attributes.extractor,
        link=LinkReason(attributes.link or LinkReason.UNKNOWN),
    )
