"""Some papers of a store with those nearest to them, and what each pair shares: how good the links are, by example."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.links import hub_limit
from kg.lookup import related_papers
from kg.store import GraphStore

_MAX_TITLE = 70  # characters of a title in a table

_PAPERS = "MATCH (p:Paper) WHERE p.title <> '' RETURN p.id AS id, p.title AS title ORDER BY id"
_SIZES = "MATCH (c:Concept) RETURN c.id AS id, c.n_papers AS n_papers"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A paper near another.

    Attributes:
        weight: Of the link, in (0, 1].
        why: What the two share, in words.
        has_rare: Whether a concept that they share is in few enough papers to be no hub.
    """

    id: str
    title: str
    weight: float
    why: str
    has_rare: bool


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A paper with those nearest to it, the nearest first."""

    id: str
    title: str
    nearest: tuple[Neighbour, ...]


def neighbourhoods(store: GraphStore, *, n_papers: int, n_nearest: int) -> list[Neighbourhood]:
    """Return some papers, evenly spread over the ids of a store, each with those nearest to it.

    Args:
        store: An open store.
        n_papers: How many papers; fewer where the store holds fewer.
        n_nearest: How many of the nearest of each; fewer where it has fewer links.
    """
    papers = store.query(_PAPERS)
    limit = hub_limit(store.counts().papers)
    rare = {str(row["id"]) for row in store.query(_SIZES) if int(str(row["n_papers"])) <= limit}
    step = max(len(papers) / n_papers, 1.0)
    chosen = [papers[int(step * i)] for i in range(min(n_papers, len(papers)))]
    return [
        Neighbourhood(str(paper["id"]), str(paper["title"]), _nearest(store, str(paper["id"]), n_nearest, rare))
        for paper in chosen
    ]


def summary(found: Sequence[Neighbourhood], *, n_nearest: int) -> str:
    """Return in one line how many papers have all their nearest, and how many links rest on hubs alone."""
    full = sum(len(one.nearest) == n_nearest for one in found)
    links = [neighbour for one in found for neighbour in one.nearest]
    rare = sum(neighbour.has_rare for neighbour in links)
    return (
        f"{full} of {len(found)} papers have {n_nearest} neighbours; "
        f"{rare} of {len(links)} links share a concept that is not a hub"
    )


def to_rows(found: Iterable[Neighbourhood]) -> list[dict[str, object]]:
    """Return the neighbourhoods as rows of a table."""
    return [
        {"paper": one.title, "near": near.title, "weight": near.weight, "why": near.why}
        for one in found
        for near in one.nearest
    ]


def to_markdown(found: Iterable[Neighbourhood]) -> str:
    """Return the neighbourhoods as a table in Markdown, long titles cut."""
    lines = ["| paper | near | weight | why |", "| --- | --- | --- | --- |"]
    for one in found:
        head = _cell(_cut(one.title))
        for near in one.nearest:
            lines.append(f"| {head} | {_cell(_cut(near.title))} | {near.weight:.2f} | {_cell(near.why)} |")
            head = ""
    return "\n".join(lines)


def _nearest(store: GraphStore, paper: str, n: int, rare: set[str]) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            id=str(row["id"]),
            title=str(row["title"]),
            weight=float(str(row["weight"])),
            why=str(row["why"]),
            has_rare=any(concept in rare for concept in row["concepts"]),  # type: ignore[attr-defined]
        )
        for row in related_papers(store, paper, limit=n)
    )


def _cut(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= _MAX_TITLE else title[: _MAX_TITLE - 1].rstrip() + "…"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
