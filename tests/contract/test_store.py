"""What a store promises, on the embedded engine and on Neo4j."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_targets import StoreTarget

from kg.errors import StoreError, StoreVersionError
from kg.graph import KnowledgeGraph, Node, Relationship
from kg.store import Dialect, GraphStore, WriteReport
from ontology.terms import NodeLabel, RelationType

TIDAL = "arxiv:2405.00001"


def test_store_names_its_engine(store: GraphStore, store_target: StoreTarget) -> None:
    expected = Dialect.NEO4J if "://" in store_target.address else Dialect.EMBEDDED
    assert (store.dialect, store.address) == (expected, store_target.address)


# Writing


def test_upsert_counts_what_is_new(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    assert store.upsert(small_graph) == WriteReport(9, 9, 12, 12)


def test_upsert_of_the_same_graph_writes_nothing_new(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    assert store.upsert(small_graph) == WriteReport(9, 0, 12, 0)


def test_read_graph_returns_what_was_written(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    assert store.read_graph() == small_graph


def test_read_graph_returns_values_of_the_same_types(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    assert _types(store.read_graph()) == _types(small_graph)


def test_whole_number_in_decimal_property_comes_back_as_decimal(store: GraphStore) -> None:
    node = Node("hardware:h", NodeLabel.HARDWARE, {"name": "H", "memory_gb": 80})
    store.upsert(KnowledgeGraph.of([node], []))
    value = store.read_graph().nodes["hardware:h"].properties["memory_gb"]
    assert (value, type(value)) == (80.0, float)


def test_empty_graph_writes_nothing(store: GraphStore) -> None:
    assert store.upsert(KnowledgeGraph.of([], [])) == WriteReport(0, 0, 0, 0)


def test_more_text_than_one_message_holds_is_written(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    paper = small_graph.nodes[TIDAL]
    papers = [
        replace(paper, id=f"{TIDAL}{i}", properties={**paper.properties, "url": "x" * 999_999}) for i in range(20)
    ]

    assert store.upsert(KnowledgeGraph.of(papers, [])).n_new_nodes == 20


def test_upsert_replaces_properties(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    before = small_graph.nodes["method:tidal"]
    after = replace(before, properties={**before.properties, "n_papers": 7, "aliases": ("other",)})
    assert store.upsert(KnowledgeGraph.of([after], [])) == WriteReport(1, 0, 0, 0)
    assert store.read_graph() == KnowledgeGraph.of(
        [*small_graph.nodes.values(), after], small_graph.relationships.values()
    )


def test_upsert_drops_properties_that_a_node_no_longer_has(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    after = Node("method:tidal", NodeLabel.METHOD, {"name": "Tidal"})
    store.upsert(KnowledgeGraph.of([after], []))
    assert store.read_graph().nodes["method:tidal"] == after


def test_upsert_drops_properties_that_a_relationship_no_longer_has(
    store: GraphStore, small_graph: KnowledgeGraph
) -> None:
    store.upsert(small_graph)
    after = Relationship(RelationType.INTRODUCES, TIDAL, "method:tidal", {"confidence": 0.1})
    assert store.upsert(KnowledgeGraph.of([], [after])) == WriteReport(0, 0, 1, 0)
    assert store.read_graph().relationships[after.key] == after


def test_upsert_of_part_keeps_the_rest(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    store.upsert(KnowledgeGraph.of([Node("task:new", NodeLabel.TASK, {"name": "new"})], []))
    assert store.counts().n_nodes == 10


def test_relationship_without_its_end_is_refused(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    lost = Relationship(RelationType.USES, TIDAL, "method:nowhere", {})
    with pytest.raises(StoreError, match=r"^1 USES relationships start or end at a node that is neither in the graph"):
        store.upsert(KnowledgeGraph.of([], [lost]))
    assert store.read_graph() == small_graph


def test_broken_write_leaves_papers_without_digest(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    lost = Relationship(RelationType.USES, TIDAL, "method:nowhere", {})
    broken = KnowledgeGraph.of(small_graph.nodes.values(), [*small_graph.relationships.values(), lost])
    with pytest.raises(StoreError):
        store.upsert(broken)
    assert store.digests() == {}
    store.upsert(small_graph)
    assert store.read_graph() == small_graph


def test_failing_batch_keeps_nothing_of_itself(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    good = Relationship(RelationType.USES, TIDAL, "method:attention", {})
    lost = Relationship(RelationType.USES, TIDAL, "method:nowhere", {})
    with pytest.raises(StoreError):
        store.upsert(KnowledgeGraph.of([], [good, lost]))
    assert store.counts().relationships[RelationType.USES] == 0


def test_concept_carries_its_type_and_the_general_label(
    store: GraphStore, small_graph: KnowledgeGraph, store_target: StoreTarget
) -> None:
    store.upsert(small_graph)
    rows = store_target.run("MATCH (c:Concept) RETURN c.id AS id, labels(c) AS labels ORDER BY id")
    assert [(row["id"], sorted(row["labels"])) for row in rows] == [
        ("dataset:flowbench", ["Concept", "Dataset"]),
        ("hardware:a100", ["Concept", "Hardware"]),
        ("method:attention", ["Concept", "Method"]),
        ("method:tidal", ["Concept", "Method"]),
        ("metric:accuracy", ["Concept", "Metric"]),
        ("task:forecasting", ["Concept", "Task"]),
    ]


@pytest.mark.parametrize(
    ("label", "node_id"), [("Paper", TIDAL), ("Concept", "method:tidal"), ("Result", "result:0123456789abcdef")]
)
def test_second_node_with_one_id_is_refused(
    store: GraphStore, small_graph: KnowledgeGraph, store_target: StoreTarget, label: NodeLabel, node_id: str
) -> None:
    store.upsert(small_graph)
    with pytest.raises(Exception, match=r"(?i)already exists|duplicated key"):
        store_target.run(f"CREATE (:{label} {{id: $id}})", id=node_id)


def test_two_writers_at_once_lose_nothing(store_target: StoreTarget, store: GraphStore) -> None:
    papers = [_paper(f"arxiv:2401.{i:05}", "two writers") for i in range(60)]
    concepts = [Node(f"method:m{i}", NodeLabel.METHOD, {"name": f"m{i}"}) for i in range(20)]
    graphs = [
        KnowledgeGraph.of(
            [*papers[i::2], *concepts],
            [Relationship(RelationType.USES, p.id, c.id, {"n_mentions": i}) for p in papers[i::2] for c in concepts],
        )
        for i in range(2)
    ]
    errors: list[BaseException] = []

    def write(graph: KnowledgeGraph) -> None:
        try:
            with store_target.open() as own:
                own.upsert(graph)
        except BaseException as err:
            errors.append(err)

    threads = [threading.Thread(target=write, args=(graph,)) for graph in graphs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.read_graph() == KnowledgeGraph.of(
        [n for g in graphs for n in g.nodes.values()], [r for g in graphs for r in g.relationships.values()]
    )


# Deleting


def test_deleted_paper_takes_its_results_and_relationships_along(
    store: GraphStore, small_graph: KnowledgeGraph
) -> None:
    store.upsert(small_graph)
    assert store.delete_papers([TIDAL, "arxiv:unknown"]) == 1
    graph = store.read_graph()
    assert sorted(graph.nodes) == sorted(small_graph.nodes.keys() - {TIDAL, "result:0123456789abcdef"})
    assert [r.type for r in graph.relationships.values()] == [RelationType.BROADER, RelationType.MENTIONS]


def test_delete_relationships_counts_those_that_were_there(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    there = (RelationType.RUNS_ON, TIDAL, "hardware:a100")
    assert store.delete_relationships([there, (RelationType.USES, TIDAL, "method:tidal")]) == 1
    assert store.read_graph() == KnowledgeGraph.of(
        small_graph.nodes.values(), [r for r in small_graph.relationships.values() if r.key != there]
    )


def test_used_concepts_and_those_above_them_are_no_orphans(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    assert store.delete_orphans() == 0
    assert store.read_graph() == small_graph


def test_delete_orphans_follows_the_hierarchy_up_even_in_a_circle(
    store: GraphStore, small_graph: KnowledgeGraph
) -> None:
    names = ("a", "b", "c")
    concepts = [Node(f"task:{name}", NodeLabel.TASK, {"name": name}) for name in names]
    circle = [Relationship(RelationType.BROADER, f"task:{x}", f"task:{y}") for x, y in ("ab", "bc", "ca")]
    store.upsert(small_graph)
    store.upsert(KnowledgeGraph.of(concepts, circle))
    assert store.delete_orphans() == 3
    assert store.read_graph() == small_graph


def test_concept_above_a_deleted_one_is_an_orphan_too(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    store.delete_papers([TIDAL])
    assert store.delete_orphans() == 5
    assert sorted(store.read_graph().nodes) == ["task:forecasting", "title:00aa11bb22cc33dd"]


def test_search_sees_a_changed_text(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    store.upsert(KnowledgeGraph.of([_paper(TIDAL, "A new title")], []))
    assert store.search("rivers") == []
    assert [hit.id for hit in store.search("new title")] == [TIDAL]


# Any graph that the ontology allows comes back as it was.

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_TEXTS = st.lists(_TEXT, max_size=3).map(tuple)
_NUMBERS = st.integers(min_value=-(2**63), max_value=2**63 - 1)
_DECIMALS = st.floats(allow_nan=False, allow_infinity=False)
_EVIDENCE = st.fixed_dictionaries(
    {"confidence": _DECIMALS, "n_mentions": _NUMBERS, "quotes": _TEXTS},
    optional={"starts": st.lists(_NUMBERS, max_size=3).map(tuple), "version": _TEXT},
)
_PAPER = st.fixed_dictionaries(
    {"title": _TEXT, "abstract": _TEXT, "authors": _TEXTS, "n_concepts": _NUMBERS},
    optional={"published": _TEXT, "digest": _TEXT, "categories": _TEXTS},
)
_METRIC = st.fixed_dictionaries(
    {"name": _TEXT, "aliases": _TEXTS, "coined": st.booleans(), "n_papers": _NUMBERS},
    optional={"higher_is_better": st.booleans(), "unit": _TEXT},
)
_RESULT = st.fixed_dictionaries({"raw": _TEXT, "delta": st.booleans()}, optional={"value": _DECIMALS, "unit": _TEXT})


@st.composite
def _graphs(draw: st.DrawFn) -> KnowledgeGraph:
    papers = [Node(f"title:{key}", NodeLabel.PAPER, draw(_PAPER)) for key in draw(st.sets(_TEXT, max_size=3))]
    metrics = [Node(f"metric:{key}", NodeLabel.METRIC, draw(_METRIC)) for key in draw(st.sets(_TEXT, max_size=3))]
    results = [Node(f"result:{key}", NodeLabel.RESULT, draw(_RESULT)) for key in draw(st.sets(_TEXT, max_size=2))]
    pairs = [(p, m) for p in papers for m in metrics if draw(st.booleans())]
    relationships = [Relationship(RelationType.REPORTS, p.id, m.id, draw(_EVIDENCE)) for p, m in pairs]
    of_metric = [Relationship(RelationType.OF_METRIC, r.id, m.id) for r in results for m in metrics]
    return KnowledgeGraph.of([*papers, *metrics, *results], [*relationships, *of_metric])


@given(graph=_graphs())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_graph_comes_back_and_is_not_doubled(
    module_store: GraphStore, store_target: StoreTarget, graph: KnowledgeGraph
) -> None:
    store_target.empty()
    n_nodes, n_relationships = len(graph.nodes), len(graph.relationships)
    assert module_store.upsert(graph) == WriteReport(n_nodes, n_nodes, n_relationships, n_relationships)
    assert module_store.upsert(graph) == WriteReport(n_nodes, 0, n_relationships, 0)
    assert module_store.read_graph() == graph
    assert _types(module_store.read_graph()) == _types(graph)


# Schema version


def test_store_of_another_version_is_refused(
    store: GraphStore, store_target: StoreTarget, small_graph: KnowledgeGraph
) -> None:
    store.upsert(small_graph)
    (row,) = store_target.run("MATCH (v:SchemaVersion) RETURN v.version AS version")
    store_target.run("MATCH (v:SchemaVersion) SET v.version = '0'")
    try:
        with pytest.raises(
            StoreVersionError,
            match=rf"holds schema version 0, this program writes {row['version']}; build into another",
        ):
            store_target.open()
    finally:
        store_target.run("MATCH (v:SchemaVersion) SET v.version = $version", version=row["version"])
    assert store.read_graph() == small_graph


def test_nodes_of_another_program_are_refused(store: GraphStore, store_target: StoreTarget) -> None:
    store_target.run("MATCH (v:SchemaVersion) DETACH DELETE v")
    store_target.run("CREATE (:Paper {id: 'theirs'})")
    with pytest.raises(StoreVersionError, match="holds Paper nodes of another program; use an empty database"):
        store_target.open()
    assert store_target.run("MATCH (n) RETURN n.id AS id") == [{"id": "theirs"}]
    store_target.empty()
    store_target.open().close()


def test_other_data_is_let_be(store: GraphStore, store_target: StoreTarget, small_graph: KnowledgeGraph) -> None:
    store_target.run("MATCH (v:SchemaVersion) DETACH DELETE v")
    store_target.run("CREATE (:Recipe {id: 'soup'})")
    with store_target.open() as own:
        own.upsert(small_graph)
        own.delete_orphans()
        assert own.read_graph() == small_graph
        assert own.counts().n_nodes == 9
    assert store_target.run("MATCH (n:Recipe) RETURN n.id AS id") == [{"id": "soup"}]


def test_opening_again_makes_no_index_again(store: GraphStore, store_target: StoreTarget) -> None:
    before = store_target.run("SHOW INDEXES YIELD name RETURN name ORDER BY name")
    store_target.open().close()
    assert store_target.run("SHOW INDEXES YIELD name RETURN name ORDER BY name") == before


def _paper(node_id: str, title: str) -> Node:
    return Node(node_id, NodeLabel.PAPER, {"title": title, "abstract": "", "authors": ()})


def _types(graph: KnowledgeGraph) -> list[list[tuple[str, type, list[type]]]]:
    items = [*graph.nodes.values(), *graph.relationships.values()]
    return [
        [(k, type(v), [type(x) for x in v] if isinstance(v, tuple) else []) for k, v in sorted(i.properties.items())]
        for i in items
    ]
