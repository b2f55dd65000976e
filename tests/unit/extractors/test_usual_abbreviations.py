"""Letters that papers nearly always use for one thing."""

from __future__ import annotations

from extractors.documents import Document
from extractors.usual_abbreviations import count_abbreviations, usual_abbreviations


def papers(*texts: str) -> list[Document]:
    return [Document(f"title:{number}", "", text) for number, text in enumerate(texts)]


def test_letters_with_one_meaning_are_counted() -> None:
    corpus = papers(
        "Whole slide images (WSIs) here.", "A whole-slide image (WSI).", "Whole slide image (WSI).", "A set (AS)."
    )

    assert list(count_abbreviations(corpus)) == [("WSI", "whole slide image", 3, 3)]


def test_the_order_of_papers_does_not_matter() -> None:
    corpus = papers(*["Odd tree search (OTS)."] * 3, "Odd-tree search (OTS).", "Open text set (OTS).")

    assert list(count_abbreviations(corpus)) == list(count_abbreviations(corpus[::-1]))


def test_letters_with_two_meanings_are_left_out() -> None:
    corpus = papers(*["Odd tree search (OTS)."] * 3, *["Open text set (OTS)."] * 2)

    assert list(count_abbreviations(corpus)) == []


def test_the_table_that_ships_is_read() -> None:
    assert usual_abbreviations()["POMDP"].casefold() == "partially observable markov decision process"
