"""The version of the software, as evidence names it."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("scholargraph")
