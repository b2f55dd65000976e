"""The page on the query library: complete, and true on both stores."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.queries import load_queries
from kg.query_documentation import document_queries, sample_graph
from kg.store import GraphStore

_PAGE = Path(__file__).parents[2] / "docs" / "queries.md"


@pytest.fixture(scope="session")
def sample() -> KnowledgeGraph:
    return sample_graph()


@pytest.fixture(scope="module")
def sample_store(module_store: GraphStore, sample: KnowledgeGraph) -> GraphStore:
    module_store.upsert(sample)
    return module_store


def test_page_is_up_to_date(sample_store: GraphStore) -> None:
    assert _PAGE.read_text(encoding="utf-8").splitlines() == document_queries(sample_store).splitlines(), (
        "run python -m kg.query_documentation > docs/queries.md"
    )


def test_page_has_a_section_for_each_query() -> None:
    assert re.findall(r"^## (.*)$", _PAGE.read_text(encoding="utf-8"), re.MULTILINE) == list(load_queries())


@pytest.mark.parametrize("name", load_queries())
def test_page_shows_an_answer_of_each_query(name: str) -> None:
    section = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", _PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert section is not None
    header = f"| {' | '.join(load_queries()[name].columns)} |"
    _, _, answer = section.group(1).partition(f"{header}\n")
    assert len(answer.strip().splitlines()) > 1, f"the example of {name} has no answer; choose another one"
