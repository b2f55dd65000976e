from __future__ import annotations

from itertools import permutations

import pytest

from extractors.readers.grouping import group_records
from extractors.readers.records import Record

LONG = "Small networks learn slowly at first, then all at once. We follow 40 of them through 1,000 steps on three tasks"


def record(
    name: str, *, title: str = "", abstract: str = "", arxiv_id: str | None = None, doi: str | None = None
) -> Record:
    return Record(title, abstract or f"The text of {name}.", name, 1, arxiv_id=arxiv_id, doi=doi)


def names(groups: list[list[Record]]) -> list[str]:
    """Return the groups as sorted words, ``ab c`` for two groups of one-letter names."""
    return sorted("".join(sorted(r.file for r in group)) for group in groups)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([record("a", arxiv_id="2599.00001"), record("b", arxiv_id="2599.00001")], ["ab"], id="arXiv id"),
        pytest.param([record("a", doi="10.1000/x"), record("b", doi="10.1000/x")], ["ab"], id="DOI"),
        pytest.param(
            [record("a", title="Boats of Folded Paper"), record("b", title="Boats  of folded-paper!")],
            ["ab"],
            id="title in two spellings",
        ),
        pytest.param(
            [record("a", title="Paper Boats"), record("b", title="Paper Boats")], ["a", "b"], id="short title"
        ),
        pytest.param(
            [
                record("a", title="Paper Boats", abstract=f"{LONG}."),
                record("b", title="Paper boats", abstract=f"{LONG}!"),
            ],
            ["ab"],
            id="short title, same abstract",
        ),
        pytest.param(
            [
                record("a", title="Paper Boats", abstract=f"{LONG} of $x^2$ steps."),
                record("b", title="Paper Boats", abstract=f"{LONG} of x2 steps.", arxiv_id="2599.00001"),
            ],
            ["ab"],
            id="short title, same opening",
        ),
        pytest.param([record("a"), record("b")], ["a", "b"], id="no title"),
        pytest.param(
            [record("a", abstract=LONG), record("b", title="Boats of Folded Paper", abstract=f"{LONG}.")],
            ["ab"],
            id="no title, same abstract",
        ),
        pytest.param(
            [record("a", abstract=f"{LONG}. One."), record("b", abstract=f"{LONG}. Two.")],
            ["a", "b"],
            id="no title, same opening",
        ),
        pytest.param(
            [
                record("a", arxiv_id="2599.00001", title="Boats of Folded Paper"),
                record("b", arxiv_id="2599.00002", title="Boats of Folded Paper"),
            ],
            ["a", "b"],
            id="one title, two arXiv ids",
        ),
        pytest.param(
            [
                record("a", arxiv_id="2599.00001", doi="10.1000/x"),
                record("b", doi="10.1000/x", title="Boats of Folded Paper"),
                record("c", title="Boats of Folded Paper"),
                record("d", title="Lanterns of Folded Paper"),
            ],
            ["abc", "d"],
            id="chain over DOI and title",
        ),
        pytest.param(
            [
                record("a", arxiv_id="2599.00001", title="Boats of Folded Paper"),
                record("b", arxiv_id="2599.00002", title="Boats of Folded Paper", abstract=LONG),
                record("c", title="Boats of Folded Paper", abstract=LONG),
            ],
            ["a", "bc"],
            id="between two arXiv papers the same abstract decides",
        ),
        pytest.param(
            [
                record("a", arxiv_id="2599.00001", title="Boats of Folded Paper"),
                record("b", arxiv_id="2599.00002", title="Boats of Folded Paper"),
                record("c", title="Boats of Folded Paper"),
            ],
            ["ac", "b"],
            id="between two arXiv papers else the first",
        ),
    ],
)
def test_records_of_one_paper(records: list[Record], expected: list[str]) -> None:
    found = {tuple(names(group_records(order))) for order in permutations(records)}

    assert found == {tuple(expected)}
