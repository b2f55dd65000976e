from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.viz.layout import Floats, Ints, lay_out, node_radius


def random_graph(n_nodes: int, n_links: int) -> tuple[Ints, Floats]:
    rng = np.random.default_rng(7)
    links = np.unique(np.sort(rng.zipf(1.7, size=(n_links, 2)) % n_nodes, axis=1), axis=0)
    links = links[links[:, 0] != links[:, 1]]
    return links, np.array([node_radius(int(d)) for d in np.bincount(links.ravel(), minlength=n_nodes)])


def smallest_gap(positions: Floats, radii: Floats) -> float:
    distances = np.linalg.norm(positions[:, None] - positions[None], axis=2) - radii[:, None] - radii[None]
    np.fill_diagonal(distances, np.inf)
    return float(distances.min())


def test_the_same_input_gives_the_same_positions() -> None:
    links, radii = random_graph(200, 500)
    assert np.array_equal(lay_out(links, radii, seed=3), lay_out(links, radii, seed=3))


def test_another_seed_gives_another_layout() -> None:
    links, radii = random_graph(50, 100)
    assert not np.allclose(lay_out(links, radii, seed=0), lay_out(links, radii, seed=1))


def test_no_two_nodes_overlap() -> None:
    links, radii = random_graph(600, 1500)
    assert smallest_gap(lay_out(links, radii), radii) > 0


def test_the_layout_is_centred_on_the_origin() -> None:
    positions = lay_out(*random_graph(100, 200))
    assert np.allclose(positions.max(axis=0), -positions.min(axis=0))


def test_linked_nodes_are_nearer_than_others() -> None:
    """Two groups, each linked within, one link between them."""
    group = [(a, b) for a in range(8) for b in range(a)]
    links = np.array([*group, *((a + 8, b + 8) for a, b in group), (0, 8)])
    positions = lay_out(links, np.full(16, 4.0))
    distances = np.linalg.norm(positions[:, None] - positions[None], axis=2)
    assert distances[:8, :8].max() < distances[1:8, 9:].min()


@pytest.mark.parametrize("n_nodes", [0, 1], ids=["none", "one"])
def test_fewer_than_two_nodes_stand_at_the_origin(n_nodes: int) -> None:
    positions = lay_out(np.empty((0, 2), dtype=np.int64), np.full(n_nodes, 4.0))
    assert np.array_equal(positions, np.zeros((n_nodes, 2)))


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 12), st.data())
def test_any_graph_gets_finite_positions_without_overlaps(n_nodes: int, data: st.DataObject) -> None:
    node = st.integers(0, n_nodes - 1)
    pairs = data.draw(st.lists(st.tuples(node, node).filter(lambda p: p[0] != p[1]), max_size=20))
    radii = np.full(n_nodes, 5.0)
    positions = lay_out(np.array(pairs, dtype=np.int64).reshape(-1, 2), radii)
    assert np.isfinite(positions).all()
    assert smallest_gap(positions, radii) > 0


def test_two_thousand_nodes_take_seconds() -> None:
    links, radii = random_graph(2000, 6000)
    started = time.process_time()
    lay_out(links, radii)
    assert time.process_time() - started < 10


def test_the_area_of_a_node_grows_with_its_connections() -> None:
    radii = [node_radius(degree) for degree in (0, 1, 4, 100)]
    assert radii == sorted(set(radii))
