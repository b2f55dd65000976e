"""A measurement: so many things in so many seconds of the processor, in a process of its own on one core."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# What numeric libraries ask for when they are loaded: how many threads they may use.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Measurement:
    """What something cost.

    Attributes:
        name: Of what was measured.
        n: How many things, of the kind that `unit` names in the plural.
        seconds: Of the processor, without `start_s`.
        start_s: Seconds of the processor before the first thing, paid once.
        peak_mb: Largest resident memory in MiB, None where the system does not tell.
    """

    name: str
    n: int
    unit: str
    seconds: float
    start_s: float = 0.0
    peak_mb: float | None = None

    @property
    def rate(self) -> float:
        """Things a second."""
        return self.n / self.seconds if self.seconds else 0.0

    def to_row(self) -> dict[str, object]:
        """Return the figures for a table or JSON."""
        return {
            "name": self.name,
            self.unit: self.n,
            "seconds": round(self.seconds, 3),
            "per_second": round(self.rate, 1),
            "start_s": round(self.start_s, 3),
            "peak_mb": None if self.peak_mb is None else round(self.peak_mb),
        }


class Stopwatch:
    """Seconds of the processor since it was made or last asked."""

    def __init__(self) -> None:
        self._begin = time.process_time()

    def lap(self) -> float:
        """Return the seconds since the last lap."""
        now = time.process_time()
        seconds, self._begin = now - self._begin, now
        return seconds


def run_alone(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function of a module gives in a fresh process, on one core and with one thread a library.

    Errors pass through. Where the system cannot pin a process to a core, it runs where it is put.
    """
    context = multiprocessing.get_context("spawn")
    with _one_thread(), ProcessPoolExecutor(1, mp_context=context, initializer=_pin) as pool:
        return pool.submit(function, *args, **kwargs).result()


def peak_memory_mb() -> float | None:
    """Return the largest resident memory of this process so far in MiB, or None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / _MB if sys.platform == "darwin" else peak * 1024 / _MB


@contextmanager
def _one_thread() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _pin() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
