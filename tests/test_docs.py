"""The README and the docs say what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from console_blocks import read_examples, run_command

from kg.cli import app
from kg.queries import load_queries

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = read_examples(README)


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each example prints, run in order in one folder, for they build on each other; on both stores."""
    folder, variables = tmp_path_factory.mktemp("readme"), {}
    if request.param == "neo4j":
        target = request.getfixturevalue("neo4j_target")
        target.empty()
        variables = {"KG_STORE": target.address, "KG_NEO4J_PASSWORD": target.password}
    return [run_command(example.command, folder, variables) for example in EXAMPLES]


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[example.command[:40] for example in EXAMPLES])
def test_readme_shows_what_the_command_prints(number: int, outputs: list[str]) -> None:
    assert outputs[number] == EXAMPLES[number].output


def test_readme_has_examples() -> None:
    assert len(EXAMPLES) >= 5


def test_readme_names_every_command() -> None:
    commands = {c.name or c.callback.__name__ for c in app.registered_commands if c.callback}

    assert {c for c in commands if f"kg {c}" not in README} == set()


def test_every_query_is_documented() -> None:
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")

    assert {name for name in load_queries() if f"## {name}" not in page} == set()


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
