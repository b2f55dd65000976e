"""Pictures of a graph: the explorer (one HTML file), PNG and SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from kg.errors import UnknownNameError
from kg.graph import KnowledgeGraph
from kg.output import whole_file
from kg.viz.explorer import draw_explorer
from kg.viz.picture import draw_picture

__all__ = ["PICTURE_FORMATS", "check_format", "draw", "draw_explorer", "draw_picture"]

_Drawer: TypeAlias = Callable[[KnowledgeGraph], bytes]

_DRAWERS: Mapping[str, _Drawer] = {
    "html": lambda graph: draw_explorer(graph).encode(),
    "png": lambda graph: draw_picture(graph, format="png"),
    "svg": lambda graph: draw_picture(graph, format="svg"),
}
PICTURE_FORMATS = tuple(sorted(_DRAWERS))


def draw(graph: KnowledgeGraph, path: str | Path) -> None:
    """Write a picture of a graph; the ending of the path chooses the kind. The file appears when it is complete.

    Raises:
        UnknownNameError: There is no picture with that ending.
        KGError: The picture needs matplotlib, which is not installed.
        OutputError: The file cannot be written.
    """
    drawn = _drawer(path)(graph)
    with whole_file(path) as draft:
        draft.write_bytes(drawn)


def check_format(path: str | Path) -> None:
    """Do nothing where `draw` knows the ending of a path.

    Raises:
        UnknownNameError: There is no picture with that ending.
    """
    _drawer(path)


def _drawer(path: str | Path) -> _Drawer:
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in _DRAWERS:
        raise UnknownNameError("picture format", ending or str(path), PICTURE_FORMATS)
    return _DRAWERS[ending]
