"""The kinds of pipeline to choose from."""

from __future__ import annotations

from enum import StrEnum


class Profile(StrEnum):
    """How concepts are found.

    By a trained network: ``accurate`` by a transformer, ``fast`` by a convolutional network, several times as fast.
    """

    ACCURATE = "accurate"
    FAST = "fast"


DEFAULT_PROFILE = Profile.ACCURATE
