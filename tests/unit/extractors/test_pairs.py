"""Pairs of names: same, different or broader, and scores over annotated pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.documents import Document
from extractors.errors import ExtractionFileError, UnreadableSourceError
from extractors.narrower import Parents
from extractors.pair_scores import read_pairs, read_papers, score_pairs
from extractors.pairs import PairJudge, Relation
from ontology.terms import ConceptType
from ontology.vocabulary import Concept, Vocabulary

METHOD = ConceptType.METHOD
VOCABULARY = Vocabulary.of(
    [
        Concept("method:gnn", METHOD, "graph neural network", ("GNN",)),
        Concept("method:gcn", METHOD, "graph convolutional network", ("GCN",), broader=("method:gnn",)),
        Concept("method:small-gcn", METHOD, "light GCN", broader=("method:gcn",)),
        Concept("method:bert", METHOD, "BERT"),
        Concept("method:darts", METHOD, "DARTS"),
        Concept("metric:precision", ConceptType.METRIC, "precision"),
        Concept("metric:latency", ConceptType.METRIC, "latency"),
        Concept("dataset:cifar", ConceptType.DATASET, "CIFAR"),
    ]
)
JUDGE = PairJudge(VOCABULARY)


@pytest.mark.parametrize(
    ("concept_type", "wide", "narrow"),
    [
        pytest.param("Method", "GNNs", "light GCN", id="hierarchy"),
        pytest.param("Method", "GNN", "temporal graph neural networks", id="modifier"),
        pytest.param("Method", "GNN", "residual GCN", id="modifier-and-hierarchy"),
        pytest.param("Method", "BERT", "BERT-large", id="size"),
        pytest.param("Method", "Zork", "Zork-70B", id="coined-size"),
        pytest.param("Task", "object detection", "3D object detection", id="coined-modifier"),
        pytest.param("Metric", "latency", "inference latency", id="metric"),
        pytest.param("Metric", "number of tokens", "number of output tokens", id="word-order"),
        pytest.param("Dataset", "CIFAR", "CIFAR-10", id="number-of-classes"),
        pytest.param("Dataset", "Zork", "Zork 2024", id="edition"),
        pytest.param("Dataset", "Zork-bench", "Zork-bench Verified", id="part"),
        pytest.param("Metric", "Foo", "Foo@0.5", id="threshold"),
    ],
)
def test_broader(concept_type: str, wide: str, narrow: str) -> None:
    kind = ConceptType(concept_type)

    assert JUDGE.judge(wide, narrow, kind).relation is Relation.BROADER
    assert JUDGE.judge(narrow, wide, kind).relation is Relation.DIFFERENT
    assert JUDGE.compare(narrow, wide, kind) == JUDGE.judge(wide, narrow, kind)


@pytest.mark.parametrize(
    ("concept_type", "first", "second"),
    [
        pytest.param("Metric", "precision", "bit precision", id="head-of-many-meanings"),
        pytest.param("Method", "DARTS", "D-DARTS", id="name-of-its-own"),
        pytest.param("Method", "Zork", "Zork-2", id="successor"),
        pytest.param("Dataset", "Zork", "Zork-Pro", id="another-dataset"),
        pytest.param("Method", "supervised learning", "semi-supervised learning", id="prefix"),
        pytest.param("Task", "face recognition", "general face recognition", id="not-restrictive"),
        pytest.param("Method", "GCN", "GNN", id="turned"),
        pytest.param("Method", "dynamic warping", "dynamic warping pooling", id="other-head"),
    ],
)
def test_different(concept_type: str, first: str, second: str) -> None:
    assert JUDGE.judge(first, second, ConceptType(concept_type)).relation is Relation.DIFFERENT


@pytest.mark.parametrize(
    ("concept", "expected"),
    [
        pytest.param("method:temporal-graph-neural-network", ("method:gnn",), id="kind"),
        pytest.param("method:deep-residual-gcn", ("method:gcn",), id="letters"),
        pytest.param("method:bert-large", ("method:bert",), id="size"),
        pytest.param("dataset:cifar-10", ("dataset:cifar",), id="edition"),
        pytest.param("dataset:tiny-cifar", (), id="other-dataset"),
        pytest.param("metric:bit-precision", (), id="head-of-many-meanings"),
        pytest.param("method:zork", (), id="one-word"),
        pytest.param("task:gnn", (), id="other-type"),
        pytest.param("made:elsewhere", (), id="no-type"),
        pytest.param("", (), id="empty"),
    ],
)
def test_parents_of_coined_concepts(concept: str, expected: tuple[str, ...]) -> None:
    assert Parents(VOCABULARY).of(concept) == expected


def test_reason_names_numbers_that_differ() -> None:
    assert JUDGE.judge("GPT-3", "GPT-4", METHOD).reason == (
        "numbers, versions and marks always count: 3 in 'GPT-3', 4 in 'GPT-4'"
    )


def test_verdict_as_text_and_json() -> None:
    verdict = JUDGE.judge("GNN", "GNNs", METHOD)

    assert verdict.to_text() == (
        "same\nboth are 'graph neural network' (method:gnn): 'GNN' is a name of it in the vocabulary; "
        "'GNNs' is a name of it in the vocabulary"
    )
    assert verdict.to_json()["relation"] == "same"


PAIRS = [
    {"type": "Method", "a": "GNN", "b": "graph neural networks", "label": "same", "doc_a": None, "doc_b": None},
    {"type": "Method", "a": "GNN", "b": "GNN", "label": "different", "doc_a": "p1", "doc_b": "p2"},
    {"type": "Method", "a": "Zork v1", "b": "Zork 1", "label": "different", "doc_a": None, "doc_b": "lost"},
    {"type": "Method", "a": "GNN", "b": "GCN", "label": "broader"},
]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_scores_use_the_papers_of_a_pair(tmp_path: Path) -> None:
    papers = {"p2": Document("p2", "", "We use gated noise nets (GNN).")}

    scores = score_pairs(read_pairs(write(tmp_path / "pairs.jsonl", PAIRS)), papers, JUDGE)

    assert [judged.predicted.value for judged in scores.judged] == ["same", "different", "same", "broader"]
    assert scores.missing == ("lost", "p1")
    assert scores.score(Relation.SAME).to_json() == {"p": 0.5, "r": 1.0, "f1": 0.667, "n_gold": 1, "n_predicted": 2}
    assert scores.score(Relation.DIFFERENT, with_documents=True).n_gold == 2
    assert scores.to_json()["number_merges"] == []
    assert len(scores.to_rows()) == 9


def test_a_merge_over_a_number_is_named() -> None:
    judge = PairJudge(Vocabulary.of([Concept("dataset:zork", ConceptType.DATASET, "Zork", ("Zork 2",))]))
    (pair,) = read_pairs_of([{"type": "Dataset", "a": "Zork", "b": "Zork 2", "label": "different"}])

    (merge,) = score_pairs([pair], {}, judge).to_json()["number_merges"]  # type: ignore[misc]

    assert (merge["a"], merge["b"]) == ("Zork", "Zork 2")


def read_pairs_of(rows: list[dict[str, object]]) -> list[object]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return list(read_pairs(write(Path(folder) / "pairs.jsonl", rows)))


def test_papers_are_found_in_any_file(tmp_path: Path) -> None:
    rows = [{"id": "p1", "title": "T", "abstract": "A"}, {"id": "p3", "title": None, "abstract": "B"}]
    files = [write(tmp_path / "pairs.jsonl", PAIRS), write(tmp_path / "papers.jsonl", rows)]

    assert read_papers(files, ["p1", "lost"]) == {"p1": Document("p1", "T", "A")}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            {"type": "Method", "a": "x", "b": "y", "label": "equal"},
            "label is 'equal'; allowed: same, different, broader",
        ),
        ({"type": "Thing", "a": "x", "b": "y", "label": "same"}, "unknown type 'Thing'"),
        ({"type": "Method", "a": "x", "label": "same"}, "b is missing"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, row: dict[str, object], reason: str) -> None:
    with pytest.raises(ExtractionFileError, match=reason):
        read_pairs(write(tmp_path / "pairs.jsonl", [row]))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="pairs"):
        read_pairs(tmp_path / "pairs.jsonl")
