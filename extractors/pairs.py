"""Pairs of names: one concept, two, or one broader than the other; and scores against annotated pairs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractors.identity import NO_DOCUMENT, DocumentNames, Link, NameLinker
from extractors.narrower import broader_reason
from ontology.terms import ConceptType
from ontology.variants import counting_parts, variant_words
from ontology.vocabulary import Vocabulary


class Relation(StrEnum):
    """How two names of one type relate."""

    SAME = "same"
    DIFFERENT = "different"
    BROADER = "broader"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided of a pair.

    Attributes:
        relation: ``broader`` says that the first name is the broader one.
        reason: The rules that say so, in words.
        first: The concept of the first name.
        second: The concept of the second.
    """

    relation: Relation
    reason: str
    first: Link
    second: Link

    def to_text(self) -> str:
        """Return the verdict in two lines for people."""
        first, second = self.first.name, self.second.name
        said = f"broader: {first!r} is broader than {second!r}" if self.relation is Relation.BROADER else self.relation
        return f"{said}\n{self.reason}"

    def to_json(self) -> dict[str, object]:
        """Return the verdict as plain values."""
        return {
            "relation": self.relation.value,
            "reason": self.reason,
            "names": [_plain(self.first), _plain(self.second)],
        }


@dataclass(frozen=True, slots=True)
class NamePair:
    """An annotated pair.

    Attributes:
        first: A name.
        second: Another; ``broader`` says that the first is the broader one.
        label: What an annotator says.
        documents: Ids of the papers that use the names, None where any would do.
    """

    type: ConceptType
    first: str
    second: str
    label: Relation
    documents: tuple[str | None, str | None]


class PairJudge:
    """Decides pairs by the code that links mentions."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._linker = NameLinker(vocabulary)

    def judge(
        self,
        first: str,
        second: str,
        concept_type: ConceptType,
        documents: tuple[DocumentNames, DocumentNames] = (NO_DOCUMENT, NO_DOCUMENT),
    ) -> Verdict:
        """Return how two names of a type relate, the first perhaps being the broader one.

        Args:
            first: A name.
            second: Another.
            concept_type: The type of both.
            documents: What the papers that use the names say of them.
        """
        a = self._linker.link(first, concept_type, documents[0])
        b = self._linker.link(second, concept_type, documents[1])
        if a.concept == b.concept:
            return Verdict(Relation.SAME, _both(first, second, a, b), a, b)
        reason = broader_reason(a, b, concept_type, self._vocabulary)
        if reason is not None:
            return Verdict(Relation.BROADER, reason, a, b)
        return Verdict(Relation.DIFFERENT, _apart(first, second, a, b), a, b)

    def compare(self, first: str, second: str, concept_type: ConceptType) -> Verdict:
        """Return how two names of a type relate; of two of which one is broader, that one comes first."""
        verdict = self.judge(first, second, concept_type)
        if verdict.relation is Relation.DIFFERENT:
            turned = self.judge(second, first, concept_type)
            return turned if turned.relation is Relation.BROADER else verdict
        return verdict


def _both(first: str, second: str, a: Link, b: Link) -> str:
    if a.words and a.words == b.words:
        return f"{first!r} and {second!r} have the same words: {' '.join(a.words)}; the vocabulary has neither"
    return f"both are {a.name!r} ({a.concept}): {a.why}" + ("" if b.why == a.why else f"; {b.why}")


def _apart(first: str, second: str, a: Link, b: Link) -> str:
    parts = [counting_parts(variant_words(name)) for name in (first, second)]
    if parts[0] != parts[1]:
        left, right = (" ".join(part) or "nothing" for part in parts)
        return f"numbers, versions and marks always count: {left} in {first!r}, {right} in {second!r}"
    return f"{first!r} is {a.name!r} ({a.concept}): {a.why}; {second!r} is {b.name!r} ({b.concept}): {b.why}"


def _plain(link: Link) -> dict[str, object]:
    return {"concept": link.concept, "name": link.name, "link": link.reason.value, "why": link.why}
