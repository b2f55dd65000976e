"""Decisions and a store: applied, obeyed by later builds, undone; the same in any order and batches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.documents import Document
from extractors.mentions import Extraction, Mention, Result
from kg.builder import build_graph, build_paper
from kg.curation.curator import Curator
from kg.curation.decision import Action, Decision
from kg.curation.rules import Curation
from kg.errors import CurationError, StoreError
from kg.load import UpdateReport, update_store
from kg.recuration import idle_decisions
from kg.store import GraphStore
from ontology.terms import ConceptType, NodeLabel, Role
from ontology.vocabulary import Concept, Vocabulary

GPU = Concept(id="hardware:gpu", type=ConceptType.HARDWARE, name="GPU", aliases=("graphics processor",))
VOCABULARY = Vocabulary.of(
    [
        GPU,
        replace(GPU, id="hardware:tesla", name="Tesla", aliases=(), broader=("hardware:gpu",)),
        replace(GPU, id="hardware:accelerator", name="accelerator", aliases=("NPU",)),
    ]
)
WORDS = {
    "Mamba": "method:mamba",
    "Mambas": "method:mamba",
    "SSM": "method:ssm",
    "S6-layers": "method:s6-layer",
    "PG19": "dataset:pg19",
    "GPU": "hardware:gpu",
    "Tesla": "hardware:tesla",
    "accelerator": "hardware:accelerator",
}


def extraction(number: int, words: str, *, published: str | None = None) -> Extraction:
    """A paper whose abstract is some words, each a mention if `WORDS` knows it; a number is a result of the Mamba."""
    document = Document(id=f"arxiv:2401.{number:05}", title=f"P{number}", abstract=words, published=published)
    mentions, results, start = [], [], len(document.title) + 1
    for word in words.split():
        end = start + len(word)
        if word in WORDS:
            kind = ConceptType(WORDS[word].partition(":")[0].capitalize())
            mentions.append(Mention(start, end, word, kind, WORDS[word], word, Role.USED, 0.9, "rule@1.0"))
        if word.isdigit():
            values = (Decimal(word), None, None, None, "method:mamba", None, None, None, False, None, 0.5, "numbers@1")
            results.append(Result(start, end, word, *values))
        start = end + 1
    return Extraction(document, tuple(mentions), tuple(results))


CORPUS = [
    extraction(1, "Mamba on PG19 with a GPU", published="2024-01-01"),
    extraction(2, "Mambas and SSM on PG19", published="2023-05-05"),
    extraction(3, "SSM on a Tesla"),
    extraction(4, "Mamba reaches 91 as SSM and S6-layers"),
    extraction(5, "S6-layers on an accelerator"),
]
SPLIT = Decision(Action.SPLIT, "method:mamba", surface="Mambas", target="snake")
DECISIONS = {
    "join": [Decision(Action.JOIN, "method:ssm", target="method:s6-layer")],
    "join-known": [Decision(Action.JOIN, "hardware:accelerator", target="hardware:gpu")],
    "split": [SPLIT],
    "split-of-one": [replace(SPLIT, surface="Mamba", paper="arxiv:2401.00004")],
    "pin": [Decision(Action.PIN, "method:ssm", surface="Mamba")],
    "retype": [Decision(Action.RETYPE, "method:mamba", target="Dataset")],
    "rename": [Decision(Action.RENAME, "method:ssm", target="state space model")],
    "rename-known": [Decision(Action.RENAME, "hardware:gpu", target="Graphics Processor")],
    "add": [Decision(Action.ADD, "task:lm", paper="arxiv:2401.00003", relation="ADDRESSES", note="Tesla", target="LM")],
    "remove": [Decision(Action.REMOVE, "hardware:tesla", paper="arxiv:2401.00003", relation="RUNS_ON")],
}
DECISIONS["all"] = [
    *DECISIONS["join"],
    *DECISIONS["join-known"],
    *DECISIONS["split"],
    *DECISIONS["rename"],
    *DECISIONS["add"],
    *DECISIONS["remove"],
]


def update(store: GraphStore, extractions: Sequence[Extraction], decisions: Sequence[Decision] = ()) -> UpdateReport:
    curator = Curator(Curation.of(decisions, file="c.tsv"), VOCABULARY)
    return update_store(store, [build_paper(e, curator) for e in extractions], VOCABULARY, curator=curator)


@pytest.mark.parametrize("name", DECISIONS)
def test_decisions_reach_the_papers_of_earlier_runs_and_are_undone(store: GraphStore, name: str) -> None:
    update(store, CORPUS)

    update(store, [], DECISIONS[name])
    assert store.read_graph() == build_graph(CORPUS, vocabulary=VOCABULARY, curation=Curation.of(DECISIONS[name]))

    update(store, [])
    assert store.read_graph() == build_graph(CORPUS, vocabulary=VOCABULARY)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_and_batches_give_one_graph(store: GraphStore, seed: int) -> None:
    draw = random.Random(seed)
    for one in draw.sample(CORPUS, len(CORPUS)):
        # What the file held in the meantime does not matter.
        update(store, [one], DECISIONS[draw.choice(sorted(DECISIONS))])
    update(store, [], DECISIONS["all"])

    assert store.read_graph() == build_graph(CORPUS, vocabulary=VOCABULARY, curation=Curation.of(DECISIONS["all"]))


def test_build_obeys_decisions_again_and_writes_nothing(store: GraphStore) -> None:
    update(store, CORPUS, DECISIONS["all"])

    assert update(store, CORPUS, DECISIONS["all"]) == UpdateReport(0, 0, 5, 0, 0)
    assert update(store, [], DECISIONS["all"]) == UpdateReport(0, 0, 0, 0, 0)


def test_only_papers_that_a_decision_concerns_are_written_again(store: GraphStore) -> None:
    update(store, CORPUS)

    assert update(store, [], DECISIONS["split"]).n_recurated == 1
    assert update(store, [], [*DECISIONS["split"], *DECISIONS["rename"]]).n_recurated == 0
    assert update(store, CORPUS, [replace(SPLIT, reason="a snake")]).n_changed == 1


def test_decision_on_a_paper_to_come_waits_for_it(store: GraphStore) -> None:
    update(store, CORPUS[:2], DECISIONS["add"])
    update(store, CORPUS[2:], DECISIONS["add"])

    assert store.read_graph() == build_graph(CORPUS, vocabulary=VOCABULARY, curation=Curation.of(DECISIONS["add"]))


def test_extraction_does_not_overwrite_a_curated_fact(store: GraphStore) -> None:
    update(store, CORPUS, DECISIONS["add"])
    changed = extraction(3, "SSM on a Tesla anew")

    update(store, [changed], DECISIONS["add"])

    papers = [changed, *(e for e in CORPUS if e.document.id != changed.document.id)]
    graph = build_graph(papers, vocabulary=VOCABULARY, curation=Curation.of(DECISIONS["add"]))
    assert store.read_graph() == graph
    assert "task:lm" in graph.nodes


def test_build_without_the_file_refuses_to_undo_decisions(store: GraphStore) -> None:
    update(store, CORPUS, DECISIONS["split"])
    before = store.read_graph()

    with pytest.raises(
        CurationError, match=r'holds decisions \(split method:mamba "Mambas" -> snake\), but there is no'
    ):
        update_store(store, [build_paper(extraction(6, "Mamba"))], VOCABULARY)

    assert store.read_graph() == before


def test_decisions_that_change_nothing_are_told(store: GraphStore) -> None:
    idle = [
        Decision(Action.JOIN, "method:mamba", target="method:mumba"),
        Decision(Action.RENAME, "method:mumbo", target="Mumbo"),
        Decision(Action.ADD, "method:mamba", paper="arxiv:9", relation="USES", note="n"),
    ]
    curation = Curation.of([*DECISIONS["all"], *DECISIONS["pin"], *idle])
    update(store, CORPUS, curation.decisions)

    assert idle_decisions(store, curation) == idle


def test_name_that_only_a_replaced_paper_gave_goes(store: GraphStore) -> None:
    update(store, [extraction(1, "Mamba", published="2020-01-01"), extraction(2, "Mambas", published="2021-01-01")])
    changed = extraction(1, "PG19")

    update(store, [changed])

    assert store.read_graph() == build_graph(
        [changed, extraction(2, "Mambas", published="2021-01-01")], vocabulary=VOCABULARY
    )
    assert store.read_nodes(NodeLabel.METHOD)[0].properties["name"] == "Mambas"


def test_date_that_only_a_replaced_paper_gave_goes(store: GraphStore) -> None:
    update(store, [extraction(1, "Mamba", published="2020-01-01"), extraction(2, "Mamba")])
    changed = extraction(1, "PG19", published="2020-01-01")

    update(store, [changed])

    assert store.read_graph() == build_graph([changed, extraction(2, "Mamba")], vocabulary=VOCABULARY)


def test_concept_above_others_goes_with_the_last_paper_that_names_it(store: GraphStore) -> None:
    update(store, [extraction(1, "GPU"), extraction(2, "Tesla")])
    changed = extraction(1, "PG19")

    update(store, [changed])

    assert store.read_graph() == build_graph([changed, extraction(2, "Tesla")], vocabulary=VOCABULARY)


def test_replaced_paper_keeps_the_links_that_come_out_as_before(store: GraphStore) -> None:
    papers = [extraction(1, "Mamba and SSM"), extraction(2, "Mamba and SSM"), extraction(3, "PG19")]
    update(store, papers)
    changed = extraction(1, "SSM and Mamba")

    update(store, [changed])

    assert store.read_graph() == build_graph([changed, *papers[1:]], vocabulary=VOCABULARY)


def test_write_that_breaks_off_loses_nothing(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    update(store, CORPUS)

    def fail(graph: object) -> None:
        raise StoreError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(store, "upsert", fail)
        with pytest.raises(StoreError, match="the power is gone"):
            update(store, [], DECISIONS["split"])

    update(store, [], DECISIONS["split"])
    update(store, CORPUS, DECISIONS["split"])
    assert store.read_graph() == build_graph(CORPUS, vocabulary=VOCABULARY, curation=Curation.of(DECISIONS["split"]))
