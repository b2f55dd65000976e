"""Reads of the graph of the cases: patterns, paths, lists, subqueries, functions, the schema."""

from __future__ import annotations

from cypher_cases.case import Case

READS = [
    Case(
        "R1",
        "co-usage join, count, ORDER BY",
        (
            "MATCH (p:Paper)-[:USES]->(m:Method)<-[:USES]-(q:Paper) WHERE p.id < q.id RETURN p.id AS p, q.id AS "
            "q, count(m) AS n ORDER BY n DESC, p, q"
        ),
        rows=[("p1", "p2", 1), ("p1", "p3", 1), ("p2", "p3", 1)],
    ),
    Case(
        "R2",
        "type alternation [:A|B]",
        "MATCH (p:Paper)-[r:USES|PROPOSES]->(m:Method) RETURN p.id AS p, type(r) AS t, m.id AS m ORDER BY p, t, m",
        rows=[
            ("p1", "USES", "m1"),
            ("p2", "USES", "m1"),
            ("p2", "USES", "m2"),
            ("p3", "PROPOSES", "m2"),
            ("p3", "USES", "m1"),
            ("p4", "USES", "m3"),
        ],
    ),
    Case(
        "R3",
        "labels(n), two labels",
        "MATCH (n {id:'m1'}) RETURN labels(n) AS l",
        check=lambda rows: [sorted(labels) for (labels,) in rows] == [["Concept", "Method"]],
    ),
    Case("R4", "MATCH (c:A:B) = AND", "MATCH (c:Concept:Method) RETURN count(c) AS c", rows=[(3,)]),
    Case(
        "R5",
        "variable length *1..3",
        "MATCH (a:Paper {id:'p4'})-[:CITES*1..3]->(b:Paper) RETURN DISTINCT b.id AS id ORDER BY id",
        rows=[("p1",), ("p2",), ("p3",)],
    ),
    Case(
        "R6",
        "shortestPath()",
        (
            "MATCH (a:Paper {id:'p4'}),(b:Paper {id:'p1'}) MATCH p = shortestPath((a)-[:CITES*..10]->(b)) RETURN "
            "length(p) AS l"
        ),
        rows=[(2,)],
    ),
    Case(
        "R7",
        "allShortestPaths()",
        (
            "MATCH (a:Author {id:'a1'}),(b:Concept {id:'d1'}), p = allShortestPaths((a)-[*..4]-(b)) RETURN "
            "length(p) AS l, count(*) AS n"
        ),
        rows=[(2, 1)],
    ),
    Case(
        "R8",
        "OPTIONAL MATCH + collect ignores null",
        (
            "MATCH (p:Paper) OPTIONAL MATCH (a:Author)-[:WROTE]->(p) RETURN p.id AS id, count(a) AS n, "
            "collect(a.name) AS names ORDER BY id"
        ),
        check=lambda rows: (
            [(p, n, sorted(names)) for p, n, names in rows]
            == [("p1", 1, ["Ada"]), ("p2", 2, ["Ada", "Bob"]), ("p3", 1, ["Bob"]), ("p4", 0, [])]
        ),
    ),
    Case(
        "R9",
        "size/list comprehension",
        (
            "MATCH (p:Paper)-[:USES]->(m) WITH p, collect(m.name) AS ms RETURN p.id AS id, size(ms) AS n, size([x "
            'IN ms WHERE x STARTS WITH "G" | toUpper(x)]) AS g ORDER BY id'
        ),
        rows=[("p1", 2, 1), ("p2", 2, 1), ("p3", 2, 1), ("p4", 1, 0)],
    ),
    Case(
        "R10",
        "reduce()",
        (
            "MATCH (p:Paper)-[r:USES]->() WITH p, collect(r.count) AS cs RETURN p.id AS id, reduce(s = 0, x IN cs "
            "| s + x) AS total ORDER BY id"
        ),
        rows=[("p1", 5), ("p2", 6), ("p3", 3), ("p4", 4)],
    ),
    Case(
        "R11",
        "CASE WHEN",
        (
            "MATCH (p:Paper) RETURN p.id AS id, CASE WHEN p.year < 2020 THEN 'old' WHEN p.year < 2022 THEN 'mid' "
            "ELSE 'new' END AS age ORDER BY id"
        ),
        rows=[("p1", "old"), ("p2", "mid"), ("p3", "mid"), ("p4", "new")],
    ),
    Case(
        "R12",
        "WITH ... WHERE (having)",
        "MATCH (m:Method)<-[:USES]-(p:Paper) WITH m, count(p) AS n WHERE n > 1 RETURN m.id AS id, n",
        rows=[("m1", 3)],
    ),
    Case(
        "R13",
        "EXISTS { } subquery",
        (
            "MATCH (p:Paper) WHERE EXISTS { MATCH (p)-[:USES]->(d:Dataset) WHERE d.name = 'QM9' } RETURN p.id AS "
            "id ORDER BY id"
        ),
        rows=[("p1",), ("p3",)],
    ),
    Case(
        "R13b",
        "EXISTS { pattern } short form",
        "MATCH (p:Paper) WHERE EXISTS { (p)-[:PROPOSES]->(:Method) } RETURN p.id AS id",
        rows=[("p3",)],
    ),
    Case(
        "R14",
        "COUNT { } subquery",
        "MATCH (p:Paper) RETURN p.id AS id, COUNT { (p)-[:USES]->(:Concept) } AS n ORDER BY id",
        rows=[("p1", 2), ("p2", 2), ("p3", 2), ("p4", 1)],
    ),
    Case(
        "R15",
        "CALL { WITH p ... } subquery",
        (
            "MATCH (p:Paper) CALL { WITH p MATCH (p)-[r:USES]->(c) RETURN c.name AS top ORDER BY r.count DESC "
            "LIMIT 1 } RETURN p.id AS id, top ORDER BY id"
        ),
        rows=[("p1", "GNN"), ("p2", "Transformer"), ("p3", "GNN"), ("p4", "Random Forest")],
    ),
    Case(
        "R16",
        "CALL (p) { ... } scoped subquery",
        (
            "MATCH (p:Paper) CALL (p) { MATCH (p)-[r:USES]->(c) RETURN sum(r.count) AS s } RETURN p.id AS id, s "
            "ORDER BY id"
        ),
        rows=[("p1", 5), ("p2", 6), ("p3", 3), ("p4", 4)],
    ),
    Case(
        "R17",
        "pattern comprehension",
        "MATCH (p:Paper) RETURN p.id AS id, size([(p)-[:USES]->(m:Method) | m.name]) AS n ORDER BY id",
        rows=[("p1", 1), ("p2", 2), ("p3", 1), ("p4", 1)],
    ),
    Case(
        "R18",
        "coalesce",
        "MATCH (p:Paper) RETURN p.id AS id, coalesce(p.score, -1.0) AS s ORDER BY id",
        rows=[("p1", 0.9), ("p2", 0.7), ("p3", 0.8), ("p4", -1.0)],
    ),
    Case(
        "R19",
        "date()/datetime() parts",
        "RETURN date('2024-03-15').year AS y, datetime('2024-03-15T10:00:00Z').month AS m",
        rows=[(2024, 3)],
    ),
    Case(
        "R19b",
        "date value comes back",
        "RETURN date('2024-03-15') AS d",
        check=lambda rows: [value.iso_format() for (value,) in rows] == ["2024-03-15"],
    ),
    Case(
        "R20",
        "toLower CONTAINS",
        "MATCH (p:Paper) WHERE toLower(p.title) CONTAINS toLower($q) RETURN p.id AS id ORDER BY id",
        {"q": "GRAPH"},
        rows=[("p1",), ("p3",)],
    ),
    Case(
        "R21",
        "regex =~",
        "MATCH (p:Paper) WHERE p.title =~ '(?i).*graph.*' RETURN p.id AS id ORDER BY id",
        rows=[("p1",), ("p3",)],
    ),
    Case(
        "R22",
        "id(n) integer",
        "MATCH (p:Paper {id:'p1'}) RETURN id(p) AS i",
        check=lambda rows: [type(value) for (value,) in rows] == [int],
    ),
    Case(
        "R23",
        "elementId(n) string, round trip",
        "MATCH (p:Paper {id:'p1'}) WITH elementId(p) AS e MATCH (q) WHERE elementId(q) = e RETURN q.id AS id, e",
        check=lambda rows: [(paper, type(element)) for paper, element in rows] == [("p1", str)],
    ),
    Case(
        "R24",
        "properties(n)",
        "MATCH (p:Paper {id:'p2'}) RETURN properties(p) AS m",
        check=lambda rows: (
            [(p["title"], p["tags"], p.get("abstract")) for (p,) in rows] == [("Attention is Useful", ["nlp"], None)]
        ),
    ),
    Case(
        "R24b",
        "keys(n)",
        "MATCH (c:Concept {id:'m1'}) RETURN keys(c) AS k",
        check=lambda rows: [sorted(keys) for (keys,) in rows] == [["id", "name"]],
    ),
    Case(
        "R25",
        "IN $list parameter",
        "MATCH (p:Paper) WHERE p.id IN $ids RETURN p.id AS id ORDER BY id",
        {"ids": ["p1", "p3", "zz"]},
        rows=[("p1",), ("p3",)],
    ),
    Case(
        "R26",
        "list property membership",
        "MATCH (p:Paper) WHERE 'gnn' IN p.tags RETURN p.id AS id ORDER BY id",
        rows=[("p1",), ("p3",)],
    ),
    Case(
        "R27",
        "null: IS NULL, count(null)",
        (
            "MATCH (p:Paper) RETURN count(*) AS n, count(p.score) AS s, sum(CASE WHEN p.score IS NULL THEN 1 ELSE "
            "0 END) AS z"
        ),
        rows=[(4, 3, 1)],
    ),
    Case(
        "R27b",
        "null = null filters out; unknown property is null",
        "MATCH (p:Paper) WHERE p.score = null OR p.nosuch > 1 RETURN p.id AS id",
        rows=[],
    ),
    Case(
        "R28",
        "ORDER BY / SKIP / LIMIT with params",
        "MATCH (p:Paper) RETURN p.id AS id ORDER BY p.year DESC SKIP $s LIMIT $l",
        {"s": 1, "l": 2},
        rows=[("p3",), ("p2",)],
    ),
    Case(
        "R28b",
        "ORDER BY puts null last asc",
        "MATCH (p:Paper) RETURN p.id AS id ORDER BY p.score ASC",
        rows=[("p2",), ("p3",), ("p1",), ("p4",)],
    ),
    Case(
        "R29",
        "CALL db.labels()",
        "CALL db.labels() YIELD label RETURN label ORDER BY label",
        check=lambda rows: {"Paper", "Concept", "Method", "Author"} <= {label for (label,) in rows},
    ),
    Case(
        "R30",
        "CALL db.relationshipTypes()",
        "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType ORDER BY relationshipType",
        check=lambda rows: {"USES", "CITES"} <= {name for (name,) in rows},
    ),
    Case(
        "R30b",
        "CALL db.schema.nodeTypeProperties()",
        "CALL db.schema.nodeTypeProperties() YIELD nodeLabels, propertyName RETURN nodeLabels, propertyName",
        check=bool,
    ),
    Case("R30c", "SHOW INDEXES", "SHOW INDEXES", check=bool),
    Case("R31", "EXPLAIN", "EXPLAIN MATCH (p:Paper) RETURN p.id"),
    Case("R32", "PROFILE", "PROFILE MATCH (p:Paper) RETURN p.id"),
]
