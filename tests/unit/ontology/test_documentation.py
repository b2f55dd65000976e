"""The page on the ontology says what the ontology file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.documentation import document_ontology
from ontology.schema import load_schema

PAGE = Path(__file__).parents[3] / "docs" / "ontology.md"


def test_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == document_ontology(), (
        "run python -m ontology.documentation > docs/ontology.md"
    )


@pytest.mark.parametrize("name", sorted({*load_schema().superclasses, *load_schema().relations}))
def test_page_has_a_row_for_each_label_and_type(name: str) -> None:
    rows = [line for line in document_ontology().splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1
    assert all(cell.strip() for cell in rows[0].strip("|").split(" | "))


def test_cells_escape_the_separator() -> None:
    tables = [line for line in document_ontology().splitlines() if line.startswith("|")]
    widths = {line.replace("\\|", "").count("|") for line in tables}
    assert widths <= {3, 4, 6}
