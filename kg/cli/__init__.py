"""The command line: one verb per command, each a thin cover over one function of the library.

Importing a module of commands registers them, in the order in which ``kg --help`` lists them.
"""

from __future__ import annotations

# isort: off
from kg.cli import papers, questions, same, merges, files, model, bench

# isort: on
from kg.cli.app import app, main

__all__ = ["app", "bench", "files", "main", "merges", "model", "papers", "questions", "same"]
