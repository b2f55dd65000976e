from __future__ import annotations

import pytest

from kg.store.full_text import Candidate, lucene_query, parse_terms, rank
from kg.store.records import SearchHit
from ontology.terms import NodeLabel


def _paper(node_id: str, title: str, abstract: str = "") -> Candidate:
    return Candidate(node_id, NodeLabel.PAPER, title, abstract)


def _ids(candidates: list[Candidate], text: str, *, limit: int = 10) -> list[str]:
    return [hit.id for hit in rank(candidates, parse_terms(text), limit=limit)]


@pytest.mark.parametrize(
    ("text", "every", "any_"),
    [
        ("linear attention", '+"linear" +"attention"', '"linear" "attention"'),
        ('"linear attention"', '+"linear attention"', '"linear attention"'),
        ("GPT-4", '+"GPT-4"', '"GPT-4"'),
        ("quant*", "+quant*", "quant*"),
        ("gpt-4*", "+gpt", "gpt"),
        ("a\\b", '+"a b"', '"a b"'),
        ('say "hi', '+"say" +"hi"', '"say" "hi"'),
        ("AND OR NOT", '+"AND" +"OR" +"NOT"', '"AND" "OR" "NOT"'),
        ("( ) * ~ \\", "", ""),
    ],
)
def test_lucene_query_quotes_all_that_users_write(text: str, every: str, any_: str) -> None:
    terms = parse_terms(text)
    assert (lucene_query(terms, every=True), lucene_query(terms, every=False)) == (every, any_)


def test_candidates_with_every_word_push_out_those_with_some() -> None:
    candidates = [_paper("a", "linear models"), _paper("b", "linear attention"), _paper("c", "attention")]
    assert _ids(candidates, "linear attention") == ["b"]


def test_candidates_with_some_words_are_found_where_none_has_all() -> None:
    candidates = [_paper("a", "linear models"), _paper("b", "trees"), _paper("c", "attention")]
    assert _ids(candidates, "linear attention") == ["c", "a"]


def test_words_of_one_term_stand_side_by_side() -> None:
    candidates = [_paper("a", "GPT-4 is here"), _paper("b", "GPT-3 with 4 layers"), _paper("c", "GPT 4")]
    assert _ids(candidates, "gpt-4") == ["c", "a"]


def test_star_stands_for_any_ending_of_the_last_word() -> None:
    candidates = [_paper("a", "quantization"), _paper("b", "quantum"), _paper("c", "requant")]
    assert _ids(candidates, "quant*") == ["a", "b"]


def test_title_counts_more_than_abstract_and_long_texts_less() -> None:
    filler = "word " * 100
    candidates = [
        _paper("abstract", "other title here", f"tidal {filler}"),
        _paper("title", "tidal title here", filler),
        _paper("long", "other title here", f"tidal {filler} {filler}"),
    ]
    assert _ids(candidates, "tidal") == ["title", "abstract", "long"]


def test_name_of_just_the_words_comes_first_with_score_one() -> None:
    concept = Candidate("method:z", NodeLabel.METHOD, "Linear-Attention", "")
    hits = rank([_paper("a", "Linear attention, linear attention"), concept], parse_terms("linear attention"), limit=1)
    assert hits == [SearchHit("method:z", NodeLabel.METHOD, "Linear-Attention", 1.0)]


def test_ties_go_by_id() -> None:
    assert _ids([_paper("b", "same words"), _paper("a", "same words")], "same") == ["a", "b"]


def test_scores_are_rounded() -> None:
    (hit,) = rank([_paper("a", "one two three")], parse_terms("two"), limit=1)
    assert hit.score == round(hit.score, 4)


@pytest.mark.parametrize("text", ["Straße", "STRASSE"])
def test_case_is_folded_as_unicode_says(text: str) -> None:
    assert _ids([_paper("a", "strasse")], text) == ["a"]
