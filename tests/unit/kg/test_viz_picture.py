from __future__ import annotations

import re
import struct
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kg.errors import KGError, UnknownNameError
from kg.graph import KnowledgeGraph, Node, Relationship
from kg.viz import PICTURE_FORMATS, check_format, draw, draw_explorer, draw_picture
from kg.viz.picture import PictureFormat, compose_figure
from kg.viz.selection import select_nodes
from ontology.terms import NodeLabel, RelationType

pytest.importorskip("matplotlib")

EMPTY = KnowledgeGraph.of([], [])


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    papers = [Node(f"arxiv:{i}", NodeLabel.PAPER, {"title": f"Name{i}: a paper", "abstract": "."}) for i in range(8)]
    names = {"method:a": "$a_b", "method:b": "日本語", "method:c": "A very long name of a method that goes on and on"}
    concepts = [Node(i, NodeLabel.METHOD, {"name": name}) for i, name in names.items()]
    concepts.append(Node("dataset:d", NodeLabel.DATASET, {"name": "D<&>"}))
    uses = [
        Relationship(RelationType.USES if c.label is NodeLabel.METHOD else RelationType.EVALUATES_ON, p.id, c.id)
        for i, p in enumerate(papers)
        for c in concepts[: 1 + i % 4]
    ]
    broader = Relationship(RelationType.BROADER, "method:a", "method:b")
    return KnowledgeGraph.of([*papers, *concepts], [*uses, broader])


def png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def texts_of(graph: KnowledgeGraph, *, max_nodes: int = 100) -> set[str]:
    axes = compose_figure(graph, select_nodes(graph, max_nodes=max_nodes)).axes[0]
    legend = axes.get_legend()
    return {text.get_text() for text in [*axes.texts, *(legend.get_texts() if legend else [])]}


@pytest.mark.parametrize("format_name", ["png", "svg"])
def test_the_same_graph_gives_the_same_bytes(graph: KnowledgeGraph, format_name: PictureFormat) -> None:
    assert draw_picture(graph, format=format_name) == draw_picture(graph, format=format_name)


@pytest.mark.parametrize("width_px", [800, 1600])
def test_a_png_is_as_wide_as_asked(graph: KnowledgeGraph, width_px: int) -> None:
    assert png_size(draw_picture(graph, width_px=width_px)) == (width_px, width_px * 1060 // 1600)


def test_an_svg_states_its_size_and_no_date(graph: KnowledgeGraph) -> None:
    data = draw_picture(graph, format="svg", width_px=1200)
    root = ET.fromstring(data)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1200", "795", "0 0 1152 763.2")
    assert b"<dc:date>" not in data


def test_the_picture_names_concepts_types_and_the_cut(graph: KnowledgeGraph) -> None:
    texts = texts_of(graph, max_nodes=7)
    assert {"$a_b", "Methods", "Papers", "Papers and the concepts that connect them"} <= texts
    assert "8 papers, 4 concepts · drawn: top 7 of 12 nodes, those with most connections" in texts


def test_long_names_are_shortened_and_papers_go_by_the_name_before_the_colon(graph: KnowledgeGraph) -> None:
    texts = texts_of(graph)
    assert {"A very long name of a method that g…", "Name7"} <= texts


def test_types_that_are_not_drawn_are_not_in_the_legend(graph: KnowledgeGraph) -> None:
    texts = texts_of(graph)
    assert "Datasets" in texts
    assert "Hardware" not in texts


def test_an_empty_graph_gives_a_picture() -> None:
    assert "0 papers, 0 concepts · drawn: all 0 nodes" in texts_of(EMPTY)


def test_a_width_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="width_px must be at least 1, not 0"):
        draw_picture(EMPTY, width_px=0)


def test_without_matplotlib_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(KGError, match=re.escape("pip install 'scholargraph[viz]'")):
        draw_picture(EMPTY)


@pytest.mark.parametrize("name", ["out.html", "out.PNG", "out.svg"])
def test_the_ending_chooses_the_picture(graph: KnowledgeGraph, tmp_path: Path, name: str) -> None:
    draw(graph, tmp_path / name)
    drawn = {
        "out.html": draw_explorer(graph).encode(),
        "out.PNG": draw_picture(graph),
        "out.svg": draw_picture(graph, format="svg"),
    }
    assert (tmp_path / name).read_bytes() == drawn[name]


@pytest.mark.parametrize(("path", "name"), [("graph.gif", "gif"), ("graph", "graph")], ids=["unknown", "none"])
def test_an_unknown_ending_is_refused_with_the_known_ones(path: str, name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        check_format(path)
    assert str(caught.value) == f"unknown picture format {name!r}; known: html, png, svg"
    assert PICTURE_FORMATS == ("html", "png", "svg")


def test_an_unknown_ending_leaves_no_file(graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError):
        draw(graph, tmp_path / "graph.gif")
    assert list(tmp_path.iterdir()) == []
