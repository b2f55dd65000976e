"""The first contact with a database: is it ours, of our schema version, and does it have what it needs?"""

from __future__ import annotations

import logging

from kg.errors import StoreVersionError
from kg.store import cypher
from kg.store.connection import Connection
from kg.store.ddl import VERSION_ID, embedded_statements, neo4j_statements
from ontology.schema import Schema

logger = logging.getLogger(__name__)

_INDEX_WAIT_S = 300


def set_up(connection: Connection, schema: Schema) -> None:
    """Check a store's schema version, then add whatever of labels, unique ids and indexes is missing.

    Other data in a Neo4j database is let be, as long as it does not use our labels.

    Raises:
        StoreVersionError: The store holds another version, or nodes with our labels that we did not write. Nothing
            was written.
    """
    version = _check_version(connection, schema)
    if connection.engine is not None:
        connection.engine.declare(embedded_statements(schema))
    else:
        _declare_on_server(connection, schema)
    if version is None:
        connection.write(cypher.WRITE_VERSION, id=VERSION_ID, version=schema.version)
    if connection.engine is not None:
        connection.engine.publish()


def _check_version(connection: Connection, schema: Schema) -> str | None:
    rows = connection.read(cypher.READ_VERSION, id=VERSION_ID)
    if rows and rows[0]["version"] != schema.version:
        raise StoreVersionError(
            f"{connection.address} holds schema version {rows[0]['version']}, this program writes {schema.version}; "
            "build into another store"
        )
    if not rows and (strangers := connection.read(cypher.READ_STRANGERS)):
        labels = ":".join(strangers[0]["labels"])
        raise StoreVersionError(
            f"{connection.address} holds {labels} nodes of another program; use an empty database or another store"
        )
    return rows[0]["version"] if rows else None


def _declare_on_server(connection: Connection, schema: Schema) -> None:
    present = {row["name"] for row in connection.read(cypher.READ_INDEX_NAMES)}
    missing = {name: text for name, text in neo4j_statements(schema).items() if name not in present}
    for name, statement in missing.items():
        logger.info("%s: making %s", connection.address, name)
        connection.declare(statement)
    if missing:
        connection.declare(f"CALL db.awaitIndexes({_INDEX_WAIT_S})")
