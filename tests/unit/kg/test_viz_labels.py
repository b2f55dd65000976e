from __future__ import annotations

import pytest

from kg.viz.labels import Box, LabelPlacer

AREA = Box(0, 0, 200, 100)
NODE = Box(90, 45, 110, 55)
SIZE = (40.0, 10.0)


def test_a_label_stands_right_of_its_node() -> None:
    assert LabelPlacer(AREA, [NODE]).place(NODE, SIZE) == Box(114, 45, 154, 55)


def test_a_label_avoids_other_nodes() -> None:
    other = Box(120, 0, 140, 100)
    assert LabelPlacer(AREA, [NODE, other]).place(NODE, SIZE) == Box(46, 45, 86, 55)


def test_a_label_stays_inside_the_area() -> None:
    assert LabelPlacer(Box(0, 0, 150, 100), [NODE]).place(NODE, SIZE) == Box(46, 45, 86, 55)


def test_a_label_covers_no_earlier_label() -> None:
    placer = LabelPlacer(AREA, [NODE])
    places = [placer.place(NODE, SIZE) for _ in range(4)]
    assert places == [Box(114, 45, 154, 55), Box(46, 45, 86, 55), Box(80, 31, 120, 41), Box(80, 59, 120, 69)]
    assert placer.place(NODE, SIZE, is_needed=True) is None


def test_without_room_only_a_needed_label_covers_nodes() -> None:
    crowd = [Box(0, 0, 200, 100)]
    assert LabelPlacer(AREA, crowd).place(NODE, SIZE) is None
    assert LabelPlacer(AREA, crowd).place(NODE, SIZE, is_needed=True) == Box(114, 45, 154, 55)


def test_a_needed_label_covers_as_little_as_possible() -> None:
    crowd = [Box(112, 0, 200, 100), Box(0, 0, 60, 100), Box(60, 0, 140, 35), Box(60, 58, 140, 100)]
    assert LabelPlacer(AREA, crowd).place(NODE, SIZE, is_needed=True) == Box(46, 45, 86, 55)


@pytest.mark.parametrize(
    ("other", "area"),
    [(Box(5, 5, 15, 15), 25.0), (Box(10, 0, 20, 10), 0.0), (Box(30, 30, 40, 40), 0.0)],
    ids=["corner", "edge", "apart"],
)
def test_the_area_shared_by_two_boxes(other: Box, area: float) -> None:
    assert Box(0, 0, 10, 10).shared_area(other) == area
