"""Tokens and words: where names may begin and end, and the forms in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from ontology.names import name_key, singular

# A full stop or comma between digits belongs to the number; every other character that is no letter or digit stands
# alone: "CIFAR-10/100" is five tokens, "82.1%" two.
_MARK = r"(?:[.,](?!(?<=\d.)\d)|[^\w.,]|_)"
_TOKEN = re.compile(r"(?:[^\W_]|(?<=\d)[.,](?=\d))+|[^\w\s]|_")
_WORDS = "words"
_CHUNK_TOKEN = re.compile(rf"{_MARK}|(?:(?!{_MARK}).)+", re.DOTALL)
# A blank, other blanks, and what stands up to the next blank; each may be missing.
_RUN = re.compile(r"( ?)(\s*)(\S*)")
# Chunks that are kept, some 20 MB, and how long one may be: a text without blanks comes once.
_MAX_CHUNKS, _MAX_CHUNK_CHARS = 1 << 16, 64
# Text, form, and whether it is a hyphen.
_Entry = tuple[str, str, bool]
_JOINERS = frozenset("-‐‑‒–—−_")


@dataclass(frozen=True, slots=True)
class Words:
    """A doc in plain lists, many times faster to walk than its tokens.

    Attributes:
        text: The text of the doc.
        texts: Text of every token.
        spaces: 1 where a blank follows it, else 0.
        offsets: Its first character.
        forms: The words: tokens without the hyphens inside names; NFKC, case folded.
        tokens: Index of the token of every word.
        kinds: The different words, in the singular.
    """

    text: str
    texts: list[str]
    spaces: list[int]
    offsets: list[int]
    forms: list[str]
    tokens: list[int]
    kinds: frozenset[str]

    def surface(self, start: int, end: int) -> str:
        """Return the text of the tokens ``[start, end)``."""
        return self.text[self.offsets[start] : self.offsets[end - 1] + len(self.texts[end - 1])]

    def token_range(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the tokens that cover exactly the characters ``[start, end)``, None where there are none."""
        first = bisect_left(self.offsets, start)
        last = bisect_left(self.offsets, end) - 1
        if first > last or self.offsets[first] != start or self.offsets[last] + len(self.texts[last]) != end:
            return None
        return first, last + 1

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Return the fewest tokens that cover the characters ``[start, end)``, of which the first is no blank."""
        return bisect_right(self.offsets, start) - 1, bisect_left(self.offsets, end)


class ChunkTokenizer(DummyTokenizer):
    """Splits texts into tokens, with one look-up for each chunk between blanks that it has split before.

    The tokens are those of spaCy's tokeniser with the same marks, which takes longer and forgets at the end of each
    memory zone what it split. Here the chunks stay, up to a bound, with what `read_words` asks of their tokens.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab, self._chunks = vocab, dict[str, tuple[_Entry, ...]]()

    def __call__(self, text: str) -> Doc:
        """Return a text as a doc that keeps every character."""
        entries: list[_Entry] = []
        spaces: list[int] = []
        for blank, gap, chunk in _RUN.findall(text):
            # A blank goes with the token before it; every other one is a token of its own.
            if blank and spaces:
                spaces[-1] = 1
            for other in gap if spaces else blank + gap:
                entries.append((other, word_form(other), False))
                spaces.append(0)
            if chunk:
                found = self._chunks.get(chunk) or self._split(chunk)
                entries += found
                spaces += [0] * len(found)
        doc = Doc(self._vocab, words=[entry[0] for entry in entries], spaces=spaces)  # type: ignore[arg-type]
        doc.user_data[_WORDS] = _words(text, entries, spaces)
        return doc

    def _split(self, chunk: str) -> tuple[_Entry, ...]:
        if len(self._chunks) >= _MAX_CHUNKS:
            self._chunks.clear()
        found = tuple((text, word_form(text), text in _JOINERS) for text in _CHUNK_TOKEN.findall(chunk))
        if len(chunk) <= _MAX_CHUNK_CHARS:
            self._chunks[chunk] = found
        return found


def create_tokenizer(nlp: Language) -> ChunkTokenizer:
    """Return a tokeniser that keeps every character and splits names at their inner marks."""
    return ChunkTokenizer(nlp.vocab)


def read_words(doc: Doc) -> Words:
    """Return the words of a doc, read once; a hyphen with a blank on either side is a word of its own."""
    words = doc.user_data.get(_WORDS)
    if not isinstance(words, Words):
        words = doc.user_data[_WORDS] = _read(doc)
    return words


def _read(doc: Doc) -> Words:
    """Return the words of a doc that another tokeniser made."""
    entries = [(token.text, word_form(token.text), token.text in _JOINERS) for token in doc]
    return _words(doc.text, entries, [int(bool(token.whitespace_)) for token in doc])


def _words(text: str, entries: Sequence[_Entry], spaces: list[int]) -> Words:
    texts = [entry[0] for entry in entries]
    offsets = [0, *accumulate(map(add, map(len, texts), spaces))][:-1]
    tokens = [i for i, entry in enumerate(entries) if not (entry[2] and _is_inner(i, texts, spaces))]
    forms = [entries[index][1] for index in tokens]
    return Words(text, texts, spaces, offsets, forms, tokens, frozenset(map(singular_form, forms)))


def _is_inner(index: int, texts: list[str], spaces: list[int]) -> bool:
    """Return whether a hyphen has a word on either side and no blank."""
    if not 0 < index < len(texts) - 1 or spaces[index] or spaces[index - 1]:
        return False
    return not (texts[index - 1] in _JOINERS or texts[index - 1].isspace())


@lru_cache(maxsize=1 << 16)
def surface_key(surface: str) -> str:
    """Return the key of a name as a text has it, see `ontology.names.name_key`; most surfaces come again and again."""
    return name_key(surface)


def split_name(name: str) -> list[str]:
    """Return the words of a name, as `read_words` would see them in a text.

    >>> split_name("CIFAR-10"), split_name("pass@1"), split_name("GPT-3.5")
    (['cifar', '10'], ['pass', '@', '1'], ['gpt', '3.5'])
    """
    words = _TOKEN.findall(name)
    return [word_form(word) for word in words if word not in _JOINERS]


@lru_cache(maxsize=1 << 16)
def word_form(word: str) -> str:
    """Return the form in which a word is compared: NFKC, case folded, no blanks around it."""
    return unicodedata.normalize("NFKC", word.strip() or " ").casefold()


@lru_cache(maxsize=1 << 16)
def singular_form(form: str) -> str:
    """Return the singular of a word form, see `ontology.names.singular`."""
    return singular(form)
