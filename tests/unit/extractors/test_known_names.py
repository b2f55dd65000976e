from __future__ import annotations

from extractors.known_names import known_classes
from extractors.wordpiece import WordPieces
from ontology.terms import ConceptType

WORDS = WordPieces(["[UNK]"]).read("On Zork-9 with Adam")


def test_known_names_mark_first_and_other_words() -> None:
    names = [(3, 9, ConceptType.DATASET), (15, 19, ConceptType.METHOD)]
    assert known_classes(WORDS, names).tolist() == [0, 5, 6, 6, 0, 1]


def test_known_name_that_begins_inside_a_word_marks_nothing() -> None:
    assert known_classes(WORDS, [(16, 19, ConceptType.METHOD)]).tolist() == [0] * 6


def test_no_known_names_mark_nothing() -> None:
    assert known_classes(WORDS, []).tolist() == [0] * 6
