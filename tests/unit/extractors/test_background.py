from __future__ import annotations

import pytest

from extractors.background import n_background_sentences


def _ranges(sentences: list[str]) -> list[tuple[int, int]]:
    starts = [sum(len(s) + 1 for s in sentences[:n]) for n in range(len(sentences))]
    return [(start, start + len(s)) for start, s in zip(starts, sentences, strict=True)]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(["Rivers rise.", "We measure them.", "It works."], 2, id="we"),
        pytest.param(["In this paper rivers are measured.", "Our gauge works."], 1, id="from-the-start"),
        pytest.param(["Rivers rise.", "This study asks why.", "We do not know."], 2, id="this-study"),
        pytest.param(["One.", "Two.", "Three.", "Four."], 3, id="never"),
        pytest.param(["One."], 1, id="short"),
    ],
)
def test_background_ends_where_the_paper_speaks_of_itself(abstract: list[str], expected: int) -> None:
    title = "Levels of rivers"
    sentences = [title, *abstract]
    assert n_background_sentences("\n".join(sentences), _ranges(sentences), len(title)) == expected
