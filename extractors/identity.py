"""Which concept a name denotes: one of the vocabulary by the rules below, or else one coined from the name.

Strings are never compared by likeness. Two names are one concept when a rule makes their words equal, and no rule
touches digits, sizes, versions or marks: GPT-3 is not GPT-4, CIFAR-10 not CIFAR-100, GSM8K+ not GSM8K.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from extractors.definitions import definition_in, without_brackets
from extractors.kind_words import may_drop, names_kind
from extractors.label_index import LabelIndex, counts_otherwise, device_key, label_index
from extractors.mentions import LinkReason
from extractors.senses import Senses, plain_text
from extractors.usual_abbreviations import usual_abbreviations
from ontology.terms import ConceptType
from ontology.variants import Words, id_part, joined, variant_key, variant_words, without_of
from ontology.vocabulary import Concept, Vocabulary

# Names of metrics and tasks put the thing measured or done before or after: "rate of convergence".
_TURNED = (ConceptType.METRIC, ConceptType.TASK)
_CACHE = 1 << 16
_FEW = 1 << 8  # for what is asked again while one name is linked
_MAX_BARE = 5
_PLURAL_S = re.compile(r"(?<=[A-Z])s$")
_ACRONYM = re.compile(r"(?<![\w-])([A-Z]{2,6})s?(?=\s|$|-[a-z])")


@dataclass(frozen=True, slots=True)
class Link:
    """The concept of a name.

    Attributes:
        concept: Concept id.
        name: Canonical name: of the vocabulary, or for a coined concept the name itself.
        reason: The kind of rule that gave the concept.
        why: The rule in words.
        known: The vocabulary's concept; None where the concept is coined.
        words: The words that the id of a coined concept is made from; empty for a known one.
    """

    concept: str
    name: str
    reason: LinkReason
    why: str
    known: Concept | None = None
    words: Words = ()


@dataclass(frozen=True)
class DocumentNames:
    """What a document says of its names.

    Attributes:
        definitions: Short and long form of every abbreviation, under the keys of both, see `definition_key`.
        text: The whole text.
    """

    definitions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    text: str = ""

    @cached_property
    def folded(self) -> str:
        """The text, case folded."""
        return self.text.casefold()

    @cached_property
    def plain(self) -> str:
        """The words of the text in one form, see `extractors.senses.plain_text`."""
        return plain_text(self.text)


NO_DOCUMENT = DocumentNames()


@lru_cache(maxsize=_CACHE)
def definition_key(name: str) -> str:
    """Return the key under which a document's definitions are found."""
    return joined(variant_words(name))


class NameLinker:
    """Links names to the concepts of one vocabulary; the same name in the same document always to the same one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known = lru_cache(maxsize=_CACHE)(self._find)
        self._alone = lru_cache(maxsize=_CACHE)(self._without_document)
        self._coined = lru_cache(maxsize=_CACHE)(self._coin)
        self._written_out = lru_cache(maxsize=_FEW)(self._write_out)
        self._defined = lru_cache(maxsize=_CACHE)(self._by_definition)

    def link(
        self, name: str, concept_type: ConceptType, document: DocumentNames = NO_DOCUMENT, *, by_short: bool = False
    ) -> Link:
        """Return the concept that a name denotes in a document.

        Args:
            name: As the document has it.
            concept_type: Only concepts of this type count.
            document: Its abbreviations decide before the vocabulary does.
            by_short: The document proposes what it abbreviates, so that the short form is its name.
        """
        if "(" in name:
            own = definition_in(name)
            if own is not None:
                return self._defined(own.long, concept_type, (own.short, own.long), by_short=by_short)
            name = without_brackets(name)
        pair = document.definitions.get(definition_key(name)) if document.definitions else None
        if pair is not None:
            return self._defined(name, concept_type, pair, by_short=by_short)
        is_bare = document.text and name.removesuffix("s").isupper()
        if is_bare and self._senses.may_choose(name, concept_type, document.folded):
            sense = self._senses.choose(name, concept_type, document.plain)
            if sense is not None:
                why = f"of the meanings of {name!r}, the document names {sense.label!r}"
                return Link(sense.concept.id, sense.concept.name, LinkReason.CONTEXT, why, sense.concept)
        if document.definitions and _ACRONYM.search(name):
            expanded = _expand(name, lambda letters: self._own_long(letters, document))
            if expanded != name:
                return self._alone(expanded, concept_type)
        return self._alone(name, concept_type)

    def _own_long(self, letters: str, document: DocumentNames) -> str | None:
        """Return what a document writes out letters as, where that is not what the vocabulary has."""
        pair = document.definitions.get(definition_key(letters))
        usual = self._expansion(letters)
        if pair is None or (usual is not None and definition_key(usual) == definition_key(pair[1])):
            return None
        return pair[1]

    def _by_definition(self, name: str, concept_type: ConceptType, pair: tuple[str, str], *, by_short: bool) -> Link:
        """Return the concept of a name that the document abbreviates, or of such an abbreviation.

        The long form decides. Letters alone link only where the vocabulary's long form for them agrees.
        """
        short, long = pair
        found = self._known(long, concept_type)
        is_long = definition_key(name) != definition_key(short)
        if found is not None and not (found.reason is LinkReason.HEAD_NOUN and _ends_like(short, long)):
            if is_long:
                return found
            why = f"the document expands {short!r} as {long!r}; {found.why}"
            return Link(found.concept, found.name, LinkReason.ABBREVIATION, why, found.known)
        by_letters = self._known(short, concept_type)
        if by_letters is not None and by_letters.known is not None and _agrees(long, by_letters.known):
            why = f"the document expands {short!r} as {long!r}; {by_letters.why}"
            return Link(by_letters.concept, by_letters.name, LinkReason.ABBREVIATION, why, by_letters.known)
        why = f"the document expands {short!r} as {long!r}, which the vocabulary does not have"
        is_id = by_short and not _is_bare(short) and self._vocabulary.find(short, concept_type) is None
        coined = self._coined(short if is_id else long, concept_type, keep_kind=is_id or _ends_like(short, long))
        if coined.known is not None:
            return coined
        return Link(coined.concept, short if by_short else long, LinkReason.ABBREVIATION, why, words=coined.words)

    def _without_document(self, name: str, concept_type: ConceptType) -> Link:
        found = self._known(name, concept_type)
        if found is not None:
            return found
        long = None if name.islower() else self._usual_long(name, concept_type)
        if long is None or self._vocabulary.find(name) is not None:
            return self._coined(name, concept_type)
        found = self._known(long, concept_type) or self._coined(long, concept_type)
        why = f"papers nearly always use {name!r} for {long!r}; {found.why}"
        return Link(found.concept, found.name, LinkReason.USAGE, why, found.known, found.words)

    def _find(self, name: str, concept_type: ConceptType) -> Link | None:
        """Return the vocabulary's concept of a name, by the first rule that gives one."""
        words = variant_words(name, concept_type)
        concept = self._vocabulary.find(name, concept_type)
        if concept is not None and not counts_otherwise(words, concept):
            return _known_link(concept, LinkReason.VOCABULARY, f"{name!r} is a name of it in the vocabulary")
        return self._find_words(words, name, concept_type) if words else None

    def _find_words(self, words: Words, name: str, concept_type: ConceptType) -> Link | None:
        key = (concept_type, variant_key(words))
        labelled = self._index.labels.get(key)
        if labelled is not None:
            label, concept = labelled
            return _known_link(concept, LinkReason.VARIANT, f"{name!r} is a spelling of its name {label!r}")
        found = self._find_kind(words, key, name)
        if found is not None:
            return found
        if concept_type is ConceptType.HARDWARE:
            return self._find_device(words, name)
        return self._find_rewritten(words, name, concept_type)

    def _find_kind(self, words: Words, key: tuple[ConceptType, str], name: str) -> Link | None:
        """Return the concept of a name that has a word for its kind more, or less, than a label."""
        concept_type = key[0]
        if len(words) > 1 and names_kind(words[-1], concept_type):
            shorter = (concept_type, variant_key(words[:-1]))
            labelled = self._index.labels.get(shorter) or self._index.without_kind.get(shorter)
            written_out = self._written_out(name)
            if labelled is not None and may_drop(words[-1], concept_type, written_out, known=labelled[0]):
                why = f"{name!r} is its name {labelled[0]!r} and a word that says what kind of thing it is"
                return _known_link(labelled[1], LinkReason.HEAD_NOUN, why)
        labelled = self._index.without_kind.get(key)
        if labelled is None:
            return None
        why = f"{name!r} is its name {labelled[0]!r} without the word that says what kind of thing it is"
        return _known_link(labelled[1], LinkReason.HEAD_NOUN, why)

    def _find_rewritten(self, words: Words, name: str, concept_type: ConceptType) -> Link | None:
        """Return the concept of a name with a misspelt word, or with letters that stand for words."""
        labelled = self._index.misspellings.find(words, concept_type)
        if labelled is not None:
            why = f"{name!r} is its name {labelled[0]!r} with one letter wrong in a word that no name has"
            return _known_link(labelled[1], LinkReason.VARIANT, why)
        expanded = self._written_out(name)
        found = self._known(expanded, concept_type) if expanded != name else None
        if found is None or found.known is None:
            return None
        return _known_link(found.known, LinkReason.VARIANT, f"{name!r} stands for {expanded!r}; {found.why}")

    def _find_device(self, words: Words, name: str) -> Link | None:
        found = self._index.devices.get(device_key(words))
        if found is None:
            return None
        why = f"{name!r} is its name {found[0]!r} but for vendor, series or kind of device"
        return _known_link(found[1], LinkReason.VARIANT, why)

    def _coin(self, name: str, concept_type: ConceptType, *, keep_kind: bool = False) -> Link:
        """Return the concept that is made from a name.

        Args:
            name: The name.
            concept_type: Its type.
            keep_kind: Keep a last word that says what kind of thing it is: an abbreviation counts it.
        """
        written_out = self._written_out(name)
        words = variant_words(written_out, concept_type)
        if concept_type in _TURNED:
            words = without_of(words)
        if not keep_kind and len(words) > 1 and names_kind(words[-1], concept_type):
            words = words[:-1] if may_drop(words[-1], concept_type, written_out) else words
        identifier = f"{concept_type.value.lower()}:{id_part(words) or name.casefold()}"
        known = self._vocabulary.get(identifier)
        if known is not None:
            return _known_link(known, LinkReason.VARIANT, f"{name!r} is a spelling of its name {known.name!r}")
        return Link(identifier, name, LinkReason.COINED, f"the vocabulary does not have {name!r}", words=words)

    @cached_property
    def _index(self) -> LabelIndex:
        return label_index(self._vocabulary)

    def _usual_long(self, letters: str, concept_type: ConceptType) -> str | None:
        """Return what bare letters nearly always stand for; for a metric also the only one with these initials."""
        long = usual_abbreviations().get(_PLURAL_S.sub("", letters) if letters.endswith("s") else letters)
        if long is None and concept_type is ConceptType.METRIC:
            sense = self._senses.only(letters, concept_type)
            return sense.label if sense else None
        return long

    def _write_out(self, name: str) -> str:
        return _expand(name, self._expansion)

    def _expansion(self, letters: str) -> str | None:
        """Return the long form of letters in a longer name: by the vocabulary, else by the usage of papers."""
        if self._vocabulary.find(letters) is not None:
            return self._senses.expansion(letters)
        return usual_abbreviations().get(letters)

    @property
    def _senses(self) -> Senses:
        return self._index.senses


def _known_link(concept: Concept, reason: LinkReason, why: str) -> Link:
    return Link(concept.id, concept.name, reason, why, concept)


def _expand(name: str, expansion: Callable[[str], str | None]) -> str:
    """Return a name with the letters in it written out where `expansion` knows what they stand for."""
    if name.isupper() or name.islower():
        return name
    return _ACRONYM.sub(lambda match: expansion(match.group(1)) or match.group(), name)


def _agrees(long: str, concept: Concept) -> bool:
    """Return whether a long form is a label of a concept cut short, or one with a last word that says its kind."""
    words = set(variant_words(long))
    for label in concept.labels:
        others = set(variant_words(label))
        if len(others) > 1 and len(words) > 1 and words <= others:
            return True
        if others < words and all(names_kind(word, concept.type) for word in words - others):
            return True
    return False


def _is_bare(short: str) -> bool:
    """Return whether a short form is too few letters to mean one thing.

    Of 228 short forms of four or five capitals that two or more of 14,396 papers of 2025 define, 124 have several long
    forms; of 833 with three, 608.
    """
    return short.isalpha() and short.rstrip("s").isupper() and len(short.rstrip("s")) <= _MAX_BARE


def _ends_like(short: str, long: str) -> bool:
    """Return whether an abbreviation counts the last word of its long form: "LSTMN" is more than an LSTM."""
    words = variant_words(long)
    return bool(words) and short.casefold().rstrip("s").endswith(words[-1][0])
