"""A graph as one HTML file in which a reader can search it and follow its relationships."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from kg.graph import KnowledgeGraph
from kg.viz.layout import lay_out_selection
from kg.viz.palette import PALETTE
from kg.viz.payload import explorer_payload
from kg.viz.selection import select_nodes

DEFAULT_MAX_NODES = 1500

# The script is kept in parts by subject; they share one scope, and run in this order.
_SCRIPTS = ("model.js", "dom.js", "scene.js", "canvas.js", "panel.js", "search.js", "explorer.js")


def draw_explorer(graph: KnowledgeGraph, *, max_nodes: int = DEFAULT_MAX_NODES, seed: int = 0) -> str:
    """Return the explorer of a graph: one HTML file that needs nothing else and sends nothing anywhere.

    The file holds the whole graph; the cut limits only what is drawn at first.

    Args:
        graph: Whole or in part, as it is to be explored.
        max_nodes: Upper bound on the papers and concepts drawn at first, those with most connections.
        seed: Chooses among equally good layouts.

    Raises:
        ValueError: `max_nodes` is below 1.
    """
    selection = select_nodes(graph, max_nodes=max_nodes)
    payload = explorer_payload(graph, selection, lay_out_selection(selection, seed=seed))
    style = _palette_css() + _template("explorer.css")
    script = '"use strict";\n(() => {\n' + "\n".join(_template(name) for name in _SCRIPTS) + "\n})();\n"
    parts = {"policy": _content_policy(script, style), "style": style, "payload": payload, "script": script}
    # Pieces, not repeated replacement: a text in the graph may look like a placeholder.
    pieces = _template("explorer.html").split("%%")
    return "".join(parts[piece] if i % 2 else piece for i, piece in enumerate(pieces))


@cache
def _template(name: str) -> str:
    return files("kg.viz").joinpath("templates", name).read_text(encoding="utf-8")


def _palette_css() -> str:
    def block(theme: str) -> str:
        return "".join(f"--{label.lower()}:{getattr(style, theme)};" for label, style in PALETTE.items())

    return f":root{{{block('light')}}}\n@media (prefers-color-scheme:dark){{:root{{{block('dark')}}}}}\n"


def _content_policy(script: str, style: str) -> str:
    """Return the policy under which a browser runs this script and no other, and connects to nothing."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
