"""Optimiser, schedule and device: the same for every step of training."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor, nn

_WEIGHT_DECAY = 0.01
_MAX_NORM = 1.0


def pick_device() -> torch.device:
    """Return the first GPU, or the CPU where there is none."""
    # cuDNN would plan its attention anew for every length of a batch.
    torch.backends.cuda.enable_cudnn_sdp(False)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def fix_seed(seed: int) -> None:
    """Make the draws of every library repeatable."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def half_precision(device: torch.device) -> torch.autocast:
    """Return the context in which networks run: bfloat16 on a GPU, float32 on a CPU."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda")


class Optimiser:
    """AdamW with a linear rise and fall of the rate (Loshchilov and Hutter 2019), gradients clipped."""

    def __init__(
        self, groups: Iterable[tuple[Iterable[nn.Parameter], float]], n_steps: int, *, warm_up: float = 0.1
    ) -> None:
        """Take pairs of parameters and peak rate, and the share of the steps in which the rate rises."""
        by_kind = []
        self._parameters: list[nn.Parameter] = []
        for parameters, rate in groups:
            trained = [parameter for parameter in parameters if parameter.requires_grad]
            self._parameters += trained
            matrices, vectors = ([p for p in trained if (p.ndim > 1) is is_matrix] for is_matrix in (True, False))
            by_kind += [
                {"params": matrices, "lr": rate, "weight_decay": _WEIGHT_DECAY},
                {"params": vectors, "lr": rate, "weight_decay": 0.0},
            ]
        groups_in_use = [group for group in by_kind if group["params"]]
        self._adam = torch.optim.AdamW(groups_in_use, fused=self._parameters[0].is_cuda)
        rise = max(warm_up * n_steps, 1.0)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._adam, lambda step: min(1.0, (step + 1) / rise) * max(0.0, (n_steps - step) / n_steps)
        )

    def step(self, loss: Tensor) -> None:
        """Move the parameters against the gradient of a loss."""
        self._adam.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self._parameters, _MAX_NORM)
        self._adam.step()
        self._schedule.step()


class Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def __str__(self) -> str:
        return f"{time.perf_counter() - self._start:.0f} s"
