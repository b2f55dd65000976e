"""The component that finds concepts with a trained network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, add_candidates, register_attributes
from extractors.decoding import Floats, ScoredSpan, choose_spans, span_candidates
from extractors.gazetteer import Gazetteer
from extractors.known_names import known_classes
from extractors.tagger_network import TaggerNetwork, load_network
from extractors.tokens import Words, read_words, surface_key
from extractors.wordpiece import WordSequence
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
class _Tagged:
    """A doc that the network has read."""

    doc: Doc
    words: WordSequence
    labels: Floats
    role_scores: Floats


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
            self._decode([tagged for tagged in map(self._read, batch) if len(tagged.words)])
            yield from batch

    def _read(self, doc: Doc) -> _Tagged:
        network, text = self._network(), read_words(doc).text
        words = network.read(text)
        known = known_classes(words, self._gazetteer.names(doc))
        labels, roles = network.probabilities(words, known)
        return _Tagged(doc, words, labels, np.log(roles + _TINY))

    def _decode(self, batch: list[_Tagged]) -> None:
        """Add candidates to docs that have words."""
        if not batch:
            return
        settings = self._network().card.settings
        labels, lengths = np.concatenate([tagged.labels for tagged in batch]), [len(tagged.words) for tagged in batch]
        for tagged, candidates in zip(batch, span_candidates(labels, lengths, settings), strict=True):
            words, text = tagged.words, read_words(tagged.doc).text
            starts = words.starts[candidates.starts].tolist()
            ends = words.ends[candidates.ends - 1].tolist()
            keys = [surface_key(text[start:end]) for start, end in zip(starts, ends, strict=True)]
            self._add(tagged, choose_spans(candidates, keys, tagged.role_scores, settings))

    def _add(self, tagged: _Tagged, spans: Iterable[ScoredSpan]) -> None:
        card, words, tokens = self._network().card, tagged.words, read_words(tagged.doc)
        add_candidates(
            tagged.doc,
            [
                Candidate(
                    *tokens.covering(int(words.starts[span.start]), int(words.ends[span.end - 1])),
                    span.type,
                    card.calibration[span.type].confidence(span.probability),
                    card.extractor,
                    role=span.role,
                )
                for span in spans
            ],
        )
        tagged.doc._.role_scores = _token_scores(tokens, words, tagged.role_scores)


def _token_scores(tokens: Words, words: WordSequence, scores: Floats) -> Floats:
    """Return the role scores of every token: those of the first word that begins in it, else zeros."""
    owners = np.searchsorted(tokens.offsets, words.starts, side="right") - 1
    by_token = np.zeros((len(tokens.texts), scores.shape[1]), dtype=np.float32)
    by_token[owners[::-1]] = scores[::-1]
    return by_token
