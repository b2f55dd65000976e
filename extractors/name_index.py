"""An index of names that finds all of them in a text in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from extractors.tokens import Words, singular_form, split_name

Value = TypeVar("Value")
_MAX_WORDS = 1 << 16
_LETTERS_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)")
# A last part of one letter stays apart: "MultiPL-E" is not "multiple".
_HYPHENS = re.compile(r"(?<=\w)[-‐‑‒–](?=\w)(?![^\W\d_]\b)")


class NameIndex(Generic[Value]):
    """Names with values, found by word; plural, hyphen and letter-digit variants of a name are one.

    "CIFAR-10", "CIFAR10" and "CIFAR 10" meet, and so do "U-Net", "UNet" and "U-Nets". The number of words to walk
    through is that of the longest name, so that the time grows with the length of the text alone.
    """

    def __init__(self) -> None:
        self._children: list[dict[str, int]] = [{}]
        self._values: list[list[Value]] = [[]]
        self._first_words = _FirstWords(self._children, self._values)

    def add(self, name: str, value: Value) -> None:
        """Add a name; the values of names that meet are kept in the order of adding."""
        self._first_words.clear()
        for words in _variants(name):
            node = 0
            for word in words:
                node = self._child(node, word)
            if value not in self._values[node]:
                self._values[node].append(value)

    def _child(self, node: int, word: str) -> int:
        child = self._children[node].get(word)
        if child is None:
            child = len(self._children)
            self._children[node][word] = child
            self._children.append({})
            self._values.append([])
        return child

    def find(self, words: Words, accepts: Callable[[int, int, Value], bool]) -> Iterator[tuple[int, int, Value]]:
        """Yield ``(start token, end token, value)`` of the longest accepted name at each word, in text order.

        A name inside one that was found before it is left out.

        Args:
            words: The words of a text.
            accepts: Called with start token, end token and value; the first accepted value of a name counts.
        """
        last_end, forms, tokens = 0, words.forms, words.tokens
        for position in self._beginnings(forms):
            best = None
            for end, node in self._walk(forms, position):
                first, last = tokens[position], tokens[end - 1] + 1
                for value in self._values[node]:
                    if last > last_end and accepts(first, last, value):
                        best = (first, last, value)
                        break
            if best is not None:
                yield best
                last_end = best[1]

    def _beginnings(self, forms: list[str]) -> Iterator[int]:
        """Yield the positions where a name of one word is, or the first two words of a longer one."""
        first_words, last = self._first_words, len(forms) - 1
        for position, first_word in enumerate([first_words[form] for form in forms]):
            if first_word is None:
                continue
            is_name, second_words = first_word
            if is_name:
                yield position
            elif position < last:
                form = forms[position + 1]
                if form in second_words or singular_form(form) in second_words:
                    yield position

    def _walk(self, forms: list[str], position: int) -> list[tuple[int, int]]:
        """Return word position and node of every name that begins at a position, shortest first."""
        names, node = [], 0
        for end in range(position, len(forms)):
            children, form = self._children[node], forms[end]
            child = children.get(form)
            if child is not None and self._values[child]:
                names.append((end + 1, child))
            else:
                other = children.get(singular_form(form))
                if other is not None and self._values[other]:
                    names.append((end + 1, other))
            if child is None:
                break
            node = child
        return names


_NOTHING: Mapping[str, int] = {}


class _FirstWords(dict[str, tuple[bool, Mapping[str, int]] | None]):
    """Whether a word is a name and which words follow it in names, for the words asked for so far; None for neither."""

    def __init__(self, children: Sequence[Mapping[str, int]], values: Sequence[Sequence[object]]) -> None:
        self._children, self._values = children, values

    def __missing__(self, form: str) -> tuple[bool, Mapping[str, int]] | None:
        if len(self) >= _MAX_WORDS:
            self.clear()
        root, first_word = self._children[0], None
        node, other = root.get(form), root.get(singular_form(form))
        if node is not None:
            is_name = bool(self._values[node]) or (other is not None and bool(self._values[other]))
            first_word = is_name, self._children[node]
        elif other is not None:
            first_word = bool(self._values[other]), _NOTHING
        self[form] = first_word
        return first_word


def _variants(name: str) -> set[tuple[str, ...]]:
    """Return the word sequences under which a name is found, the last word in the singular."""
    spelled = [name, _HYPHENS.sub("", name)]
    variants = set()
    for spelling in spelled:
        words = split_name(spelling)
        variants.add(tuple(words))
        variants.add(tuple(w for word in words for w in _LETTERS_DIGITS.split(word)))
        variants.add(tuple(_join_digits(words)))
    return {(*v[:-1], singular_form(v[-1])) for v in variants if v}


def _join_digits(words: list[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and word[0].isdigit() and joined[-1].isalpha():
            joined[-1] += word
        else:
            joined.append(word)
    return joined
