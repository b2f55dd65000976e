"""What a store tells: counts, nodes, relationships, answers to queries, hits of a search; on both engines."""

from __future__ import annotations

import pytest
from store_targets import StoreTarget

from kg.errors import QueryError
from kg.graph import KnowledgeGraph, PaperConcept, Properties
from kg.store import GraphStore, SearchHit
from ontology.terms import NodeLabel, RelationType

TIDAL = "arxiv:2405.00001"
UNTITLED = "title:00aa11bb22cc33dd"


@pytest.fixture(scope="module")
def filled_store(module_store: GraphStore, small_graph: KnowledgeGraph) -> GraphStore:
    """A store that holds the small graph."""
    module_store.upsert(small_graph)
    return module_store


def test_counts_tell_labels_and_types(filled_store: GraphStore) -> None:
    counts = filled_store.counts()
    assert (counts.papers, counts.n_nodes, counts.n_relationships) == (2, 9, 12)
    assert {label.value: n for label, n in counts.nodes.items()} == {
        "Paper": 2,
        "Concept": 6,
        "Method": 2,
        "Dataset": 1,
        "Metric": 1,
        "Hardware": 1,
        "Task": 1,
        "Result": 1,
    }
    assert {t.value: n for t, n in counts.relationships.items() if n != 1} == dict.fromkeys(
        ("USES", "COMPARES_WITH", "ON_HARDWARE", "FOR_TASK"), 0
    )


def test_digests_are_those_of_the_papers(filled_store: GraphStore) -> None:
    assert filled_store.digests() == {i: f"d-{i}" for i in (TIDAL, UNTITLED)}


def test_paper_concepts_are_those_of_the_graph(filled_store: GraphStore, small_graph: KnowledgeGraph) -> None:
    assert filled_store.paper_concepts() == small_graph.paper_concepts()
    assert PaperConcept(TIDAL, "method:tidal", RelationType.INTRODUCES, "2024-05-01") in filled_store.paper_concepts()


@pytest.mark.parametrize("label", list(NodeLabel))
def test_read_nodes_gives_the_nodes_with_a_label(
    filled_store: GraphStore, small_graph: KnowledgeGraph, label: NodeLabel
) -> None:
    assert filled_store.read_nodes(label) == list(small_graph.nodes_labelled(label))


def test_read_nodes_by_id_leaves_out_unknown_ones_and_other_labels(filled_store: GraphStore) -> None:
    ids = ["method:tidal", "task:forecasting", "method:nowhere", TIDAL]
    assert [n.id for n in filled_store.read_nodes(NodeLabel.CONCEPT, ids=ids)] == ["method:tidal", "task:forecasting"]


@pytest.mark.parametrize("relation", list(RelationType))
def test_read_relationships_gives_those_of_one_type(
    filled_store: GraphStore, small_graph: KnowledgeGraph, relation: RelationType
) -> None:
    assert filled_store.read_relationships(relation) == list(small_graph.relationships_typed(relation))


# Queries


def test_query_returns_nodes_relationships_and_paths_as_plain_values(
    filled_store: GraphStore, small_graph: KnowledgeGraph
) -> None:
    statement = "MATCH path = (p:Paper)-[r:MENTIONS]->(c:Task) RETURN p, r, c, path, [p.id, {x: c}] AS list"
    mentions = next(small_graph.relationships_typed(RelationType.MENTIONS))
    paper = {"id": mentions.start, "labels": ["Paper"], **_plain(small_graph.nodes[mentions.start].properties)}
    task = {"id": mentions.end, "labels": ["Concept", "Task"], **_plain(small_graph.nodes[mentions.end].properties)}
    between = {"type": "MENTIONS", "start": mentions.start, "end": mentions.end, **_plain(mentions.properties)}
    assert filled_store.query(statement) == [
        {
            "p": paper,
            "r": between,
            "c": task,
            "path": {"nodes": [paper, task], "relationships": [between]},
            "list": [mentions.start, {"x": task}],
        }
    ]


def test_relationship_without_its_nodes_has_no_known_ends(filled_store: GraphStore) -> None:
    assert filled_store.query("MATCH ()-[r:BROADER]->() RETURN r") == [
        {"r": {"type": "BROADER", "start": None, "end": None}}
    ]


def _plain(properties: Properties) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def test_query_takes_parameters_and_keeps_the_order_of_columns(filled_store: GraphStore) -> None:
    rows = filled_store.query(
        "MATCH (c:Concept) WHERE c.name = $name RETURN c.n_papers AS z, c.id AS a", {"name": "Tidal"}
    )
    assert [list(row.items()) for row in rows] == [[("z", 1), ("a", "method:tidal")]]


def test_query_gives_dates_as_text(filled_store: GraphStore) -> None:
    assert filled_store.query("RETURN date('2024-02-29') AS d, duration({days: 3}) AS n") == [
        {"d": "2024-02-29", "n": "P3D"}
    ]


_WRITES = [
    "CREATE (:Paper {id: 'x'})",
    "CREATE (:Unheard {id: 'x'})",
    "MERGE (p:Paper {id: 'x'}) RETURN p",
    "MATCH (p:Paper) SET p.title = 'x'",
    "MATCH (p:Paper) REMOVE p.title",
    "MATCH (p:Paper) DETACH DELETE p",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (p:Paper), (c:Concept) MERGE (p)-[:MENTIONS]->(c)",
    "MATCH (p:Paper), (c:Concept) CREATE (p)-[:UNHEARD]->(c)",
    "FOREACH (x IN [1] | CREATE (:Paper {id: 'x'}))",
    "CREATE INDEX extra IF NOT EXISTS FOR (p:Paper) ON (p.title)",
    "CREATE CONSTRAINT extra IF NOT EXISTS FOR (p:Paper) REQUIRE p.title IS UNIQUE",
]


@pytest.mark.parametrize("statement", _WRITES)
def test_query_refuses_to_write(
    filled_store: GraphStore, small_graph: KnowledgeGraph, store_target: StoreTarget, statement: str
) -> None:
    indexes = store_target.run("SHOW INDEXES YIELD name RETURN name ORDER BY name")
    with pytest.raises(
        QueryError, match=r"^queries only read, and this statement writes; kg build writes to the store$"
    ):
        filled_store.query(statement)
    assert filled_store.read_graph() == small_graph
    assert store_target.run("SHOW INDEXES YIELD name RETURN name ORDER BY name") == indexes


@pytest.mark.parametrize(
    "statement",
    ["MATCH (p:Paper RETURN p", "MATCH (p:Paper) RETURN q.id", "RETURN nosuchfunction(1)", "MATCH (p) RETURN $missing"],
)
def test_wrong_statement_is_refused_in_one_line(filled_store: GraphStore, statement: str) -> None:
    with pytest.raises(QueryError) as raised:
        filled_store.query(statement)
    message = str(raised.value)
    assert message.startswith("the store refuses the statement: ")
    assert "\n" not in message


def test_store_works_on_after_a_refused_query(filled_store: GraphStore) -> None:
    with pytest.raises(QueryError):
        filled_store.query("RETURN")
    assert filled_store.query("MATCH (p:Paper) RETURN count(p) AS n") == [{"n": 2}]


# Search


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("tidal", ["method:tidal", TIDAL]),
        ("TIDAL rivers", [TIDAL]),
        ("linear attention", [TIDAL]),
        ('"attention for rivers"', [TIDAL]),
        ('"rivers for attention"', []),
        ("flow*", ["dataset:flowbench", UNTITLED, TIDAL]),  # of two abstracts the shorter one first
        ("forecasting", ["task:forecasting", UNTITLED]),
        ("91.5", [TIDAL]),
        ("attention unheardof", ["method:attention", TIDAL]),
        ("unheardof", []),
        ("", []),
        ("  ?! ", []),
    ],
)
def test_search_finds_words_in_titles_abstracts_and_names(filled_store: GraphStore, text: str, ids: list[str]) -> None:
    assert [hit.id for hit in filled_store.search(text, limit=10)] == ids


def test_search_hit_tells_label_name_and_score(filled_store: GraphStore) -> None:
    (hit,) = filled_store.search("rivers", limit=5)
    assert hit == SearchHit(TIDAL, NodeLabel.PAPER, "Tidal: Linear Attention for Rivers", hit.score)
    assert 0 < hit.score < 1


def test_search_keeps_to_its_limit(filled_store: GraphStore) -> None:
    assert [hit.id for hit in filled_store.search("flow*", limit=2)] == ["dataset:flowbench", UNTITLED]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('attention"', ["method:attention", TIDAL]),
        ("(attention", ["method:attention", TIDAL]),
        ("attention\\", ["method:attention", TIDAL]),
        ("+attention -linear", [TIDAL]),
        ("attention OR unheardof", ["method:attention", TIDAL]),
        ("title:attention", []),  # two words side by side, like GPT-4
        ("attention~2^3", []),
        ("[* TO *]", []),
        ("*:*", []),
    ],
)
def test_search_reads_no_syntax_in_what_users_write(filled_store: GraphStore, text: str, ids: list[str]) -> None:
    assert [hit.id for hit in filled_store.search(text)] == ids
