"""Decisions applied to one paper, and to the vocabulary."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.documents import Document
from extractors.mentions import Extraction, LinkReason, Mention, Result
from kg.builder import build_graph, build_paper
from kg.curation.curator import Curator
from kg.curation.decision import Action, Decision
from kg.curation.rules import Curation
from kg.errors import CurationError
from kg.extracted import unpack
from kg.graph import KnowledgeGraph, Relationship
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Concept, Vocabulary

BASE = Concept(id="method:net", type=ConceptType.METHOD, name="net", aliases=("network",))
VOCABULARY = Vocabulary.of(
    [
        BASE,
        replace(BASE, id="method:resnet", name="ResNet", aliases=("residual net",), broader=("method:net",)),
        replace(BASE, id="method:resnet-50", name="ResNet-50", aliases=(), broader=("method:resnet",)),
        replace(BASE, id="method:rn", name="RN", aliases=("relation net",), exact_labels=frozenset({"RN"})),
    ]
)
ABSTRACT = "Mambas and Mamba\nnets on PG19 reach 91% of RN. A Mamba again reaches 3 s."
PAPER = "arxiv:2401.00001"


def mention(surface: str, concept: str, *, nth: int = 0, role: Role = Role.USED, confidence: float = 0.9) -> Mention:
    """The nth place of a surface in the text."""
    text = "T\n" + ABSTRACT
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    kind = ConceptType(concept.partition(":")[0].capitalize())
    end = start + len(surface)
    return Mention(start, end, surface, kind, concept, surface, role, confidence, "rule@1.0", LinkReason.COINED)


def result(raw: str, **concepts: str | None) -> Result:
    start = ("T\n" + ABSTRACT).index(raw)
    values = {"metric": None, "dataset": None, "method": None, "hardware": None, "task": None} | concepts
    return Result(
        start=start, end=start + len(raw), raw=raw, value=Decimal(raw.rstrip("% s")), unit=None, comparator=None,
        delta=False, higher_is_better=None, confidence=0.7, extractor="numbers@1.0", **values,
    )  # fmt: skip


EXTRACTION = Extraction(
    Document(id=PAPER, title="T", abstract=ABSTRACT, published="2024-01-01", sources=("a.txt",)),
    (
        mention("Mambas", "method:mamba"),
        mention("Mamba\nnets", "method:mamba", confidence=0.6),
        mention("PG19", "dataset:pg19"),
        mention("RN", "method:rn", role=Role.COMPARED),
        mention("Mamba", "method:mamba", nth=2),
    ),
    (
        result("91%", method="method:mamba", dataset="dataset:pg19"),
        result("3 s", method="method:mamba", metric="metric:time"),
    ),
)


def curation(*decisions: Decision) -> Curation:
    return Curation.of(decisions, file="c.tsv")


def graph(*decisions: Decision, extractions: Sequence[Extraction] = (EXTRACTION,)) -> KnowledgeGraph:
    return build_graph(extractions, vocabulary=VOCABULARY, curation=curation(*decisions))


def relations(found: KnowledgeGraph) -> list[tuple[str, str]]:
    """Relations of the paper to concepts, and concepts of results."""
    return sorted((r.type.value, r.end) for r in found.relationships.values() if not r.end.startswith("result:"))


def relation(found: KnowledgeGraph, end: str) -> Relationship:
    (one,) = [r for r in found.relationships.values() if r.end == end and r.start == PAPER]
    return one


def test_graph_without_decisions_carries_none() -> None:
    found = graph()

    assert relations(found) == [
        ("COMPARES_WITH", "method:rn"),
        ("EVALUATES_ON", "dataset:pg19"),
        ("OF_METHOD", "method:mamba"),
        ("OF_METHOD", "method:mamba"),
        ("OF_METRIC", "metric:time"),
        ("ON_DATASET", "dataset:pg19"),
        ("USES", "method:mamba"),
    ]
    items = [*found.nodes.values(), *found.relationships.values()]
    assert [item for item in items if "decisions" in item.properties] == []


def test_split_moves_one_surface_and_the_results_next_to_it() -> None:
    split = Decision(Action.SPLIT, "method:mamba", surface="Mamba nets", target="Mamba net", who="Ana", reason="a net")
    found = graph(split)

    assert [r for r in relations(found) if "mamba" in r[1]] == [
        ("OF_METHOD", "method:mamba"),
        ("OF_METHOD", "method:mamba-net"),
        ("USES", "method:mamba"),
        ("USES", "method:mamba-net"),
    ]
    moved = relation(found, "method:mamba-net").properties
    assert (moved["confidence"], moved["link_reasons"], moved["extractors"]) == (0.6, ("curated",), ("rule@1.0",))
    assert moved["decisions"] == ('split method:mamba "Mamba nets" -> Mamba net (Ana: a net)',)
    assert "decisions" not in relation(found, "method:mamba").properties
    assert found.nodes[PAPER].properties["decisions"] == moved["decisions"]
    assert found.nodes["method:mamba-net"].properties["name"] == "Mamba net"


@pytest.mark.parametrize(("paper", "n"), [(PAPER, 1), ("arxiv:9", 0), ("", 1)], ids=["this", "other", "all"])
def test_split_of_one_paper_leaves_the_others_alone(paper: str, n: int) -> None:
    found = graph(Decision(Action.SPLIT, "method:mamba", surface="Mambas", target="snake", paper=paper))

    assert relations(found).count(("USES", "method:snake")) == n


def test_split_into_an_id_links_to_that_concept() -> None:
    found = graph(Decision(Action.SPLIT, "method:mamba", surface="Mamba nets", target="method:resnet"))

    assert ("USES", "method:resnet") in relations(found)
    assert found.nodes["method:resnet"].properties["name"] == "ResNet"


def test_join_unites_relations_and_their_evidence() -> None:
    nets = replace(EXTRACTION.mentions[1], concept="method:mamba-net", name="Mamba net")
    apart = replace(EXTRACTION, mentions=(EXTRACTION.mentions[0], nets, *EXTRACTION.mentions[2:]))
    found = graph(Decision(Action.JOIN, "method:mamba", target="method:mamba-net"), extractions=[apart])

    united = relation(found, "method:mamba").properties
    assert (united["n_mentions"], united["link_reasons"]) == (3, ("coined", "curated", "coined"))
    assert united["decisions"] == ("join method:mamba -> method:mamba-net",)
    assert "method:mamba-net" not in found.nodes
    assert found.nodes["method:mamba"].properties["decisions"] == united["decisions"]


def test_join_in_the_vocabulary_unites_labels_and_hierarchy() -> None:
    narrow = replace(EXTRACTION.mentions[0], concept="method:resnet-50")
    wide = replace(EXTRACTION.mentions[1], concept="method:net")
    found = graph(
        Decision(Action.JOIN, "method:rn", target="method:resnet"),
        extractions=[replace(EXTRACTION, mentions=(narrow, wide, EXTRACTION.mentions[3]), results=())],
    )

    assert found.nodes["method:rn"].properties["aliases"] == ("ResNet", "relation net", "residual net")
    assert [(r.start, r.end) for r in found.relationships.values() if r.type == "BROADER"] == [
        ("method:resnet-50", "method:rn"),
        ("method:rn", "method:net"),
    ]


@pytest.mark.parametrize(
    ("concept", "target", "message"),
    [
        pytest.param("method:mamba", "method:rn", "turn it round: method:rn is the one that stays", id="coined"),
        pytest.param("method:net", "method:resnet-50", "a concept stands between them", id="circle"),
    ],
)
def test_join_that_the_vocabulary_forbids_is_named(concept: str, target: str, message: str) -> None:
    with pytest.raises(CurationError, match=message):
        graph(Decision(Action.JOIN, concept, target=target))


def test_pin_decides_whatever_linking_says_and_is_not_noted_where_it_agrees() -> None:
    found = graph(
        Decision(Action.PIN, "method:resnet", surface="RN"), Decision(Action.PIN, "dataset:pg19", surface="PG19")
    )

    assert ("COMPARES_WITH", "method:resnet") in relations(found)
    assert found.nodes[PAPER].properties["decisions"] == ('pin method:resnet "RN"',)


def test_retype_moves_relation_id_and_results_to_the_other_type() -> None:
    found = graph(Decision(Action.RETYPE, "method:mamba", target="Task"))

    assert [r for r in relations(found) if "mamba" in r[1]] == [
        ("ADDRESSES", "task:mamba"),
        ("FOR_TASK", "task:mamba"),
        ("FOR_TASK", "task:mamba"),
    ]
    assert found.nodes["task:mamba"].label == "Task"


def test_retype_of_one_surface_leaves_the_others() -> None:
    found = graph(Decision(Action.RETYPE, "method:mamba", surface="Mamba nets", target="Dataset"))

    assert {("USES", "method:mamba"), ("EVALUATES_ON", "dataset:mamba")} <= set(relations(found))
    # The result beside it has a dataset already.
    assert relations(found).count(("ON_DATASET", "dataset:mamba")) == 0


def test_rename_changes_the_name_alone() -> None:
    coined = graph(Decision(Action.RENAME, "method:mamba", target="Mamba (2023)"))
    known = graph(Decision(Action.RENAME, "method:rn", target="Relation Network"))

    assert coined.nodes["method:mamba"].properties["name"] == "Mamba (2023)"
    assert known.nodes["method:rn"].properties["aliases"] == ("RN", "relation net")
    assert known.relationships == graph().relationships
    assert known.nodes[PAPER] == graph().nodes[PAPER]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        pytest.param(
            "Mamba nets on PG19",
            {"starts": (13,), "ends": (31,), "quotes": ("Mambas and Mamba\nnets on PG19 reach 91% of RN.",)},
            id="quote",
        ),
        pytest.param("see table 3", {"starts": (0,), "ends": (0,), "quotes": ("see table 3",)}, id="note"),
    ],
)
def test_added_relation_carries_its_quote_or_note(note: str, expected: dict[str, object]) -> None:
    add = Decision(
        Action.ADD, "hardware:x1", paper=PAPER, relation="RUNS_ON", note=note, target="X1", date="2026-12-01"
    )

    found = graph(add)

    properties = relation(found, "hardware:x1").properties
    assert {key: properties[key] for key in expected} == expected
    assert (properties["extractors"], properties["link_reasons"]) == (("curation@1",), ("curated",))
    assert properties["confidence"] == 1.0
    assert properties["decisions"] == ("add arxiv:2401.00001 RUNS_ON hardware:x1 -> X1 (2026-12-01)",)
    assert found.nodes["hardware:x1"].properties["name"] == "X1"


def test_added_evidence_stands_beside_that_of_extraction() -> None:
    found = graph(Decision(Action.ADD, "dataset:pg19", paper=PAPER, relation="EVALUATES_ON", note="see table 3"))

    assert relation(found, "dataset:pg19").properties["extractors"] == ("curation@1", "rule@1.0")


def test_removed_relation_goes_whatever_extraction_says() -> None:
    found = graph(Decision(Action.REMOVE, "method:rn", paper=PAPER, relation="COMPARES_WITH"))

    assert "method:rn" not in found.nodes
    assert found.nodes[PAPER].properties["decisions"] == (f"remove {PAPER} COMPARES_WITH method:rn",)
    assert found.nodes[PAPER].properties["n_concepts"] == 2


@pytest.mark.parametrize("seed", range(4))
def test_decisions_work_together_in_any_order_of_lines(seed: int) -> None:
    decisions = [
        Decision(Action.SPLIT, "method:mamba", surface="Mamba nets", target="Mamba net"),
        Decision(Action.JOIN, "method:resnet", target="method:mamba-net"),
        Decision(Action.RENAME, "method:resnet", target="Residual Net"),
        Decision(Action.REMOVE, "method:mamba", paper=PAPER, relation="USES"),
    ]
    found = graph(*random.Random(seed).sample(decisions, len(decisions)))

    assert [r for r in relations(found) if r[0] == "USES"] == [("USES", "method:resnet")]
    assert found.nodes["method:resnet"].properties["name"] == "Residual Net"


def test_what_was_extracted_stays_with_the_paper() -> None:
    curator = Curator(curation(Decision(Action.RETYPE, "method:mamba", target="Task")), VOCABULARY)
    (node, *_) = build_paper(EXTRACTION, curator).nodes

    kept = unpack(node)

    assert (kept.mentions, kept.results) == (EXTRACTION.mentions, EXTRACTION.results)
    assert build_paper(kept, digest=str(node.properties["digest"])) == build_paper(EXTRACTION)


def test_paper_of_an_earlier_version_asks_for_its_source() -> None:
    node = build_paper(EXTRACTION).nodes[0]
    bare = {key: value for key, value in node.properties.items() if key != "extracted"}

    with pytest.raises(CurationError, match=f"an earlier version wrote {PAPER}.*build it again from its source"):
        unpack(replace(node, properties=bare))
