"""Decisions applied to what was extracted from one paper.

For a mention a pin goes before a split, a split before joins; retyping comes last and sees the concept that those gave.
A decision for one paper goes before one for all. A result follows the nearest mention of each of its concepts. What a
decision does to a paper depends on that paper and the file alone, so neither order nor batches matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from extractors.mentions import Extraction, LinkReason, Mention, Result
from extractors.sentences import split_sentences
from kg.curation.decision import Action, Decision, plain_surface, type_of
from kg.curation.hierarchy import curated_vocabulary
from kg.curation.rules import Curation, split_target
from ontology.terms import RESULT_RELATIONS, ConceptType, relation_for
from ontology.vocabulary import Vocabulary

CURATOR = "curation@1"  # stands as extractor where a person gave the fact

Index: TypeAlias = Mapping[tuple[str, ...], Decision]
Used: TypeAlias = tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class CuratedMention:
    """A mention after decisions, with those that changed it."""

    mention: Mention
    used: Used = ()


@dataclass(frozen=True, slots=True)
class CuratedResult:
    """A result after decisions, with those that changed it."""

    result: Result
    used: Used = ()


@dataclass(frozen=True, slots=True)
class Curated:
    """What a paper says after decisions.

    Attributes:
        mentions: Those whose relation was not removed.
        added: Relations that a person gave; their concepts are those that stay after joins.
        used: All decisions that changed something, without doubles.
    """

    mentions: tuple[CuratedMention, ...]
    results: tuple[CuratedResult, ...]
    added: Used = ()
    used: Used = ()


class Curator:
    """Applies the decisions of one file."""

    def __init__(self, curation: Curation, vocabulary: Vocabulary) -> None:
        """Prepare the decisions.

        Raises:
            CurationError: See `kg.curation.hierarchy.curated_vocabulary`.
        """
        self.curation = curation
        self.vocabulary = curated_vocabulary(vocabulary, curation)

    def apply(self, extraction: Extraction) -> Curated:
        """Return what a paper says after decisions."""
        if not self.curation.decisions:
            return Curated(
                tuple(map(CuratedMention, extraction.mentions)), tuple(map(CuratedResult, extraction.results))
            )
        paper = extraction.document.id
        moved = [self._mention(mention, paper) for mention in extraction.mentions]
        near = _Near(extraction, moved)
        results = tuple(self._result(r, near, paper) for r in extraction.results)
        removals = [self._removal(paper, found.mention) for found in moved]
        kept = tuple(found for found, removal in zip(moved, removals, strict=True) if removal is None)
        added = tuple(replace(d, concept=self.curation.root(d.concept)) for d in self._added.get(paper, ()))
        changes = [*(found.used for found in moved), *(found.used for found in results)]
        used = [decision for change in changes for decision in change]
        used += [*filter(None, removals), *self._added.get(paper, ())]
        return Curated(kept, results, added, tuple(dict.fromkeys(used)))

    def name_of(self, concept: str) -> str | None:
        """Return the name that a decision gives a concept; None where there is none."""
        decision = self._renames.get(concept)
        return decision.target if decision else None

    def decisions_on(self, concept: str) -> tuple[str, ...]:
        """Return the decisions on a concept itself, its name and what was joined with it, sorted."""
        rename = self._renames.get(concept)
        return texts([*self.curation.joined.get(concept, ()), *([rename] if rename else [])])

    def curated_concepts(self) -> set[str]:
        """Return the concepts that have decisions on themselves."""
        return {*self.curation.joined, *self._renames}

    def _mention(self, mention: Mention, paper: str) -> CuratedMention:
        surface = plain_surface(mention.text)
        concept, name, used = self._relinked(mention, surface, paper)
        keys = ((concept, surface, paper), (concept, surface, ""), (concept, "", paper), (concept, "", ""))
        retype = _first(self._retypes, keys)
        if retype is not None:
            concept, used = self._retyped(concept, retype), (*used, retype)
        if not used:
            return CuratedMention(mention)
        kind = type_of(concept) or mention.type
        return CuratedMention(replace(mention, type=kind, concept=concept, name=name, link=LinkReason.CURATED), used)

    def _relinked(self, mention: Mention, surface: str, paper: str) -> tuple[str, str, Used]:
        """Return concept and name of a mention after pins, splits and joins, with those that changed it."""
        root = self.curation.root
        pin = _first(self._pins, ((mention.type, surface, paper), (mention.type, surface, "")))
        if pin is not None:
            return self._moved(mention, root(pin.concept), surface, (pin,))
        own = root(mention.concept)
        split = _first(self._splits, ((own, surface, paper), (own, surface, "")))
        if split is not None:
            is_id = type_of(split.target) is mention.type
            name = surface if is_id or not split.target else split.target
            target = split_target(split)
            return self._moved(mention, root(target), name, (split, *self.curation.path(target)))
        return self._moved(mention, own, mention.name, tuple(self.curation.path(mention.concept)))

    @staticmethod
    def _moved(mention: Mention, concept: str, name: str, used: Used) -> tuple[str, str, Used]:
        """Return where a mention goes; a decision that says what linking says already was not used."""
        return (concept, mention.name, ()) if concept == mention.concept else (concept, name, used)

    def _retyped(self, concept: str, retype: Decision) -> str:
        return self.curation.root(f"{retype.target.lower()}:{concept.partition(':')[2]}")

    def _result(self, result: Result, near: _Near, paper: str) -> CuratedResult:
        """Return a result whose concepts follow their mentions; one of a type that it has already is dropped."""
        slots = {kind: getattr(result, kind.lower()) for kind in RESULT_RELATIONS}
        found: dict[ConceptType, str] = {}
        used: list[Decision] = []
        changed: list[tuple[ConceptType, str]] = []
        for kind, concept in slots.items():
            if concept is None:
                continue
            now, why = self._result_concept(concept, result, near, paper)
            used += why
            now_kind = type_of(now) or kind
            if now_kind is kind:
                found[kind] = now
            else:
                changed.append((now_kind, now))
        for kind, concept in changed:
            found.setdefault(kind, concept)
        if not used:
            return CuratedResult(result)
        values = {kind.lower(): found.get(kind) for kind in slots}
        return CuratedResult(replace(result, **values), tuple(dict.fromkeys(used)))  # type: ignore[arg-type]

    def _result_concept(self, concept: str, result: Result, near: _Near, paper: str) -> tuple[str, Used]:
        found = near.mention(concept, result)
        if found is not None:
            return found.mention.concept, found.used
        root, used = self.curation.root(concept), tuple(self.curation.path(concept))
        retype = _first(self._retypes, ((root, "", paper), (root, "", "")))
        return (root, used) if retype is None else (self._retyped(root, retype), (*used, retype))

    def _removal(self, paper: str, mention: Mention) -> Decision | None:
        return self._removed.get((paper, relation_for(mention.role, mention.type), mention.concept))

    @cached_property
    def _pins(self) -> Index:
        return {(type_of(d.concept) or "", d.surface, d.paper): d for d in self.curation.of_action(Action.PIN)}

    @cached_property
    def _splits(self) -> Index:
        return {(self.curation.root(d.concept), d.surface, d.paper): d for d in self.curation.of_action(Action.SPLIT)}

    @cached_property
    def _retypes(self) -> Index:
        return {(self.curation.root(d.concept), d.surface, d.paper): d for d in self.curation.of_action(Action.RETYPE)}

    @cached_property
    def _removed(self) -> Index:
        return {(d.paper, d.relation, self.curation.root(d.concept)): d for d in self.curation.of_action(Action.REMOVE)}

    @cached_property
    def _renames(self) -> Mapping[str, Decision]:
        return {d.concept: d for d in self.curation.of_action(Action.RENAME)}

    @cached_property
    def _added(self) -> Mapping[str, Sequence[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.curation.of_action(Action.ADD):
            found[decision.paper].append(decision)
        return found


def texts(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return decisions as the graph carries them, sorted."""
    return tuple(sorted({str(decision) for decision in decisions}))


def _first(index: Index, keys: Iterable[tuple[str, ...]]) -> Decision | None:
    return next((index[key] for key in keys if key in index), None)


class _Near:
    """Finds for a result the nearest mention of a concept: in its sentence, else in the one next to it, and so on."""

    def __init__(self, extraction: Extraction, curated: Sequence[CuratedMention]) -> None:
        self._mentions, self._document = extraction.mentions, extraction.document
        self._curated = curated

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in split_sentences(self._document.title, self._document.abstract)]

    def mention(self, concept: str, result: Result) -> CuratedMention | None:
        """Return the nearest mention that had a concept, as it is after decisions; None where there is none."""
        places = [i for i, mention in enumerate(self._mentions) if mention.concept == concept]
        return self._curated[min(places, key=lambda i: self._distance(i, result))] if places else None

    def _distance(self, place: int, result: Result) -> tuple[int, int, int]:
        mention = self._mentions[place]
        sentences = abs(bisect_right(self._starts, mention.start) - bisect_right(self._starts, result.start))
        characters = max(result.start - mention.end, mention.start - result.end, 0)
        return sentences, characters, place
