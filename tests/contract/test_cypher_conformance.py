"""Neo4j 5's Cypher on both engines: the same answers, and a plain refusal where the embedded engine has no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import neo4j
import pytest
from cypher_cases import CASES, REFUSED_BY_EMBEDDED, Case
from store_targets import StoreTarget, embedded_driver

from kg.store import open_store

_AUTO_COMMIT = ("CREATE CONSTRAINT", "CREATE INDEX", "CREATE FULLTEXT", "CREATE VECTOR", "SHOW")


@dataclass(frozen=True)
class Outcome:
    """What came of one case: its records, or the error."""

    rows: list[tuple[object, ...]]
    error: Exception | None = None


@pytest.fixture(scope="module")
def outcomes_on_neo4j(neo4j_target: StoreTarget) -> Iterator[Mapping[str, Outcome]]:
    """What the cases give on Neo4j, in a database without anything."""
    neo4j_target.run("MATCH (n) DETACH DELETE n")
    neo4j_target.drop_schema()
    yield _run_cases(neo4j_target.driver)
    neo4j_target.run("MATCH (n) DETACH DELETE n")
    neo4j_target.drop_schema()


@pytest.fixture(scope="module")
def outcomes_on_embedded(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    """What the cases give on a new embedded store, which has the hierarchy of labels declared."""
    folder = tmp_path_factory.mktemp("conformance") / "kg.db"
    with open_store(folder), embedded_driver(folder) as driver:
        return _run_cases(driver)


def _run_cases(driver: neo4j.Driver) -> Mapping[str, Outcome]:
    with driver.session(database="neo4j") as session:
        return {case.id: _run_case(session, case) for case in CASES}


def _run_case(session: neo4j.Session, case: Case) -> Outcome:
    def work(transaction: neo4j.ManagedTransaction | neo4j.Session) -> list[tuple[object, ...]]:
        return [tuple(record.values()) for record in transaction.run(case.statement, dict(case.parameters))]

    is_auto_commit = case.statement.startswith(_AUTO_COMMIT) or "IN TRANSACTIONS" in case.statement
    try:
        return Outcome(work(session) if is_auto_commit else session.execute_write(work))
    except neo4j.exceptions.Neo4jError as err:
        return Outcome([], err)


def test_there_are_118_cases_with_ids_of_their_own() -> None:
    assert (len(CASES), len({case.id for case in CASES})) == (118, 118)


@pytest.mark.neo4j
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_neo4j_gives_the_answer(outcomes_on_neo4j: Mapping[str, Outcome], case: Case) -> None:
    _check(outcomes_on_neo4j[case.id], case)


@pytest.mark.parametrize("case", [c for c in CASES if c.id not in REFUSED_BY_EMBEDDED], ids=lambda case: case.id)
def test_embedded_engine_gives_the_answer(outcomes_on_embedded: Mapping[str, Outcome], case: Case) -> None:
    _check(outcomes_on_embedded[case.id], case)


@pytest.mark.parametrize("case_id", REFUSED_BY_EMBEDDED)
def test_embedded_engine_refuses_what_it_does_not_have(
    outcomes_on_embedded: Mapping[str, Outcome], case_id: str
) -> None:
    assert outcomes_on_embedded[case_id].error is not None, "it has this now: take the case off REFUSED_BY_EMBEDDED"


def _check(outcome: Outcome, case: Case) -> None:
    if case.is_refused:
        assert outcome.error is not None, f"{case.statement} gave {outcome.rows}"
    else:
        assert outcome.error is None, f"{case.statement} gave {outcome.error}"
        assert case.accepts(outcome.rows), f"{case.statement} gave {outcome.rows}"
