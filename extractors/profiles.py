"""The kinds of pipeline to choose from, and the devices that they run on."""

from __future__ import annotations

from enum import StrEnum


class Profile(StrEnum):
    """How concepts are found.

    By a trained network: ``accurate`` by a transformer, ``fast`` by a convolutional network, several times as fast.
    """

    ACCURATE = "accurate"
    FAST = "fast"


class Device(StrEnum):
    """Where a network runs; ``cuda`` needs the package onnxruntime-gpu in place of onnxruntime."""

    CPU = "cpu"
    CUDA = "cuda"


DEFAULT_PROFILE = Profile.ACCURATE
