"""Decisions and a store: which papers and concepts they change, and which of them change nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from kg.builder import PaperGraph, build_paper, paper_state
from kg.curation.curator import Curator
from kg.curation.decision import Action, Decision
from kg.curation.rules import Curation, split_target
from kg.errors import CurationError
from kg.extracted import unpack
from kg.graph import Node
from kg.store import GraphStore
from ontology.terms import NodeLabel

_BATCH = 2_000  # papers whose text is in memory at a time


def require_no_decisions(store: GraphStore) -> None:
    """Do nothing for a store that no decision has touched.

    Raises:
        CurationError: The store holds decisions, so that a build without their file would undo them in part.
    """
    held = [*_run(store, "curated-papers"), *_run(store, "curated-concepts")]
    if held:
        reason = (
            f"{store.address} holds decisions ({held[0]['decisions'][0]}), but there is no curation file here; name it "
            "with --curation, or name an empty file to undo them all"
        )
        raise CurationError("", 0, reason)


def recurated_papers(store: GraphStore, curator: Curator, *, without: Collection[str] = ()) -> list[PaperGraph]:
    """Return the papers of a store that come out otherwise under the decisions of a file, as they are now.

    Args:
        store: Holds the papers, each with what was extracted from it.
        curator: Applies the decisions.
        without: Ids of papers that are built anew anyway.

    Raises:
        CurationError: A paper that decisions may concern was written by an earlier version.
    """
    ids = sorted(_concerned(store, curator.curation) - set(without))
    built = (build_stored(node, curator) for node in _read_papers(store, ids))
    return [paper for before, paper in built if paper_state(before) != paper.state]


def build_stored(node: Node, curator: Curator) -> tuple[Node, PaperGraph]:
    """Return a stored paper's node, and the paper under the decisions of a file."""
    # A paper whose last write broke off has no digest; its next source then takes its place.
    return node, build_paper(unpack(node), curator, digest=str(node.properties.get("digest", "")))


def stale_concepts(store: GraphStore, curator: Curator) -> set[str]:
    """Return the concepts of a store that carry other decisions than those of a file."""
    held = {row["id"]: tuple(row["decisions"]) for row in _run(store, "curated-concepts")}
    wanted = _present(store, curator.curated_concepts())
    return {concept for concept in held.keys() | wanted if held.get(concept, ()) != curator.decisions_on(concept)}


def names_in_store(
    store: GraphStore, papers: Iterable[str], concepts: Collection[str], curator: Curator
) -> dict[str, set[str]]:
    """Return the names that some papers of a store give some concepts, under the decisions of a file."""
    names: dict[str, set[str]] = defaultdict(set)
    for node in _read_papers(store, sorted(set(papers))):
        _, paper = build_stored(node, curator)
        for concept in paper.concepts.keys() & concepts:
            names[concept] |= paper.concepts[concept][1]
    return names


def result_concepts(store: GraphStore) -> list[tuple[str, str]]:
    """Return each paper of a store with each concept that one of its results names."""
    return [(row["paper"], row["concept"]) for row in _run(store, "result-concepts")]


def idle_decisions(store: GraphStore, curation: Curation) -> list[Decision]:
    """Return the decisions that change nothing in a store, pins left out: they may say what linking says."""
    used = {text for row in _run(store, "curated-papers") for text in row["decisions"]}
    renamed = _present(store, {d.concept for d in curation.of_action(Action.RENAME)})
    return [
        d
        for d in curation.decisions
        if str(d) not in used
        and d.action is not Action.PIN
        and not (d.action is Action.RENAME and d.concept in renamed)
    ]


def told_idle(store: GraphStore, curation: Curation) -> tuple[str, ...]:
    """Return the decisions that change nothing in a store in words, each with its line and the next step."""
    return tuple(
        f"{curation.file}:{d.line}: changes nothing in this store: {d}; kg merges explain tells ids and surfaces"
        for d in idle_decisions(store, curation)
    )


def _concerned(store: GraphStore, curation: Curation) -> set[str]:
    """Return the papers that carry decisions, and all that the decisions of a file may concern."""
    found = {row["id"] for row in _run(store, "curated-papers")} | set(store.unfinished_papers())
    named = {d.paper for d in curation.of_action(Action.ADD, Action.REMOVE)}
    found |= {node.id for node in store.read_nodes(NodeLabel.PAPER, ids=sorted(named))} if named else set()
    concepts = sorted({concept for decision in curation.decisions for concept in _concepts(decision)})
    if concepts:
        found |= {row["id"] for row in _run(store, "papers-of-concepts", ids=concepts)}
    # A line break in the text may part the words of a surface, so the longest of them is looked for.
    words = sorted({max(pin.surface.split(), key=len) for pin in curation.of_action(Action.PIN)})
    if words:
        found |= {row["id"] for row in _run(store, "papers-with-words", words=words)}
    return found


def _concepts(decision: Decision) -> tuple[str, ...]:
    match decision.action:
        case Action.JOIN:
            return (decision.concept, decision.target)
        case Action.SPLIT:
            return (decision.concept, split_target(decision))
        case Action.RETYPE | Action.REMOVE:
            return (decision.concept,)
        case _:
            return ()


def _present(store: GraphStore, concepts: Collection[str]) -> set[str]:
    return {node.id for node in store.read_nodes(NodeLabel.CONCEPT, ids=sorted(concepts))} if concepts else set()


def _read_papers(store: GraphStore, ids: Sequence[str]) -> Iterator[Node]:
    for start in range(0, len(ids), _BATCH):
        yield from store.read_nodes(NodeLabel.PAPER, ids=ids[start : start + _BATCH])


@cache
def _statement(name: str) -> str:
    return files("kg").joinpath("cypher", "curation", f"{name}.cypher").read_text(encoding="utf-8")


def _run(store: GraphStore, name: str, **parameters: object) -> list[dict[str, Any]]:
    return store.query(_statement(name), parameters)
