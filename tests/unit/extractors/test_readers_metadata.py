from __future__ import annotations

import pytest

from extractors.readers.metadata import (
    JsonObject,
    find_authors,
    find_categories,
    find_date,
    find_identifiers,
    find_url,
    parse_date,
)


@pytest.mark.parametrize(
    ("fields", "arxiv_id", "doi"),
    [
        pytest.param({"arxiv_id": "2599.00001"}, "2599.00001", None, id="arxiv_id"),
        pytest.param({"id": "hep-th/9901001"}, "hep-th/9901001", None, id="old style"),
        pytest.param({"id": "2599.00001v3"}, "2599.00001", None, id="with version"),
        pytest.param({"paper_id": "arXiv:2599.00001"}, "2599.00001", None, id="with prefix"),
        pytest.param({"url": "https://arxiv.org/abs/2599.00001"}, "2599.00001", None, id="in a link"),
        pytest.param({"id": "d205", "ref": None}, None, None, id="some other id"),
        pytest.param({"id": 2599.00001}, None, None, id="a number has lost its zeros"),
        pytest.param({"id": ""}, None, None, id="empty"),
        pytest.param({"doi": "https://doi.org/10.1000/ABC"}, None, "10.1000/abc", id="doi as link"),
        pytest.param({"id": "doi:10.1000/abc"}, None, "10.1000/abc", id="doi as id"),
        pytest.param({"doi": "10.1000/a 10.1000/b"}, None, "10.1000/a", id="first of several dois"),
        pytest.param(
            {"doi": "10.48550/arXiv.2599.00001"}, "2599.00001", "10.48550/arxiv.2599.00001", id="doi given by arxiv"
        ),
        pytest.param({"arxiv_id": "2599.00001", "id": "2599.00002"}, "2599.00001", None, id="the named field first"),
    ],
)
def test_identifiers(fields: JsonObject, arxiv_id: str | None, doi: str | None) -> None:
    assert find_identifiers(fields) == (arxiv_id, doi)


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        pytest.param({"authors": ["A. Example", " B.  Sample "]}, ("A. Example", "B. Sample"), id="list"),
        pytest.param({"authors": [{"name": "A. Example"}, {"id": 1}]}, ("A. Example",), id="list of objects"),
        pytest.param({"authors": "A. Example, B. Sample, and C. Muster"}, ("A. Example", "B. Sample", "C. Muster")),
        pytest.param({"authors": "Example, A.; Sample, B."}, ("Example, A.", "Sample, B."), id="semicolons"),
        pytest.param({"author": "Andy Andrews"}, ("Andy Andrews",), id="and inside a name"),
        pytest.param({"authors_parsed": [["Example", "A.", "Jr."]]}, ("A. Example Jr.",), id="parsed"),
        pytest.param({"authors_parsed": [["Team"], [None]]}, ("Team",), id="parsed, incomplete"),
        pytest.param({"authors_parsed": [], "authors": "A. Example"}, ("A. Example",), id="parsed, empty"),
        pytest.param({"authors": 5}, (), id="number"),
        pytest.param({"authors": [5, None, ""]}, (), id="list of other things"),
        pytest.param({}, (), id="none"),
    ],
)
def test_authors(fields: JsonObject, authors: tuple[str, ...]) -> None:
    assert find_authors(fields) == authors


@pytest.mark.parametrize(
    ("value", "categories"),
    [
        pytest.param("cs.CL cs.LG", ("cs.CL", "cs.LG"), id="blanks"),
        pytest.param("cs.CL, cs.LG; stat.ML", ("cs.CL", "cs.LG", "stat.ML"), id="commas"),
        pytest.param(["cs.LG", "cs.CL", "cs.LG"], ("cs.LG", "cs.CL"), id="list in its order, without repetition"),
        pytest.param(["Machine Learning", 5], ("Machine Learning",), id="names with blanks"),
        pytest.param(5, (), id="number"),
        pytest.param(None, (), id="null"),
    ],
)
def test_categories(value: object, categories: tuple[str, ...]) -> None:
    assert find_categories({"categories": value}) == categories


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2025-08-04", "2025-08-04"),
        ("2025-08-04T10:00:00Z", "2025-08-04"),
        ("2025-08-04 10:00", "2025-08-04"),
        (" 2025-08 ", "2025-08"),
        ("2025", "2025"),
        (2025, "2025"),
        ("Sat, 2 Aug 2025 23:30:00 GMT", "2025-08-02"),
        ("2025-02-30", None),
        ("2025-13", None),
        ("20250804", None),
        ("last week", None),
        ("", None),
        (0, None),
        (20250804, None),
        (True, None),
        (None, None),
        ([], None),
    ],
)
def test_dates(value: object, date: str | None) -> None:
    assert parse_date(value) == date


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        pytest.param({"published": "2025-08-01", "year": 2024}, "2025-08-01", id="the exact one first"),
        pytest.param({"date": "2025-08-01"}, "2025-08-01", id="date"),
        pytest.param({"year": 2025}, "2025", id="year"),
        pytest.param({"published": "soon", "year": 2025}, "2025", id="what is no date is passed over"),
        pytest.param(
            {"update_date": "2025-09-02", "versions": [{"created": "Sat, 2 Aug 2025 09:30:00 GMT"}]}, "2025-08-02"
        ),
        pytest.param({"update_date": "2025-09-02", "versions": []}, "2025-09-02", id="no versions"),
        pytest.param({"update_date": "2025-09-02", "versions": ["v1"]}, "2025-09-02", id="versions without date"),
        pytest.param({}, None, id="none"),
    ],
)
def test_date_of_a_paper(fields: JsonObject, date: str | None) -> None:
    assert find_date(fields) == date


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        pytest.param({"url": " https://example.org/p "}, "https://example.org/p", id="url"),
        pytest.param({"id": "http://arxiv.org/abs/2599.00001v1"}, "http://arxiv.org/abs/2599.00001v1", id="id"),
        pytest.param({"url": "javascript:alert(1)"}, None, id="script"),
        pytest.param({"url": "https://example.org/ onclick=x"}, None, id="blank inside"),
        pytest.param({"url": 5}, None, id="number"),
    ],
)
def test_url(fields: JsonObject, url: str | None) -> None:
    assert find_url(fields) == url
