from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.decoding import (
    CLASSES,
    N_LABELS,
    ROLES,
    Candidates,
    Floats,
    ScoredSpan,
    SpanSettings,
    choose_spans,
    span_candidates,
)
from ontology.terms import ConceptType, Role

Spans = dict[tuple[int, int], list[float]]
ALL = SpanSettings(min_probability=1e-6)


def random_labels(seed: int, n_words: int, sharpness: float) -> Floats:
    """Return probabilities of labels, surer of themselves the higher the sharpness; O is the likeliest on the whole."""
    scores = np.random.default_rng(seed).normal(size=(n_words, N_LABELS)) * sharpness
    scores[:, 0] += sharpness
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float32)


def plain_spans(labels: Floats, settings: SpanSettings) -> Spans:
    """Return the probability of spans and classes by the forward-backward algorithm over a whole document."""
    begin, inside, n = labels[:, 1::2].astype(float), labels[:, 2::2].astype(float), len(labels)
    closed = labels[:, 0] + begin.sum(axis=1)
    # forward[w]: all ways to label the words before w, and those that leave a concept of a class open, as shares.
    forward, scale, open_spans = np.zeros((n, len(CLASSES))), np.ones(n), np.zeros(len(CLASSES))
    for word in range(n):
        forward[word] = open_spans
        scale[word] = closed[word] + (inside[word] * open_spans).sum()
        open_spans = (begin[word] + inside[word] * open_spans) / scale[word]
    behind, behind_class = np.ones(n + 1), np.ones((n + 1, len(CLASSES)))
    for word in reversed(range(n)):
        behind[word] = (labels[word, 0] * behind[word + 1] + begin[word] @ behind_class[word + 1]) / scale[word]
        behind_class[word] = behind[word] + inside[word] / scale[word] * behind_class[word + 1]
    found: Spans = {}
    for start in range(n):
        running = begin[start] / scale[start]
        for end in range(start + 1, min(start + settings.max_words, n) + 1):
            found[start, end] = (running * behind[end]).tolist()
            if end == n or running.max() < settings.min_probability * (1 + 1e-6):
                break
            running = running * inside[end] / scale[end]
    return found


def enumerated_spans(labels: Floats) -> Spans:
    """Return the probability of every span and class by going through all label sequences."""
    total, found = 0.0, Spans()
    for sequence in product(range(N_LABELS), repeat=len(labels)):
        before = [0, *sequence]
        if any(
            label and label % 2 == 0 and last not in {label, label - 1}
            for last, label in zip(before, sequence, strict=False)
        ):
            continue
        chance = float(np.prod([labels[word, label] for word, label in enumerate(sequence)]))
        total += chance
        for start, label in enumerate(sequence):
            if label % 2:
                end = start + 1
                while end < len(sequence) and sequence[end] == label + 1:
                    end += 1
                found.setdefault((start, end), [0.0] * len(CLASSES))[label // 2] += chance
    return {span: [chance / total for chance in chances] for span, chances in found.items()}


def as_spans(candidates: Candidates) -> Spans:
    ranges = zip(candidates.starts.tolist(), candidates.ends.tolist(), strict=True)
    return dict(zip(ranges, candidates.probabilities.tolist(), strict=True))


def assert_same(found: Spans, expected: Spans, least: float) -> None:
    for span in found.keys() | expected.keys():
        ours, theirs = found.get(span, [0.0]), expected.get(span, [0.0] * len(CLASSES))
        if span in found:
            # What a lane does not see of the rest of its document moves a probability in the fourth decimal at most.
            np.testing.assert_allclose(ours, theirs, atol=2e-4)
        else:
            assert max(theirs) < least + 1e-5, span


@pytest.mark.parametrize("seed", range(3))
def test_probability_of_a_span_is_that_of_all_sequences_that_hold_it(seed: int) -> None:
    labels = random_labels(seed, 4, 1.0)
    candidates = span_candidates(labels, [4], ALL)
    assert_same(as_spans(candidates), enumerated_spans(labels), ALL.min_probability)


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 1 << 30),
    lengths=st.lists(st.integers(0, 150), min_size=1, max_size=4),
    sharpness=st.sampled_from([0.1, 1.0, 3.0, 8.0]),
    stretch=st.integers(0, 100),
)
def test_documents_in_lanes_are_decoded_as_whole_ones(
    seed: int, lengths: list[int], sharpness: float, stretch: int
) -> None:
    labels = random_labels(seed, sum(lengths), sharpness)
    # A stretch without a place to cut.
    labels[10 : 10 + stretch] = 0.001
    labels[10 : 10 + stretch, 2] = 0.988
    found = span_candidates(labels, lengths)
    start = 0
    for document, length in enumerate(lengths):
        own, alone = labels[start : start + length], found.documents == document
        spans = Candidates(
            found.documents[alone], found.starts[alone] - start, found.ends[alone] - start, found.probabilities[alone]
        )
        assert_same(as_spans(spans), plain_spans(own, SpanSettings()), SpanSettings().min_probability)
        single = span_candidates(own, [length])
        for name in ("starts", "ends", "probabilities"):
            np.testing.assert_array_equal(getattr(single, name), getattr(spans, name))
        start += length


def test_spans_come_in_the_order_of_start_and_end() -> None:
    candidates = span_candidates(random_labels(1, 200, 1.0), [200])
    spans = list(as_spans(candidates))
    assert spans == sorted(spans)
    assert len(spans) > 100


def test_batch_without_documents_or_words_has_no_spans() -> None:
    empty = np.empty((0, N_LABELS), dtype=np.float32)
    for lengths in ([], [0], [0, 0]):
        candidates = span_candidates(empty, lengths)
        assert as_spans(candidates) == {}
        assert choose_spans(candidates, [], np.empty((0, len(ROLES)), dtype=np.float32)) == []


def candidates_of(*rows: tuple[int, int, dict[str, float]]) -> Candidates:
    probabilities = np.zeros((len(rows), len(CLASSES)), dtype=np.float32)
    for row, (_, _, chances) in enumerate(rows):
        for name, chance in chances.items():
            probabilities[row, CLASSES.index(name)] = chance
    starts, ends = (np.array([row[n] for row in rows], dtype=np.int64) for n in (0, 1))
    return Candidates(np.zeros(len(rows), dtype=np.int64), starts, ends, probabilities)


def roles_of(n_words: int, **likely: Role) -> Floats:
    """Return log-probabilities of roles: all the same, but for some words (``w3=Role.USED``)."""
    roles = np.full((n_words, len(ROLES)), -2.0, dtype=np.float32)
    for word, role in likely.items():
        roles[int(word[1:]), ROLES.index(role)] = -0.1
    return roles


def chosen(candidates: Candidates, keys: list[str]) -> list[tuple[int, int, ConceptType]]:
    return [(span.start, span.end, span.type) for span in choose_spans(candidates, keys, roles_of(20))]


def test_surest_name_takes_its_words() -> None:
    candidates = candidates_of((0, 2, {"Method": 0.6}), (1, 3, {"Task": 0.9}), (3, 4, {"Metric": 0.5}))
    assert chosen(candidates, ["a", "b", "c"]) == [(1, 3, ConceptType.TASK), (3, 4, ConceptType.METRIC)]


def test_name_is_told_the_same_way_everywhere() -> None:
    candidates = candidates_of((0, 1, {"Method": 0.9}), (5, 6, {"Dataset": 0.5, "Method": 0.2}))
    assert chosen(candidates, ["a", "a"]) == [(0, 1, ConceptType.METHOD), (5, 6, ConceptType.METHOD)]
    assert chosen(candidates, ["a", "b"]) == [(0, 1, ConceptType.METHOD), (5, 6, ConceptType.DATASET)]


def test_optional_name_is_none_but_keeps_its_words() -> None:
    candidates = candidates_of((0, 2, {"OPT": 0.6, "Task": 0.1}), (1, 2, {"Method": 0.55}))
    assert chosen(candidates, ["a", "b"]) == []


def test_name_of_unsure_sum_leaves_its_words_to_others() -> None:
    candidates = candidates_of((0, 2, {"Task": 0.4}), (1, 2, {"OPT": 0.2, "Method": 0.38}))
    assert chosen(candidates, ["a", "b"]) == [(1, 2, ConceptType.METHOD)]


def test_empty_name_is_dropped() -> None:
    candidates = candidates_of((0, 1, {"Task": 0.9}), (1, 2, {"Method": 0.8}))
    assert chosen(candidates, ["", "b"]) == [(1, 2, ConceptType.METHOD)]


def test_role_is_that_of_all_places_together() -> None:
    candidates = candidates_of((0, 1, {"Task": 0.9}), (4, 5, {"Task": 0.8}), (7, 8, {"Task": 0.8}))
    roles = roles_of(9, w0=Role.COMPARED, w4=Role.INTRODUCED, w7=Role.INTRODUCED)
    first, *_ = choose_spans(candidates, ["a", "a", "a"], roles)
    assert first == ScoredSpan(0, 0, 1, "a", ConceptType.TASK, Role.INTRODUCED, first.probability)
    assert first.probability == pytest.approx(2.5 / 3)


def test_names_of_other_documents_do_not_count() -> None:
    candidates = candidates_of((0, 1, {"Method": 0.9}), (5, 6, {"Dataset": 0.5, "Method": 0.2}))
    candidates.documents[1] = 1
    roles = roles_of(6, w0=Role.COMPARED, w5=Role.INTRODUCED)
    spans = choose_spans(candidates, ["a", "a"], roles)
    assert [(span.document, span.start, span.type, span.role) for span in spans] == [
        (0, 0, ConceptType.METHOD, Role.COMPARED),
        (1, 5, ConceptType.DATASET, Role.INTRODUCED),
    ]


@pytest.mark.parametrize("size", [1, 500])
def test_lanes_decoded_apart_give_the_same(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = random_labels(1, 900, 3.0)
    labels[300:500, 2] += 5.0
    labels /= labels.sum(axis=1, keepdims=True)
    together = span_candidates(labels, [200, 700])
    monkeypatch.setattr("extractors.decoding._MAX_GATHERED", size)
    apart = span_candidates(labels, [200, 700])
    for name in ("documents", "starts", "ends", "probabilities"):
        np.testing.assert_array_equal(getattr(apart, name), getattr(together, name))
