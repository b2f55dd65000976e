"""Reliability diagram of the trained networks: how often the spans of a confidence are right (Niculescu-Mizil 2005)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.model_info import ModelInfo
from kg.errors import UnknownNameError
from kg.output import whole_file

FORMATS = (".png", ".svg")
# Colour-blind safe (Okabe and Ito 2008).
_COLOURS = ("#0072b2", "#d55e00", "#009e73")
_MARKERS = "os^"
_SMALLEST, _LARGEST = 40.0, 240.0
# Of the spans in a range of confidence: a share of fewer means nothing.
_FEWEST = 10


def draw_reliability(models: Sequence[ModelInfo], path: str | Path) -> None:
    """Write the diagram as a picture; the area of a mark is that of the number of spans.

    Args:
        models: One series each.
        path: Ends in one of `FORMATS`.

    Raises:
        UnknownNameError: There is no picture with that ending.
        OutputError: The file cannot be written.
    """
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        raise UnknownNameError("picture format", ending, FORMATS)
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"svg.hashsalt": "scholargraph", "font.family": "DejaVu Sans"}), whole_file(path) as draft:
        figure = Figure(figsize=(5.2, 4.6), layout="constrained")
        axes = figure.add_subplot()
        axes.plot([0.4, 1], [0.4, 1], color="#999999", linestyle="--", linewidth=1, label="as often as it says")
        for model, colour, marker in zip(models, _COLOURS, _MARKERS, strict=False):
            bins = [row for row in model.reliability if row["n"] >= _FEWEST]
            most = max(row["n"] for row in bins)
            confidence, right = [row["confidence"] for row in bins], [row["right"] for row in bins]
            axes.plot(confidence, right, color=colour, linewidth=1.5)
            areas = [_SMALLEST + _LARGEST * row["n"] / most for row in bins]
            axes.scatter(confidence, right, s=areas, c=colour, marker=marker, alpha=0.7, label=model.profile)
        axes.set(xlabel="mean confidence", ylabel="share of spans that are right", xlim=(0.4, 1.02), ylim=(0.4, 1.02))
        axes.set_title(f"{models[0].n_papers} development papers, ranges of {_FEWEST} spans or more", fontsize=10)
        legend = axes.legend(loc="lower right", frameon=False)
        for handle in legend.legend_handles[1:]:
            handle.set_sizes([60])  # type: ignore[union-attr]
        figure.savefig(draft, format=ending[1:], dpi=150, metadata=_no_date(ending))


def _no_date(ending: str) -> dict[str, None]:
    return {"Software": None} if ending == ".png" else {"Date": None, "Creator": None}
