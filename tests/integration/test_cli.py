"""The commands, end to end on the sample corpus and on made-up input."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import extract, open_store, read, update_store
from kg.cli import app
from kg.sample import sample_path

Kg = Callable[..., Any]  # of the fixture `kg`: exit code, standard output, standard error

COMMANDS = [
    "build",
    "check",
    "curate",
    "draw",
    "evaluate",
    "export",
    "extract",
    "import",
    "links",
    "query",
    "related",
    "same",
    "search",
    "show",
    "stats",
]
N_SAMPLE = sum(1 for line in sample_path().read_text(encoding="utf-8").splitlines() if line.strip())


@pytest.fixture(scope="module")
def sample_store(embedded_target: Any) -> Iterator[str]:
    """The address of an embedded store that holds the sample corpus."""
    with open_store(embedded_target.address) as store:
        embedded_target.empty()
        update_store(store, extract(read([sample_path()]).documents))
        yield embedded_target.address


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_a_summary_and_an_example(kg: Kg, command: str) -> None:
    run = kg(command, "--help")

    assert run.code == 0
    assert f"Example: kg {command}" in run.out


def test_every_command_is_tested() -> None:
    assert sorted(c.name or c.callback.__name__ for c in app.registered_commands if c.callback) == COMMANDS


def test_build_reports_and_a_second_build_writes_nothing(kg: Kg, tmp_path: Path) -> None:
    store = str(tmp_path / "kg.db")

    first = json.loads(kg("build", "--sample", "--store", store, "--json").out)
    second = json.loads(kg("build", "--sample", "--store", store, "--json").out)

    assert first["papers"] == {
        "read": N_SAMPLE,
        "distinct": N_SAMPLE,
        "new": N_SAMPLE,
        "changed": 0,
        "unchanged": 0,
        "set_aside": 0,
    }
    assert first["nodes"]["new"] == first["nodes"]["total"] > 200
    assert first["relationships"]["new"] == first["relationships"]["total"] > 400
    assert second["papers"] | {"new": N_SAMPLE, "unchanged": 0} == first["papers"]
    assert (second["nodes"]["new"], second["relationships"]["new"]) == (0, 0)
    assert second["nodes"]["total"] == first["nodes"]["total"]


def test_extraction_file_builds_the_same_graph(kg: Kg, tmp_path: Path) -> None:
    file, direct, indirect = (str(tmp_path / name) for name in ("e.jsonl", "a.db", "b.db"))
    kg("extract", "--sample", "-o", file)

    kg("build", "--sample", "--store", direct)
    kg("build", file, "--store", indirect)

    kg("export", str(tmp_path / "a.jsonl"), "--store", direct)
    kg("export", str(tmp_path / "b.jsonl"), "--store", indirect)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_extraction_in_a_file_goes_before_a_new_one_of_the_same_paper(kg: Kg, tmp_path: Path) -> None:
    paper = {"arxiv_id": "2401.00001", "title": "On Mamba", "abstract": "We use Mamba on one GPU."}
    (tmp_path / "a.jsonl").write_text(json.dumps(paper) + "\n")
    emptied = json.loads(kg("extract", str(tmp_path / "a.jsonl")).out) | {"mentions": []}
    (tmp_path / "e.jsonl").write_text(json.dumps(emptied) + "\n")

    run = kg("extract", str(tmp_path / "a.jsonl"), str(tmp_path / "e.jsonl"))

    assert [json.loads(line)["mentions"] for line in run.out.splitlines()] == [[]]


def test_extract_gives_the_same_bytes_with_the_papers_in_any_order_and_file(kg: Kg, tmp_path: Path) -> None:
    lines = sample_path().read_text(encoding="utf-8").splitlines()
    shuffled = random.Random(5).sample(lines, len(lines))
    (tmp_path / "b.jsonl").write_text("\n".join(shuffled), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    outputs = []
    for name in ("a", "b"):
        kg("extract", str(tmp_path / f"{name}.jsonl"), "-o", str(tmp_path / f"{name}.out"))
        outputs.append((tmp_path / f"{name}.out").read_text(encoding="utf-8").replace(f'"{name}.jsonl"', '"x"'))

    assert outputs[0] == outputs[1]
    assert outputs[0].count("\n") == N_SAMPLE


def test_extract_reads_standard_input_and_writes_standard_output(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "one.gz"
    packed.write_bytes(gzip.compress(b'{"title": "On Mamba", "abstract": "We use Mamba on one GPU."}\n'))
    with packed.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream, "isatty": lambda self: False})())
        run = kg("extract", "-")

    assert [m["text"] for m in json.loads(run.out)["mentions"]] == ["Mamba", "Mamba", "GPU"]


@pytest.mark.parametrize(
    ("options", "extractors"),
    [
        (["--profile", "fast"], {"concept_tagger_fast"}),
        ([], {"concept_tagger_accurate"}),
        (["--min-confidence", "1"], set()),
    ],
    ids=["fast", "default", "sure"],
)
def test_extract_takes_a_profile_and_a_least_confidence(
    kg: Kg, tmp_path: Path, options: list[str], extractors: set[str]
) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "On Mamba", "abstract": "We use Mamba on ImageNet."}\n')
    mentions = json.loads(kg("extract", str(tmp_path / "a.jsonl"), *options).out)["mentions"]
    assert {m["extractor"].partition("@")[0] for m in mentions} == extractors


def test_model_info_prints_the_head_of_the_card(kg: Kg) -> None:
    assert kg("model", "info", "fast").out.startswith("fast ")
    assert json.loads(kg("model", "info", "--json").out)["profile"] == "accurate"


def test_extract_by_two_processes_writes_the_same(kg: Kg, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        kg("extract", "--sample", "--profile", "fast", "--jobs", jobs, "-o", str(tmp_path / jobs))
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--device", "cuda"], "install onnxruntime-gpu, or use cpu"),
        (["--component", "nope"], "unknown component 'nope'"),
    ],
    ids=["device", "component"],
)
def test_extract_names_what_is_not_installed(kg: Kg, options: list[str], message: str) -> None:
    run = kg("extract", "--sample", *options)
    assert run.code == 1
    assert message in run.err


def test_extract_names_the_profiles(kg: Kg) -> None:
    run = kg("extract", "--sample", "--profile", "slow")
    assert run.code == 2
    assert all(profile in run.err for profile in ("accurate", "fast"))


def test_query_answers_as_json_records(kg: Kg, sample_store: str) -> None:
    run = kg("query", "MATCH (p:Paper) RETURN count(p) AS papers", "--json", "--store", sample_store)

    assert json.loads(run.out) == [{"papers": N_SAMPLE}]


def test_query_passes_parameters(kg: Kg, sample_store: str) -> None:
    run = kg("query", "RETURN $x AS x", "--param", "x=a=b", "--json", "--store", sample_store)

    assert json.loads(run.out) == [{"x": "a=b"}]


def test_named_query_answers_with_the_columns_that_it_documents(kg: Kg, sample_store: str) -> None:
    run = kg("query", "--name", "papers-on-dataset", "--param", "dataset=imagenet", "--json", "--store", sample_store)

    rows = json.loads(run.out)
    assert len(rows) > 2
    assert "Deep Residual Learning for Image Recognition" in {row["title"] for row in rows}


def test_query_that_writes_is_refused(kg: Kg, sample_store: str) -> None:
    run = kg("query", "CREATE (n:Paper {id: 'x'}) RETURN n", "--store", sample_store)

    assert run.code == 1
    assert run.err.startswith("error: ")
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        pytest.param(["query", "--name", "papers-on-datset"], "papers-on-dataset", id="query"),
        pytest.param(["export", "graph.xyz"], "ttl", id="export format"),
        pytest.param(["draw", "graph.gif"], "svg", id="picture format"),
    ],
)
def test_unknown_name_is_answered_with_the_known_ones(
    kg: Kg, sample_store: str, arguments: list[str], known: str
) -> None:
    run = kg(*arguments, "--store", sample_store)

    assert run.code == 1
    assert known in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["query"], id="neither statement nor name"),
        pytest.param(["query", "RETURN 1", "--param", "x"], id="parameter without value"),
        pytest.param(["build"], id="no source"),
        pytest.param(["build", "--stroe", "x"], id="unknown option"),
        pytest.param(["bild"], id="unknown command"),
    ],
)
def test_wrong_usage_is_exit_code_two(kg: Kg, arguments: list[str]) -> None:
    assert kg(*arguments).code == 2


def test_missing_source_is_one_line_with_the_next_step(kg: Kg, tmp_path: Path) -> None:
    run = kg("extract", str(tmp_path / "none.txt"))

    assert run.code == 1
    assert run.err.startswith("error: cannot read ")
    assert run.err.count("\n") == 1


def test_bad_parts_are_named_and_the_rest_is_built(kg: Kg, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text('{"title": "Good", "abstract": "We use Mamba on a GPU."}\n[1]\n{"title": "No abstract"}\n')

    run = kg("build", str(mixed), "--store", str(tmp_path / "kg.db"), "--json")

    report = json.loads(run.out)
    assert run.code == 0
    assert report["papers"]["distinct"] == 1
    assert [(Path(s["file"]).name, s["line"]) for s in report["set_aside"]] == [("mixed.jsonl", 2), ("mixed.jsonl", 3)]


def test_strict_refuses_bad_parts_and_writes_nothing(kg: Kg, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text('{"title": "Good", "abstract": "We use Mamba on a GPU."}\n[1]\n')

    run = kg("extract", str(mixed), "--strict", "-o", str(tmp_path / "out.jsonl"))

    assert run.code == 1
    assert "mixed.jsonl:2" in run.err
    assert not (tmp_path / "out.jsonl").exists()


def test_strict_build_makes_no_store(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("[1]\n[2]\n")

    run = kg("build", str(tmp_path / "bad.jsonl"), "--strict", "--store", str(tmp_path / "kg.db"))

    assert run.code == 1
    assert not (tmp_path / "kg.db").exists()


def test_store_inside_a_folder_of_documents_is_not_read(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "On Mamba", "abstract": "We use Mamba on a GPU."}\n')
    store = str(tmp_path / "kg.db")
    kg("build", str(tmp_path), "--store", store)

    report = json.loads(kg("build", str(tmp_path), "--store", store, "--json").out)

    assert report["papers"]["unchanged"] == 1
    assert report["set_aside"] == []


@pytest.mark.parametrize("command", [["stats"], ["show", "x"], ["query", "RETURN 1"], ["export", "g.nt"]], ids=str)
def test_reading_where_there_is_no_store_makes_none(kg: Kg, tmp_path: Path, command: list[str]) -> None:
    run = kg(*command, "--store", str(tmp_path / "none.db"))

    assert run.code == 1
    assert run.err == f"error: there is no store in {tmp_path / 'none.db'}; kg build makes one, --store names another\n"
    assert not (tmp_path / "none.db").exists()


def test_server_without_password_says_where_it_comes_from(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_NEO4J_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"isatty": lambda self: False})())

    run = kg("stats", "--store", "neo4j://localhost:1")

    assert run.code == 1
    assert "KG_NEO4J_PASSWORD" in run.err


def test_stats_counts_labels_and_types(kg: Kg, sample_store: str) -> None:
    stats = json.loads(kg("stats", "--json", "--store", sample_store).out)

    assert stats["papers"] == stats["nodes"]["Paper"] == N_SAMPLE
    assert stats["relationships"]["INTRODUCES"] > N_SAMPLE / 2


def test_show_gives_quotes(kg: Kg, sample_store: str) -> None:
    run = kg("show", "Attention Is All You Need", "--store", sample_store)

    assert run.out.startswith("Paper Attention Is All You Need\n")
    assert "INTRODUCES" in run.out
    assert "28.4" in run.out


def test_related_names_the_shared_concepts(kg: Kg, sample_store: str) -> None:
    rows = json.loads(kg("related", "BERT: Pre-training", "--json", "--store", sample_store).out)

    assert rows
    assert all(row["shared"] and row["why"] and 0 < row["weight"] <= 1 for row in rows)


@pytest.mark.parametrize("options", [(), ("--markdown",), ("--json",)], ids=["table", "markdown", "json"])
def test_links_shows_papers_with_their_nearest(kg: Kg, sample_store: str, options: tuple[str, ...]) -> None:
    out = kg("links", "--papers", "3", "--nearest", "2", "--store", sample_store, *options).out

    assert out.count("both ") >= 3
    assert ("links share a concept that is not a hub" in out) is (options == ())


def test_search_finds_papers_and_concepts(kg: Kg, sample_store: str) -> None:
    labels = {row["label"] for row in json.loads(kg("search", "attention", "--json", "--store", sample_store).out)}

    assert {"Paper", "Method"} <= labels


def test_sample_graph_is_what_the_ontology_allows(kg: Kg, sample_store: str) -> None:
    run = kg("check", "--json", "--store", sample_store)

    assert (run.code, json.loads(run.out)) == (0, [])


@pytest.mark.parametrize("ending", ["ttl", "nt", "jsonld", "rdf", "trig", "graphml", "gexf", "jsonl"])
def test_export_writes_every_format(kg: Kg, sample_store: str, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"graph.{ending}"

    assert kg("export", str(file), "--store", sample_store).code == 0
    assert "Attention Is All You Need" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["html", "png", "svg"])
def test_draw_writes_every_format(kg: Kg, sample_store: str, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"graph.{ending}"

    assert kg("draw", str(file), "--store", sample_store).code == 0
    assert file.stat().st_size > 10_000


def test_evaluate_prints_the_scores_of_a_gold_file(kg: Kg, tmp_path: Path) -> None:
    gold = {
        "id": "g1",
        "title": "Fast nets",
        "abstract": "We train a Transformer on ImageNet with one GPU.",
        "concepts": [
            {"type": t, "name": n, "surfaces": [n], "roles": ["used"], "optional": False}
            for t, n in [("Method", "Transformer"), ("Dataset", "ImageNet"), ("Hardware", "GPU"), ("Metric", "speed")]
        ],
        "results": [],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n")

    scores = json.loads(kg("evaluate", str(tmp_path / "gold.jsonl"), "--json").out)

    assert scores["strict"]["Dataset"]["f1"] == 1.0
    assert scores["strict"]["Metric"]["r"] == 0.0
    assert scores["strict"]["roles"] == {"accuracy": 1.0, "n": 3}
    table = kg("evaluate", str(tmp_path / "gold.jsonl")).out
    assert "Dataset" in table
    assert "lenient" in table
