"""Some papers with those nearest to them, on both targets."""

from __future__ import annotations

import pytest
from made_papers import made_paper

from extractors.mentions import LinkReason
from kg.builder import build_paper
from kg.load import update_store
from kg.nearest import Neighbour, Neighbourhood, neighbourhoods, summary, to_markdown, to_rows
from kg.store import GraphStore
from ontology.vocabulary import Vocabulary

PAPERS = [
    made_paper(n, text, *((word, f"method:{word.lower()}", LinkReason.COINED) for word in text.split()))
    for n, text in enumerate(["Orb Net", "Orb Net", "Orb", "Lone"], start=1)
]


@pytest.fixture(scope="module")
def filled(module_store: GraphStore) -> GraphStore:
    update_store(module_store, [build_paper(paper) for paper in PAPERS], Vocabulary())
    return module_store


def test_papers_are_spread_over_the_ids_with_their_nearest_first(filled: GraphStore) -> None:
    found = neighbourhoods(filled, n_papers=2, n_nearest=1)

    assert found == [
        Neighbourhood(
            "arxiv:2401.00001",
            "T",
            (Neighbour("arxiv:2401.00002", "T", 1.0, "both use net and orb", has_rare=True),),
        ),
        Neighbourhood(
            "arxiv:2401.00003",
            "T",
            (Neighbour("arxiv:2401.00001", "T", 0.6107, "both use orb", has_rare=True),),
        ),
    ]


def test_more_papers_than_there_are_gives_all(filled: GraphStore) -> None:
    found = neighbourhoods(filled, n_papers=30, n_nearest=2)

    assert [len(one.nearest) for one in found] == [2, 2, 2, 0]
    assert summary(found, n_nearest=2) == (
        "3 of 4 papers have 2 neighbours; 6 of 6 links share a concept that is not a hub"
    )


def test_tables_name_each_paper_once() -> None:
    near = Neighbour("b", "B | " + "x" * 80, 0.5, "both use a|b", has_rare=True)

    found = [Neighbourhood("a", "A\n1", (near, near))]

    assert to_markdown(found).splitlines()[2:] == [
        f"| A 1 | B \\| {'x' * 65}… | 0.50 | both use a\\|b |",
        f"|  | B \\| {'x' * 65}… | 0.50 | both use a\\|b |",
    ]
    assert to_rows(found)[0] == {"paper": "A\n1", "near": near.title, "weight": 0.5, "why": "both use a|b"}
