from __future__ import annotations

from itertools import permutations

import pytest

from extractors.documents import Document, SetAside, document_id
from extractors.readers.merge import is_same_text, merge_records
from extractors.readers.records import Record

TITLE = "Boats of Folded Paper"
ABSTRACT = "Boats of paper float for an hour. We fold forty of them from three kinds of paper and time how they sink."
LONGER = f"{ABSTRACT} Waxed paper wins by a factor of two."
OTHER = "Lanterns light up when a token needs them. Our language models read twice as fast with half the parameters."


def merge_all_orders(*records: Record) -> tuple[list[Document], list[SetAside]]:
    """Return what every order of the records gives."""
    results = [merge_records(order) for order in permutations(records)]
    for documents, set_aside in results:
        assert (documents, sorted(set_aside)) == (results[0][0], sorted(results[0][1]))
    return results[0]


def test_metadata_comes_from_whichever_has_it() -> None:
    documents, set_aside = merge_all_orders(
        Record(TITLE, ABSTRACT, "in/c.txt", 3),
        Record(TITLE, ABSTRACT, "b.jsonl", 1, doi="10.1000/boats", published="2025", url="https://example.org/boats"),
        Record(TITLE, ABSTRACT, "a.jsonl", 9, arxiv_id="2599.00001", authors=("A. Example",), published="2025-08-01"),
        Record(TITLE, ABSTRACT, "d.jsonl", 2, arxiv_id="2599.00001", categories=("cs.LG",), published="2025-09-01"),
    )

    assert set_aside == []
    assert documents == [
        Document(
            id="arxiv:2599.00001",
            title=TITLE,
            abstract=ABSTRACT,
            arxiv_id="2599.00001",
            doi="10.1000/boats",
            authors=("A. Example",),
            published="2025-08-01",
            categories=("cs.LG",),
            url="https://example.org/boats",
            sources=("a.jsonl", "b.jsonl", "c.txt", "d.jsonl"),
        )
    ]


@pytest.mark.parametrize(
    ("records", "title", "abstract"),
    [
        pytest.param([(TITLE, ABSTRACT, None), (TITLE, LONGER, None)], TITLE, LONGER, id="the longer abstract"),
        pytest.param(
            [(TITLE, ABSTRACT, None), (TITLE, LONGER, None), (TITLE, ABSTRACT, None)],
            TITLE,
            ABSTRACT,
            id="the abstract of most",
        ),
        pytest.param(
            [(TITLE, ABSTRACT, "2599.00001"), (TITLE, LONGER, None)], TITLE, ABSTRACT, id="the one with an id"
        ),
        pytest.param(
            [("Boats of folded paper", ABSTRACT, None), (TITLE, ABSTRACT, None)], TITLE, ABSTRACT, id="alphabet"
        ),
        pytest.param(
            [("", LONGER, "2599.00001"), (TITLE, ABSTRACT, "2599.00001")], TITLE, LONGER, id="title of another"
        ),
    ],
)
def test_text_is_chosen_by_content(records: list[tuple[str, str, str | None]], title: str, abstract: str) -> None:
    documents, set_aside = merge_all_orders(
        *(Record(t, a, f"{n}.txt", n, arxiv_id=arxiv_id) for n, (t, a, arxiv_id) in enumerate(records))
    )

    assert [(d.title, d.abstract) for d in documents] == [(title, abstract)]
    assert set_aside == []


@pytest.mark.parametrize(
    "identity", [{"arxiv_id": "2599.00001"}, {"doi": "10.1000/boats"}, {}], ids=["arXiv id", "DOI", "title"]
)
def test_other_text_under_one_identity_is_set_aside(identity: dict[str, str]) -> None:
    documents, set_aside = merge_all_orders(
        Record(TITLE, ABSTRACT, "a.txt", 3, url="https://example.org/boats", **identity),
        Record(TITLE, ABSTRACT, "b.txt", 5, **identity),
        Record(TITLE, OTHER, "c.txt", 7, authors=("A. Example",), **identity),
    )

    (document,) = documents
    assert (document.abstract, document.authors, document.sources) == (ABSTRACT, (), ("a.txt", "b.txt"))
    assert set_aside == [
        SetAside("c.txt", 7, f"another abstract for {document.id} than the one kept, which is at a.txt:3")
    ]


def test_short_titles_of_different_papers_stay_apart() -> None:
    documents, set_aside = merge_all_orders(
        Record("Paper Boats", ABSTRACT, "a.txt", 1), Record("Paper Boats", OTHER, "a.txt", 3)
    )

    assert {d.id for d in documents} == {document_id(abstract=ABSTRACT), document_id(abstract=OTHER)}
    assert set_aside == []


@pytest.mark.parametrize(
    ("record", "identifier"),
    [
        pytest.param(Record(TITLE, ABSTRACT, "a", 1, doi="10.1000/x"), "doi:10.1000/x", id="DOI"),
        pytest.param(Record(TITLE, ABSTRACT, "a", 1), document_id(title=TITLE), id="title"),
        pytest.param(Record("Boats", ABSTRACT, "a", 1), document_id(abstract=ABSTRACT), id="short title"),
        pytest.param(Record("", ABSTRACT, "a", 1), document_id(abstract=ABSTRACT), id="no title"),
        pytest.param(Record("Boats", ABSTRACT, "a", 1, arxiv_id="2599.00001"), "arxiv:2599.00001", id="arXiv id"),
    ],
)
def test_identifier_is_the_best_known(record: Record, identifier: str) -> None:
    ((document,), _) = merge_records([record])

    assert document.id == identifier


def test_documents_are_in_the_order_of_their_ids() -> None:
    records = [Record(f"A Title Numbered {n}", f"Text {n}.", "a", n, arxiv_id=f"2599.0000{9 - n}") for n in range(5)]

    documents, _ = merge_records(records)

    assert [d.id for d in documents] == [f"arxiv:2599.0000{n}" for n in (5, 6, 7, 8, 9)]


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        pytest.param(ABSTRACT, LONGER, True, id="continued"),
        pytest.param(ABSTRACT, ABSTRACT[:60], True, id="cut"),
        pytest.param(ABSTRACT, ABSTRACT.replace("forty", "fifty"), True, id="a word changed"),
        pytest.param(ABSTRACT, ABSTRACT.upper(), True, id="case"),
        pytest.param(ABSTRACT, OTHER, False, id="other"),
        pytest.param("A first text on boats.", "A second text on lanterns.", False, id="short and alike"),
        pytest.param("Boats", "boats!", True, id="one word"),
        pytest.param("Boats", "Lanterns", False, id="two words"),
    ],
)
def test_same_text(text: str, other: str, expected: bool) -> None:
    assert is_same_text(text, other) is is_same_text(other, text) is expected
