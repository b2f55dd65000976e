"""Imports point one way: ontology <- extractors <- kg, and inside kg graph <- build, store, export, viz <- cli."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("ontology", "extractors", "kg")

# Inside kg: a module may import what stands in an earlier layer, and what stands in its own group.
LAYERS: list[dict[str, set[str]]] = [
    {"graph": {"graph", "errors", "identifiers", "networkx_view", "output", "sample", "settings", "version"}},
    {
        "build": {"builder", "concepts", "curation", "derive", "evidence", "explanations", "extracted", "links"},
        "check": {"check"},
        "store": {"store"},
        "export": {"export"},
        "viz": {"viz"},
        "cypher": {"query_file"},
    },
    {
        "use": {
            *(
                "benchmarks",
                "identity",
                "importing",
                "load",
                "lookup",
                "nearest",
                "merging",
                "paper_identity",
                "queries",
                "query_documentation",
            ),
            *("recuration", "run"),
        }
    },
    {"cli": {"__init__", "__main__", "api", "cli", "console"}},
]
PLACES = {name: (rank, group) for rank, layer in enumerate(LAYERS) for group, names in layer.items() for name in names}

# Where a large third-party package may be imported.
HOMES = {
    "spacy": ("extractors", "kg.benchmarks.extract"),
    "onnxruntime": ("extractors.tagger_network", "extractors.training"),
    "torch": ("extractors.training",),
    "neo4j": ("kg.store",),
    "arcadedb": ("kg.store",),
    "rdflib": ("ontology", "kg.export"),
    "pyoxigraph": ("kg.export",),
    "networkx": ("kg.networkx_view", "kg.export", "kg.viz", "kg.api"),
    "matplotlib": ("kg.viz",),
    "typer": ("kg.cli", "kg.console", "kg.__main__"),
    "rich": ("kg.cli", "kg.console"),
}


def modules() -> dict[str, Path]:
    """Return every module of ours by its dotted name."""
    paths = {path for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(paths)}


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of each module that a syntax tree imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            yield from (_submodule(node.module or "", alias.name) for alias in node.names)


def _submodule(module: str, name: str) -> str:
    """Return ``module.name`` where that is a module, else the module: ``from kg import graph`` names either kind."""
    path = ROOT.joinpath(*module.split("."))
    return f"{module}.{name}" if (path / f"{name}.py").exists() or (path / name / "__init__.py").exists() else module


IMPORTS = {name: sorted(set(imports(ast.parse(path.read_text("utf-8"))))) for name, path in modules().items()}


def place(module: str) -> tuple[int, str]:
    """Return layer and group of a module of kg; one without a place counts as the topmost."""
    parts = module.removesuffix(".__init__").split(".")
    return PLACES.get(parts[1] if len(parts) > 1 else "__init__", (len(LAYERS), ""))


def is_allowed(importer: str, imported: str) -> bool:
    """Return whether an import points the right way."""
    source, target = importer.partition(".")[0], imported.partition(".")[0]
    if target not in PACKAGES:
        return True
    if source != "kg" or target != "kg":
        return PACKAGES.index(target) <= PACKAGES.index(source)
    (source_rank, source_group), (target_rank, target_group) = place(importer), place(imported)
    return target_rank < source_rank or (target_rank, target_group) == (source_rank, source_group)


@pytest.mark.parametrize("module", IMPORTS)
def test_imports_point_one_way(module: str) -> None:
    assert [name for name in IMPORTS[module] if not is_allowed(module, name)] == []


@pytest.mark.parametrize("module", IMPORTS)
def test_large_packages_are_imported_only_at_home(module: str) -> None:
    strays = [
        name
        for name in IMPORTS[module]
        if not f"{module}.".startswith(tuple(f"{home}." for home in HOMES.get(name.partition(".")[0], (module,))))
    ]
    assert strays == []


def test_every_module_of_kg_has_a_place() -> None:
    names = {name.split(".")[1] for name in IMPORTS if name.startswith("kg.")}
    assert names - set(PLACES) == set(), "give the new module a layer in LAYERS"


def test_there_is_no_cycle_among_modules() -> None:
    ours = {name.removesuffix(".__init__") for name in IMPORTS}
    top_level = {
        name.removesuffix(".__init__"): {m for m in _runtime_imports(path) if m in ours}
        for name, path in modules().items()
    }
    done: set[str] = set()
    while ready := {name for name, needs in top_level.items() if name not in done and needs <= done | {name}}:
        done |= ready
    assert set(top_level) - done == set()


def _runtime_imports(path: Path) -> set[str]:
    """Return what a module imports when it is loaded: neither inside functions nor for type checking alone."""
    tree = ast.parse(path.read_text("utf-8"))
    body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return set(imports(ast.Module(body=body, type_ignores=[])))


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("ontology.schema", "extractors.documents", False),
        ("ontology.schema", "kg.graph", False),
        ("extractors.pipeline", "ontology.terms", True),
        ("extractors.pipeline", "kg.graph", False),
        ("kg.graph", "ontology.terms", True),
        ("kg.graph", "kg.store", False),
        ("kg.store.writing", "kg.graph", True),
        ("kg.store.writing", "kg.store.codec", True),
        ("kg.store.writing", "kg.export", False),
        ("kg.export.rdf", "kg.store.reading", False),
        ("kg.viz.picture", "kg.builder", False),
        ("kg.builder", "kg.evidence", True),
        ("kg.builder", "kg.check", False),
        ("kg.export", "kg.cli", False),
        ("kg.cli", "kg.export", True),
        ("kg.store.reading", "kg", False),
        ("kg.store.reading", "neo4j", True),
    ],
)
def test_rule_tells_arrows_apart(importer: str, imported: str, allowed: bool) -> None:
    assert is_allowed(importer, imported) is allowed


def test_imports_are_found_wherever_they_stand() -> None:
    source = """
import kg.graph as g, json
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from kg.store import open_store
def f():
    from kg import export
    from kg.errors import KGError
"""
    found = [name for name in imports(ast.parse(source)) if name not in sys.stdlib_module_names]
    assert sorted(found) == ["kg.errors", "kg.export", "kg.graph", "kg.store"]
