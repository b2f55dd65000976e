"""A graph as a picture: its best connected papers and concepts, labelled, with a legend."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from kg.errors import KGError
from kg.graph import KnowledgeGraph, Node
from kg.viz.labels import Box, LabelPlacer
from kg.viz.layout import Floats, lay_out_selection, node_radius
from kg.viz.palette import PALETTE
from kg.viz.selection import Selection, select_nodes
from ontology.terms import NodeLabel

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PictureFormat: TypeAlias = Literal["png", "svg"]

DEFAULT_MAX_NODES = 150
DEFAULT_WIDTH_PX = 1600

# The picture is composed in units of a hundredth of an inch and scaled to the width asked for.
_WIDTH, _HEIGHT = 1600.0, 1060.0
_LEFT, _RIGHT, _BOTTOM, _TOP = 70.0, 1530.0, 110.0, 930.0
_POINTS_PER_UNIT = 0.72
# Below 1, for corners of a triangle reach further than the radius of the circle of the same area.
_NODE_SCALE = 0.8
_GROUND, _INK, _MUTED = "#ffffff", "#1b2430", "#5a6675"
_HALO_POINTS = 2.2
_MIN_FONT_POINTS, _MAX_FONT_POINTS, _PAPER_FONT_POINTS = 8.5, 14.0, 7.5
_MAX_LABEL_LENGTH = 36
# Area of each marker as a part of its size; divided by it, nodes of equal degree cover equal areas.
_MARKER_AREAS = {"o": 0.79, "s": 1.0, "D": 1.0, "^": 0.5, "v": 0.5, "h": 0.65}
# Comes with matplotlib, so that letters are as wide on every machine.
_FONT = "DejaVu Sans"
_SVG_SIZE = re.compile(rb'width="[\d.]+pt" height="[\d.]+pt"')


def draw_picture(
    graph: KnowledgeGraph,
    *,
    format: PictureFormat = "png",
    max_nodes: int = DEFAULT_MAX_NODES,
    width_px: int = DEFAULT_WIDTH_PX,
    seed: int = 0,
) -> bytes:
    """Return a picture of the best connected papers and concepts of a graph.

    Args:
        graph: Whole or in part, as it is to be drawn.
        format: Pixels or outlines.
        max_nodes: Upper bound on the papers and concepts drawn.
        width_px: Width; the height follows. An SVG has it as its nominal size.
        seed: Chooses among equally good layouts.

    Raises:
        KGError: matplotlib is not installed.
        ValueError: A bound is below 1, or the format unknown.
    """
    if width_px < 1:
        raise ValueError(f"width_px must be at least 1, not {width_px}")
    if format not in ("png", "svg"):
        raise ValueError(f"format must be png or svg, not {format!r}")
    figure = compose_figure(graph, select_nodes(graph, max_nodes=max_nodes), seed=seed)
    return _save(figure, format, width_px)


@contextmanager
def _drawing_rules() -> Iterator[None]:
    """Draw alike everywhere: set ids inside an SVG, outlines instead of text, boxes for letters that the font lacks."""
    try:
        import matplotlib as mpl
    except ImportError as err:
        raise KGError("pictures need matplotlib; install it with: pip install 'scholargraph[viz]'") from err
    rules = mpl.rc_context({"svg.hashsalt": "scholargraph", "svg.fonttype": "path", "font.family": _FONT})
    with rules, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


@_drawing_rules()
def compose_figure(graph: KnowledgeGraph, selection: Selection, *, seed: int = 0) -> Figure:
    """Return the picture of a selection as a matplotlib figure, without touching matplotlib's global state."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH / 100, _HEIGHT / 100), dpi=100, facecolor=_GROUND)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(0, _WIDTH), ylim=(0, _HEIGHT))
    axes.set_axis_off()
    positions, scale = _fit(lay_out_selection(selection, seed=seed))
    radii = _NODE_SCALE * scale * np.array([node_radius(selection.degrees[node]) for node in selection.nodes])
    nodes = [graph.nodes[node] for node in selection.nodes]
    _draw_links(axes, selection, nodes, positions)
    _draw_nodes(axes, nodes, positions, radii)
    _draw_labels(axes, nodes, positions, radii)
    _draw_heading(axes, graph, selection)
    _draw_legend(axes, nodes)
    return figure


@_drawing_rules()
def _save(figure: Figure, format_name: PictureFormat, width_px: int) -> bytes:
    stream = io.BytesIO()
    # Neither a date nor the version of a program: the same graph gives the same bytes.
    if format_name == "png":
        figure.savefig(stream, format="png", dpi=width_px / figure.get_figwidth(), metadata={"Software": None})
        return stream.getvalue()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    height_px = round(width_px * _HEIGHT / _WIDTH)
    size = f'width="{width_px}" height="{height_px}"'.encode()
    return _SVG_SIZE.sub(size, stream.getvalue(), count=1)


def _fit(positions: Floats) -> tuple[Floats, float]:
    """Return positions that fill the drawing area, and the smaller of the two scales: with it no nodes overlap."""
    area = np.array([_RIGHT - _LEFT, _TOP - _BOTTOM])
    if len(positions) < 2:
        return positions + area / 2 + (_LEFT, _BOTTOM), 1.5
    extent = np.maximum(positions.max(axis=0) - positions.min(axis=0), 1.0)
    scales = np.minimum(area / extent, 2.5)
    return (positions - positions.min(axis=0) - extent / 2) * scales + area / 2 + (_LEFT, _BOTTOM), float(scales.min())


def _draw_links(axes: Axes, selection: Selection, nodes: Iterable[Node], positions: Floats) -> None:
    from matplotlib.collections import LineCollection

    numbers = {node: i for i, node in enumerate(selection.nodes)}
    labels = {node.id: node.label for node in nodes}
    segments = [(positions[numbers[a]], positions[numbers[b]]) for a, b in selection.links]
    concepts = [b if labels[a] is NodeLabel.PAPER else a for a, b in selection.links]
    colours = [PALETTE[labels[concept]].light for concept in concepts]
    axes.add_collection(LineCollection(segments, colors=colours, linewidths=0.7, alpha=0.3, zorder=1))


def _draw_nodes(axes: Axes, nodes: list[Node], positions: Floats, radii: Floats) -> None:
    for label, style in PALETTE.items():
        rows = [i for i, node in enumerate(nodes) if node.label is label]
        if rows:
            sizes = np.pi * np.square(radii[rows] * _POINTS_PER_UNIT) / _MARKER_AREAS[style.marker]
            x, y = positions[rows].T
            axes.scatter(x, y, s=sizes, c=style.light, marker=style.marker, lw=0.7, edgecolors=_GROUND, zorder=2)


def _draw_labels(axes: Axes, nodes: list[Node], positions: Floats, radii: Floats) -> None:
    """Name concepts, the best connected first, then papers that have a short name, where there is room."""
    obstacles = [_around(place, 0.8 * radius) for place, radius in zip(positions, radii, strict=True)]
    placer = LabelPlacer(Box(8.0, 60.0, _WIDTH - 8.0, _TOP + 40.0), obstacles)
    order = sorted(range(len(nodes)), key=lambda i: nodes[i].label is NodeLabel.PAPER)
    for i in order:
        is_paper = nodes[i].label is NodeLabel.PAPER
        text = _paper_name(nodes[i]) if is_paper else _shorten(str(nodes[i].properties["name"]))
        size = _PAPER_FONT_POINTS if is_paper else min(_MAX_FONT_POINTS, max(_MIN_FONT_POINTS, 0.9 * float(radii[i])))
        box = (
            placer.place(_around(positions[i], radii[i]), _text_size(axes, text, size), is_needed=not is_paper)
            if text
            else None
        )
        if box is not None:
            _write(axes, text, box, size=size, colour=_MUTED if is_paper else _INK, is_italic=is_paper)


def _around(place: Floats, radius: float) -> Box:
    x, y = float(place[0]), float(place[1])
    return Box(x - radius, y - radius, x + radius, y + radius)


def _paper_name(node: Node) -> str:
    """Return the name that a paper's title gives before a colon, or nothing."""
    name, colon, _ = str(node.properties.get("title", "")).partition(":")
    return name if colon and len(name) <= _MAX_LABEL_LENGTH // 2 else ""


def _shorten(name: str) -> str:
    return name if len(name) <= _MAX_LABEL_LENGTH else name[: _MAX_LABEL_LENGTH - 1].rstrip() + "…"


def _text_size(axes: Axes, text: str, points: float) -> tuple[float, float]:
    artist = axes.text(0, 0, text, size=points, parse_math=False)
    width = artist.get_window_extent().width
    artist.remove()
    return float(width), points / _POINTS_PER_UNIT * 1.1


def _write(axes: Axes, text: str, box: Box, *, size: float, colour: str, is_italic: bool) -> None:
    from matplotlib.patheffects import Normal, Stroke

    halo = [Stroke(linewidth=_HALO_POINTS, foreground=_GROUND, alpha=0.85), Normal()]
    style = "italic" if is_italic else "normal"
    # A name with "$" is a name, not a formula.
    axes.text(
        *(box.left, box.middle), text, size=size, color=colour, style=style, ha="left", va="center_baseline",
        path_effects=halo, parse_math=False, zorder=3,
    )  # fmt: skip


def _draw_heading(axes: Axes, graph: KnowledgeGraph, selection: Selection) -> None:
    n_papers = sum(1 for _ in graph.nodes_labelled(NodeLabel.PAPER))
    n_concepts = selection.n_total - n_papers
    counts = f"{n_papers:,} paper{'s' * (n_papers != 1)}, {n_concepts:,} concept{'s' * (n_concepts != 1)}"
    shown = (
        f"{selection.cut}, those with most connections" if len(selection.nodes) < selection.n_total else selection.cut
    )
    axes.text(40, _HEIGHT - 48, "Papers and the concepts that connect them", size=19, weight="bold", color=_INK)
    axes.text(40, _HEIGHT - 78, f"{counts} · drawn: {shown}", size=11.5, color=_MUTED)


def _draw_legend(axes: Axes, nodes: Iterable[Node]) -> None:
    from matplotlib.lines import Line2D

    present = {node.label for node in nodes}
    shown: Mapping[NodeLabel, str] = {label: style.plural for label, style in PALETTE.items() if label in present}
    handles = [
        Line2D([], [], ls="", marker=PALETTE[label].marker, color=PALETTE[label].light, ms=9, label=plural)
        for label, plural in shown.items()
    ]
    if handles:
        axes.legend(
            handles=handles, loc="lower left", bbox_to_anchor=(0.018, 0.012), ncols=len(handles), frameon=False,
            fontsize=11.5, labelcolor=_INK, handletextpad=0.3, columnspacing=1.8,
        )  # fmt: skip
