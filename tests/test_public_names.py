"""What is public: sorted, there, documented, and cheap to import."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = ["extractors", "extractors.readers", "kg", "kg.export", "kg.store", "kg.viz", "ontology"]
PAGE = Path(__file__).parents[1] / "docs" / "python.md"
MAX_NAMES = 20


def public_names(package: str) -> list[str]:
    names: list[str] = importlib.import_module(package).__all__
    return names


def documented_names(package: str) -> list[str]:
    """Return the names in the first column of the table under a package's heading."""
    section = re.search(
        rf"^## `{re.escape(package)}`$(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert section is not None, f"docs/python.md has no section on {package}"
    return re.findall(r"^\| `(\w+)` \|", section.group(1), re.MULTILINE)


@pytest.mark.parametrize("package", PACKAGES)
def test_names_are_sorted_and_distinct(package: str) -> None:
    assert public_names(package) == sorted(set(public_names(package)))


@pytest.mark.parametrize("package", PACKAGES)
def test_names_exist(package: str) -> None:
    module = importlib.import_module(package)
    assert [name for name in public_names(package) if not hasattr(module, name)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_names_are_few(package: str) -> None:
    assert len(public_names(package)) <= MAX_NAMES


@pytest.mark.parametrize("package", PACKAGES)
def test_documentation_lists_the_public_names(package: str) -> None:
    assert documented_names(package) == [name for name in public_names(package) if not name.startswith("__")]


@pytest.mark.parametrize("package", PACKAGES)
def test_public_functions_and_classes_have_docstrings(package: str) -> None:
    module = importlib.import_module(package)
    objects = {name: getattr(module, name) for name in public_names(package)}
    assert [name for name, value in objects.items() if callable(value) and not (value.__doc__ or "").strip()] == []


def test_all_errors_can_be_imported_from_one_place() -> None:
    errors = importlib.import_module("kg.errors")
    classes = {
        name
        for module in ("ontology.errors", "extractors.errors", "kg.errors")
        for name, value in vars(importlib.import_module(module)).items()
        if isinstance(value, type) and issubclass(value, errors.KGError)
    }
    assert errors.__all__ == sorted(classes)


@pytest.mark.parametrize(
    ("package", "heavy"),
    [
        ("ontology", ["rdflib", "spacy", "neo4j", "networkx"]),
        ("extractors", ["rdflib", "spacy", "neo4j", "networkx"]),
        ("kg", ["rdflib", "spacy", "neo4j", "networkx", "matplotlib", "arcadedb"]),
    ],
)
def test_importing_a_package_loads_no_large_library(package: str, heavy: list[str]) -> None:
    code = f"import sys, {package}; print(*sorted(set({heavy}) & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == []
