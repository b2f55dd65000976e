"""``kg merges``, ``kg curate``, and builds that obey a curation file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_papers import made_paper

from extractors.extraction_file import write_extractions
from extractors.mentions import Extraction, LinkReason
from kg.curation.decision import COLUMNS
from kg.curation.file import read_curation

Kg = Callable[..., Any]
CNN, KNOWN = "method:convolutional-neural-network", LinkReason.VOCABULARY
PAPERS = [
    made_paper(
        1,
        "We train CNNs on CIFAR-10 and a convnet on ImageNet.",
        ("CNNs", CNN, KNOWN),
        ("CIFAR-10", "dataset:cifar-10", KNOWN),
        ("convnet", CNN, KNOWN),
        ("ImageNet", "dataset:imagenet", KNOWN),
    ),
    made_paper(2, "A CNN on CIFAR-10.", ("CNN", CNN, KNOWN), ("CIFAR-10", "dataset:cifar-10", KNOWN)),
]


def write(file: str, *papers: Extraction) -> None:
    """Write an extraction file."""
    with Path(file).open("w", encoding="utf-8") as stream:
        write_extractions(papers, stream)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two papers, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    write("p.jsonl", *PAPERS)
    return tmp_path


@pytest.fixture
def built(here: Path, kg: Kg) -> Path:
    """The folder with the graph of the papers in its default store."""
    assert kg("build", "p.jsonl").code == 0
    return here


def exported(kg: Kg) -> str:
    """The graph of the store."""
    return str(kg("export", "-", "--format", "jsonl").out)


def test_list_shows_surfaces_with_rule_and_papers(kg: Kg, built: Path) -> None:
    rows = json.loads(kg("merges", "list", "--concept", "CNN", "--json").out)

    assert {row["surface"]: row["n_papers"] for row in rows} == {"CNN": 1, "CNNs": 1, "convnet": 1}
    assert {row["reason"] for row in rows} == {"vocabulary"}
    assert rows[0]["papers"][0]["quote"]


@pytest.mark.parametrize(
    ("options", "n"),
    [
        (("--type", "Dataset"), 0),
        (("--reason", "curated"), 0),
        (("--type", "Method", "--reason", "vocabulary"), 3),
        (("--limit", "1"), 1),
    ],
)
def test_list_is_narrowed_by_options(kg: Kg, built: Path, options: tuple[str, ...], n: int) -> None:
    assert len(json.loads(kg("merges", "list", *options, "--json").out)) == n


def test_list_says_how_much_it_leaves_out(kg: Kg, built: Path) -> None:
    assert "2 more; --limit shows them" in kg("merges", "list", "--limit", "1").err


def test_explain_prints_text_and_json(kg: Kg, built: Path) -> None:
    assert kg("merges", "explain", "CNN").out.startswith("Method convolutional neural network\n")
    assert json.loads(kg("merges", "explain", "CNN", "--json").out)["id"] == "method:convolutional-neural-network"


def test_split_says_what_it_wrote_and_curate_applies_and_undoes_it(kg: Kg, built: Path) -> None:
    before = exported(kg)

    said = kg("merges", "split", "CNN", "convnet", "--reason", "not one").out
    applied = kg("curate").out

    assert said == (
        'curation.tsv:2: split method:convolutional-neural-network "convnet" (not one)\n'
        "kg curate applies it to the store, and kg build obeys it; to undo, delete the line\n"
    )
    assert applied.startswith("1 decisions, 1 papers changed; ")
    assert '"method:convnet"' in exported(kg)

    (built / "curation.tsv").write_text("", encoding="utf-8")
    assert json.loads(kg("curate", "--json").out)["recurated"] == 1
    assert exported(kg) == before


def test_join_writes_to_the_file_that_the_settings_name(kg: Kg, built: Path) -> None:
    (built / "kg.toml").write_text('curation = "ours.tsv"\n', encoding="utf-8")

    run = kg("merges", "join", "CIFAR-10", "ImageNet")

    assert run.out.startswith("ours.tsv:2: join dataset:cifar-10 -> dataset:imagenet\n")
    assert read_curation("ours.tsv").joins["dataset:imagenet"].concept == "dataset:cifar-10"


def test_pin_holds_for_one_paper_or_all(kg: Kg, built: Path) -> None:
    one = kg("merges", "pin", "CIFAR-10", "ImageNet", "--paper", "arxiv:2401.00001").out
    every = kg("merges", "pin", "CNN", "ConvNet").out

    assert one.startswith('curation.tsv:2: pin arxiv:2401.00001 dataset:cifar-10 "ImageNet"\n')
    assert every.startswith('curation.tsv:3: pin method:convolutional-neural-network "ConvNet"\n')
    assert kg("curate").out.startswith("2 decisions, 1 papers changed; ")


def test_build_obeys_the_file_as_curate_does(kg: Kg, built: Path) -> None:
    kg("merges", "split", "CNN", "convnet")
    kg("curate")
    curated = exported(kg)

    run = kg("build", "p.jsonl", "--store", "fresh.db")

    assert run.code == 0
    assert kg("export", "-", "--format", "jsonl", "--store", "fresh.db").out == curated


def test_build_reports_earlier_papers_and_decisions_that_change_nothing(kg: Kg, built: Path) -> None:
    kg("merges", "split", "CNN", "convnet")
    with (built / "curation.tsv").open("a", encoding="utf-8") as stream:
        stream.write("join\tmethod:convolutional-neural-network\t\tmethod:conv-nte\n")
    write("q.jsonl", made_paper(3, "We use Mamba.", ("Mamba", "method:mamba", KNOWN)))

    run = kg("build", "q.jsonl")

    assert run.out.startswith("1 papers of earlier runs changed by decisions\n1 papers (1 new")
    assert "warning: curation.tsv:3: changes nothing in this store: join method:convolutional-neural-network" in run.err


@pytest.mark.parametrize("command", [("build", "p.jsonl"), ("curate",)], ids=["build", "curate"])
def test_missing_file_undoes_nothing(kg: Kg, built: Path, command: tuple[str, ...]) -> None:
    kg("merges", "split", "CNN", "convnet")
    kg("curate")
    (built / "curation.tsv").unlink()

    run = kg(*command)

    assert run.code == 1
    assert "curation" in run.err


def test_wrong_line_stops_a_build_before_anything_is_written(kg: Kg, here: Path) -> None:
    (here / "c.tsv").write_text("\t".join(COLUMNS) + "\nmerge\tmethod:a\n", encoding="utf-8")

    run = kg("build", "p.jsonl", "--curation", "c.tsv")

    assert (run.code, run.err) == (
        1,
        "error: c.tsv:2: unknown action 'merge'; known: join, split, pin, retype, rename, add, remove\n",
    )
    assert not (here / "kg.db").exists()


def test_export_writes_merges_and_decisions(kg: Kg, built: Path) -> None:
    kg("merges", "join", "CIFAR-10", "ImageNet", "--reason", "no reason")

    kg("merges", "export", "m.sssom.tsv", "--license", "https://example.org/licence")

    lines = (built / "m.sssom.tsv").read_text(encoding="utf-8").splitlines()
    assert "#license: https://example.org/licence" in lines
    assert any("\tconvnet\t" in line for line in lines)
    assert any(line.startswith("id:dataset:imagenet\t") and line.endswith("no reason") for line in lines)
