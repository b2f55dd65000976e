"""The vocabulary after joins: the concepts that went into others lend them their labels and their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.curation.decision import Action
from kg.curation.rules import Curation
from kg.errors import CurationError
from ontology.vocabulary import Concept, MatchRule, Vocabulary


def curated_vocabulary(vocabulary: Vocabulary, curation: Curation) -> Vocabulary:
    """Return a vocabulary in which joined concepts are one; the same object where no join concerns it.

    Raises:
        CurationError: A join puts a concept of the vocabulary into one that is not there, or makes a concept broader
            than itself.
    """
    gone = {target: curation.root(target) for target in curation.joins if vocabulary.get(target)}
    if not gone:
        return vocabulary
    for target, root in gone.items():
        if vocabulary.get(root) is None:
            join = curation.joins[target]
            reason = f"{target} is in the vocabulary, {root} is not; turn it round: {target} is the one that stays"
            raise CurationError(curation.file, join.line, reason)
    concepts = {concept.id: concept for concept in vocabulary}
    for target in sorted(gone):
        concepts[gone[target]] = _united(concepts[gone[target]], concepts[target])
    kept = {i: _relinked(concept, gone) for i, concept in concepts.items() if i not in gone}
    _check_circles(kept, curation)
    return Vocabulary.of(kept.values())


def _united(stays: Concept, goes: Concept) -> Concept:
    exact = {label for label in goes.labels if goes.match_of(label) is MatchRule.EXACT}
    link = {label for label in goes.labels if goes.match_of(label) is MatchRule.LINK}
    return replace(
        stays,
        aliases=(*stays.aliases, *goes.labels),
        broader=tuple(dict.fromkeys((*stays.broader, *goes.broader))),
        properties={**goes.properties, **stays.properties},
        exact_labels=stays.exact_labels | exact,
        link_labels=stays.link_labels | link,
    )


def _relinked(concept: Concept, gone: Mapping[str, str]) -> Concept:
    broader = dict.fromkeys(gone.get(wide, wide) for wide in concept.broader)
    return replace(concept, broader=tuple(wide for wide in broader if wide != concept.id))


def _check_circles(concepts: Mapping[str, Concept], curation: Curation) -> None:
    for join in curation.of_action(Action.JOIN):
        root = curation.root(join.concept)
        if root in concepts and root in _above(concepts[root].broader, concepts):
            reason = f"{join.target} and {root} are not one: a concept stands between them in the hierarchy; delete it"
            raise CurationError(curation.file, join.line, reason)


def _above(concepts: Iterable[str], known: Mapping[str, Concept]) -> set[str]:
    found: set[str] = set()
    waiting = list(concepts)
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += known[current].broader if current in known else ()
    return found
