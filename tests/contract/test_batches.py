"""The same papers give the same concepts, relationships and links, in whatever order and batches they come."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from extractors.documents import Document
from extractors.extraction_file import to_json
from extractors.mentions import Extraction
from extractors.pipeline import build_pipeline, extract_documents
from extractors.readers import read_documents
from kg.builder import build_graph, build_paper
from kg.graph import KnowledgeGraph
from kg.load import update_store
from kg.sample import sample_path
from kg.store import GraphStore
from ontology.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def documents() -> Sequence[Document]:
    return read_documents([sample_path()]).documents[:30]


@pytest.fixture(scope="module")
def extractions(documents: Sequence[Document]) -> list[Extraction]:
    return list(extract_documents(build_pipeline(), documents))


def shuffled(items: Sequence[Extraction]) -> list[Extraction]:
    return random.Random(5).sample(items, len(items))


def stored(store: GraphStore, extractions: Sequence[Extraction], *, n_batches: int) -> KnowledgeGraph:
    for number in range(n_batches):
        update_store(store, [build_paper(e) for e in extractions[number::n_batches]], load_vocabulary())
    return store.read_graph()


@pytest.mark.parametrize("batch_size", [1, 7])
def test_extractions_do_not_depend_on_order_and_batches(
    documents: Sequence[Document], extractions: list[Extraction], batch_size: int
) -> None:
    turned = list(extract_documents(build_pipeline(), documents[::-1], batch_size=batch_size))

    assert [to_json(e) for e in turned[::-1]] == [to_json(e) for e in extractions]


def test_graph_does_not_depend_on_order(extractions: list[Extraction]) -> None:
    assert build_graph(shuffled(extractions)) == build_graph(extractions)


@pytest.mark.parametrize("n_batches", [1, 10])
def test_store_does_not_depend_on_order_and_batches(
    store: GraphStore, extractions: list[Extraction], n_batches: int
) -> None:
    assert stored(store, shuffled(extractions), n_batches=n_batches) == build_graph(extractions)
