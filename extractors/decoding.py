"""From the label probabilities of words to the spans of concepts.

A tagger gives each word a distribution over `LABELS`. The probability that a span names a concept of a type is the sum
over all label sequences that hold exactly this span, found by the forward-backward algorithm under the constraint that
I follows B or I of its own class. It is averaged over the places where the document has the same name, so that a
document tells a name the same way everywhere.

References:
    Rabiner (1989), A Tutorial on Hidden Markov Models, section III; Culotta and McCallum (2004), Confidence Estimation
    for Information Extraction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ontology.terms import ConceptType, Role

Floats = NDArray[np.float32]

TYPES = (ConceptType.METHOD, ConceptType.TASK, ConceptType.DATASET, ConceptType.METRIC, ConceptType.HARDWARE)
ROLES = (Role.INTRODUCED, Role.USED, Role.COMPARED, Role.MENTIONED)
OPTIONAL = "OPT"
"""The class of names that careful annotators could leave out."""
CLASSES = (*(t.value for t in TYPES), OPTIONAL)
LABELS = ("O", *(f"{prefix}-{name}" for name in CLASSES for prefix in "BI"))
N_LABELS = len(LABELS)
_N_TYPES = len(TYPES)
_BEGIN = np.arange(1, N_LABELS, 2)
_INSIDE = _BEGIN + 1
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class SpanSettings:
    """What counts as a span; the numbers were chosen on development papers (docs/training.md).

    Attributes:
        min_probability: Of one class, for a span to be looked at.
        min_total: Over all classes, for a span to keep others from its words.
        max_words: Longest span.
        thresholds: Probability of a type, given that the name is no optional one, from which a span is a concept.
    """

    min_probability: float = 0.03
    min_total: float = 0.3
    max_words: int = 14
    thresholds: Mapping[ConceptType, float] = field(default_factory=lambda: dict.fromkeys(TYPES, 0.45))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Spans of one document with a probability per class, in the order of start and end.

    Attributes:
        starts: First word of each.
        ends: The word after the last.
        probabilities: Shape (n, len(CLASSES)).
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    probabilities: Floats


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span that names a concept.

    Attributes:
        start: First word.
        end: The word after the last.
        key: The name under which the document's places were averaged.
        probability: Of the type, in [0, 1].
    """

    start: int
    end: int
    key: str
    type: ConceptType
    role: Role
    probability: float


def span_candidates(
    probabilities: Floats, lengths: Sequence[int], settings: SpanSettings | None = None
) -> list[Candidates]:
    """Return the candidate spans of a batch of documents.

    Args:
        probabilities: Of the labels of every word, shape (n_documents, n_words, N_LABELS); what stands behind the
            length of a document does not count.
        lengths: Words of each document.
        settings: Defaults when None.
    """
    settings = settings or SpanSettings()
    padded = np.array(probabilities, dtype=np.float32)
    beyond = np.arange(padded.shape[1])[None, :] >= np.asarray(lengths)[:, None]
    padded[beyond] = 0.0
    padded[beyond, 0] = 1.0
    begin, inside, outside = _scaled(padded)
    found = _spans(begin, inside, outside, settings)
    return [_document_candidates(found, document) for document in range(len(lengths))]


def _scaled(probabilities: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the factors of span probabilities, all shaped (n_words, n_documents, n_classes) or without the last axis.

    The probability of a span is ``begin`` at its first word, times ``inside`` at the following ones, times ``outside``
    at the word behind it: the chance that the span ends there.
    """
    by_word = np.ascontiguousarray(probabilities.transpose(1, 0, 2))
    other, begin, inside = by_word[:, :, 0], by_word[:, :, _BEGIN], by_word[:, :, _INSIDE]
    n_words = len(by_word)
    begin_sum = begin.sum(axis=2)
    scale = np.empty(other.shape, dtype=np.float32)
    open_spans = np.zeros(begin.shape[1:], dtype=np.float32)
    for word in range(n_words):
        continued = inside[word] * open_spans
        scale[word] = np.maximum(other[word] + begin_sum[word] + continued.sum(axis=1), _TINY)
        open_spans = (begin[word] + continued) / scale[word][:, None]
    begin, inside, other = begin / scale[:, :, None], inside / scale[:, :, None], other / scale
    outside = np.ones((n_words + 1, other.shape[1]), dtype=np.float32)
    after_other, after_class = outside[0].copy(), np.ones(begin.shape[1:], dtype=np.float32)
    for word in range(n_words - 1, -1, -1):
        outside[word] = other[word] * after_other + (begin[word] * after_class).sum(axis=1)
        after_other, after_class = outside[word], outside[word][:, None] + inside[word] * after_class
    return begin, inside, outside


def _spans(begin: Floats, inside: Floats, outside: Floats, settings: SpanSettings) -> tuple[NDArray[np.int64], ...]:
    """Return start, end, document and probabilities of spans where one class passes the least probability."""
    n_words = len(begin)
    starts, documents = np.nonzero((begin >= settings.min_probability).any(axis=2))
    running = begin[starts, documents]
    found = []
    for length in range(1, settings.max_words + 1):
        ends = starts + length
        probability = running * outside[ends, documents][:, None]
        kept = (probability >= settings.min_probability).any(axis=1)
        found.append((starts[kept], ends[kept], documents[kept], probability[kept]))
        going_on = (ends < n_words) & (running >= settings.min_probability).any(axis=1)
        starts, documents, running = starts[going_on], documents[going_on], running[going_on]
        if not len(starts):
            break
        running = running * inside[starts + length, documents]
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))


def _document_candidates(found: tuple[NDArray[np.int64], ...], document: int) -> Candidates:
    starts, ends, documents, probabilities = found
    own = np.flatnonzero(documents == document)
    own = own[np.lexsort((ends[own], starts[own]))]
    return Candidates(starts[own], ends[own], probabilities[own].astype(np.float32))


def choose_spans(
    candidates: Candidates, keys: Sequence[str], roles: Floats, settings: SpanSettings | None = None
) -> list[ScoredSpan]:
    """Return the concepts of one document in the order of the text, without overlaps.

    Args:
        candidates: From `span_candidates`.
        keys: The normalised name of every candidate; one with an empty name is dropped.
        roles: Log-probabilities of the roles at every word, shape (n_words, len(ROLES)).
        settings: Defaults when None.
    """
    settings = settings or SpanSettings()
    mean = _mean_by_key(keys, candidates.probabilities)
    kept: list[tuple[int, ConceptType, float]] = []
    taken = np.zeros(int(candidates.ends.max(initial=0)), dtype=bool)
    for index in _by_total(candidates, keys, mean):
        words = slice(candidates.starts[index], candidates.ends[index])
        average = mean[keys[index]]
        if average.sum() < settings.min_total or taken[words].any():
            continue
        concept_type, probability = _best_type(average)
        if probability >= settings.thresholds[concept_type]:
            kept.append((index, concept_type, probability))
        elif average.sum() < 0.5:
            continue
        taken[words] = True
    return list(_scored(sorted(kept), candidates, keys, roles))


def _mean_by_key(keys: Sequence[str], probabilities: Floats) -> dict[str, Floats]:
    """Return the mean of the probabilities that belong to each key but the empty one."""
    numbers: dict[str, int] = {}
    groups = [numbers.setdefault(key, len(numbers)) for key in keys]
    sums = np.zeros((len(numbers), probabilities.shape[1]), dtype=np.float32)
    np.add.at(sums, groups, probabilities)
    sums /= np.bincount(groups, minlength=len(numbers))[:, None] if groups else 1
    return {key: sums[number] for key, number in numbers.items() if key}


def _by_total(candidates: Candidates, keys: Sequence[str], mean: Mapping[str, Floats]) -> list[int]:
    """Return the candidates, surest name first; of one name the surest place; of equals the longer span."""
    totals = {key: float(average.sum()) for key, average in mean.items()}
    own = candidates.probabilities.sum(axis=1).tolist()
    lengths = (candidates.ends - candidates.starts).tolist()
    indices = [index for index, key in enumerate(keys) if key]
    return sorted(indices, key=lambda i: (-(totals[keys[i]] + 1e-3 * own[i] + 1e-5 * lengths[i]), i))


def _best_type(average: Floats) -> tuple[ConceptType, float]:
    """Return the likeliest type and its probability, given that the name is not optional."""
    best = int(average[:_N_TYPES].argmax())
    probability = float(average[best]) / max(1.0 - float(average[_N_TYPES]), 1e-6)
    return TYPES[best], min(probability, 1.0)


def _scored(
    kept: Sequence[tuple[int, ConceptType, float]], candidates: Candidates, keys: Sequence[str], roles: Floats
) -> Iterator[ScoredSpan]:
    evidence: dict[str, Floats] = {}
    for index, _, _ in kept:
        first = roles[candidates.starts[index]]
        evidence[keys[index]] = evidence[keys[index]] + first if keys[index] in evidence else first
    for index, concept_type, probability in kept:
        role = ROLES[int(evidence[keys[index]].argmax())]
        start, end = int(candidates.starts[index]), int(candidates.ends[index])
        yield ScoredSpan(start, end, keys[index], concept_type, role, probability)
