from __future__ import annotations

import pytest

from extractors.sentences import split_sentences


def sentences(title: str, abstract: str) -> list[str]:
    text = f"{title}\n{abstract}"
    return [text[start:end] for start, end in split_sentences(title, abstract)]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param("It runs. It is fast.", ["It runs.", "It is fast."], id="two"),
        pytest.param("We use e.g. Adam here.", ["We use e.g. Adam here."], id="e.g."),
        pytest.param("As Smith et al. Show, it runs.", ["As Smith et al. Show, it runs."], id="et-al"),
        pytest.param("Mamba vs. Transformers.", ["Mamba vs. Transformers."], id="vs"),
        pytest.param("It gains 3.5 Points.", ["It gains 3.5 Points."], id="decimal"),
        pytest.param("Is it fast? Yes! Good.", ["Is it fast?", "Yes!", "Good."], id="marks"),
        pytest.param("See Fig. 3. 40% are gone.", ["See Fig. 3.", "40% are gone."], id="figure-and-number"),
        pytest.param('He said "no." Then he left.', ['He said "no."', "Then he left."], id="quotation-mark"),
        pytest.param("", [], id="empty"),
    ],
)
def test_split_sentences_ends_sentences_only_where_they_end(abstract: str, expected: list[str]) -> None:
    assert sentences("", abstract) == expected


def test_split_sentences_keeps_the_title_whole() -> None:
    assert sentences("No. One Model. Fits All", "We try. It fits.") == [
        "No. One Model. Fits All",
        "We try.",
        "It fits.",
    ]
