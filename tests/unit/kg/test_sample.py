"""The sample corpus: its form, its identifiers, and that the readers take it whole."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from extractors.documents import parse_arxiv_id, parse_doi
from extractors.readers import read_documents
from kg.sample import sample_path

_FIELDS = {"title", "abstract", "authors", "published", "categories"}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in sample_path().read_text(encoding="utf-8").splitlines()]


def test_sample_holds_52_papers_with_one_identifier_each(rows: list[dict[str, Any]]) -> None:
    assert [row.keys() - _FIELDS for row in rows if row.keys() - _FIELDS not in ({"arxiv_id"}, {"doi"})] == []
    assert all(row.keys() >= _FIELDS for row in rows)
    assert len(rows) == 52


def test_sample_identifiers_are_well_formed_and_distinct(rows: list[dict[str, Any]]) -> None:
    parsed = [parse_arxiv_id(r["arxiv_id"]) if "arxiv_id" in r else parse_doi(r["doi"]) for r in rows]
    assert [r["title"] for r, identifier in zip(rows, parsed, strict=True) if identifier is None] == []
    assert Counter(parsed).most_common(1)[0][1] == 1


def test_sample_dates_agree_with_arxiv_ids(rows: list[dict[str, Any]]) -> None:
    """The first four digits of an arXiv id are year and month; S4 was submitted on the last evening of a month."""
    months = {r["title"]: (r["published"][2:7].replace("-", ""), r["arxiv_id"][:4]) for r in rows if "arxiv_id" in r}
    assert {title: pair for title, pair in months.items() if pair[0] != pair[1]} == {
        "Efficiently Modeling Long Sequences with Structured State Spaces": ("2110", "2111"),
        "Learning Transferable Visual Models From Natural Language Supervision": ("2102", "2103"),
    }


def test_sample_is_sorted_by_date_and_title(rows: list[dict[str, Any]]) -> None:
    assert rows == sorted(rows, key=lambda r: (r["published"], r["title"]))


def test_sample_abstracts_have_four_to_seven_sentences(rows: list[dict[str, Any]]) -> None:
    lengths = {r["title"]: len(re.findall(r"[.!?](?= [A-Z]|$)", r["abstract"])) for r in rows}
    assert {title: n for title, n in lengths.items() if not 4 <= n <= 7} == {}


def test_readers_take_the_whole_sample() -> None:
    corpus = read_documents([sample_path()])
    assert (corpus.n_read, len(corpus.documents), corpus.set_aside) == (52, 52, ())
    transformer = next(d for d in corpus.documents if d.id == "arxiv:1706.03762")
    assert transformer.title == "Attention Is All You Need"
    assert transformer.published == "2017-06-12"
    assert transformer.categories == ("cs.CL", "cs.LG")
    assert transformer.authors[0] == "Ashish Vaswani"
    assert transformer.sources == ("landmarks.jsonl",)
