"""What trained taggers say of a corpus: soft labels to teach with, and the concepts that are scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from extractors.decoding import N_LABELS, ROLES, SpanSettings, choose_spans, span_candidates
from extractors.evaluate import Evaluation, evaluate
from extractors.gold import GoldPaper
from extractors.mentions import Extraction, Mention
from extractors.training.batches import DeviceCorpus
from extractors.training.corpus import EncodedCorpus, Targets, within_window
from extractors.training.networks import Tagger
from extractors.training.optimise import half_precision
from extractors.wordpiece import WordPieces, WordSequence
from ontology.names import name_key
from ontology.terms import ConceptType

_BATCH_SIZE = 64
_TINY = 1e-7


def predict(tagger: Tagger, corpus: EncodedCorpus, device: torch.device) -> Targets:
    """Return the probabilities that a tagger gives to the labels and roles of every word."""
    data = DeviceCorpus(corpus, device)
    labels = np.zeros((len(corpus.shapes), N_LABELS), dtype=np.float16)
    roles = np.zeros((len(corpus.shapes), len(ROLES)), dtype=np.float16)
    order = np.argsort(data.n_pieces, kind="stable")
    tagger.to(device).eval()
    with torch.no_grad():
        for start in range(0, len(order), _BATCH_SIZE):
            rows = order[start : start + _BATCH_SIZE]
            batch = data.batch(rows)
            with half_precision(device):
                label_scores, role_scores = tagger(batch)
            words = np.concatenate([np.arange(*corpus.word_bounds[row : row + 2]) for row in rows])
            labels[words] = torch.softmax(label_scores.float(), -1)[batch.word_mask].half().cpu().numpy()
            roles[words] = torch.softmax(role_scores.float(), -1)[batch.word_mask].half().cpu().numpy()
    return Targets(labels, roles)


def average(parts: Sequence[Targets]) -> Targets:
    """Return the mean of what several taggers say of one corpus."""
    labels = np.mean([part.labels.astype(np.float32) for part in parts], axis=0)
    roles = np.mean([part.roles.astype(np.float32) for part in parts], axis=0)
    return Targets(labels.astype(np.float16), roles.astype(np.float16))


@dataclass(frozen=True, slots=True)
class AnnotatedSet:
    """Annotated papers to score taggers on.

    Attributes:
        corpus: The papers, encoded.
        words: Their words, with offsets.
    """

    papers: tuple[GoldPaper, ...]
    corpus: EncodedCorpus
    words: tuple[WordSequence, ...]

    @classmethod
    def of(cls, papers: tuple[GoldPaper, ...], corpus: EncodedCorpus, word_pieces: WordPieces) -> AnnotatedSet:
        """Return papers with the encoding that was prepared for them."""
        words = tuple(within_window(word_pieces.read(paper.document.text)) for paper in papers)
        if list(np.diff(corpus.word_bounds)) != [len(w) for w in words]:
            raise ValueError("the encoded corpus was made from other papers; run the step prepare again")
        return cls(papers, corpus, words)

    def score(self, targets: Targets, settings: SpanSettings | None = None) -> Evaluation:
        """Return precision, recall and F1 of the concepts that label probabilities amount to."""
        extractions = []
        for number, (paper, words) in enumerate(zip(self.papers, self.words, strict=True)):
            own = slice(*self.corpus.word_bounds[number : number + 2])
            mentions = decode(paper, words, Targets(targets.labels[own], targets.roles[own]), settings)
            extractions.append(Extraction(paper.document, tuple(mentions), ()))
        return evaluate(self.papers, extractions)


def decode(
    paper: GoldPaper, words: WordSequence, targets: Targets, settings: SpanSettings | None = None
) -> list[Mention]:
    """Return the mentions that the label probabilities of one paper amount to; the concept is the normalised name."""
    if not len(words):
        return []
    text = paper.document.text
    candidates = span_candidates(targets.labels.astype(np.float32), [len(words)], settings)
    starts, ends = words.starts.tolist(), words.ends.tolist()
    keys = [
        name_key(text[starts[first] : ends[end - 1]])
        for first, end in zip(candidates.starts, candidates.ends, strict=True)
    ]
    roles = np.log(targets.roles.astype(np.float32) + _TINY)
    return [
        Mention(
            start=starts[span.start],
            end=ends[span.end - 1],
            text=text[starts[span.start] : ends[span.end - 1]],
            type=span.type,
            concept=span.key,
            name=span.key,
            role=span.role,
            confidence=span.probability,
            extractor="",
        )
        for span in choose_spans(candidates, keys, roles, settings)
    ]


def summary(evaluation: Evaluation) -> str:
    """Return the figures of an evaluation in one line: strict / lenient F1, precision, recall, roles, each type."""
    strict, lenient = evaluation.strict, evaluation.lenient
    types = " ".join(f"{t.value} {strict.types[t].f1:.3f}" for t in ConceptType)
    overall = strict.overall
    return (
        f"F1 {overall.f1:.3f}/{lenient.overall.f1:.3f} P {overall.precision:.3f} R {overall.recall:.3f} "
        f"roles {strict.role_accuracy:.3f} | {types}"
    )
