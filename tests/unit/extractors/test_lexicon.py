from __future__ import annotations

import pytest

from extractors.lexicon import table, word_list


def test_word_lists_hold_words_in_comparable_form() -> None:
    words = word_list("variant_parts")
    assert words
    assert {word for word in words if word != word.casefold() or not word.isalnum()} == set()


@pytest.mark.parametrize(("name", "width"), [("hardware", 4), ("kind_words", 3)])
def test_tables_have_rows_of_one_width(name: str, width: int) -> None:
    assert {len(row) for row in table(name)} == {width}
