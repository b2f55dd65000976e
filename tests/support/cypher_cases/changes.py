"""Statements that change the graph of the cases, and what is refused."""

from __future__ import annotations

from cypher_cases.case import Case
from cypher_cases.writes import PAPERS

CHANGES = [
    Case(
        "L1",
        "re-run W1: ON MATCH branch, no duplicates",
        (
            "UNWIND $rows AS row MERGE (p:Paper {id: row.id}) ON CREATE SET p.created = row.ts ON MATCH SET "
            "p.seen = true SET p += row.props"
        ),
        {"rows": PAPERS},
    ),
    Case(
        "L1c",
        "check of L1",
        "MATCH (p:Paper) RETURN count(p) AS n, sum(CASE WHEN p.seen THEN 1 ELSE 0 END) AS s",
        rows=[(4, 4)],
    ),
    Case("L2", "unique constraint enforced", "CREATE (p:Paper {id: 'p1', title: 'dup'})", is_refused=True),
    Case(
        "L3",
        "duplicate keys inside one UNWIND MERGE",
        "UNWIND $rows AS row MERGE (t:Topic {id: row.id}) ON CREATE SET t.n = 1 ON MATCH SET t.n = t.n + 1",
        {"rows": [{"id": "t1"}, {"id": "t1"}, {"id": "t2"}]},
    ),
    Case("L3c", "check of L3", "MATCH (t:Topic) RETURN t.id AS id, t.n AS n ORDER BY id", rows=[("t1", 2), ("t2", 1)]),
    Case(
        "L4",
        "MERGE rel with property key + counter, duplicates in batch",
        (
            "UNWIND $rows AS row MATCH (p:Paper {id: row.src}), (t:Topic {id: row.dst}) MERGE (p)-[r:ABOUT "
            "{section: row.section}]->(t) ON CREATE SET r.n = 1 ON MATCH SET r.n = r.n + 1"
        ),
        {
            "rows": [
                {"src": "p1", "dst": "t1", "section": "intro"},
                {"src": "p1", "dst": "t1", "section": "intro"},
                {"src": "p1", "dst": "t1", "section": "body"},
            ]
        },
    ),
    Case(
        "L4c",
        "check of L4",
        "MATCH (:Paper)-[r:ABOUT]->(:Topic) RETURN r.section AS s, r.n AS n ORDER BY s",
        rows=[("body", 1), ("intro", 2)],
    ),
    Case("L5", "SET prop = null removes", "MATCH (t:Topic {id:'t1'}) SET t.n = null RETURN t.n AS n", rows=[(None,)]),
    Case(
        "L6",
        "REMOVE property and label",
        "MATCH (c:Concept {id:'m3'}) REMOVE c.name REMOVE c:Method RETURN c.name AS n, labels(c) AS l",
        rows=[(None, ["Concept"])],
    ),
    Case("L7", "FOREACH", "FOREACH (x IN $xs | MERGE (:Tag {name: x}))", {"xs": ["a", "b"]}),
    Case("L7c", "check of L7", "MATCH (t:Tag) RETURN count(t) AS n", rows=[(2,)]),
    Case("L8", "CREATE chain of path in one clause", "CREATE (:Tag {name:'c'})-[:NEXT {w: 1.5}]->(:Tag {name:'d'})"),
    Case(
        "L9",
        "store date + list + bool props",
        (
            "MERGE (x:Tag {name:'e'}) SET x.d = date('2024-01-02'), x.l = [1,2,3], x.b = true RETURN x.d.year AS "
            "y, x.l AS l, x.b AS b"
        ),
        rows=[(2024, [1, 2, 3], True)],
    ),
    Case(
        "L10",
        "new property on existing label (schema-free)",
        "MATCH (p:Paper {id:'p1'}) SET p.doi = '10.1/x' RETURN p.doi AS d",
        rows=[("10.1/x",)],
    ),
    Case(
        "L11",
        "new rel type between existing labels",
        "MATCH (p:Paper {id:'p1'}), (q:Paper {id:'p3'}) MERGE (p)-[r:RELATED {w: 2}]->(q) RETURN r.w AS w",
        rows=[(2,)],
    ),
    Case(
        "L12",
        "read-your-write in one statement",
        (
            "MATCH (a:Paper {id:'p4'}),(b:Paper {id:'p1'}) MERGE (a)-[:EXTENDS]->(b) WITH a MATCH "
            "(a)-[:EXTENDS]->(x) RETURN x.id AS id"
        ),
        rows=[("p1",)],
    ),
    Case("L13", "DETACH DELETE", "MATCH (t:Topic) DETACH DELETE t"),
    Case("L13c", "check of L13", "MATCH (p:Paper)-[r:ABOUT]->() RETURN count(r) AS n", rows=[(0,)]),
    Case("L14", "DELETE connected node without DETACH fails", "MATCH (a:Author {id:'a1'}) DELETE a", is_refused=True),
    Case("L15", "delete rel by type", "MATCH (:Paper)-[r:RELATED]->() DELETE r"),
    Case(
        "L16",
        "CALL {} IN TRANSACTIONS",
        "UNWIND range(1,20) AS i CALL (i) { CREATE (:Tmp {i: i}) } IN TRANSACTIONS OF 10 ROWS",
    ),
    Case(
        "L17",
        "dynamic label SET n:$(label) (5.24+)",
        "MATCH (t:Tag {name:'a'}) SET t:$($l) RETURN labels(t) AS l",
        {"l": "Extra"},
        check=lambda rows: [sorted(labels) for (labels,) in rows] == [["Extra", "Tag"]],
    ),
    Case("L18", "syntax error is raised", "MATCH (p:Paper RETURN p", is_refused=True),
    Case("L19", "unknown variable is an error", "MATCH (p:Paper) RETURN q.id", is_refused=True),
    Case("L20", "unknown label matches nothing", "MATCH (z:NoSuchLabel) RETURN count(z) AS n", rows=[(0,)]),
]
