"""Schema statements, then the writes that make the graph of the cases, then a count of what is there."""

from __future__ import annotations

from cypher_cases.case import Case

PAPERS = [
    {
        "id": "p1",
        "ts": 1,
        "props": {
            "title": "Graph Neural Networks for Molecules",
            "year": 2019,
            "tags": ["gnn", "chemistry"],
            "score": 0.9,
            "abstract": "We study molecules.",
        },
    },
    {"id": "p2", "ts": 1, "props": {"title": "Attention is Useful", "year": 2020, "tags": ["nlp"], "score": 0.7}},
    {
        "id": "p3",
        "ts": 1,
        "props": {"title": "Transformers for Graphs", "year": 2021, "tags": ["gnn", "nlp"], "score": 0.8},
    },
    {"id": "p4", "ts": 1, "props": {"title": "Random Forests Revisited", "year": 2022, "tags": []}},
]
METHODS = [{"id": "m1", "name": "GNN"}, {"id": "m2", "name": "Transformer"}, {"id": "m3", "name": "Random Forest"}]
DATASETS = [{"id": "d1", "name": "QM9"}]
AUTHORS = [{"id": "a1", "name": "Ada"}, {"id": "a2", "name": "Bob"}]
USES = [
    {"src": "p1", "dst": "m1", "props": {"count": 3, "section": "methods"}},
    {"src": "p2", "dst": "m2", "props": {"count": 5}},
    {"src": "p2", "dst": "m1", "props": {"count": 1}},
    {"src": "p3", "dst": "m1", "props": {"count": 2}},
    {"src": "p4", "dst": "m3", "props": {"count": 4}},
    {"src": "p1", "dst": "d1", "props": {"count": 2}},
    {"src": "p3", "dst": "d1", "props": {"count": 1}},
]
PROPOSES = [{"src": "p3", "dst": "m2", "props": {"count": 1}}]
CITES = [{"src": src, "dst": dst} for src, dst in [("p2", "p1"), ("p3", "p2"), ("p4", "p3"), ("p3", "p1")]]
WROTE = [{"src": src, "dst": dst} for src, dst in [("a1", "p1"), ("a1", "p2"), ("a2", "p3"), ("a2", "p2")]]

SCHEMA = [
    Case("D1", "unique constraint", "CREATE CONSTRAINT paper_id IF NOT EXISTS FOR (p:Paper) REQUIRE p.id IS UNIQUE"),
    Case(
        "D2", "unique constraint 2", "CREATE CONSTRAINT concept_id IF NOT EXISTS FOR (c:Concept) REQUIRE c.id IS UNIQUE"
    ),
    Case("D3", "range index", "CREATE INDEX paper_year IF NOT EXISTS FOR (p:Paper) ON (p.year)"),
    Case(
        "D4",
        "fulltext index",
        "CREATE FULLTEXT INDEX paper_text IF NOT EXISTS FOR (p:Paper) ON EACH [p.title, p.abstract]",
    ),
    Case("D5", "relationship index", "CREATE INDEX uses_count IF NOT EXISTS FOR ()-[r:USES]-() ON (r.count)"),
    Case(
        "D6",
        "vector index",
        (
            "CREATE VECTOR INDEX paper_emb IF NOT EXISTS FOR (p:Paper) ON (p.embedding) OPTIONS {indexConfig: "
            "{`vector.dimensions`: 4, `vector.similarity_function`: 'cosine'}}"
        ),
    ),
    Case(
        "D7",
        "constraint again (idempotent)",
        "CREATE CONSTRAINT paper_id IF NOT EXISTS FOR (p:Paper) REQUIRE p.id IS UNIQUE",
    ),
]

WRITES = [
    Case(
        "W1",
        "batch MERGE node, ON CREATE/ON MATCH, SET += map",
        (
            "UNWIND $rows AS row MERGE (p:Paper {id: row.id}) ON CREATE SET p.created = row.ts ON MATCH SET "
            "p.seen = true SET p += row.props"
        ),
        {"rows": PAPERS},
    ),
    Case(
        "W2",
        "MERGE on the type, then SET the general label",
        "UNWIND $rows AS row MERGE (c:Method {id: row.id}) SET c:Concept SET c.name = row.name",
        {"rows": METHODS},
    ),
    Case(
        "W3",
        "MERGE a node on two labels",
        "UNWIND $rows AS row MERGE (c:Concept:Dataset {id: row.id}) SET c.name = row.name",
        {"rows": DATASETS},
    ),
    Case(
        "W3b",
        "MERGE authors",
        "UNWIND $rows AS row MERGE (a:Author {id: row.id}) SET a.name = row.name",
        {"rows": AUTHORS},
    ),
    Case(
        "W4",
        "batch MERGE relationship, SET r += map",
        (
            "UNWIND $rows AS row MATCH (p:Paper {id: row.src}) MATCH (c:Concept {id: row.dst}) MERGE "
            "(p)-[r:USES]->(c) SET r += row.props"
        ),
        {"rows": USES},
    ),
    Case(
        "W5",
        "MERGE rel ON CREATE SET r = map",
        (
            "UNWIND $rows AS row MATCH (p:Paper {id: row.src}), (c:Concept {id: row.dst}) MERGE "
            "(p)-[r:PROPOSES]->(c) ON CREATE SET r = row.props"
        ),
        {"rows": PROPOSES},
    ),
    Case(
        "W6",
        "MERGE rel, no props",
        "UNWIND $rows AS row MATCH (a:Paper {id: row.src}), (b:Paper {id: row.dst}) MERGE (a)-[:CITES]->(b)",
        {"rows": CITES},
    ),
    Case(
        "W6b",
        "MERGE rel WROTE",
        "UNWIND $rows AS row MATCH (a:Author {id: row.src}), (b:Paper {id: row.dst}) MERGE (a)-[:WROTE]->(b)",
        {"rows": WROTE},
    ),
]

FIXTURE = [
    Case("F1", "what was written", "MATCH (n:Paper) RETURN count(n) AS c", rows=[(4,)]),
    Case("F2", "what was written", "MATCH (n:Concept) RETURN count(n) AS c", rows=[(4,)]),
    Case("F3", "what was written", "MATCH (:Paper)-[r:USES]->(:Concept) RETURN count(r) AS c", rows=[(7,)]),
    Case("F4", "what was written", "MATCH (:Paper)-[r:CITES]->(:Paper) RETURN count(r) AS c", rows=[(4,)]),
    Case("F5", "what was written", "MATCH (:Author)-[r:WROTE]->(:Paper) RETURN count(r) AS c", rows=[(4,)]),
]
