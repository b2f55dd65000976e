"""The Cypher of the store's own reads and writes.

Labels and relationship types come from the ontology alone; everything else is a parameter.
"""

from __future__ import annotations

from kg.graph import is_concept_label
from kg.store.ddl import VERSION_LABEL
from ontology.schema import RelationRule
from ontology.terms import NodeLabel, RelationType

READ_VERSION = f"MATCH (v:{VERSION_LABEL} {{id: $id}}) RETURN v.version AS version"
WRITE_VERSION = f"MERGE (v:{VERSION_LABEL} {{id: $id}}) SET v.version = $version"

READ_STRANGERS = "MATCH (n) WHERE n:Paper OR n:Concept OR n:Result RETURN labels(n) AS labels LIMIT 1"
READ_INDEX_NAMES = "SHOW INDEXES YIELD name RETURN name"

WRITE_DIGESTS = "UNWIND $rows AS row MATCH (p:Paper {id: row.id}) SET p.digest = row.digest"
READ_DIGESTS = "MATCH (p:Paper) WHERE p.digest IS NOT NULL RETURN p.id AS id, p.digest AS digest ORDER BY id"
READ_UNFINISHED = "MATCH (p:Paper) WHERE p.digest IS NULL RETURN p.id AS id ORDER BY id"

DELETE_RESULTS = "UNWIND $ids AS id MATCH (:Paper {id: id})-[:HAS_RESULT]->(r:Result) DETACH DELETE r"
DELETE_PAPERS = "UNWIND $ids AS id MATCH (p:Paper {id: id}) DETACH DELETE p"
UNSETTLE_PAPERS = "UNWIND $ids AS id MATCH (p:Paper {id: id}) REMOVE p.digest"
DELETE_RELATIONS_OF_PAPERS = "UNWIND $ids AS id MATCH (:Paper {id: id})-[r]-() DELETE r"
DELETE_CONCEPTS = "UNWIND $ids AS id MATCH (c:Concept {id: id}) DETACH DELETE c"

READ_CONCEPT_IDS = "MATCH (c:Concept) RETURN c.id AS id"
READ_USED_CONCEPTS = "MATCH (n)-->(c:Concept) WHERE n:Paper OR n:Result RETURN DISTINCT c.id AS id"
READ_BROADER = "MATCH (a:Concept)-[:BROADER]->(b:Concept) RETURN a.id AS start, b.id AS end"


def merge_nodes(label: NodeLabel) -> str:
    """Return the statement that creates or replaces nodes of the most specific label from ``$rows``.

    ``MERGE`` on the one label, then ``SET`` of the general one: both engines then use the unique index. ``MERGE`` on
    two labels at once scans.
    """
    general = f" SET n:{NodeLabel.CONCEPT}" if is_concept_label(label) else ""
    return f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}){general} SET n = row.props"


def merge_relationships(rule: RelationRule) -> str:
    """Return the statement that creates or replaces relationships of one type, and counts those whose ends exist."""
    return (
        f"UNWIND $rows AS row MATCH (a:{rule.domain} {{id: row.start}}) MATCH (b:{rule.range} {{id: row.end}}) "
        f"MERGE (a)-[r:{rule.name}]->(b) SET r = row.props RETURN count(r) AS n"
    )


def delete_relationships(rule: RelationRule) -> str:
    """Return the statement that deletes relationships of one type by their ends."""
    return (
        f"UNWIND $rows AS row MATCH (a:{rule.domain} {{id: row.start}})-[r:{rule.name}]->"
        f"(b:{rule.range} {{id: row.end}}) DELETE r"
    )


def read_nodes(label: NodeLabel) -> str:
    """Return the statement that reads the nodes of the most specific label."""
    return f"MATCH (n:{label}) RETURN n.id AS id, properties(n) AS props"


def read_nodes_by_id(label: NodeLabel) -> str:
    """Return the statement that reads those nodes of the most specific label whose id is among ``$ids``."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, properties(n) AS props"


def read_relationships(rule: RelationRule) -> str:
    """Return the statement that reads the relationships of one type."""
    return (
        f"MATCH (a:{rule.domain})-[r:{rule.name}]->(b:{rule.range}) "
        "RETURN a.id AS start, b.id AS end, properties(r) AS props"
    )


def read_paper_concepts(rule: RelationRule) -> str:
    """Return the statement that reads the ends of the relationships of one type, without their evidence."""
    return (
        f"MATCH (p:Paper)-[:{rule.name}]->(c:{rule.range}) "
        "RETURN p.id AS paper, p.published AS published, c.id AS concept"
    )


def count_nodes(label: NodeLabel) -> str:
    """Return the statement that counts the nodes with a label."""
    return f"MATCH (n:{label}) RETURN count(n) AS n"


def count_relationships(relation: RelationType) -> str:
    """Return the statement that counts the relationships of one type."""
    return f"MATCH ()-[r:{relation}]->() RETURN count(r) AS n"


def full_text(label: NodeLabel) -> str:
    """Return the statement that finds the nodes whose text a Lucene query matches, best first."""
    text = ", ".join(f"n.{p} AS {p}" for p in ("name", "title", "abstract"))
    return (
        "CALL db.index.fulltext.queryNodes($index, $lucene) YIELD node AS n, score "
        f"WHERE n:{label} RETURN n.id AS id, labels(n) AS labels, {text} ORDER BY score DESC, id LIMIT $limit"
    )
