"""The explorer in headless Chromium: every test also fails on a request or a console message (see conftest)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.graph import KnowledgeGraph, Node, Relationship
from ontology.terms import NodeLabel, RelationType

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def heading(page: Any) -> str:
    return str(page.locator("#panel h2").inner_text())


def address(page: Any) -> str:
    return str(page.evaluate("location.hash"))


def section(page: Any, title: str) -> Any:
    return page.locator("#panel section", has=page.locator(f"h3 span:text-is('{title}')"))


def wait_until(page: Any, expression: str, arg: Any = None) -> None:
    """Poll from outside: the policy of the page forbids the polling of Playwright, which compiles a string."""
    for _ in range(200):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"still not true after 5 s: {expression}")


def click_node(page: Any, node: str, *, n_times: int = 1) -> None:
    wait_until(page, "id => !explorer.positionOf(id).isMoving", arg=node)
    place = page.evaluate("id => explorer.positionOf(id)", node)
    page.mouse.click(place["x"], place["y"], click_count=n_times)


def is_drawn(page: Any, node: str) -> bool:
    return bool(page.evaluate("id => explorer.positionOf(id).isDrawn", node))


def test_it_opens_with_counts_legend_and_the_cut(open_explorer: Open) -> None:
    page = open_explorer(max_nodes=6)
    assert page.locator("#counts").inner_text() == "5 papers, 9 concepts, 21 relationships"
    assert page.locator("#types label").all_inner_texts() == [
        "Papers\n5",
        "Methods\n4",
        "Datasets\n1",
        "Metrics\n2",
        "Hardware\n1",
        "Tasks\n1",
    ]
    cut = page.locator("#cut").inner_text()
    assert cut == "Drawn: top 6 of 14 nodes, those with most connections; search covers all."
    assert heading(page) == "What the papers say, and where"


def test_the_canvas_is_painted(open_explorer: Open) -> None:
    page = open_explorer()
    n_painted = page.evaluate(
        """() => new Promise((done) => requestAnimationFrame(() => {
            const canvas = document.getElementById("canvas");
            const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            done(pixels.filter((value, i) => i % 4 === 3 && value > 0).length);
        }))"""
    )
    assert n_painted > 2000


def test_the_canvas_is_sharp_on_dense_displays(browser: Any, open_explorer: Open, tmp_path: Any) -> None:
    url = open_explorer().url
    page = browser.new_page(viewport={"width": 1400, "height": 900}, device_scale_factor=2)
    page.goto(url)
    wait_until(page, "() => { const c = document.getElementById('canvas'); return c.width === 2 * c.clientWidth; }")
    page.close()


@pytest.mark.parametrize(
    ("query", "name"),
    [("mamba", "Mamba"), ("selective state", "Mamba"), ("nvidia", "H100"), ("2501.00004", "A Lone Paper")],
    ids=["name", "alias", "alias of hardware", "paper id"],
)
def test_the_search_finds_and_enter_selects(open_explorer: Open, query: str, name: str) -> None:
    page = open_explorer()
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.keyboard.press("Enter")
    assert heading(page) == name
    assert page.locator("#hits-box").is_hidden()


def test_arrows_move_through_the_hits(open_explorer: Open) -> None:
    page = open_explorer()
    page.keyboard.press("/")
    page.keyboard.type("tran")
    options = page.locator("#hits [role=option]")
    assert options.locator(".name").all_inner_texts() == ["Transformer", "A Study of Transformer Inference"]
    page.keyboard.press("ArrowDown")
    assert page.locator("#search").get_attribute("aria-activedescendant") == "hit-1"
    page.keyboard.press("Enter")
    assert heading(page) == "A Study of Transformer Inference"


def test_a_search_without_matches_says_so(open_explorer: Open) -> None:
    page = open_explorer()
    page.locator("#search").fill("zzz")
    assert page.locator("#hits-note").inner_text() == "No paper or concept has this in its name."


def test_the_search_covers_nodes_that_the_cut_leaves_out(open_explorer: Open) -> None:
    page = open_explorer(max_nodes=6)
    assert not is_drawn(page, "method:obscurenet")
    page.locator("#search").fill("obscure")
    page.locator("#hits [role=option]").click()
    assert heading(page) == "ObscureNet"
    assert is_drawn(page, "method:obscurenet")
    assert is_drawn(page, "arxiv:2501.00004")


def test_a_click_shows_the_neighbourhood_with_quotes(open_explorer: Open) -> None:
    page = open_explorer()
    click_node(page, "method:mamba")
    assert address(page) == "#method:mamba"
    assert heading(page) == "Mamba"
    used = section(page, "Used by")
    assert used.locator(".line a").all_inner_texts() == [
        "A Study of Transformer Inference",
        "StateNet: Linear Sequence Models",
        "Scanning <b>without</b> Attention",
    ]
    quote = used.locator("li").nth(1).locator("blockquote").first
    assert quote.inner_text() == "We present StateNet, which builds on Mamba."
    assert quote.locator("mark").all_inner_texts() == ["Mamba"]
    assert section(page, "Narrower").locator(".line a").all_inner_texts() == ["StateNet"]


def test_marks_are_right_after_characters_of_two_code_units(open_explorer: Open) -> None:
    page = open_explorer("#method:mamba")
    first = section(page, "Used by").locator("li").nth(1)
    first.locator("summary").click()
    second = first.locator("details blockquote")
    assert second.inner_text() == "Mamba scans 𝒟 in linear time 🚀 and StateNet scales Mamba to 8 GPUs."
    assert second.locator("mark").all_inner_texts() == ["Mamba", "Mamba"]


def test_a_paper_shows_abstract_results_and_related_papers(open_explorer: Open) -> None:
    page = open_explorer("#arxiv:2501.00000")
    marks = page.locator("#panel .abstract .mention")
    assert marks.all_inner_texts() == ["StateNet", "Mamba", "Mamba", "StateNet", "Mamba", "LongBench", "81.5%"]
    table = section(page, "Results")
    assert table.locator("th").all_inner_texts() == ["Value", "Unit", "Metric", "Dataset"]
    assert table.locator("tbody tr").first.locator("td").all_inner_texts() == ["81.5", "%", "accuracy", "LongBench"]
    assert table.locator("mark").all_inner_texts() == ["81.5%"]
    related = section(page, "Related papers").locator("li")
    assert related.locator(".line a").all_inner_texts() == ["Scanning <b>without</b> Attention"]
    assert related.locator(".shared").inner_text() == "share Mamba, LongBench"


def test_results_of_one_sentence_stand_above_it(open_explorer: Open, sample: KnowledgeGraph) -> None:
    """Both numbers are of one sentence, which is shown once, with both marked."""
    paper = sample.nodes["arxiv:2501.00000"]
    text = f"{paper.properties['title']}\n{paper.properties['abstract']}"
    first = sample.relationships[(RelationType.HAS_RESULT, paper.id, "result:1")]
    start = text.index("accuracy.")
    moved = {**first.properties, "starts": (start,), "ends": (start + 8,)}
    second = Relationship(RelationType.HAS_RESULT, paper.id, "result:0", moved)
    result = Node("result:0", NodeLabel.RESULT, {"raw": "accuracy", "delta": True, "comparator": "<"})
    graph = KnowledgeGraph.of([*sample.nodes.values(), result], [*sample.relationships.values(), second])
    rows = section(open_explorer("#arxiv:2501.00000", graph=graph), "Results").locator("tbody tr")
    assert rows.locator("td.value").all_inner_texts() == ["81.5", "< accuracy change"]
    assert rows.locator("blockquote").all_inner_texts() == ["On LongBench it reaches 81.5% accuracy."]
    assert rows.locator("mark").all_inner_texts() == ["81.5%", "accuracy"]


def test_long_lists_show_the_rest_on_demand(open_explorer: Open) -> None:
    method = Node("method:m", NodeLabel.METHOD, {"name": "m"})
    papers = [Node(f"arxiv:{i:02}", NodeLabel.PAPER, {"title": f"P{i}", "abstract": "."}) for i in range(30)]
    uses = [Relationship(RelationType.USES, paper.id, method.id) for paper in papers]
    page = open_explorer("#method:m", graph=KnowledgeGraph.of([method, *papers], uses))
    items = section(page, "Used by").locator("li")
    assert items.count() == 20
    page.get_by_role("button", name="Show all 30").click()
    assert items.count() == 30
    assert page.get_by_role("button", name="Show all").count() == 0


def test_a_concept_shows_its_results_with_their_papers(open_explorer: Open) -> None:
    table = section(open_explorer("#dataset:longbench"), "Results")
    assert table.locator("th").all_inner_texts() == ["Value", "Unit", "Metric"]
    assert table.locator("tbody tr").first.locator("td").all_inner_texts() == ["81.5", "%", "accuracy"]
    assert table.locator("td.quote .line a").all_inner_texts() == ["StateNet: Linear Sequence Models"]
    assert table.locator("mark").all_inner_texts() == ["81.5%"]


def test_texts_are_never_markup(open_explorer: Open) -> None:
    page = open_explorer("#arxiv:2501.00001")
    assert heading(page) == "Scanning <b>without</b> Attention"
    assert "<script>alert('no')</script>" in page.locator("#panel .abstract").inner_text()
    assert page.locator("#panel b, #panel script").count() == 0


def test_links_in_the_panel_and_the_back_button_follow_the_address(open_explorer: Open) -> None:
    page = open_explorer("#method:mamba")
    section(page, "Used by").locator(".line a").first.click()
    assert (heading(page), address(page)) == ("A Study of Transformer Inference", "#arxiv:2501.00002")
    page.go_back()
    assert (heading(page), address(page)) == ("Mamba", "#method:mamba")
    assert page.title() == "Mamba – ScholarGraph"


def test_an_id_with_odd_characters_survives_the_address(open_explorer: Open, sample: KnowledgeGraph) -> None:
    odd = Node("metric:f1 @ 50%/日本#?", NodeLabel.METRIC, {"name": "odd"})
    page = open_explorer(graph=KnowledgeGraph.of([*sample.nodes.values(), odd], sample.relationships.values()))
    page.locator("#search").fill("odd")
    page.keyboard.press("Enter")
    page.reload()
    assert heading(page) == "odd"


@pytest.mark.parametrize("name", ["method:nothing", "result:1", "%"], ids=["unknown", "result", "malformed"])
def test_an_unknown_id_in_the_address_says_so(open_explorer: Open, name: str) -> None:
    page = open_explorer(f"#{name}")
    assert heading(page) == "Not in this file"
    assert f"No node has the id “{name}”." in page.locator("#panel").inner_text()


def test_a_filter_hides_a_type_and_shows_it_again(open_explorer: Open) -> None:
    page = open_explorer()
    box = page.get_by_label("Datasets")
    box.uncheck()
    assert not is_drawn(page, "dataset:longbench")
    assert is_drawn(page, "method:mamba")
    box.check()
    assert is_drawn(page, "dataset:longbench")


def test_with_every_type_hidden_the_drawing_says_so(open_explorer: Open) -> None:
    page = open_explorer()
    for box in page.locator("#types input").all():
        box.uncheck()
    assert page.locator("#empty").inner_text() == "Every type is filtered out. Tick one on the left."


def test_a_relationship_filter_narrows_the_neighbourhood(open_explorer: Open) -> None:
    page = open_explorer("#arxiv:2501.00002")
    page.get_by_role("button", name="Focus").click()
    assert is_drawn(page, "hardware:h100")
    page.get_by_label("Runs on").uncheck()
    assert not is_drawn(page, "hardware:h100")


@pytest.mark.parametrize("how", ["button", "key", "double click"])
def test_focus_shows_the_neighbourhood_alone_and_escape_leaves_it(open_explorer: Open, how: str) -> None:
    page = open_explorer("#method:transformer" if how != "double click" else "")
    if how == "button":
        page.get_by_role("button", name="Focus").click()
    elif how == "key":
        page.keyboard.press("f")
    else:
        click_node(page, "method:transformer", n_times=2)
    assert page.locator("#banner span").inner_text() == "Only the neighbourhood of Transformer"
    assert is_drawn(page, "arxiv:2501.00003")
    assert not is_drawn(page, "method:statenet")
    page.keyboard.press("Escape")
    assert is_drawn(page, "method:statenet")
    assert heading(page) == "Transformer"
    page.keyboard.press("Escape")
    assert address(page) == ""


def test_a_click_beside_the_nodes_clears_the_selection(open_explorer: Open) -> None:
    page = open_explorer("#method:mamba")
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert heading(page) == "What the papers say, and where"


def test_hovering_names_the_node(open_explorer: Open) -> None:
    page = open_explorer()
    wait_until(page, "!explorer.positionOf('method:mamba').isMoving")
    place = page.evaluate("explorer.positionOf('method:mamba')")
    page.mouse.move(place["x"], place["y"])
    assert page.locator("#tip").inner_text() == "Mamba\nMethod · 3 connections"


def test_wheel_and_keys_zoom_and_dragging_moves(open_explorer: Open) -> None:
    page = open_explorer()
    wait_until(page, "!explorer.positionOf('method:mamba').isMoving")

    def span() -> float:
        a, b = (page.evaluate(f"explorer.positionOf('{i}')")["x"] for i in ("method:mamba", "hardware:h100"))
        return abs(float(a) - float(b))

    before = span()
    box = page.locator("#canvas").bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.wheel(0, -500)
    wait_until(
        page,
        "s => Math.abs(explorer.positionOf('method:mamba').x - explorer.positionOf('hardware:h100').x) > 1.5 * s",
        arg=before,
    )
    zoomed = span()
    page.locator("#canvas").focus()
    page.keyboard.press("-")
    assert span() < zoomed
    at = page.evaluate("explorer.positionOf('method:mamba').x")
    page.mouse.down()
    page.mouse.move(box["x"] + 110, box["y"] + 10)
    page.mouse.up()
    assert page.evaluate("explorer.positionOf('method:mamba').x") == pytest.approx(at + 100, abs=1)
    page.keyboard.press("0")
    wait_until(page, "!explorer.positionOf('method:mamba').isMoving")
    assert span() == pytest.approx(before, abs=1)


def test_an_empty_graph_opens_and_says_that_it_is_empty(open_explorer: Open) -> None:
    page = open_explorer(graph=KnowledgeGraph.of([], []))
    assert page.locator("#empty").inner_text() == "This graph is empty."
    assert heading(page) == "Nothing here yet"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system(open_explorer: Open, scheme: str) -> None:
    page = open_explorer()
    page.emulate_media(color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(250, 249, 246)", "dark": "rgb(16, 20, 26)"}[scheme]
