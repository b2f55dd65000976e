"""One concept explained: its surfaces with the rules that linked them, and the look-alikes that stayed apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors.mentions import LinkReason
from extractors.pairs import PairJudge, Relation, Verdict
from kg.curation.decision import type_of
from kg.graph import Node
from kg.lookup import find_concept
from kg.merging.ledger import Merge, concept_names, surfaces
from kg.store import GraphStore
from ontology.names import name_key
from ontology.terms import NodeLabel
from ontology.vocabulary import load_vocabulary

RULES = {
    LinkReason.VOCABULARY: "a name of it in the vocabulary",
    LinkReason.VARIANT: "a spelling of one of its names",
    LinkReason.HEAD_NOUN: "one of its names with or without the word that says what kind of thing it is",
    LinkReason.ABBREVIATION: "written out, or abbreviated, in the paper",
    LinkReason.USAGE: "letters that papers nearly always use for it",
    LinkReason.CONTEXT: "letters with several meanings, of which the paper names this one",
    LinkReason.PATTERN: "a device by its model number",
    LinkReason.COINED: "the vocabulary has none; the id is made from the words",
    LinkReason.CURATED: "a person decided so",
    LinkReason.UNKNOWN: "the extraction file does not say",
}
_MAX_NEAR = 8
_MIN_LIKENESS = 0.6  # of two names, by Ratcliff and Obershelp: finds what to show, decides nothing


@dataclass(frozen=True, slots=True)
class Apart:
    """A concept that looks like another and stayed apart.

    Attributes:
        relation: ``different`` or ``broader``.
        reason: The rules that say so, in words.
    """

    concept: str
    name: str
    relation: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A concept with its surfaces, the decisions on it, and its look-alikes."""

    node: Node
    surfaces: tuple[Merge, ...]
    apart: tuple[Apart, ...]

    def to_json(self) -> dict[str, object]:
        """Return the explanation as plain values."""
        return {
            "id": self.node.id,
            "name": self.node.properties["name"],
            "decisions": list(_decisions(self.node)),
            "surfaces": [merge.to_json() for merge in self.surfaces],
            "apart": [
                {"id": a.concept, "name": a.name, "relation": a.relation, "reason": a.reason} for a in self.apart
            ],
        }

    def to_text(self) -> str:
        """Return the explanation for people."""
        lines = [f"{self.node.label} {self.node.properties['name']}", f"  id: {self.node.id}"]
        lines += [f"  decision: {decision}" for decision in _decisions(self.node)]
        for merge in self.surfaces:
            n = merge.n_papers
            lines += [
                "",
                f'"{merge.surface}": {merge.reason} ({RULES[merge.reason]}), {n} paper{"" if n == 1 else "s"}',
            ]
            lines += [f'  {witness.paper}: "{" ".join(witness.quote.split())}"' for witness in merge.witnesses]
        if self.apart:
            lines += ["", "kept apart:"]
            lines += [f"  {a.name}  [{a.concept}]  {a.relation}: {a.reason}" for a in self.apart]
        return "\n".join(lines)


def explain(store: GraphStore, what: str) -> Explanation:
    """Return how a concept came about.

    Args:
        store: An open store.
        what: Id, name or alias of the concept.

    Raises:
        NodeNotFoundError: No concept is called so.
        AmbiguousNameError: Several are.
    """
    concept = find_concept(store, what)
    (node,) = store.read_nodes(NodeLabel.CONCEPT, ids=[concept])
    found = surfaces(store, concepts=[concept])
    return Explanation(node, tuple(found[0]) if found else (), tuple(_apart(store, node)))


def _apart(store: GraphStore, node: Node) -> Iterable[Apart]:
    kind = type_of(node.id)
    assert kind is not None  # ids of concepts begin with their type
    judge = PairJudge(load_vocabulary())
    name = str(node.properties["name"])
    for other, other_name in _look_alikes(node.id, name, concept_names(store)):
        verdict = judge.compare(name, other_name, kind)
        yield Apart(other, other_name, *_said(verdict))


def _said(verdict: Verdict) -> tuple[str, str]:
    """Return relation and reason of two concepts that stayed apart."""
    if verdict.relation is Relation.SAME:
        return "different", "the names alone are one concept; what the papers write out is not"
    if verdict.relation is Relation.BROADER or verdict.reason.startswith("numbers"):
        return verdict.relation.value, verdict.reason
    known = [link.name for link in (verdict.first, verdict.second) if link.known is not None]
    has = {0: "neither", 1: f"only {known[0]!r}" if known else "", 2: "both, as two concepts"}[len(known)]
    return "different", f"no rule makes the names one; the vocabulary has {has}"


def _look_alikes(concept: str, name: str, names: Iterable[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return concepts of the same type whose names look like one, the most alike first."""
    kind, matcher = concept.partition(":")[0], SequenceMatcher(autojunk=False)
    matcher.set_seq2(name_key(name))
    found: list[tuple[float, str, str]] = []
    for other, other_name in names:
        if other == concept or not other.startswith(f"{kind}:"):
            continue
        matcher.set_seq1(name_key(other_name))
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _MIN_LIKENESS:
            likeness = matcher.ratio()
            if likeness >= _MIN_LIKENESS:
                found.append((-likeness, other, other_name))
    return [(other, other_name) for _, other, other_name in sorted(found)[:_MAX_NEAR]]


def _decisions(node: Node) -> tuple[str, ...]:
    value = node.properties.get("decisions", ())
    return tuple(map(str, value)) if isinstance(value, tuple) else ()
