"""Fixed positions for the nodes of a picture, by forces; the same input gives the same positions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.viz.selection import Selection

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Sides of the mesh: four cells to the root of the number of nodes resolve clusters of a few nodes.
_MIN_MESH_CELLS, _MAX_MESH_CELLS = 24, 96
# Settles pictures of 2,000 nodes, in 1 to 2 s on one core.
_N_STEPS = 300
_N_SMOOTHING_STEPS = 60
_GRAVITY = 0.6
_REPULSION = 1.0
# Softens the force between nodes in one cell of the mesh; overlaps are removed at the end, exactly.
_SOFTENING_CELLS = 0.7
# Room per node: the square of this many radii.
_SPREAD = 4.6
_GAP = 3.0
_N_OVERLAP_STEPS = 80


def node_radius(degree: int) -> float:
    """Return the radius of a node in units of the layout: its area grows with its connections."""
    return 2.5 + 1.6 * float(np.sqrt(degree))


def lay_out_selection(selection: Selection, *, seed: int = 0) -> Floats:
    """Return the positions of a selection's nodes, shape (n_nodes, 2), in the order of its nodes."""
    numbers = {node: i for i, node in enumerate(selection.nodes)}
    links = np.array([(numbers[a], numbers[b]) for a, b in selection.links], dtype=np.int64)
    radii = np.array([node_radius(selection.degrees[node]) for node in selection.nodes])
    return lay_out(links, radii, seed=seed)


def lay_out(links: Ints, radii: Floats, *, seed: int = 0) -> Floats:
    """Return a position per node: linked nodes near each other, hubs apart, no two nodes overlapping.

    The forces are ForceAtlas2's in LinLog mode with hubs dissuaded. Repulsion is computed on a mesh by FFT, so that a
    step takes time linear in nodes and links.

    Args:
        links: Node numbers, shape (n_links, 2).
        radii: Radius per node, shape (n_nodes,).
        seed: Chooses among equally good layouts.

    Returns:
        Shape (n_nodes, 2), centred on the origin, in the unit of the radii.

    References:
        Jacomy et al. (2014), ForceAtlas2, a Continuous Graph Layout Algorithm; Hockney and Eastwood (1988), Computer
        Simulation Using Particles, chapter 5 (the mesh).
    """
    n_nodes = len(radii)
    if n_nodes < 2:
        return np.zeros((n_nodes, 2))
    pairs = links.reshape(-1, 2)
    positions = _settle(_spectral_start(pairs, n_nodes, np.random.default_rng(seed)), pairs)
    positions *= _SPREAD * np.sqrt(np.square(radii).sum()) / _extent(positions)
    positions = _remove_overlaps(positions, radii)
    return np.asarray(positions - (positions.max(axis=0) + positions.min(axis=0)) / 2)


def _extent(positions: Floats) -> float:
    """Return the root mean square distance to the centre, times two."""
    centred = positions - positions.mean(axis=0)
    return max(2.0 * float(np.sqrt(np.square(centred).sum(axis=1).mean())), 1e-9)


def _spectral_start(links: Ints, n_nodes: int, rng: np.random.Generator) -> Floats:
    """Return positions in the unit disc, spread evenly along two smooth vectors of the graph.

    Smooth vectors are approximations of the low eigenvectors of the random walk, by power iteration. Ranks take the
    place of their values, for on graphs with hubs a few nodes would otherwise stretch the picture.
    """
    degrees = np.bincount(links.ravel(), minlength=n_nodes).astype(float)
    weights = degrees + 1.0
    vectors = rng.normal(size=(n_nodes, 2))
    for _ in range(_N_SMOOTHING_STEPS):
        vectors = (vectors + _sum_over_links(links, vectors, n_nodes)) / weights[:, None]
        vectors -= (weights @ vectors) / weights.sum()
        vectors[:, 1] -= vectors[:, 0] * ((weights * vectors[:, 0]) @ vectors[:, 1] / _norm(weights, vectors[:, 0]))
        vectors /= np.sqrt([_norm(weights, vectors[:, 0]), _norm(weights, vectors[:, 1])])
    ranks = np.argsort(np.argsort(vectors, axis=0, kind="stable"), axis=0)
    square = 2.0 * (ranks + rng.uniform(size=(n_nodes, 2))) / n_nodes - 1.0
    return np.asarray(square * np.sqrt(1.0 - np.square(square[:, ::-1]) / 2.0))


def _norm(weights: Floats, vector: Floats) -> float:
    return max(float(weights @ np.square(vector)), 1e-12)


def _sum_over_links(links: Ints, values: Floats, n_nodes: int) -> Floats:
    return _scatter(links[:, 0], values[links[:, 1]], n_nodes) + _scatter(links[:, 1], values[links[:, 0]], n_nodes)


def _scatter(index: Ints, values: Floats, n_nodes: int) -> Floats:
    return np.stack([np.bincount(index, values[:, axis], n_nodes) for axis in (0, 1)], axis=1)


def _settle(positions: Floats, links: Ints) -> Floats:
    """Return the positions after a fixed number of ever smaller steps along the forces."""
    n_nodes = len(positions)
    masses = np.bincount(links.ravel(), minlength=n_nodes).astype(np.float64) + 1.0
    kernel = _mesh_kernel(min(_MAX_MESH_CELLS, max(_MIN_MESH_CELLS, 8 * int(np.sqrt(n_nodes) / 2))))
    positions = positions * np.sqrt(n_nodes) * 10.0
    first_step = 0.08 * _extent(positions)
    for step in range(_N_STEPS):
        forces = _REPULSION * _repulsion(positions, masses, kernel)
        forces += _attraction(positions, links, masses)
        forces -= _GRAVITY * positions / (np.linalg.norm(positions, axis=1, keepdims=True) + 1.0)
        lengths = np.linalg.norm(forces, axis=1, keepdims=True)
        limit = first_step * (1.0 - step / _N_STEPS) ** 1.5
        positions = positions + forces * np.minimum(1.0, limit / np.maximum(lengths, 1e-12))
    return positions


def _attraction(positions: Floats, links: Ints, masses: Floats) -> Floats:
    """Return the pull of the links per unit of mass: it grows with the logarithm of the distance."""
    difference = positions[links[:, 1]] - positions[links[:, 0]]
    distance = np.linalg.norm(difference, axis=1, keepdims=True) + 1e-9
    pull = difference / distance * np.log1p(distance)
    n_nodes = len(positions)
    total = _scatter(links[:, 0], pull, n_nodes) - _scatter(links[:, 1], pull, n_nodes)
    return np.asarray(total / masses[:, None])


def _mesh_kernel(n_cells: int) -> NDArray[np.complex128]:
    """Return the transforms of a unit mass's force in x and y at every offset of the mesh, twice padded."""
    size = 2 * n_cells
    offset = np.fft.fftfreq(size, 1.0 / size)
    dy, dx = np.meshgrid(offset, offset, indexing="ij")
    squared = dx**2 + dy**2 + _SOFTENING_CELLS**2
    return np.stack([np.fft.rfft2(dx / squared), np.fft.rfft2(dy / squared)])


def _repulsion(positions: Floats, masses: Floats, kernel: NDArray[np.complex128]) -> Floats:
    """Return the push of all other nodes per unit of mass: their masses over their distances."""
    size = kernel.shape[1]
    low = positions.min(axis=0)
    cell = max(float((positions.max(axis=0) - low).max()), 1e-9) / (size // 2 - 2)
    scaled = (positions - low) / cell
    corner = np.floor(scaled).astype(np.int64)
    share = scaled - corner
    corners = [
        ((corner[:, 1] + up) * size + corner[:, 0] + right, _portion(share, right, up))
        for right in (0, 1)
        for up in (0, 1)
    ]
    density = sum(np.bincount(index, masses * portion, size * size) for index, portion in corners)
    spectrum = np.fft.rfft2(np.reshape(density, (size, size)))
    fields = np.fft.irfft2(spectrum[None] * kernel, s=(size, size)).reshape(2, -1)
    pushes = sum(fields[:, index] * portion for index, portion in corners)
    return np.asarray(np.asarray(pushes).T / cell)


def _portion(share: Floats, right: int, up: int) -> Floats:
    """Return the part of each node that falls to one corner of its cell (cloud in cell)."""
    across = share[:, 0] if right else 1.0 - share[:, 0]
    along = share[:, 1] if up else 1.0 - share[:, 1]
    return np.asarray(across * along)


def _remove_overlaps(positions: Floats, radii: Floats) -> Floats:
    """Return the positions after pushing apart pairs of nodes that are closer than their radii and a gap."""
    for _ in range(_N_OVERLAP_STEPS):
        first, second = _close_pairs(positions, 2.0 * float(radii.max()) + _GAP)
        difference = positions[second] - positions[first]
        distance = np.linalg.norm(difference, axis=1) + 1e-6
        overlap = radii[first] + radii[second] + _GAP - distance
        touching = overlap > 1e-3
        if not touching.any():
            break
        first, second = first[touching], second[touching]
        push = 0.5 * (overlap[touching] / distance[touching])[:, None] * (difference[touching] + 1e-6)
        positions = positions + _scatter(second, push, len(radii)) - _scatter(first, push, len(radii))
    return positions


def _close_pairs(positions: Floats, reach: float) -> tuple[Ints, Ints]:
    """Return the pairs of nodes in the same or in neighbouring cells of a grid, each pair once."""
    cells = np.floor((positions - positions.min(axis=0)) / reach).astype(np.int64)
    width = int(cells[:, 0].max()) + 3
    keys = cells[:, 1] * width + cells[:, 0]
    order = np.argsort(keys, kind="stable")
    in_order = keys[order]
    pairs = [_pairs_between(in_order, order, keys + offset) for offset in (1, width - 1, width, width + 1)]
    same_first, same_second = _pairs_between(in_order, order, keys)
    once = same_first < same_second
    firsts = [same_first[once], *(first for first, _ in pairs)]
    seconds = [same_second[once], *(second for _, second in pairs)]
    return np.concatenate(firsts), np.concatenate(seconds)


def _pairs_between(in_order: Ints, order: Ints, targets: Ints) -> tuple[Ints, Ints]:
    """Return every node with every node whose key is the node's target."""
    low = np.searchsorted(in_order, targets, side="left")
    counts = np.searchsorted(in_order, targets, side="right") - low
    first = np.repeat(np.arange(len(targets)), counts)
    within = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first, order[np.repeat(low, counts) + within]
