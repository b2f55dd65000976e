from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from kg.graph import KnowledgeGraph, Node, Relationship
from kg.viz import draw_explorer
from ontology.terms import NodeLabel, RelationType

SCRIPT_TITLE = "Closing </script> and %%script%% placeholders"


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline: dict[str, str] = {}
        self._open = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = {"script": dict(attrs).get("type") or "script"}.get(tag, tag)

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style", "application/json"):
            self.inline[self._open] = self.inline.get(self._open, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    papers = [Node(f"arxiv:{i}", NodeLabel.PAPER, {"title": SCRIPT_TITLE, "abstract": "Text."}) for i in range(6)]
    methods = [Node(f"method:m{i}", NodeLabel.METHOD, {"name": f"m{i}"}) for i in range(4)]
    uses = [Relationship(RelationType.USES, p.id, m.id) for i, p in enumerate(papers) for m in methods[: 1 + i % 4]]
    return KnowledgeGraph.of([*papers, *methods], uses)


@pytest.fixture(scope="module")
def html(graph: KnowledgeGraph) -> str:
    return draw_explorer(graph)


def policy_of(page: Page) -> dict[str, str]:
    [content] = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert content is not None
    directives = (directive.strip().partition(" ") for directive in content.split(";"))
    return {name: value for name, _, value in directives}


def test_the_same_graph_gives_the_same_bytes(graph: KnowledgeGraph, html: str) -> None:
    assert draw_explorer(graph) == html


def test_the_page_loads_nothing(html: str) -> None:
    loading = {
        (tag, name, value)
        for tag, attributes in Page(html).elements
        for name, value in attributes.items()
        if name in ("src", "srcset", "href", "data", "action") and not (value or "").startswith("#")
    }
    assert loading == {("link", "href", "data:,")}
    assert "@import" not in html
    assert "url(" not in html


def test_the_policy_forbids_connections(html: str) -> None:
    policy = policy_of(Page(html))
    assert policy["default-src"] == "'none'"
    assert set(policy) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert "unsafe" not in " ".join(policy.values())


@pytest.mark.parametrize(("kind", "directive"), [("script", "script-src"), ("style", "style-src")])
def test_the_policy_admits_exactly_the_page_s_own_text(html: str, kind: str, directive: str) -> None:
    page = Page(html)
    digest = base64.b64encode(hashlib.sha256(page.inline[kind].encode()).digest()).decode()
    assert policy_of(page)[directive] == f"'sha256-{digest}'"


def test_a_title_cannot_close_the_script_element_nor_pose_as_a_placeholder(html: str) -> None:
    page = Page(html)
    assert [tag for tag, _ in page.elements].count("script") == 2
    assert page.inline["application/json"].count("%%script%%") == 6


def test_no_placeholder_is_left(html: str) -> None:
    assert set(re.findall(r"%%\w+%%", html)) == {"%%script%%"}  # those of the titles


def test_the_script_writes_no_markup(html: str) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", Page(html).inline["script"])


def test_the_cut_is_stated(graph: KnowledgeGraph) -> None:
    assert '"cut":"top 4 of 10 nodes"' in draw_explorer(graph, max_nodes=4)


def test_another_seed_moves_nodes_and_nothing_else(graph: KnowledgeGraph, html: str) -> None:
    places = re.compile(r'"at":\[[^]]*\]')
    other = draw_explorer(graph, seed=1)
    assert other != html
    assert places.sub("", other) == places.sub("", html)


def test_an_empty_graph_gives_a_page() -> None:
    assert '"nodes":[]' in draw_explorer(KnowledgeGraph.of([], []))
