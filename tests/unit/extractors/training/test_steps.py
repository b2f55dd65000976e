"""All steps of training one after the other, on a handful of made-up papers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from extractors.decoding import LABELS
from extractors.training.checkpoints import save_network
from extractors.training.corpus import EncodedCorpus, Targets
from extractors.training.encoders import EncoderConfig, TransformerEncoder
from extractors.training.steps import create_parser

pytestmark = pytest.mark.training

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,-%"
MARKS = {0: "[PAD]", 100: "[UNK]", 101: "[CLS]", 102: "[SEP]", 103: "[MASK]"}
VOCABULARY = [*(MARKS.get(row, f"[unused{row}]") for row in range(1000)), *LETTERS, *(f"##{c}" for c in LETTERS)]
NAMES = ("Tidal", "Ebb", "Marsh", "Delta", "Fjord", "Reef")


def _paper(name: str) -> dict[str, object]:
    concepts = [
        {"type": "Method", "name": name, "surfaces": [name], "roles": ["introduced"]},
        {"type": "Dataset", "name": f"{name}Bench", "surfaces": [f"{name}Bench"], "roles": ["used"]},
    ]
    abstract = f"We propose {name}, a network for river levels. It is tested on {name}Bench with an error of 3.1%."
    return {
        "id": name,
        "source": "made up",
        "title": f"Levels of every river by {name}",
        "abstract": abstract,
        "concepts": concepts,
        "results": [],
    }


def _write_lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _run(*arguments: object) -> None:
    parsed = create_parser().parse_args([str(argument) for argument in arguments])
    parsed.run(parsed)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of prepared corpora: four papers to train on, two to measure on, six abstracts."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    _write_lines(folder / "dev.jsonl", [_paper(name) for name in NAMES[:2]])
    gold = _write_lines(folder / "gold.jsonl", [_paper(name) for name in NAMES[2:]])
    abstracts = [
        {"id": f"u{n}", "title": f"On lakes number {n}", "abstract": f"We drain lake {n} with Pump{n}."}
        for n in range(6)
    ]
    _run("prepare", folder, "--gold", gold, "--unlabelled", _write_lines(folder / "abstracts.jsonl", abstracts))
    return folder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights of a small encoder."""
    path = tmp_path_factory.mktemp("weights") / "start.npz"
    config = EncoderConfig("bert", 24, 3, n_heads=2, inner=32, n_pieces=len(VOCABULARY), n_positions=512)
    save_network(path, TransformerEncoder(config))
    return path


def test_prepare_labels_the_words_of_gold_papers(data: Path) -> None:
    corpus = EncodedCorpus.load(data / "gold.npz")
    assert (len(corpus), len(EncodedCorpus.load(data / "unlabelled.npz"))) == (4, 6)
    labels = [LABELS[row] for row in corpus.labels if row]
    assert (labels.count("B-Method"), labels.count("B-Dataset")) == (8, 4)


@pytest.mark.parametrize(
    "student",
    [pytest.param(["--layers", "0,2"], id="layers"), pytest.param(["--cnn", "16,1,2"], id="cnn")],
)
def test_steps_lead_from_an_encoder_to_a_network_that_ships(
    student: list[str], data: Path, encoder: Path, tmp_path: Path
) -> None:
    pretrained, teacher, soft = tmp_path / "mlm.npz", tmp_path / "teacher.npz", tmp_path / "soft.npz"
    head, variants, soft_variants = tmp_path / "head.npz", tmp_path / "variants.npz", tmp_path / "soft-variants.npz"
    pretraining = ["--epochs", 1, "--rate", 1e-3, "--batch-size", 5, "--head", head]
    _run("pretrain", data, pretrained, "--start", encoder, *pretraining)
    _run("fit", data, teacher, "--start", pretrained, "--epochs", 2, "--rate", 1e-3, "--n-gold", 2)
    _run("label", data / "unlabelled.npz", soft, "--taggers", teacher, teacher)
    _run("augment", data, soft, variants, "--copies", 3, "--guesser", pretrained, head)
    _run("label", variants, soft_variants, "--taggers", teacher)
    small, network = tmp_path / "small.npz", tmp_path / "fast.onnx"
    options = ["--epochs", 2, "--rate", 1e-3, "--n-gold", 2, "--n-soft", 3, "--soft", soft, *student]
    options += ["--average", 0.5, "--variants", variants, soft_variants, "--variants", variants, soft_variants]
    _run("fit", data, small, "--start", pretrained, *options)
    _run("export", small, network)
    _run("calibrate", data, network, "--version", "0.1", "--name", "a small one")
    card = json.loads(network.with_suffix(".json").read_text("utf-8"))
    assert (card["profile"], card["version"], card["network"]) == ("fast", "0.1", "a small one")
    assert card["figures"]["papers"] == 2


def test_same_seed_gives_the_same_weights(data: Path, encoder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _run("fit", data, tmp_path / f"{name}.npz", "--start", encoder, "--epochs", 1, "--rate", 1e-3, "--seed", 7)
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        assert all(np.array_equal(one[name], two[name]) for name in one.files)
        assert len(one.files) > 1


def test_average_leaves_the_mean_of_the_weights_of_all_steps(data: Path, encoder: Path, tmp_path: Path) -> None:
    # One step after the first: 0.25 of the first weights and 0.75 of the second, which lie further along.
    options = ["--start", encoder, "--epochs", 2, "--rate", 1e-2, "--seed", 7, "--n-gold", 4]
    _run("fit", data, tmp_path / "last.npz", *options)
    _run("fit", data, tmp_path / "first.npz", *options[:2], "--epochs", 1, *options[4:])
    _run("fit", data, tmp_path / "mean.npz", *options, "--average", 0.25)
    with np.load(tmp_path / "last.npz") as last, np.load(tmp_path / "mean.npz") as mean:
        moved = np.abs(last["labels.weight"] - mean["labels.weight"]).max()
        assert 0 < moved < np.abs(last["labels.weight"]).max()


def test_label_averages_taggers(data: Path, encoder: Path, tmp_path: Path) -> None:
    for seed in (1, 2):
        _run("fit", data, tmp_path / f"t{seed}.npz", "--start", encoder, "--epochs", 1, "--rate", 1e-2, "--seed", seed)
        _run("label", data / "dev.npz", tmp_path / f"l{seed}.npz", "--taggers", tmp_path / f"t{seed}.npz")
    taggers = [tmp_path / "t1.npz", tmp_path / "t2.npz"]
    _run("label", data / "dev.npz", tmp_path / "both.npz", "--taggers", *taggers)
    first, second, both = (Targets.load(tmp_path / f"{name}.npz").labels.astype(float) for name in ("l1", "l2", "both"))
    np.testing.assert_allclose(both, (first + second) / 2, atol=1e-3)
