"""One table of colours and shapes per node label, for every picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.terms import NodeLabel


@dataclass(frozen=True, slots=True)
class Style:
    """How nodes of one label look; the shape tells types apart where colours do not.

    Attributes:
        plural: What the legend calls them.
        light: Fill on a light background, ``#rrggbb``.
        dark: Fill on a dark background.
        shape: Name of the outline in the explorer.
        marker: The same outline for matplotlib.
    """

    plural: str
    light: str
    dark: str
    shape: str
    marker: str


# Hues of Okabe and Ito (2008), "Color Universal Design", tuned in lightness for each background.
PALETTE: Mapping[NodeLabel, Style] = {
    NodeLabel.PAPER: Style("Papers", "#8a929e", "#8b93a1", "square", "s"),
    NodeLabel.METHOD: Style("Methods", "#0072b2", "#4aa8e0", "circle", "o"),
    NodeLabel.DATASET: Style("Datasets", "#009e73", "#1fbf92", "diamond", "D"),
    NodeLabel.METRIC: Style("Metrics", "#d99000", "#f0b429", "triangle", "^"),
    NodeLabel.HARDWARE: Style("Hardware", "#c94a00", "#f0733a", "hexagon", "h"),
    NodeLabel.TASK: Style("Tasks", "#b5539c", "#d982bd", "drop", "v"),
}
