"""Tokens are those of spaCy's tokeniser with the same marks, and the words of a doc are the same whoever made it."""

from __future__ import annotations

import re

import spacy
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from extractors.tokens import ChunkTokenizer, read_words

MARK = r"(?:[.,](?!(?<=\d.)\d)|[^\w.,]|_)"
NLP = spacy.blank("en")
OURS = ChunkTokenizer(NLP.vocab)
PEER = Tokenizer(
    NLP.vocab,
    prefix_search=re.compile(f"^{MARK}").search,
    suffix_search=re.compile(r"[\W_]$").search,
    infix_finditer=re.compile(MARK).finditer,
)
TEXTS = (
    st.text(alphabet=st.sampled_from(" \n\t\u00a0\u2003.,-_%()[]{}$\\^~aAbé\u0301ßﬁ日0123456789µ½😀"), max_size=40)
    | st.text()
)


@given(TEXTS)
@example(" a")
@example("  a  b \n c ")
@example("CIFAR-10/100, at 82.1%. 3.5.7 .5 5. 1,000,000,a")
def test_tokens_are_those_of_spacys_tokeniser(text: str) -> None:
    ours, peer = OURS(text), PEER(text)
    assert [(t.text, t.whitespace_) for t in ours] == [(t.text, t.whitespace_) for t in peer]
    assert ours.text == text


@given(TEXTS)
def test_words_are_those_read_from_the_tokens(text: str) -> None:
    doc = OURS(text)
    again = Doc(NLP.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    assert read_words(again) == read_words(doc)
