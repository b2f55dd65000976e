"""``kg same`` and ``kg evaluate --pairs``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kg = Callable[..., Any]


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("Method", "CNNs", "convolutional neural networks"), "same\n"),
        (("method", "GPT-3", "GPT-4"), "different\n"),
        (("Task", "3D object detection", "object detection"), "broader: 'object detection' is broader than "),
    ],
)
def test_same_answers_with_a_reason(kg: Kg, arguments: tuple[str, ...], answer: str) -> None:
    run = kg("same", *arguments)

    assert run.code == 0
    assert run.out.startswith(answer)
    assert len(run.out.splitlines()) == 2


def test_same_as_json(kg: Kg) -> None:
    answer = json.loads(kg("same", "Hardware", "A100 GPU", "H100", "--json").out)

    assert answer["relation"] == "different"
    assert [name["concept"] for name in answer["names"]] == ["hardware:nvidia-a100", "hardware:nvidia-h100"]


def test_same_refuses_an_unknown_type(kg: Kg) -> None:
    run = kg("same", "Thing", "a", "b")

    assert (run.code, run.err) == (
        1,
        "error: unknown type 'Thing'; known types: Dataset, Hardware, Method, Metric, Task\n",
    )


def test_evaluate_scores_pairs(kg: Kg, tmp_path: Path) -> None:
    rows = [
        {"type": "Method", "a": "CNN", "b": "convolutional neural network", "label": "same"},
        {"type": "Method", "a": "Zork-7B", "b": "Zork-13B", "label": "different"},
    ]
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    scores = json.loads(kg("evaluate", "--pairs", str(pairs), "--json").out)

    assert (scores["same"]["f1"], scores["different"]["f1"], scores["number_merges"]) == (1.0, 1.0, [])
    assert "without papers" in kg("evaluate", "--pairs", str(pairs)).out


def test_evaluate_asks_for_something_to_evaluate(kg: Kg) -> None:
    assert kg("evaluate").code == 2
