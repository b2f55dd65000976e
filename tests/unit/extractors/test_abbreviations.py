from __future__ import annotations

import pytest

from extractors.definitions import abbreviation_ranges, is_short_form


def pairs(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*short)], text[slice(*long)]) for short, long in abbreviation_ranges(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a graph neural network (GNN) is", [("GNN", "graph neural network")], id="plain"),
        pytest.param(
            "Generative adversarial networks (GANs) are", [("GANs", "Generative adversarial networks")], id="s"
        ),
        pytest.param("one convolutional neural net (CNNs)", [("CNNs", "convolutional neural net")], id="plural-only"),
        pytest.param("Low-Rank Adaptation (LoRA) works", [("LoRA", "Low-Rank Adaptation")], id="inner-letters"),
        pytest.param("LoRA (low-rank adaptation) works", [("LoRA", "low-rank adaptation")], id="short-first"),
        pytest.param("the mean squared error [MSE]", [("MSE", "mean squared error")], id="brackets"),
        pytest.param(
            "principal component analysis (PCA; a classic)", [("PCA", "principal component analysis")], id="note"
        ),
        pytest.param("we show that it (see Table 1) holds", [], id="remark"),
        pytest.param("a very good result (2023)", [], id="year"),
        pytest.param("the loss (XYZ) falls", [], id="letters-missing"),
    ],
)
def test_abbreviations_follow_schwartz_and_hearst(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_abbreviation_stays_in_its_sentence() -> None:
    text = "Graph. Neural net (GNN) runs."
    assert list(abbreviation_ranges(text, [0, 7])) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("GNN", True), ("BERT-base", True), ("x", False), ("one of many", False), ("see", False), ("-A", False)],
)
def test_is_short_form(text: str, expected: bool) -> None:
    assert is_short_form(text) is expected


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Proximal Policy Optimization (PPO)", ("PPO", "Proximal Policy Optimization")),
        ("self-supervised learning (SSL)", ("SSL", "self-supervised learning")),
        ("the area under the curve (AUC)", ("AUC", "area under the curve")),
        ("Twin Delayed Deep Deterministic policies (TD3)", None),
        ("Twin Delayed Deep Deterministic (TD3)", ("TD3", "Twin Delayed Deep Deterministic")),
    ],
)
def test_initials_of_words_go_before_letters_inside_them(text: str, pair: tuple[str, str] | None) -> None:
    assert pairs(text) == ([pair] if pair else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Multi-modal large language models (MLLMs)", [("MLLMs", "Multi-modal large language models")]),
        ("differential-driven wheeled robots (DWR)", [("DWR", "differential-driven wheeled robots")]),
        ("GLFM: Global-Local Feature Matching for Maps", [("GLFM", "Global-Local Feature Matching")]),
        ("GLFM: A Network for Maps", []),
    ],
)
def test_definitions_hold_whole_compounds_and_begin_titles(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
