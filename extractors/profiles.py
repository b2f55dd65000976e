"""The kinds of pipeline to choose from."""

from __future__ import annotations

from enum import StrEnum


class Profile(StrEnum):
    """How concepts are found.

    ``accurate`` and ``fast`` by a trained network, the second several times as fast; ``rules`` by vocabulary and
    patterns alone.
    """

    ACCURATE = "accurate"
    FAST = "fast"
    RULES = "rules"


DEFAULT_PROFILE = Profile.RULES
