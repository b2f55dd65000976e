"""More reads of the graph of the cases: predicates, records, paths, typing, the parts added in Neo4j 5."""

from __future__ import annotations

from cypher_cases.case import Case

MORE_READS = [
    Case(
        "R33",
        "UNION",
        "MATCH (m:Method) RETURN m.name AS n UNION MATCH (d:Dataset) RETURN d.name AS n",
        rows=[("GNN",), ("Transformer",), ("Random Forest",), ("QM9",)],
        in_order=False,
    ),
    Case(
        "R34",
        "startNode/endNode/type",
        "MATCH (:Paper {id:'p3'})-[r:PROPOSES]->() RETURN startNode(r).id AS s, endNode(r).id AS e, type(r) AS t",
        rows=[("p3", "m2", "PROPOSES")],
    ),
    Case(
        "R35", "NOT (pattern) predicate", "MATCH (p:Paper) WHERE NOT (p)<-[:WROTE]-() RETURN p.id AS id", rows=[("p4",)]
    ),
    Case(
        "R36",
        "map projection",
        ("MATCH (p:Paper {id:'p1'})-[:USES]->(m) WITH p, collect(m.id) AS ms RETURN p {.id, .year, concepts: ms} AS m"),
        check=lambda rows: (
            [(p["id"], p["year"], sorted(p["concepts"])) for (p,) in rows] == [("p1", 2019, ["d1", "m1"])]
        ),
    ),
    Case(
        "R37",
        "nodes(p)/relationships(p)",
        (
            "MATCH p = (:Paper {id:'p4'})-[:CITES*2]->(:Paper {id:'p2'}) RETURN [n IN nodes(p) | n.id] AS ids, [r "
            "IN relationships(p) | type(r)] AS ts, length(p) AS l"
        ),
        rows=[(["p4", "p3", "p2"], ["CITES", "CITES"], 2)],
    ),
    Case(
        "R38",
        "any/all/none",
        (
            "MATCH (p:Paper) WHERE any(t IN p.tags WHERE t = 'nlp') AND none(t IN p.tags WHERE t = 'gnn') RETURN "
            "p.id AS id"
        ),
        rows=[("p2",)],
    ),
    Case(
        "R39",
        "UNWIND range() aggregation",
        "UNWIND range(1, 5) AS x RETURN sum(x) AS s, collect(x)[1..3] AS sl",
        rows=[(15, [2, 3])],
    ),
    Case(
        "R40",
        "undirected match",
        "MATCH (:Paper {id:'p2'})-[:CITES]-(q:Paper) RETURN q.id AS id ORDER BY id",
        rows=[("p1",), ("p3",)],
    ),
    Case(
        "R41",
        "fulltext query procedure",
        "CALL db.index.fulltext.queryNodes('paper_text', 'molecules') YIELD node, score RETURN node.id AS id",
        rows=[("p1",)],
    ),
    Case(
        "R42",
        "avg/stDev/percentileCont/min/max",
        (
            "MATCH (p:Paper) RETURN avg(p.year) AS a, percentileCont(p.year, 0.5) AS m, min(p.year) AS lo, "
            "max(p.year) AS hi"
        ),
        rows=[(2020.5, 2020.5, 2019, 2022)],
    ),
    Case(
        "R43",
        "STARTS WITH/ENDS WITH",
        (
            "MATCH (p:Paper) WHERE p.title STARTS WITH 'Trans' OR p.title ENDS WITH 'Useful' RETURN p.id AS id "
            "ORDER BY id"
        ),
        rows=[("p2",), ("p3",)],
    ),
    Case("R44", "label predicate in WHERE", "MATCH (c:Concept) WHERE c:Dataset RETURN c.id AS id", rows=[("d1",)]),
    Case("R45", "label expression (:A|B)", "MATCH (c:Method|Dataset) RETURN count(c) AS n", rows=[(4,)]),
    Case(
        "R46",
        "quantified path pattern {1,3}",
        "MATCH (a:Paper {id:'p4'})-[:CITES]->{1,3}(b:Paper) RETURN count(DISTINCT b) AS n",
        rows=[(3,)],
    ),
    Case(
        "R46b",
        "SHORTEST 1 (5.21+)",
        "MATCH p = SHORTEST 1 (a:Paper {id:'p4'})-[:CITES]->+(b:Paper {id:'p1'}) RETURN length(p) AS l",
        rows=[(2,)],
    ),
    Case(
        "R47",
        "RETURN n comes back as node with labels",
        "MATCH (c:Concept {id:'m1'}) RETURN c",
        check=lambda rows: (
            [(sorted(n.labels), n["id"], n["name"]) for (n,) in rows] == [(["Concept", "Method"], "m1", "GNN")]
        ),
    ),
    Case(
        "R48",
        "RETURN r comes back as relationship",
        "MATCH (:Paper {id:'p1'})-[r:USES]->(:Concept {id:'m1'}) RETURN r",
        check=lambda rows: [(r.type, r["count"], r["section"]) for (r,) in rows] == [("USES", 3, "methods")],
    ),
    Case(
        "R49",
        "RETURN path",
        "MATCH p = (:Paper {id:'p4'})-[:CITES]->()-[:CITES]->(:Paper {id:'p2'}) RETURN p",
        check=lambda rows: [(len(p.nodes), len(p.relationships)) for (p,) in rows] == [(3, 2)],
    ),
    Case("R50", "nested map/list parameters", "RETURN $m.a[1].b AS x", {"m": {"a": [{"b": 1}, {"b": 2}]}}, rows=[(2,)]),
    Case(
        "R51",
        "relationship uniqueness (trail)",
        "MATCH (a:Paper {id:'p1'})<-[:WROTE]-(x)-[:WROTE]->(b:Paper) RETURN b.id AS id",
        rows=[("p2",)],
    ),
    Case(
        "R51b",
        "rel uniqueness in var-length",
        "MATCH (a:Paper {id:'p1'})-[:CITES*2]-(b:Paper) RETURN b.id AS id ORDER BY id",
        rows=[("p2",), ("p3",), ("p4",)],
        in_order=False,
    ),
    Case(
        "R52",
        "string functions",
        (
            "RETURN split('a,b',',') AS a, substring('hello',1,3) AS b, replace('aXb','X','-') AS c, "
            "toInteger('42') AS d, toString(1.5) AS e, trim('  x ') AS f"
        ),
        rows=[(["a", "b"], "ell", "a-b", 42, "1.5", "x")],
    ),
    Case(
        "R53",
        "duration arithmetic",
        (
            "RETURN toString(date('2024-01-31') + duration({months: 1})) AS d, "
            "duration.between(date('2024-01-01'), date('2024-03-01')).months AS m"
        ),
        rows=[("2024-02-29", 2)],
    ),
    Case("R54", "randomUUID()/timestamp()", "RETURN size(randomUUID()) AS n, timestamp() > 0 AS t", rows=[(36, True)]),
    Case(
        "R55",
        "count(DISTINCT)",
        "MATCH (:Paper)-[:USES]->(c) RETURN count(DISTINCT c) AS n, count(c) AS m",
        rows=[(4, 7)],
    ),
    Case(
        "R56",
        "COLLECT { } subquery",
        (
            "MATCH (p:Paper {id:'p2'}) RETURN COLLECT { MATCH (p)-[:USES]->(m:Method) RETURN m.name ORDER BY "
            "m.name } AS l"
        ),
        rows=[(["GNN", "Transformer"],)],
    ),
    Case("R57", "no-label match + generic rel", "MATCH (n)-[r]->(m) RETURN count(*) AS n", rows=[(16,)]),
    Case(
        "R58",
        "head/last/tail, list slice, list +",
        "RETURN head([1,2,3]) AS h, last([1,2,3]) AS l, tail([1,2,3]) AS t, [1]+[2] AS c",
        rows=[(1, 3, [2, 3], [1, 2])],
    ),
    Case(
        "R59",
        "degree-like top concepts with name",
        (
            "MATCH (c:Concept)<-[r:USES]-(p:Paper) RETURN c.name AS concept, count(DISTINCT p) AS papers, "
            "sum(r.count) AS mentions ORDER BY papers DESC, mentions DESC, concept LIMIT 2"
        ),
        rows=[("GNN", 3, 6), ("QM9", 2, 3)],
    ),
    Case(
        "R60",
        "integer/float typing",
        "RETURN 7/2 AS a, 7/2.0 AS b, 7 % 3 AS c, toFloat('1.5') AS d",
        rows=[(3, 3.5, 1, 1.5)],
    ),
    Case("R61", "dynamic property n[$k]", "MATCH (p:Paper {id:'p1'}) RETURN p[$k] AS v", {"k": "year"}, rows=[(2019,)]),
    Case(
        "R62",
        "WITH * / alias / DISTINCT",
        "MATCH (p:Paper)-[:USES]->(m:Method) WITH DISTINCT m ORDER BY m.name RETURN collect(m.name) AS l",
        rows=[(["GNN", "Random Forest", "Transformer"],)],
    ),
    Case(
        "R63",
        "undirected multi-hop without label (2-hop neighbourhood)",
        "MATCH (p:Paper {id:'p1'})-[*1..2]-(x) WHERE x <> p RETURN count(DISTINCT x) AS n",
        rows=[(8,)],
    ),
    Case(
        "R64",
        "XOR / NOT / IN / comparison chain",
        'MATCH (p:Paper) WHERE 2019 < p.year <= 2021 AND NOT p.id IN ["p2"] RETURN p.id AS id',
        rows=[("p3",)],
    ),
]
