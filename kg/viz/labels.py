"""Places for labels beside nodes such that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_GAP = 4.0
# Share of the height by which a label beside a node may be shifted up or down.
_SHIFTS = (0.0, 0.45, -0.45)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Height of the horizontal middle line."""
        return (self.bottom + self.top) / 2

    def overlaps(self, other: Box) -> bool:
        """Return whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def shared_area(self, other: Box) -> float:
        """Return the area that lies in both."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return width * height if width > 0 and height > 0 else 0.0

    def contains(self, other: Box) -> bool:
        """Return whether the other lies inside, edges included."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )


class LabelPlacer:
    """Gives out places greedily: what is placed first has the choice.

    Args:
        area: No label leaves it.
        nodes: Boxes that labels avoid.
    """

    def __init__(self, area: Box, nodes: Iterable[Box]) -> None:
        self._area = area
        self._nodes = tuple(nodes)
        self._labels: list[Box] = []

    def place(self, node: Box, size: tuple[float, float], *, is_needed: bool = False) -> Box | None:
        """Return a place for a label beside a node that covers no other label, and take it; None if there is none.

        Args:
            node: The square around the node.
            size: Width and height of the label.
            is_needed: Whether it may cover nodes where all places do, as little as possible.
        """
        places = [box for box in _places(node, *size) if self._area.contains(box) and self._is_clear(box)]
        best = min(places, key=self._covered, default=None)
        if best is None or (self._covered(best) and not is_needed):
            return None
        self._labels.append(best)
        return best

    def _is_clear(self, box: Box) -> bool:
        return not any(box.overlaps(label) for label in self._labels)

    def _covered(self, box: Box) -> float:
        return sum(box.shared_area(node) for node in self._nodes)


def _places(node: Box, width: float, height: float) -> Iterator[Box]:
    """Yield the places beside, below and above a node, the preferred ones first."""
    middle = node.middle - height / 2
    for shift in _SHIFTS:
        for left in (node.right + _GAP, node.left - _GAP - width):
            yield _box(left, middle + shift * height, width, height)
    centred = (node.left + node.right - width) / 2
    for bottom in (node.bottom - _GAP - height, node.top + _GAP):
        yield _box(centred, bottom, width, height)


def _box(left: float, bottom: float, width: float, height: float) -> Box:
    return Box(left, bottom, left + width, bottom + height)
