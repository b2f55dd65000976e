"""The two stores of the tests, for `open_store` and for the bare driver."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import neo4j

from kg.store import GraphStore, open_store

VERSION_LABEL = "SchemaVersion"


@dataclass(frozen=True)
class StoreTarget:
    """Where a store is, with a driver that has all rights on it."""

    address: str
    password: str | None
    driver: neo4j.Driver

    def open(self) -> GraphStore:
        """Return the store; close it after use."""
        return open_store(self.address, password=self.password)

    def run(self, statement: str, **parameters: object) -> list[dict[str, object]]:
        """Run a statement past the store."""
        return [record.data() for record in self.driver.execute_query(statement, parameters, database_="neo4j").records]

    def empty(self) -> None:
        """Delete all nodes but the one with the schema version."""
        self.run(f"MATCH (n) WHERE NOT n:{VERSION_LABEL} DETACH DELETE n")

    def drop_schema(self) -> None:
        """Drop every constraint and index; Neo4j only."""
        for row in self.run("SHOW CONSTRAINTS YIELD name RETURN name"):
            self.run(f"DROP CONSTRAINT {row['name']}")
        for row in self.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            self.run(f"DROP INDEX {row['name']}")


def driver_for(uri: str, user: str, password: str) -> neo4j.Driver:
    """Return a driver that keeps quiet about notifications."""
    return neo4j.GraphDatabase.driver(uri, auth=(user, password), notifications_min_severity="OFF")


def embedded_driver(folder: Path) -> neo4j.Driver:
    """Return a driver with all rights on the running engine of a folder."""
    address = json.loads((folder / "runtime.json").read_text(encoding="utf-8"))["address"]
    password = json.loads((folder / "credentials.json").read_text(encoding="utf-8"))["root"]
    return driver_for(address, "root", password)
