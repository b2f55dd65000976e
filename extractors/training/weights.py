"""Files of weights: exact, or rounded and entropy-coded to travel and to keep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[np.float32]]

_CONFIG, _CODES, _SCALES = "config", "|codes", "|scales"
# Smaller tensors (biases, norms) are kept exact: they cost nothing and rounding them costs most.
_MIN_ROUNDED = 100_000


def save_weights(path: str | Path, config: Mapping[str, object], tensors: Arrays) -> None:
    """Write tensors exactly as they are, with the configuration of their network."""
    np.savez(path, **{_CONFIG: np.array(json.dumps(config)), **tensors})  # type: ignore[arg-type]


def load_weights(paths: Sequence[str | Path]) -> tuple[dict[str, object], dict[str, NDArray[np.float32]]]:
    """Return configuration and tensors from one file, or from all parts of a compact one."""
    config: dict[str, object] = {}
    tensors: dict[str, NDArray[np.float32]] = {}
    for path in paths:
        with np.load(path) as arrays:
            config = json.loads(str(arrays[_CONFIG]))
            for name in arrays.files:
                if name.endswith(_CODES):
                    plain = name.removesuffix(_CODES)
                    tensors[plain] = arrays[name].astype(np.float32) * arrays[plain + _SCALES]
                elif name != _CONFIG and not name.endswith(_SCALES):
                    tensors[name] = arrays[name].astype(np.float32)
    return config, tensors


def save_compact(stem: str | Path, config: Mapping[str, object], tensors: Arrays, *, step: float, n_parts: int) -> None:
    """Write tensors rounded row by row into ``<stem>-<part>.npz``, the parts of about one size.

    Args:
        stem: Path without the number of the part and the ending.
        config: Of the network.
        tensors: Its weights.
        step: Distance of two neighbouring values, in root mean squares of the row; 0.05 keeps six bits of a weight.
        n_parts: How many files to write.
    """
    parts: list[dict[str, NDArray[np.generic]]] = [{_CONFIG: np.array(json.dumps(config))} for _ in range(n_parts)]
    sizes = [0] * n_parts
    for name, tensor in sorted(tensors.items(), key=lambda item: (-item[1].size, item[0])):
        part = sizes.index(min(sizes))
        sizes[part] += tensor.size
        if tensor.ndim == 2 and tensor.size >= _MIN_ROUNDED:
            codes, scales = round_rows(tensor, step)
            parts[part] |= {name + _CODES: codes, name + _SCALES: scales}
        else:
            parts[part][name] = tensor
    for number, part_arrays in enumerate(parts, start=1):
        np.savez_compressed(f"{stem}-{number}.npz", **part_arrays)  # type: ignore[arg-type]


def round_rows(tensor: NDArray[np.float32], step: float) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a matrix as 8-bit codes and one scale per row; no value is clipped."""
    rms = np.sqrt((tensor**2).mean(axis=1, keepdims=True))
    scales = np.maximum(step * rms, np.abs(tensor).max(axis=1, keepdims=True) / 127) + 1e-12
    return np.rint(tensor / scales).astype(np.int8), scales.astype(np.float32)
