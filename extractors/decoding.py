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
Ints = NDArray[np.int64]

TYPES = (ConceptType.METHOD, ConceptType.TASK, ConceptType.DATASET, ConceptType.METRIC, ConceptType.HARDWARE)
ROLES = (Role.INTRODUCED, Role.USED, Role.COMPARED, Role.MENTIONED)
OPTIONAL = "OPT"
"""The class of names that careful annotators could leave out."""
CLASSES = (*(t.value for t in TYPES), OPTIONAL)
LABELS = ("O", *(f"{prefix}-{name}" for name in CLASSES for prefix in "BI"))
N_LABELS = len(LABELS)
_N_TYPES = len(TYPES)
_BEGIN = slice(1, N_LABELS, 2)
_INSIDE = slice(2, N_LABELS, 2)
_TINY = 1e-12
# A name that is no concept, as too many were optional or it is of unsure type, holds its words from this sum on.
_MIN_HOLDING = 0.5
# Words of a document that are decoded in one lane, roughly, see `_split`; 16 to 64 take about as long.
_LANE_WORDS = 24
# Words, with padding, that are decoded at once: more need memory and save no time.
_MAX_GATHERED = 1 << 15
# In sixteenths of a bit: more than what a float distinguishes.
_NEGLIGIBLE = 16 * 27


@dataclass(frozen=True, slots=True)
class SpanSettings:
    """What counts as a span; the numbers were chosen on development papers (docs/training.md).

    Attributes:
        min_probability: Of one class, for a span to be looked at.
        min_total: Over all classes, for a span to keep others from its words.
        max_words: Longest span.
        thresholds: Probability of a type, given that the name is no optional one, from which a span is a concept.
    """

    min_probability: float = 0.06
    min_total: float = 0.3
    max_words: int = 14
    thresholds: Mapping[ConceptType, float] = field(default_factory=lambda: dict.fromkeys(TYPES, 0.45))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Spans of a batch of documents with a probability per class, in the order of document, start and end.

    Attributes:
        documents: Number of the document of each span.
        starts: First word, counted over all documents.
        ends: The word after the last.
        probabilities: Shape (n, len(CLASSES)).
    """

    documents: Ints
    starts: Ints
    ends: Ints
    probabilities: Floats


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span that names a concept.

    Attributes:
        document: Its number in the batch.
        start: First word, counted over all documents.
        end: The word after the last.
        key: The name under which the document's places were averaged.
        probability: Of the type, in [0, 1].
    """

    document: int
    start: int
    end: int
    key: str
    type: ConceptType
    role: Role
    probability: float


def span_candidates(probabilities: Floats, lengths: Sequence[int], settings: SpanSettings | None = None) -> Candidates:
    """Return the candidate spans of a batch of documents; those of one do not depend on the others.

    Args:
        probabilities: Of the labels of every word, one document after the other, shape (n_words, N_LABELS).
        lengths: Words of each document.
        settings: Defaults when None.
    """
    settings = settings or SpanSettings()
    bounds = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    lanes = _split(probabilities[:, _INSIDE].sum(axis=1), bounds, settings.min_probability)
    groups = [_spans(_scaled(*_gather(probabilities, group)), group, settings) for group in _groups(lanes)]
    empty = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty((0, len(CLASSES)), dtype=np.float32)
    starts, ends, found = (np.concatenate(parts) for parts in zip(empty, *groups, strict=True))
    order = np.lexsort((ends, starts))
    starts = starts[order]
    documents = bounds.searchsorted(starts, side="right") - 1
    return Candidates(documents, starts, ends[order], found[order])


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Parts of documents that are decoded side by side, each as if it were a document.

    Attributes:
        starts: First word of each, counted over all documents.
        ends: The word after the last.
        kept_starts: First word whose spans are taken from the lane; the kept parts make up the documents.
        kept_ends: The word after the last of those.
    """

    starts: Ints
    ends: Ints
    kept_starts: Ints
    kept_ends: Ints

    def rows(self, numbers: Ints) -> _Lanes:
        """Return some of the lanes."""
        return _Lanes(self.starts[numbers], self.ends[numbers], self.kept_starts[numbers], self.kept_ends[numbers])


def _split(inside: Floats, bounds: Ints, min_probability: float) -> _Lanes:
    """Return documents in parts that overlap so far that what is beyond them does not matter.

    The kept parts meet at words that are hardly inside a concept, so that no span of the least probability goes on
    over a border. A word depends on the word before it only if it may be inside: what the state before a word changes
    in the state behind it is at most ``2 m / (1 - m)`` of it, where m is the probability that the word is inside. Over
    some words these factors multiply, and a lane begins and ends where the product is below `_NEGLIGIBLE`. So the loop
    over the words of a lane has some dozens of turns, however long the documents are. Factors are taken as whole
    sixteenths of a bit: their sums are exact, so that lanes are the same in any batch.

    Args:
        inside: Probability of every word to be inside a concept.
        bounds: First word of every document, and the number of words.
        min_probability: Of a span that counts.
    """
    borders = _borders(inside, bounds, min_probability)
    at_most = np.minimum(inside, 0.5)
    bits = np.maximum(-16 * np.log2(np.maximum(2 * at_most / (1 - at_most), _TINY)), 0).astype(np.int64)
    memory = np.concatenate(([0], bits.cumsum()))
    kept_starts, kept_ends = borders[:-1], borders[1:]
    documents = bounds.searchsorted(kept_starts, side="right") - 1
    starts = memory.searchsorted(memory[kept_starts] - _NEGLIGIBLE, side="right") - 1
    ends = memory.searchsorted(memory[kept_ends] + _NEGLIGIBLE)
    return _Lanes(
        np.maximum(starts, bounds[documents]), np.minimum(ends, bounds[documents + 1]), kept_starts, kept_ends
    )


def _borders(inside: Floats, bounds: Ints, min_probability: float) -> Ints:
    """Return where documents begin and end, and between these a border about every `_LANE_WORDS` words."""
    counts = np.maximum(np.diff(bounds) - 1, 0) // _LANE_WORDS
    documents = np.arange(len(counts)).repeat(counts)
    numbers = np.arange(1, len(documents) + 1) - (counts.cumsum() - counts).repeat(counts)
    # One half: where the words before it are likely a concept, a word is likelier inside than its label alone says.
    weak = np.append(np.flatnonzero(inside < min_probability / 2), bounds[-1])
    following = weak[weak.searchsorted(bounds[documents] + numbers * _LANE_WORDS)]
    return np.union1d(bounds, np.minimum(following, bounds[documents + 1]))


def _groups(lanes: _Lanes) -> Iterator[_Lanes]:
    """Yield lanes of about one length, in groups of a bounded size; a longer lane is one of its own."""
    lengths = lanes.ends - lanes.starts
    order = np.argsort(lengths, kind="stable")
    first = 0
    for number, length in enumerate(lengths[order].tolist()):
        if number > first and (number + 1 - first) * length > _MAX_GATHERED:
            yield lanes.rows(order[first:number])
            first = number
    if first < len(order):
        yield lanes.rows(order[first:])


def _gather(probabilities: Floats, lanes: _Lanes) -> tuple[Floats, Floats, Floats]:
    """Return the probabilities of O, B and I, shapes (n_words, n_lanes) and twice (n_words, n_classes, n_lanes)."""
    # Behind the end of a lane no word is inside.
    padded = np.zeros((len(probabilities) + 1, N_LABELS), dtype=np.float32)
    padded[:-1], padded[-1, 0] = probabilities, 1.0
    words = lanes.starts + np.arange((lanes.ends - lanes.starts).max(initial=0))[:, None]
    by_word = padded[np.where(words < lanes.ends, words, len(probabilities))].transpose(0, 2, 1)
    other, begin, inside = (np.ascontiguousarray(by_word[:, part]) for part in (0, _BEGIN, _INSIDE))
    return other, begin, inside


def _scaled(other: Floats, begin: Floats, inside: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the factors of span probabilities; arguments as `_gather` returns them.

    The probability of a span is ``begin`` at its first word, times ``inside`` at the following ones, times ``outside``
    at the word behind it: the chance that the span ends there. The first two have shape (n_words, n_classes, n_lanes),
    the last (n_words + 1, n_lanes).
    """
    n_words, n_lanes = other.shape
    closed = np.maximum(other + begin.sum(axis=1), _TINY)
    share = np.empty_like(other)
    open_spans = np.zeros(begin.shape[1:], dtype=np.float32)
    for word in range(n_words):
        open_spans *= inside[word]
        np.divide(1.0, closed[word] + open_spans.sum(axis=0), out=share[word])
        open_spans += begin[word]
        open_spans *= share[word]
    begin *= share[:, None]
    inside *= share[:, None]
    other = other * share
    outside = np.ones((n_words + 1, n_lanes), dtype=np.float32)
    after_class = np.ones_like(open_spans)
    for word in range(n_words - 1, -1, -1):
        np.multiply(other[word], outside[word + 1], out=outside[word])
        outside[word] += (begin[word] * after_class).sum(axis=0)
        after_class *= inside[word]
        after_class += outside[word]
    return begin, inside, outside


def _spans(scaled: tuple[Floats, Floats, Floats], lanes: _Lanes, settings: SpanSettings) -> tuple[Ints, Ints, Floats]:
    """Return start, end and probabilities of spans where one class passes the least probability."""
    begin, inside, outside = scaled
    positions = lanes.starts + np.arange(len(begin))[:, None]
    likely = (begin >= settings.min_probability).any(axis=1)
    words, numbers = np.nonzero(likely & (positions >= lanes.kept_starts) & (positions < lanes.kept_ends))
    starts, running = positions[words, numbers], begin[words, :, numbers]
    found: list[tuple[Ints, Ints, Floats]] = []
    for length in range(1, settings.max_words + 1):
        probability = running * outside[words + length, numbers][:, None]
        kept = (probability >= settings.min_probability).any(axis=1)
        found.append((starts[kept], starts[kept] + length, probability[kept]))
        going_on = (running >= settings.min_probability).any(axis=1) & (starts + length < lanes.ends[numbers])
        words, numbers, starts, running = words[going_on], numbers[going_on], starts[going_on], running[going_on]
        if not len(words):
            break
        running *= inside[words + length, :, numbers]
    all_starts, all_ends, probabilities = zip(*found, strict=True)
    return np.concatenate(all_starts), np.concatenate(all_ends), np.concatenate(probabilities)


def choose_spans(
    candidates: Candidates, keys: Sequence[str], roles: Floats, settings: SpanSettings | None = None
) -> list[ScoredSpan]:
    """Return the concepts of a batch of documents in the order of the texts, without overlaps.

    Args:
        candidates: From `span_candidates`.
        keys: The normalised name of every candidate; one with an empty name is dropped.
        roles: Log-probabilities of the roles at every word, shape (n_words, len(ROLES)).
        settings: Defaults when None.
    """
    settings = settings or SpanSettings()
    documents, starts, ends = candidates.documents, candidates.starts, candidates.ends
    numbers: dict[tuple[int, str], int] = {}
    names = zip(documents.tolist(), keys, strict=True)
    groups = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
    # By name in a document: the mean of its places, the likeliest type, and whether it is a concept.
    mean = _sums(groups, len(numbers), candidates.probabilities)
    mean /= np.bincount(groups)[:, None]
    totals = mean.sum(axis=1)
    types, chances = _best_types(mean)
    named = chances >= np.array([settings.thresholds[t] for t in TYPES])[types]
    holds = (totals >= settings.min_total) & (named | (totals >= _MIN_HOLDING))
    holds &= np.array([bool(key) for _, key in numbers], dtype=bool)
    kept = _without_overlaps(candidates, groups, totals, holds)
    kept = kept[named[groups[kept]]]
    own = groups[kept]
    likeliest = _sums(own, len(numbers), roles[starts[kept]]).argmax(axis=1)
    columns = (kept, documents[kept], starts[kept], ends[kept], types[own], likeliest[own], chances[own])
    return [
        ScoredSpan(document, start, end, keys[index], TYPES[type_number], ROLES[role_number], chance)
        for index, document, start, end, type_number, role_number, chance in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


def _sums(groups: Ints, n_groups: int, rows: Floats) -> Floats:
    """Return the sum of the rows of every group."""
    sums = np.zeros((n_groups, rows.shape[1]), dtype=np.float32)
    np.add.at(sums, groups, rows)
    return sums


def _best_types(mean: Floats) -> tuple[Ints, NDArray[np.float64]]:
    """Return the likeliest type of every name and its probability, given that the name is not optional."""
    types = mean[:, :_N_TYPES].argmax(axis=1)
    required = np.maximum(1.0 - mean[:, _N_TYPES].astype(np.float64), 1e-6)
    return types, np.minimum(mean[np.arange(len(mean)), types] / required, 1.0)


def _without_overlaps(candidates: Candidates, groups: Ints, totals: Floats, holds: NDArray[np.bool_]) -> Ints:
    """Return the candidates whose name holds its words, in the order of the text.

    The surest name takes its words first; of one name the surest place; of equals the longer span.
    """
    own = np.flatnonzero(holds[groups])
    starts, ends = candidates.starts[own], candidates.ends[own]
    sure = totals[groups[own]].astype(np.float64) + 1e-3 * candidates.probabilities[own].sum(axis=1, dtype=np.float64)
    order = np.argsort(-(sure + 1e-5 * (ends - starts)), kind="stable")
    taken, kept = bytearray(int(ends.max(initial=0))), []
    for index, start, end in zip(own[order].tolist(), starts[order].tolist(), ends[order].tolist(), strict=True):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(index)
    return np.array(sorted(kept), dtype=np.int64)
