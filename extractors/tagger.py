"""The component that finds concepts with a trained network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, add_candidates, register_attributes
from extractors.decoding import Floats, Ints, ScoredSpan, choose_spans, span_candidates
from extractors.gazetteer import Gazetteer
from extractors.known_names import known_classes
from extractors.tagger_network import ModelCard, TaggerNetwork, load_network
from extractors.tokens import Words, read_words
from extractors.wordpiece import WordSequence
from ontology.names import name_key
from ontology.vocabulary import Vocabulary, load_vocabulary

register_attributes()

_TINY = 1e-7


@Language.factory(
    "concept_tagger",
    assigns=["doc._.candidates", "doc._.role_scores"],
    default_config={"profile": "accurate", "batch_size": 8, "device": "cpu"},
)
def create_tagger(nlp: Language, name: str, profile: str, batch_size: int, device: str) -> ConceptTagger:
    """Return the component; its network is read at the first doc.

    Args:
        nlp: The pipeline.
        name: Name of the component in it.
        profile: Which network.
        batch_size: Docs that are decoded at once where `Language.pipe` does not say it; the result is the same.
        device: ``cpu`` or ``cuda``.
    """
    return ConceptTagger(lambda: load_network(profile, device), load_vocabulary(), batch_size=batch_size)


@dataclass(frozen=True, slots=True)
class _Read:
    """A doc as the network reads it.

    Attributes:
        tokens: Of the doc.
        words: Of the network.
        known: Their classes of known names.
    """

    doc: Doc
    tokens: Words
    words: WordSequence
    known: Ints


class ConceptTagger:
    """Adds a candidate for every concept that a network sees, and what it says of the role of every token."""

    def __init__(self, network: Callable[[], TaggerNetwork], vocabulary: Vocabulary, *, batch_size: int = 8) -> None:
        self._network, self._batch_size = network, batch_size
        self.use(vocabulary)

    def use(self, vocabulary: Vocabulary) -> None:
        """Tell the network of the names of another vocabulary from now on."""
        self._gazetteer = Gazetteer(vocabulary)

    def __call__(self, doc: Doc) -> Doc:
        """Add the candidates of one doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int | None = None) -> Iterator[Doc]:
        """Yield the docs of a stream in its order, with their candidates."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size or self._batch_size)):
            # One step for all docs after the other: they do not drive each other from the caches of the processor.
            if read := [one for one in map(self._read, batch) if len(one.words)]:
                self._decode(read)
            yield from batch

    def _read(self, doc: Doc) -> _Read:
        tokens = read_words(doc)
        words = self._network().read(tokens.text)
        return _Read(doc, tokens, words, known_classes(words, self._gazetteer.names(doc)))

    def _decode(self, batch: list[_Read]) -> None:
        """Add candidates and role scores to docs that have words."""
        network, lengths = self._network(), [len(one.words) for one in batch]
        labels, roles = zip(*(network.probabilities(one.words, one.known) for one in batch), strict=True)
        found = span_candidates(np.concatenate(labels), lengths, network.card.settings)
        starts, ends = (np.concatenate([getattr(one.words, name) for one in batch]) for name in ("starts", "ends"))
        keys = [
            name_key(batch[document].tokens.text[start:end])
            for document, start, end in zip(
                found.documents.tolist(), starts[found.starts].tolist(), ends[found.ends - 1].tolist(), strict=True
            )
        ]
        role_scores = np.log(np.concatenate(roles) + _TINY)
        chosen: list[list[Candidate]] = [[] for _ in batch]
        for span in choose_spans(found, keys, role_scores, network.card.settings):
            tokens = batch[span.document].tokens.covering(int(starts[span.start]), int(ends[span.end - 1]))
            chosen[span.document].append(_candidate(span, tokens, network.card))
        for one, own, scores in zip(batch, chosen, np.split(role_scores, np.cumsum(lengths)[:-1]), strict=True):
            add_candidates(one.doc, own)
            one.doc._.role_scores = _token_scores(one.tokens, one.words, scores)


def _candidate(span: ScoredSpan, tokens: tuple[int, int], card: ModelCard) -> Candidate:
    confidence = card.calibration[span.type].confidence(span.probability)
    return Candidate(*tokens, span.type, confidence, card.extractor, role=span.role)


def _token_scores(tokens: Words, words: WordSequence, scores: Floats) -> Floats:
    """Return the role scores of every token: those of the first word that begins in it, else zeros."""
    owners = np.searchsorted(tokens.offsets, words.starts, side="right") - 1
    by_token = np.zeros((len(tokens.texts), scores.shape[1]), dtype=np.float32)
    by_token[owners[::-1]] = scores[::-1]
    return by_token
