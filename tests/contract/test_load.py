"""Updating a store: what is new, what changed, and what follows from the whole, on both targets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors.documents import Document, document_id
from extractors.mentions import Extraction, Mention
from kg.builder import PaperGraph, assemble, build_paper
from kg.derive import derive_graph
from kg.errors import CheckError
from kg.graph import KnowledgeGraph, Node
from kg.load import UpdateReport, update_store
from kg.store import GraphStore
from ontology.terms import ConceptType, NodeLabel, RelationType, Role
from ontology.vocabulary import Concept, Vocabulary

GPU = Concept(id="hardware:gpu", type=ConceptType.HARDWARE, name="GPU", aliases=("graphics processor",))
VOCABULARY = Vocabulary.of(
    [GPU, replace(GPU, id="hardware:tesla", name="Tesla", aliases=(), broader=("hardware:gpu",))]
)
WORDS = {
    "Mamba": "method:mamba",
    "Mambas": "method:mamba",
    "RWKV": "method:rwkv",
    "PG19": "dataset:pg19",
    "GPU": "hardware:gpu",
    "Tesla": "hardware:tesla",
}


def paper(number: int, words: str, *, source: str = "a.txt", published: str | None = None) -> PaperGraph:
    """A paper whose abstract is some words, each a mention if `WORDS` knows it."""
    document = Document(
        id=f"arxiv:2401.{number:05}", title=f"P{number}", abstract=words, published=published, sources=(source,)
    )
    mentions, start = [], len(document.title) + 1
    for word in words.split():
        if word in WORDS:
            kind = ConceptType(WORDS[word].partition(":")[0].capitalize())
            mentions.append(
                Mention(start, start + len(word), word, kind, WORDS[word], word, Role.USED, 0.9, "rule@1.0")
            )
        start += len(word) + 1
    return build_paper(Extraction(document, tuple(mentions), ()))


def whole(papers: Sequence[PaperGraph]) -> KnowledgeGraph:
    return derive_graph(assemble(papers, VOCABULARY), VOCABULARY)


CORPUS = [
    paper(1, "Mamba on PG19 with a GPU", published="2024-01-01"),
    paper(2, "Mambas on PG19", published="2023-05-05"),
    paper(3, "RWKV on a Tesla"),
    paper(4, "Mamba and RWKV"),
]


def test_first_update_writes_the_whole_graph(store: GraphStore) -> None:
    report = update_store(store, CORPUS, VOCABULARY)

    graph = whole(CORPUS)
    assert store.read_graph() == graph
    assert report == UpdateReport(4, 0, 0, len(graph.nodes), len(graph.relationships))


def test_second_update_changes_nothing(store: GraphStore) -> None:
    update_store(store, CORPUS, VOCABULARY)

    assert update_store(store, CORPUS, VOCABULARY) == UpdateReport(0, 0, 4, 0, 0)
    assert store.read_graph() == whole(CORPUS)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_batches_in_any_order_give_the_same_graph(store: GraphStore, seed: int) -> None:
    shuffled = random.Random(seed).sample(CORPUS, len(CORPUS))
    for one in shuffled:
        update_store(store, [one], VOCABULARY)

    assert store.read_graph() == whole(CORPUS)


def test_changed_paper_takes_the_place_of_the_earlier_one(store: GraphStore) -> None:
    update_store(store, CORPUS, VOCABULARY)
    changed = paper(3, "Mamba on PG19")

    report = update_store(store, [changed], VOCABULARY)

    assert (report.n_new, report.n_changed, report.n_unchanged) == (0, 1, 0)
    assert store.read_graph() == whole([*CORPUS[:2], changed, CORPUS[3]])


def test_concept_that_no_paper_names_any_more_goes(store: GraphStore) -> None:
    update_store(store, [CORPUS[2]], VOCABULARY)

    update_store(store, [paper(3, "Mamba alone")], VOCABULARY)

    assert [node.id for node in store.read_nodes(NodeLabel.CONCEPT)] == ["method:mamba"]


def test_same_paper_from_another_file_has_both_sources_and_is_unchanged(store: GraphStore) -> None:
    update_store(store, [paper(1, "Mamba", source="b.txt")], VOCABULARY)

    report = update_store(store, [paper(1, "Mamba", source="a.txt")], VOCABULARY)

    assert (report.n_new, report.n_changed, report.n_unchanged) == (0, 0, 1)
    assert store.read_nodes(NodeLabel.PAPER)[0].properties["sources"] == ("a.txt", "b.txt")


def test_update_that_breaks_the_ontology_writes_nothing(store: GraphStore) -> None:
    good = paper(1, "Mamba")
    bad_node = Node(good.id, NodeLabel.PAPER, {**good.nodes[0].properties, "title": 3})

    with pytest.raises(CheckError, match="title as str; found 3"):
        update_store(store, [replace(good, nodes=(bad_node,))], VOCABULARY)

    assert store.read_graph() == KnowledgeGraph.of([], [])


def test_broader_links_follow_the_concepts_of_all_runs(store: GraphStore) -> None:
    update_store(store, [CORPUS[0]], VOCABULARY)
    assert store.read_relationships(RelationType.BROADER) == []

    update_store(store, [CORPUS[2]], VOCABULARY)

    assert [(r.start, r.end) for r in store.read_relationships(RelationType.BROADER)] == [
        ("hardware:tesla", "hardware:gpu")
    ]


def titled(identifier: str, words: str, *, title: str = "One paper", source: str = "a.txt") -> PaperGraph:
    document = Document(id=identifier, title=title, abstract=words, sources=(source,))
    start = document.text.index("Mamba")
    mention = Mention(
        start, start + 5, "Mamba", ConceptType.METHOD, "method:mamba", "Mamba", Role.USED, 0.9, "rule@1.0"
    )
    return build_paper(Extraction(document, (mention,), ()))


BY_TITLE = titled(document_id(title="One paper"), "Mamba", source="listing.txt")
BY_ARXIV = titled("arxiv:2401.09999", "Mamba again", title="One Paper", source="arxiv.jsonl")


@pytest.mark.parametrize(
    ("runs", "counts"),
    [
        pytest.param([[BY_TITLE], [BY_ARXIV]], (0, 1, 0), id="title-first"),
        pytest.param([[BY_ARXIV], [BY_TITLE]], (0, 0, 1), id="arxiv-first"),
        pytest.param([[BY_TITLE, BY_ARXIV]], (1, 0, 1), id="together"),
        pytest.param([[BY_TITLE], [BY_ARXIV], [BY_TITLE]], (0, 0, 1), id="again"),
    ],
)
def test_a_paper_known_by_title_and_by_arxiv_id_is_one(
    store: GraphStore, runs: list[list[PaperGraph]], counts: tuple[int, int, int]
) -> None:
    reports = [update_store(store, run, VOCABULARY) for run in runs]

    (node,) = store.read_nodes(NodeLabel.PAPER)
    assert (node.id, node.properties["abstract"]) == ("arxiv:2401.09999", "Mamba again")
    assert (reports[-1].n_new, reports[-1].n_changed, reports[-1].n_unchanged) == counts
    assert store.read_graph().relationships.keys() == whole([BY_ARXIV]).relationships.keys()


def test_two_papers_with_one_title_and_two_ids_stay_two(store: GraphStore) -> None:
    other = titled("arxiv:2402.00001", "Mamba too")

    update_store(store, [BY_ARXIV, other], VOCABULARY)
    update_store(store, [BY_TITLE], VOCABULARY)

    assert [n.id for n in store.read_nodes(NodeLabel.PAPER)] == [BY_ARXIV.id, other.id, BY_TITLE.id]
