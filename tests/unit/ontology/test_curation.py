"""Tables from raw lists: cleaning, rules, precedence, the stop list; and measuring a vocabulary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ontology.curation.__main__ import main
from ontology.curation.devices import device_names, device_properties
from ontology.curation.errors import GoldFileError, RawListError, StopListError
from ontology.curation.labels import clean_label, match_rule
from ontology.curation.lists import LISTS
from ontology.curation.lookup import Lookup
from ontology.curation.measure import LabelCount, TypeCount, label_rows, measure, read_gold, summary_rows
from ontology.curation.raw_lists import NameList, RawName, read_list
from ontology.curation.tables import make_tables, read_stop_list
from ontology.terms import ConceptType
from ontology.vocabulary import Concept, MatchRule, Vocabulary

HEADER = "name\taliases\tmatch\tbroader\tproperties\tsource\n"
STOP_HEADER = "label\ttype\trule\treason\n"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of raw lists, and one of tables with a hand-written one and an empty stop list."""
    raw, out = tmp_path / "raw", tmp_path / "out"
    (raw / "permissive").mkdir(parents=True)
    (raw / "cc-by").mkdir()
    out.mkdir()
    (out / "stoplist.tsv").write_text(STOP_HEADER)
    (out / "dataset__curated.tsv").write_text(HEADER + "ToyBank-10\t\tany\t\t\tcurated\n")
    return raw, out


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("ToyNet (7B)", "ToyNet"),
        ("  Toy   Bank. ", "Toy Bank"),
        ("toy_bank", None),
        ("ToyConfig", None),
        ("ab", None),
        ("2012", None),
        ("a name of far too many words", None),
        ("Toy (cut", None),
        ("#7: toys", None),
    ],
)
def test_clean_label(raw: str, label: str | None) -> None:
    assert clean_label(raw) == label


@pytest.mark.parametrize(
    ("label", "phrases", "rule"),
    [
        ("toy recognition", True, MatchRule.ANY),
        ("Toy Questions", False, MatchRule.EXACT),
        ("ToyBank", False, MatchRule.ANY),
        ("TOYS", False, MatchRule.EXACT),
        ("TOY", False, MatchRule.LINK),
        ("Toys", False, MatchRule.LINK),
        ("TB-2", False, MatchRule.EXACT),
    ],
)
def test_match_rule_is_cautious_with_everyday_phrases(label: str, phrases: bool, rule: MatchRule) -> None:
    assert match_rule(label, phrases=phrases) is rule


def test_device_names_start_with_the_full_name() -> None:
    assert device_names("GeForce RTX 3090", ["NVIDIA GeForce RTX 3090"]) == (
        "NVIDIA GeForce RTX 3090",
        "GeForce RTX 3090",
        "RTX 3090",
        "NVIDIA RTX 3090",
        "RTX 3090 GPU",
        "RTX3090",
    )


@pytest.mark.parametrize(
    ("name", "category", "properties"),
    [
        ("Tesla V100-SXM2-32GB", "gpu", {"vendor": "NVIDIA", "kind": "gpu", "memory_gb": 32.0}),
        ("AMD EPYC 7742", "cpu", {"vendor": "AMD", "kind": "cpu"}),
        ("Google TPU v9", "TPU", {"vendor": "Google", "kind": "tpu"}),
        ("Abacus One", "", {"kind": "accelerator"}),
    ],
)
def test_device_properties_are_read_off_the_name(name: str, category: str, properties: dict[str, object]) -> None:
    assert device_properties(name, [], category) == properties


def test_read_list_keeps_drops_strips_and_cleans(tmp_path: Path) -> None:
    (tmp_path / "permissive").mkdir()
    rows = ["The ToyBank corpus\tToy Bank; toy_bank\t", "FakeBank\t\t", "toys\t\t", "toybank\t\tid"]
    (tmp_path / "permissive" / "dataset__toys.txt").write_text("\n".join(rows) + "\n")
    toys = NameList(ConceptType.DATASET, "toys", keep="[A-Z]", drop="^Fake", strip="^The | corpus$")

    assert list(read_list(tmp_path, toys)) == [RawName("ToyBank", ("Toy Bank",), "")]


@pytest.mark.parametrize(("text", "reason"), [(None, "no such file"), ("a\tb\n", "toys.txt:1: 2 columns instead of 3")])
def test_a_missing_or_malformed_list_is_named(tmp_path: Path, text: str | None, reason: str) -> None:
    (tmp_path / "permissive").mkdir()
    if text is not None:
        (tmp_path / "permissive" / "dataset__toys.txt").write_text(text)

    with pytest.raises(RawListError, match=reason):
        list(read_list(tmp_path, NameList(ConceptType.DATASET, "toys")))


def test_tables_leave_out_what_is_known_and_stopped(folders: tuple[Path, Path]) -> None:
    raw, out = folders
    (raw / "permissive" / "dataset__toys.txt").write_text(
        "Toy Bank 10\t\t\nMuToy\tMu Toy\t\nToyStop\t\t\nMuToys\t\t\nLeToy\t\t\n"
    )
    (raw / "cc-by" / "dataset__more.txt").write_text("LEToy\t\t\nToys\t\t\n")
    (out / "stoplist.tsv").write_text(
        STOP_HEADER + "ToyStop\tDataset\tdrop\ta shop\nLeToy\tDataset\texact\teveryday word\n"
    )
    lists = [NameList(ConceptType.DATASET, "toys"), NameList(ConceptType.DATASET, "more", "cc-by")]
    by_hand = (out / "dataset__curated.tsv").read_bytes()

    assert make_tables(raw, out, lists) == {"dataset__toys.tsv": 2, "dataset__more.tsv": 1}
    assert (
        out / "dataset__toys.tsv"
    ).read_text() == HEADER + "=LeToy\t\tany\t\t\ttoys\nMuToy\tMu Toy\tany\t\t\ttoys\n".replace(
        "MuToy\tMu Toy", "MuToy\t=Mu Toy"
    )
    assert (out / "dataset__more.tsv").read_text() == HEADER + "~Toys\t\tany\t\t\tmore\n"
    assert (out / "dataset__curated.tsv").read_bytes() == by_hand


def test_device_tables_hold_facts_and_are_the_same_every_time(folders: tuple[Path, Path]) -> None:
    raw, out = folders
    (raw / "permissive" / "hardware__toys.txt").write_text("RTX 9999 24GB\t\tgpu\n")
    lists = [NameList(ConceptType.HARDWARE, "toys")]
    make_tables(raw, out, lists)
    first = (out / "hardware__toys.tsv").read_bytes()
    make_tables(raw, out, lists)

    assert (out / "hardware__toys.tsv").read_bytes() == first
    assert first.decode().splitlines()[1].split("\t") == [
        "NVIDIA RTX 9999 24GB",
        "RTX 9999 24GB|RTX 9999 24GB GPU|RTX9999 24GB",
        "any",
        "",
        "kind=gpu|memory_gb=24|vendor=NVIDIA",
        "toys",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("label\n", "stoplist.tsv:1: wrong header"),
        (STOP_HEADER + "x\tDataset\tdrop\t\n", "stoplist.tsv:2: cannot use"),
        (STOP_HEADER + "x\tIdea\tdrop\twhy\n", "stoplist.tsv:2: cannot use"),
        (STOP_HEADER + "x\tDataset\tforget\twhy\n", "stoplist.tsv:2: cannot use"),
    ],
)
def test_a_stop_list_that_cannot_be_used_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "stoplist.tsv").write_text(text)

    with pytest.raises(StopListError, match=message):
        read_stop_list(tmp_path / "stoplist.tsv")


def test_the_lists_have_tables_of_their_own() -> None:
    assert len({name_list.table for name_list in LISTS}) == len(LISTS)


# Measuring

TOYNET = Concept("method:toynet", ConceptType.METHOD, "ToyNet", ("toy neural network",))
BANK = Concept("dataset:bank", ConceptType.DATASET, "bank", ("ToyBank",), link_labels=frozenset({"bank"}))
SPEED = Concept("metric:speed", ConceptType.METRIC, "speed")
VOCABULARY = Vocabulary.of([TOYNET, BANK, SPEED])


def gold_line(abstract: str, *concepts: tuple[str, str, bool]) -> str:
    rows = [{"type": t, "name": name, "surfaces": [name], "optional": optional} for t, name, optional in concepts]
    return json.dumps({"title": "Toys", "abstract": abstract, "concepts": rows}) + "\n"


def test_lookup_takes_the_longest_name_and_leaves_link_labels() -> None:
    text = "Toy neural networks keep a bank, ToyBank; speedups aside."

    assert [(text[o.start : o.end], o.concept.id) for o in Lookup(VOCABULARY).occurrences(text)] == [
        ("Toy neural networks", "method:toynet"),
        ("ToyBank", "dataset:bank"),
    ]


def test_measure_counts_right_wrong_and_optional(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        gold_line("ToyNet has speed.", ("Method", "ToyNet", False), ("Metric", "speed", True), ("Task", "play", False))
        + gold_line("At speed, ToyNets use ToyBank.", ("Task", "ToyNet", False), ("Dataset", "ToyBank", False))
    )

    result = measure(VOCABULARY, read_gold([gold]))

    assert dict(result.labels) == {
        ("Method", "method:toynet", "toynet"): LabelCount(n_right=1, n_wrong=1),
        ("Metric", "metric:speed", "speed"): LabelCount(n_neutral=1, n_wrong=1),
        ("Dataset", "dataset:bank", "toybank"): LabelCount(n_right=1),
    }
    assert result.types == {
        "Method": TypeCount(n_required=1, n_found=1, n_wrong=1),
        "Dataset": TypeCount(n_required=1, n_found=1),
        "Metric": TypeCount(n_wrong=1),
        "Hardware": TypeCount(),
        "Task": TypeCount(n_required=2),
    }
    assert label_rows(result, min_papers=2)[1:] == [
        "Metric\tmetric:speed\tspeed\t0\t1\t1\t0.00",
        "Method\tmethod:toynet\ttoynet\t1\t1\t0\t0.50",
    ]
    assert summary_rows(result)[-1] == "all\t4\t2\t0.500\t2\t0.500"


@pytest.mark.parametrize("line", ["no json\n", "[]\n", '{"title": "a", "abstract": "b", "concepts": [1]}\n'])
def test_a_gold_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(gold_line("Toys.") + line)

    with pytest.raises(GoldFileError, match=r"gold\.jsonl:2: "):
        list(read_gold([gold]))


# The command


def test_the_command_measures(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    _, out = folders
    gold = out.parent / "gold.jsonl"
    gold.write_text(gold_line("On ToyBank-10.", ("Dataset", "ToyBank-10", False)))

    assert main(["measure", str(out), str(gold), "--labels"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "Dataset\tdataset:toybank-10\ttoybank 10\t1\t0\t0\t1.00"


def test_the_command_names_what_is_missing(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = folders

    assert main([str(raw), str(out)]) == 1
    assert capsys.readouterr().err.startswith(f"error: {raw / 'permissive' / LISTS[0].file}: no such file; ")
