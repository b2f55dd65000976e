"""One statement of Neo4j 5's Cypher with the answer that Neo4j gives."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Case:
    """A statement and its answer, on the graph that the cases before it have left.

    Attributes:
        rows: The records; None where the answer does not matter, or `check` tells.
        in_order: Whether the statement orders its records.
        check: Whether the records are right, where they differ from run to run.
        is_refused: Whether an error is the right answer.
    """

    id: str
    title: str
    statement: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    rows: Rows | None = None
    in_order: bool = True
    check: Callable[[Rows], bool] | None = None
    is_refused: bool = False

    def accepts(self, found: Rows) -> bool:
        """Return whether the records are the right answer; an integer is no float and a truth value no number."""
        if self.check is not None:
            return self.check(found)
        if self.rows is None:
            return True
        if not self.in_order:
            return sorted(found) == sorted(self.rows)
        return _is_same(found, self.rows)


def _is_same(found: object, expected: object) -> bool:
    if isinstance(found, list | tuple) and isinstance(expected, list | tuple):
        return len(found) == len(expected) and all(map(_is_same, found, expected))
    if isinstance(found, float) and isinstance(expected, float):
        return math.isclose(found, expected, abs_tol=1e-9)
    return type(found) is type(expected) and found == expected
