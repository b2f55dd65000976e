"""Claims: which numbers of a sentence the paper claims, and how it qualifies them."""

from __future__ import annotations

import pytest

from extractors.claims import Claim, find_claims


def _claims(text: str, *metrics: str) -> list[Claim]:
    ranges = [(text.index(metric), text.index(metric) + len(metric)) for metric in metrics]
    return list(find_claims(text, [(0, len(text))], sorted(ranges)))


def _raws(text: str, *metrics: str) -> list[str]:
    return [text[claim.quantity.start : claim.quantity.end] for claim in _claims(text, *metrics)]


@pytest.mark.parametrize(
    ("text", "metrics", "raws"),
    [
        ("We reach 81.2% on it.", [], ["81.2%"]),
        ("We cut the cost 3x, to 12 ms.", [], ["3x", "12 ms"]),
        ("We get 24.3 BLEU and 81 ROUGE.", ["BLEU", "ROUGE"], ["24.3", "81"]),
        ("An FID of 2.04, FLOPs of 5.1G.", ["FID", "FLOPs"], ["2.04", "5.1G"]),
        ("The accuracy (F1 = 0.81) rises.", ["accuracy", "F1"], ["0.81"]),
        ("Accuracy rises from 45.2% to 51.3%.", ["Accuracy"], ["51.3%"]),
        ("BLEU rises by +2 on two of 7 sets.", ["BLEU"], ["+2"]),
        ("The latency is 3 hours.", ["latency"], ["3 hours"]),
        ("We improve {\\bf 79.97{\\%}} of runs.", [], ["79.97{\\%}"]),
        ("We gain $24\\%$ here.", [], ["24\\%"]),
    ],
)
def test_claims(text: str, metrics: list[str], raws: list[str]) -> None:
    assert _raws(text, *metrics) == raws


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("We train 7B models on 12 sets of 1.2M images in 2024.", []),
        ("We train for 30 hours on 3 cm of data.", []),
        ("Using only 1% of the labels works.", []),
        ("It holds in the top 5% (95% CI).", []),
        ("The other stands at 92.1% and vs. 43.1% before.", []),
        ("Claude 3.5 has low latency.", ["latency"]),
        ("Latency differs (p < 0.05).", ["Latency"]),
        ("We (1) cut latency and (2) save memory.", ["latency", "memory"]),
        ("The efficiency of 4-bit weights is high.", ["efficiency"]),
        ("A loss of 50-step samplers.", ["loss"]),
    ],
)
def test_numbers_that_are_no_claims(text: str, metrics: list[str]) -> None:
    assert _raws(text, *metrics) == []


def test_only_given_sentences_are_read() -> None:
    text = "Others reach 70%. We reach 80%."
    (claim,) = find_claims(text, [(18, len(text))], [])
    assert claim.quantity.value == 80


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("It takes up to 3x less.", "<="),
        ("It takes at least 3x less.", ">="),
        ("It takes less than 3 ms.", "<"),
        ("It takes over 3 ms.", ">"),
        ("It takes more than a 3x cut.", ">"),
        ("It takes about 3 ms.", "~"),
        ("It takes $\\sim 3$ ms.", "~"),
        ("It takes ~3 ms.", "~"),
        ("It takes <3 ms.", "<"),
        ("It takes $\\geq 3$ ms.", ">="),
        ("It takes 3 ms.", None),
    ],
)
def test_comparator(text: str, comparator: str | None) -> None:
    (claim,) = _claims(text)
    assert claim.comparator == comparator


@pytest.mark.parametrize(
    ("text", "is_delta"),
    [
        ("It is 3x smaller.", True),
        ("It wins by 3%.", True),
        ("It brings an improvement of up to 3%.", True),
        ("It has 3% lower error.", True),
        ("It is up +3%.", True),
        ("It gains 3 points.", True),
        ("It reaches 93%.", False),
        ("It runs in 3 ms.", False),
    ],
)
def test_delta(text: str, is_delta: bool) -> None:
    (claim,) = _claims(text)
    assert claim.is_delta is is_delta


def test_metric_tied_to_a_number_is_given_and_raises_confidence() -> None:
    text = "We get an accuracy of 81% and save 12%."
    first, second = _claims(text, "accuracy")
    assert [(c.metric, c.confidence) for c in (first, second)] == [((10, 18), 0.95), (None, 0.85)]
