"""One paper under two ids: first known by its title alone, later by an arXiv id or DOI, or the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.documents import document_id
from kg.builder import PaperGraph
from kg.graph import Node, Value
from kg.store import GraphStore
from ontology.terms import NodeLabel

_BY_TITLE = "title:"
_TITLES = "MATCH (p:Paper) WHERE NOT p.id STARTS WITH 'title:' RETURN p.id AS id, p.title AS title"


@dataclass(frozen=True, slots=True)
class Matched:
    """Papers of a run, each under the best id that the run or the store has for it.

    Attributes:
        papers: Those to write; each has the sources of the records that it stands for.
        superseded: Ids of stored papers that are known by a better id now.
        absorbed: Papers of the run that the store, or another paper of the run, has under a better id.
    """

    papers: tuple[PaperGraph, ...]
    superseded: tuple[str, ...]
    absorbed: int


def match_papers(store: GraphStore, papers: Sequence[PaperGraph]) -> Matched:
    """Return the papers of a run matched with each other and with those of a store by title.

    A record with an arXiv id or DOI goes before one that has a title only. Two of the former with one title stay two.

    Args:
        store: Holds the papers of earlier runs.
        papers: Of one run, each id once.
    """
    by_title: dict[str, list[PaperGraph]] = defaultdict(list)
    for paper in papers:
        by_title[_title_id(paper.nodes[0])].append(paper)
    stored = {node.id: node for node in store.read_nodes(NodeLabel.PAPER, ids=sorted(by_title))}
    better = _better_ids(store, [p.id for p in papers if p.id.startswith(_BY_TITLE) and p.id not in stored])
    kept: list[PaperGraph] = []
    superseded: list[str] = []
    for title_id, records in by_title.items():
        identified = [paper for paper in records if not paper.id.startswith(_BY_TITLE)]
        others = [paper.nodes[0] for paper in records if paper.id.startswith(_BY_TITLE)]
        if len(identified) == 1:
            if title_id in stored:
                superseded.append(title_id)
                others.append(stored[title_id])
            kept.append(with_sources(identified[0], others))
        elif identified or title_id not in better:
            kept.extend(records)
    kept.sort(key=lambda paper: paper.id)
    return Matched(tuple(kept), tuple(sorted(superseded)), len(papers) - len(kept))


def with_sources(paper: PaperGraph, others: Sequence[Node]) -> PaperGraph:
    """Return a paper with the names of the files that held other records of it beside those of this one."""
    node = paper.nodes[0]
    names = {name for other in (node, *others) for name in _strings(other.properties.get("sources", ()))}
    united = replace(node, properties={**node.properties, "sources": tuple(sorted(names))})
    return replace(paper, nodes=(united, *paper.nodes[1:]))


def _better_ids(store: GraphStore, title_ids: Sequence[str]) -> frozenset[str]:
    """Return those of some ids made from titles whose paper the store has under one other id."""
    if not title_ids:
        return frozenset()
    counts: dict[str, int] = defaultdict(int)
    for row in store.query(_TITLES):
        counts[document_id(title=str(row["title"] or ""))] += 1
    return frozenset(identifier for identifier in title_ids if counts[identifier] == 1)


def _title_id(node: Node) -> str:
    """Return the id that a paper's title gives; its own for a paper without a title."""
    title = str(node.properties.get("title") or "")
    identifier = document_id(title=title)
    return identifier if title and identifier.startswith(_BY_TITLE) else node.id


def _strings(value: Value) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, tuple) else ()
