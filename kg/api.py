"""The steps as functions, for use from Python.

Heavy packages are imported by the step that needs them, so that ``import kg`` and a command that only queries stay
quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.profiles import DEFAULT_PROFILE

if TYPE_CHECKING:
    import networkx

    from extractors.documents import Corpus, Document
    from extractors.mentions import Extraction
    from extractors.pairs import Verdict
    from kg.graph import KnowledgeGraph
    from kg.load import UpdateReport
    from kg.store import GraphStore


def read(sources: Iterable[str | Path]) -> Corpus:
    """Return the distinct papers of files and folders, with what could not be used.

    Args:
        sources: Saved listings, JSON Lines, each also gzipped, or folders of them; ``-`` is standard input.

    Raises:
        UnreadableSourceError: A source cannot be opened.
    """
    from extractors.readers import read_documents

    return read_documents(sources)


def extract(
    documents: Iterable[Document], *, profile: str = DEFAULT_PROFILE, min_confidence: float | None = None
) -> Iterator[Extraction]:
    """Yield the mentions and results of each document, in the order given.

    Args:
        documents: From `read`, or made by hand.
        profile: ``accurate``, or ``fast``, which is several times as fast.
        min_confidence: Mentions below it are dropped, in [0, 1]; what measures best when None.

    Raises:
        ValueError: There is no such profile.
    """
    from extractors.pipeline import build_pipeline, extract_documents

    yield from extract_documents(build_pipeline(profile=profile, min_confidence=min_confidence), documents)


def build(extractions: Iterable[Extraction], *, curation: str | Path | None = None) -> KnowledgeGraph:
    """Return the property graph of a corpus, links between papers included.

    Args:
        extractions: One per paper; of two with one id the last counts.
        curation: File with the decisions of people.

    Raises:
        CurationError: The file cannot be read, contradicts itself, or cannot be applied.
    """
    from kg.builder import build_graph
    from kg.curation.file import read_curation

    return build_graph(extractions, curation=None if curation is None else read_curation(curation))


def open_store(
    target: str | Path = "kg.db", *, password: str | None = None, user: str = "neo4j", database: str = "neo4j"
) -> GraphStore:
    """Return an open store, a context manager.

    Args:
        target: Path of an embedded store, made where there is none, or URI of a Neo4j server.
        password: Password of the server.
        user: User of the server.
        database: Database of the server.

    Raises:
        StoreError: The store does not answer, refuses the password, is locked or holds another schema version.
    """
    from kg.store import open_store as open_target

    return open_target(target, password=password, user=user, database=database)


def update_store(
    store: GraphStore, extractions: Iterable[Extraction], *, curation: str | Path | None = None
) -> UpdateReport:
    """Write papers into a store that may hold others, and return what was done.

    Args:
        store: An open store.
        extractions: One per paper; none to apply the decisions alone.
        curation: File with the decisions of people, which reach the papers that the store holds too.

    Raises:
        CurationError: The file cannot be read, contradicts itself, or cannot be applied; or there is none, but the
            store holds decisions.
    """
    from kg.builder import build_paper
    from kg.curation.curator import Curator
    from kg.curation.file import read_curation
    from kg.load import update_store as write
    from ontology.vocabulary import load_vocabulary

    vocabulary = load_vocabulary()
    curator = None if curation is None else Curator(read_curation(curation), vocabulary)
    papers = [build_paper(extraction, curator) for extraction in extractions]
    return write(store, papers, vocabulary, curator=curator)


def run_query(store: GraphStore, name: str, parameters: Mapping[str, object] | None = None) -> list[dict[str, object]]:
    """Return the rows of a query of the library.

    Raises:
        UnknownNameError: The library has no such query, or the query no such parameter.
    """
    from kg.queries import run_query as run

    return run(store, name, parameters or {})


def same(concept_type: str, first: str, second: str) -> Verdict:
    """Return whether two names are one concept, two, or one broader than the other, and why.

    Args:
        concept_type: ``Method``, ``Dataset``, ``Metric``, ``Hardware`` or ``Task``.
        first: A name, as papers write it.
        second: Another.

    Raises:
        UnknownTypeError: There is no such type.
    """
    from kg.identity import compare_names

    return compare_names(concept_type, first, second)


def to_networkx(graph: KnowledgeGraph) -> networkx.MultiDiGraph[str]:
    """Return the graph for networkx; the key of an edge is its relationship type."""
    from kg.networkx_view import to_networkx as convert

    return convert(graph)


def export_graph(graph: KnowledgeGraph, path: str | Path) -> None:
    """Write the graph to a file, in the format that the ending of its name gives.

    Raises:
        UnknownNameError: No exporter has that ending.
    """
    from kg.export import export as write

    write(graph, path)


def draw_graph(graph: KnowledgeGraph, path: str | Path) -> None:
    """Write the explorer (``.html``) or a picture (``.png``, ``.svg``) of the graph.

    Raises:
        UnknownNameError: There is no picture with that ending.
    """
    from kg.viz import draw as write

    write(graph, path)
