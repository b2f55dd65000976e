"""Gold files: what is read from them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.documents import Document
from extractors.errors import ExtractionFileError, UnreadableSourceError
from extractors.gold import GoldConcept, GoldPaper, GoldResult, read_gold
from ontology.terms import ConceptType, Role

PAPER = {
    "id": "g1",
    "source": "made up",
    "title": "Foo",
    "abstract": "Foo reaches 81.2% on BarBench.",
    "concepts": [
        {
            "type": "Dataset",
            "name": "BarBench",
            "surfaces": ["BarBench"],
            "roles": ["used", "mentioned"],
            "optional": True,
        },
        {"type": "Method", "name": "Foo", "surfaces": ["Foo"], "roles": ["introduced"]},
    ],
    "results": [{"metric": None, "value": "81.2%", "agreed": False}, {"value": "2x"}],
}


def _write(path: Path, *papers: object) -> Path:
    path.write_text("".join(json.dumps(paper) + "\n\n" for paper in papers), encoding="utf-8")
    return path


def test_read_gold_returns_the_annotation(tmp_path: Path) -> None:
    (paper,) = read_gold(_write(tmp_path / "gold.jsonl", PAPER))
    assert paper == GoldPaper(
        id="g1",
        title="Foo",
        abstract="Foo reaches 81.2% on BarBench.",
        concepts=(
            GoldConcept(ConceptType.DATASET, "BarBench", ("BarBench",), (Role.USED, Role.MENTIONED), True),
            GoldConcept(ConceptType.METHOD, "Foo", ("Foo",), (Role.INTRODUCED,), False),
        ),
        results=(GoldResult("81.2%", agreed=False), GoldResult("2x", agreed=True)),
    )
    assert paper.document == Document(id="g1", title="Foo", abstract="Foo reaches 81.2% on BarBench.")


def test_spans_are_whole_words_of_every_surface() -> None:
    concept = GoldConcept(ConceptType.METHOD, "C++ GAN", ("GAN", "C++", "GANs"), (Role.USED,), False)
    assert concept.spans("GANs, WGAN and C++") == {(0, 4), (15, 18)}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "title is missing"),
        ({"concepts": [{"type": "Thing", "name": "x"}]}, "unknown type 'Thing'"),
        ({"concepts": [{"type": "Task", "name": "x", "roles": ["cited"]}]}, "unknown type 'cited'"),
        ({"results": [{"metric": "F1"}]}, r"results\[0\]\.value is missing"),
    ],
)
def test_read_gold_names_line_and_field(tmp_path: Path, changes: dict[str, object], reason: str) -> None:
    path = _write(tmp_path / "gold.jsonl", PAPER, {**PAPER, **changes})
    with pytest.raises(ExtractionFileError, match=rf"gold\.jsonl:3: {reason}"):
        read_gold(path)


def test_read_gold_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="No such file"):
        read_gold(tmp_path / "none.jsonl")


def test_read_gold_names_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(b"\xff\n")
    with pytest.raises(UnreadableSourceError, match="not UTF-8 text"):
        read_gold(tmp_path / "gold.jsonl")
