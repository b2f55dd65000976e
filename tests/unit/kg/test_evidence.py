"""Quotes and the evidence of a relationship."""

from __future__ import annotations

from extractors.documents import Document
from kg.evidence import Evidence, Quoter, evidence_properties


def quoter(abstract: str, title: str = "T") -> Quoter:
    return Quoter(Document(id="title:0", title=title, abstract=abstract))


def test_quote_is_the_sentence_around_the_span() -> None:
    text = "T\nOne here. Two there."

    assert quoter("One here. Two there.").quote(text.index("Two"), text.index("Two") + 3) == "Two there."


def test_title_is_a_sentence_of_its_own() -> None:
    assert quoter("Body.", title="A title").quote(2, 7) == "A title"


def test_long_sentence_is_cut_around_the_span_on_both_sides() -> None:
    abstract = "a" * 2000 + " KEY " + "b" * 2000
    start = abstract.index("KEY") + 2

    quote = quoter(abstract).quote(start, start + 3)

    assert quote.startswith("…a")
    assert quote.endswith("b…")
    assert " KEY " in quote
    assert len(quote) <= 502


def test_same_span_twice_is_one_piece_of_evidence() -> None:
    piece = Evidence(2, 6, "rule@1", 0.5)

    assert evidence_properties([piece, piece], quoter("Body."))["n_mentions"] == 1


def test_link_reasons_are_parallel_to_the_spans() -> None:
    pieces = [Evidence(4, 6, "rule@1", 0.5, "coined"), Evidence(2, 6, "rule@1", 0.5, "vocabulary")]

    assert evidence_properties(pieces, quoter("Body."))["link_reasons"] == ("vocabulary", "coined")


def test_results_have_no_link_reasons() -> None:
    assert "link_reasons" not in evidence_properties([Evidence(2, 6, "rule@1", 0.5)], quoter("Body."))
