"""The vocabulary: lookup by the rules of its labels, its file format, and the tables that come with the package."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from ontology.errors import VocabularyError
from ontology.terms import ConceptType
from ontology.units import QUDT_UNIT_NAMES
from ontology.vocabulary import Concept, MatchRule, Vocabulary, load_vocabulary, read_vocabulary

ROOT = Path(__file__).parents[3]
TABLES = sorted((ROOT / "ontology" / "data" / "vocabulary").glob("*__*.tsv"))
HEADER = "name\taliases\tmatch\tbroader\tproperties\tsource"

LSTM = Concept("method:lstm", ConceptType.METHOD, "LSTM", ("long short-term memory",))
DROP = Concept("dataset:drop", ConceptType.DATASET, "DROP", match=MatchRule.EXACT)
ATTENTION = Concept(
    "method:attention-mechanism",
    ConceptType.METHOD,
    "attention mechanism",
    ("attention", "MHA"),
    exact_labels=frozenset({"MHA"}),
    link_labels=frozenset({"attention"}),
)


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary.of([LSTM, DROP, ATTENTION])


def write(folder: Path, name: str, *rows: str, header: str = HEADER) -> None:
    (folder / name).write_text("\n".join([header, *rows]) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("lstm", LSTM),
        ("LSTMs", LSTM),
        ("Long Short Term Memory", LSTM),
        ("DROP", DROP),
        ("drop", None),
        ("Attention Mechanisms", ATTENTION),
        ("attention", ATTENTION),
        ("MHA", ATTENTION),
        ("mha", None),
        ("GRU", None),
    ],
)
def test_find_follows_the_rule_of_the_label(vocabulary: Vocabulary, name: str, concept: Concept | None) -> None:
    assert vocabulary.find(name) == concept


def test_find_keeps_to_the_type_asked_for(vocabulary: Vocabulary) -> None:
    assert vocabulary.find("LSTM", ConceptType.TASK) is None


def test_an_exact_label_wins_over_one_in_any_case() -> None:
    network = Concept("dataset:adam", ConceptType.DATASET, "adam")
    optimiser = Concept("method:adam", ConceptType.METHOD, "Adam", match=MatchRule.EXACT)
    vocabulary = Vocabulary.of([network, optimiser])

    assert [vocabulary.find(name) for name in ("Adam", "adam", "ADAM")] == [optimiser, network, network]


def test_concepts_come_in_id_order_and_labels_to_look_up_without_link_labels(vocabulary: Vocabulary) -> None:
    assert list(vocabulary) == [DROP, ATTENTION, LSTM]
    assert [label for label, _ in vocabulary.labels()] == [
        "DROP",
        "attention mechanism",
        "MHA",
        "LSTM",
        "long short-term memory",
    ]


@pytest.mark.parametrize(
    ("concept", "message"),
    [
        (LSTM, "method:lstm is there twice"),
        (
            Concept("task:memory", ConceptType.TASK, "Long-Short-Term Memory"),
            "label 'Long-Short-Term Memory' of task:memory already belongs to method:lstm",
        ),
    ],
)
def test_a_shared_id_or_label_is_refused(vocabulary: Vocabulary, concept: Concept, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        vocabulary.add(concept)


def test_concepts_are_hashable_and_travel_between_processes() -> None:
    assert {pickle.loads(pickle.dumps(ATTENTION)): 1} == {ATTENTION: 1}


def test_read_takes_rules_properties_and_hierarchy_from_the_tables(tmp_path: Path) -> None:
    write(
        tmp_path, "hardware__one.tsv", "GPU\t\tany\t\tkind=gpu\tone", "H100\t=HX\tany\tGPU\tmemory_gb=80|vendor=N\tone"
    )
    write(tmp_path, "metric__two.tsv", "=WER\t~error rate\tany\t\thigher_is_better=false|unit=PERCENT\ttwo")
    write(tmp_path, "stoplist.tsv", header="not a table")

    assert list(read_vocabulary(tmp_path)) == [
        Concept("hardware:gpu", ConceptType.HARDWARE, "GPU", properties={"kind": "gpu"}, source="one"),
        Concept(
            "hardware:h100",
            ConceptType.HARDWARE,
            "H100",
            ("HX",),
            broader=("hardware:gpu",),
            properties={"memory_gb": 80.0, "vendor": "N"},
            source="one",
            exact_labels=frozenset({"HX"}),
        ),
        Concept(
            "metric:wer",
            ConceptType.METRIC,
            "WER",
            ("error rate",),
            properties={"higher_is_better": False, "unit": "PERCENT"},
            source="two",
            exact_labels=frozenset({"WER"}),
            link_labels=frozenset({"error rate"}),
        ),
    ]


def test_read_can_keep_to_some_sources(tmp_path: Path) -> None:
    write(tmp_path, "task__one.tsv", "parsing\t\tany\t\t\tone")
    write(tmp_path, "task__two.tsv", "tagging\t\tany\t\t\ttwo")

    assert [concept.id for concept in read_vocabulary(tmp_path, sources=["two"])] == ["task:tagging"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a\tb", "2 columns instead of 6"),
        ("=\t\tany\t\t\ts", "the name is empty"),
        ("a\t\tsometimes\t\t\ts", "'sometimes' is not a valid MatchRule"),
        ("a\t\tany\t\tcolour=red\ts", "unknown property 'colour'; a task has: none"),
        ("a\t\tany\tnothing\t\ts", "broader 'nothing' is not in the vocabulary"),
        ("Taggings\t\tany\t\t\ts", "task:tagging is there twice"),
        ("a\ttaggings\tany\t\t\ts", "label 'tagging' of task:tagging already belongs to task:a"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, row: str, reason: str) -> None:
    write(tmp_path, "task__one.tsv", row, "tagging\t\tany\t\t\tone")

    with pytest.raises(VocabularyError, match=re.escape(reason)) as caught:
        read_vocabulary(tmp_path)

    assert caught.value.file == "task__one.tsv"
    assert caught.value.line in {2, 3}


@pytest.mark.parametrize("value", ["maybe", "True", ""])
def test_a_flag_is_true_or_false(tmp_path: Path, value: str) -> None:
    write(tmp_path, "metric__one.tsv", f"a\t\tany\t\thigher_is_better={value}\tone")

    with pytest.raises(VocabularyError, match="higher_is_better must be true or false"):
        read_vocabulary(tmp_path)


@pytest.mark.parametrize(
    ("name", "header", "reason"),
    [
        ("idea__one.tsv", HEADER, "'Idea' is not a concept type"),
        ("task__one.tsv", "name\taliases", "the header must be name aliases match broader properties source"),
    ],
)
def test_a_table_of_another_kind_is_refused(tmp_path: Path, name: str, header: str, reason: str) -> None:
    write(tmp_path, name, header=header)

    with pytest.raises(VocabularyError, match=reason):
        read_vocabulary(tmp_path)


# The tables that come with the package


def test_no_label_belongs_to_two_concepts() -> None:
    by_letters: dict[tuple[str, bool], set[str]] = {}
    for concept in load_vocabulary():
        for label in concept.labels:
            exact = concept.match_of(label) is MatchRule.EXACT
            by_letters.setdefault((label if exact else label.casefold(), exact), set()).add(concept.id)

    assert {label: ids for label, ids in by_letters.items() if len(ids) > 1} == {}


def test_every_label_finds_its_concept_unless_an_exact_one_goes_first() -> None:
    vocabulary = load_vocabulary()
    exact = {label for c in vocabulary for label in c.labels if c.match_of(label) is MatchRule.EXACT}
    lost = [label for c in vocabulary for label in c.labels if label not in exact and vocabulary.find(label) is not c]

    assert lost == []


def test_there_are_enough_concepts_of_each_type() -> None:
    counts = Counter(concept.type for concept in load_vocabulary())
    least = {"Method": 700, "Dataset": 600, "Metric": 400, "Hardware": 250, "Task": 500}

    assert {name: n for name, n in least.items() if counts[ConceptType(name)] < n} == {}


def test_the_hierarchy_keeps_to_one_type_and_has_no_cycle() -> None:
    vocabulary = load_vocabulary()
    for concept in vocabulary:
        seen, layer = {concept.id}, set(concept.broader)
        while layer:
            assert not layer & {concept.id}, f"{concept.id} is broader than itself"
            wider = [vocabulary.get(b) for b in layer]
            assert {w.type for w in wider if w is not None} == {concept.type}
            seen |= layer
            layer = {b for w in wider if w is not None for b in w.broader} - (seen - {concept.id})


def test_units_of_metrics_are_known() -> None:
    units = {concept.properties.get("unit") for concept in load_vocabulary()} - {None}

    assert units - QUDT_UNIT_NAMES == {"FACTOR"}


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.stem)
def test_tables_name_their_source_and_have_clean_cells(table: Path) -> None:
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]]

    assert {row[5] for row in rows} == {table.stem.partition("__")[2]}
    assert [cell for row in rows for cell in row if cell != cell.strip() or "||" in cell] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.stem)
def test_the_notice_names_every_table_of_a_public_list(table: Path) -> None:
    by_hand = table.stem.endswith(("__curated", "__literature"))

    assert by_hand or table.name.removesuffix(".tsv") in (ROOT / "NOTICE").read_text("utf-8")


def test_the_page_gives_the_counts_that_hold() -> None:
    page = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
    counts = Counter((concept.source, concept.type) for concept in load_vocabulary())
    order = [ConceptType.METHOD, ConceptType.DATASET, ConceptType.METRIC, ConceptType.HARDWARE, ConceptType.TASK]
    rows = [f"| {s} | " + " | ".join(str(counts[s, t] or "") for t in order) + " |" for s in {s for s, _ in counts}]

    assert [row for row in rows if row not in page] == []


def test_the_tables_load_fast() -> None:
    code = (
        "import time; from ontology.vocabulary import load_vocabulary;"
        "start = time.process_time(); load_vocabulary(); print(time.process_time() - start)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)
    ]

    assert min(times) < 1.0  # measured 0.27 s; the rest is for slow machines
