"""The steps of training as commands; each reads files and writes files."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np

from extractors.gold import read_gold
from extractors.tagger_network import ModelCard
from extractors.training import prepare as preparation
from extractors.training.augmentation import exchange_concepts
from extractors.training.checkpoints import (
    PUBLIC,
    load_encoder,
    load_guess_head,
    load_tagger,
    read_public_encoder,
    read_vocabulary,
    save_network,
)
from extractors.training.corpus import EncodedCorpus, Targets, merge
from extractors.training.encoders import CnnEncoder, TransformerEncoder
from extractors.training.export import export_tagger
from extractors.training.fit import FitSettings, SoftCorpus, fit
from extractors.training.known_names import vocabulary_names
from extractors.training.labelling import AnnotatedSet, average, predict, summary
from extractors.training.networks import Tagger
from extractors.training.optimise import fix_seed, pick_device
from extractors.training.pretrain import PretrainSettings, pretrain
from extractors.training.release import describe, open_network
from extractors.training.rewriting import RewriteSettings, ordinary_pieces, rewrite_words
from extractors.training.students import cnn_from, keep_inner, keep_layers
from extractors.training.weights import load_weights, save_compact
from extractors.wordpiece import WordPieces

logger = logging.getLogger(__name__)

Arguments = argparse.Namespace
DEVELOPMENT_PAPERS, VOCABULARY = "dev.jsonl", "vocab.txt"


def create_parser() -> argparse.ArgumentParser:
    """Return the parser of all steps."""
    parser = argparse.ArgumentParser(prog="python -m extractors.training", description=__doc__)
    steps = parser.add_subparsers(required=True, metavar="STEP")
    for add in (
        _add_prepare,
        _add_import,
        _add_pretrain,
        _add_fit,
        _add_label,
        _add_augment,
        _add_score,
        _add_compact,
        _add_export,
        _add_calibrate,
    ):
        add(steps)
    return parser


Steps = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _step(steps: Steps, name: str, run: Callable[[Arguments], None], text: str) -> argparse.ArgumentParser:  # type: ignore[valid-type]
    parser: argparse.ArgumentParser = steps.add_parser(name, help=text, description=text)  # type: ignore[attr-defined]
    parser.set_defaults(run=run)
    return parser


def _add_prepare(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "prepare", _prepare, "encode annotated papers and unlabelled abstracts")
    step.add_argument("data", type=Path, help="folder to write to; holds vocab.txt and dev.jsonl")
    step.add_argument("--gold", type=Path, nargs="+", required=True, help="annotated papers to train on")
    step.add_argument("--unlabelled", type=Path, nargs="+", required=True, help="abstracts")
    step.add_argument("--limit", type=int, help="documents of each kind, for trying out")


def _prepare(arguments: Arguments) -> None:
    data = arguments.data
    preparation.prepare(
        arguments.gold,
        data / DEVELOPMENT_PAPERS,
        arguments.unlabelled,
        word_pieces=WordPieces(read_vocabulary(data / VOCABULARY)),
        names=vocabulary_names(),
        folder=data,
        limit=arguments.limit,
    )


def _add_import(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "import", _import, "read a public encoder")
    step.add_argument("name", choices=sorted(PUBLIC))
    step.add_argument("folder", type=Path, help="with model.safetensors and vocab.txt")
    step.add_argument("out", type=Path, help="weights to write")
    step.add_argument("--vocabulary", type=Path, required=True, help="pieces that the texts are split into")


def _import(arguments: Arguments) -> None:
    encoder = read_public_encoder(arguments.name, arguments.folder, read_vocabulary(arguments.vocabulary))
    save_network(arguments.out, encoder)


def _add_pretrain(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "pretrain", _pretrain, "go on pretraining an encoder on all abstracts")
    step.add_argument("data", type=Path, help="folder of prepared corpora")
    step.add_argument("out", type=Path, help="weights to write")
    step.add_argument("--start", type=Path, nargs="+", required=True, help="weights of an encoder")
    step.add_argument("--epochs", type=int, required=True)
    step.add_argument("--rate", type=float, required=True, help="peak learning rate")
    step.add_argument("--head", type=Path, help="weights to write of the head that guesses pieces")
    step.add_argument("--batch-size", type=int, default=64)
    step.add_argument("--seed", type=int, default=1)


def _pretrain(arguments: Arguments) -> None:
    encoder = _transformer(arguments.start)
    names = (preparation.GOLD, preparation.UNLABELLED)
    corpus = merge([EncodedCorpus.load(arguments.data / name) for name in names])
    settings = PretrainSettings(arguments.epochs, arguments.rate, batch_size=arguments.batch_size, seed=arguments.seed)
    head = pretrain(encoder, corpus, settings, pick_device())
    save_network(arguments.out, encoder)
    if arguments.head:
        save_network(arguments.head, head)


def _transformer(paths: list[Path]) -> TransformerEncoder:
    encoder = load_encoder(paths)
    if isinstance(encoder, CnnEncoder):
        raise SystemExit(f"{paths[0]} holds a CNN; give the weights of a transformer")
    return encoder


def _add_fit(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "fit", _fit, "train a tagger: a teacher on gold papers, a student on soft labels as well")
    step.add_argument("data", type=Path, help="folder of prepared corpora")
    step.add_argument("out", type=Path, help="weights to write; OUT.dev.npz gets the probabilities on dev")
    step.add_argument("--start", type=Path, nargs="+", required=True, help="weights of an encoder")
    step.add_argument("--layers", type=_numbers, help="keep these layers, as 0,1,3,5")
    step.add_argument("--inner", type=int, help="keep so many units of each feed-forward network")
    step.add_argument("--cnn", type=_numbers, help="a CNN: width and dilations, as 192,1,1,2,4")
    step.add_argument("--soft", type=Path, help="soft labels of the unlabelled corpus")
    step.add_argument(
        "--variants",
        type=Path,
        nargs=2,
        action="append",
        default=[],
        metavar=("CORPUS", "SOFT"),
        help="variants of the unlabelled corpus, and their soft labels; repeatable",
    )
    step.add_argument("--epochs", type=int, required=True)
    step.add_argument("--rate", type=float, required=True, help="peak learning rate")
    for name in ("head_factor", "gold_weight", "role_weight", "known_dropout", "average"):
        step.add_argument(f"--{name.replace('_', '-')}", type=float, default=_default(name))
    for name in ("n_gold", "n_soft", "seed", "evaluate_every"):
        step.add_argument(f"--{name.replace('_', '-')}", type=int, default=_default(name))


def _default(name: str) -> object:
    return FitSettings.__dataclass_fields__[name].default


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _fit(arguments: Arguments) -> None:
    device, data = pick_device(), arguments.data
    development = _development(data)
    fields = {name: getattr(arguments, name) for name in FitSettings.__dataclass_fields__ if name in arguments}
    settings = FitSettings(n_epochs=arguments.epochs, **fields)

    def report(tagger: Tagger, place: str) -> None:
        save_network(arguments.out, tagger)  # a run that breaks off leaves what it had
        targets = predict(tagger, development.corpus, device)
        logger.info("dev %s: %s: %s", arguments.out.stem, place, summary(development.score(targets)))

    fix_seed(arguments.seed)
    tagger = Tagger(_student(arguments))
    gold = EncodedCorpus.load(data / preparation.GOLD)
    fit(tagger, gold, _soft_corpus(arguments), settings, device=device, report=report)
    save_network(arguments.out, tagger)
    predict(tagger, development.corpus, device).save(arguments.out.with_suffix(".dev.npz"))


def _student(arguments: Arguments) -> TransformerEncoder | CnnEncoder:
    encoder = _transformer(arguments.start)
    if arguments.cnn:
        width, *dilations = arguments.cnn
        return cnn_from(encoder, width, tuple(dilations))
    if arguments.layers:
        encoder = keep_layers(encoder, arguments.layers)
    return keep_inner(encoder, arguments.inner) if arguments.inner else encoder


def _soft_corpus(arguments: Arguments) -> SoftCorpus | None:
    if arguments.soft is None:
        return None
    corpora = [EncodedCorpus.load(arguments.data / preparation.UNLABELLED)]
    targets = [Targets.load(arguments.soft)]
    for corpus, labels in arguments.variants:
        corpora.append(EncodedCorpus.load(corpus))
        targets.append(Targets.load(labels))
    n_documents = len(corpora[0])
    copies = np.arange(sum(map(len, corpora))).reshape(-1, n_documents).T
    return SoftCorpus(merge(corpora), Targets.join(targets), copies)


def _development(data: Path) -> AnnotatedSet:
    corpus = EncodedCorpus.load(data / preparation.DEVELOPMENT)
    papers = read_gold(data / DEVELOPMENT_PAPERS)[: len(corpus)]
    return AnnotatedSet.of(papers, corpus, WordPieces(read_vocabulary(data / VOCABULARY)))


def _add_label(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "label", _label, "write what taggers say of a corpus, on the average")
    step.add_argument("corpus", type=Path)
    step.add_argument("out", type=Path, help="soft labels to write")
    step.add_argument("--taggers", type=Path, nargs="+", required=True)


def _label(arguments: Arguments) -> None:
    corpus, device = EncodedCorpus.load(arguments.corpus), pick_device()
    average([predict(load_tagger([path]), corpus, device) for path in arguments.taggers]).save(arguments.out)


def _add_augment(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(
        steps, "augment", _augment, "write variants of a corpus with other concepts and words in the same places"
    )
    step.add_argument("data", type=Path, help="folder of prepared corpora")
    step.add_argument("soft", type=Path, help="soft labels of the unlabelled corpus")
    step.add_argument("out", type=Path)
    step.add_argument("--copies", type=int, default=2)
    step.add_argument("--guesser", type=Path, nargs=2, help="encoder and head that guess other words")
    step.add_argument("--rewritten", type=float, default=0.2, help="share of the ordinary words to guess anew")
    step.add_argument("--seed", type=int, default=1)


def _augment(arguments: Arguments) -> None:
    corpus = EncodedCorpus.load(arguments.data / preparation.UNLABELLED)
    targets = Targets.load(arguments.soft)
    variants = exchange_concepts(corpus, targets, n_copies=arguments.copies, seed=arguments.seed)
    if arguments.guesser:
        guesser, head = arguments.guesser
        pieces = read_vocabulary(arguments.data / VOCABULARY)
        settings = RewriteSettings(ordinary_pieces(pieces), arguments.rewritten, arguments.seed)
        variants = rewrite_words(variants, _transformer([guesser]), load_guess_head(head), settings, pick_device())
    variants.save(arguments.out)


def _add_score(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "score", _score, "score label probabilities on the development papers, on the average")
    step.add_argument("data", type=Path, help="folder of prepared corpora")
    step.add_argument("targets", type=Path, nargs="+", help="probabilities on dev")


def _score(arguments: Arguments) -> None:
    targets = average([Targets.load(path) for path in arguments.targets])
    names = " + ".join(path.name.removesuffix(".dev.npz") for path in arguments.targets)
    logger.info("dev %s: %s", names, summary(_development(arguments.data).score(targets)))


def _add_compact(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "compact", _compact, "write weights rounded and compressed, in parts")
    step.add_argument("weights", type=Path, nargs="+")
    step.add_argument("stem", type=Path, help="path of the parts without number and ending")
    step.add_argument("--parts", type=int, default=1)
    step.add_argument("--step", type=float, default=0.03, help="distance of values in root mean squares of a row")


def _compact(arguments: Arguments) -> None:
    config, tensors = load_weights(arguments.weights)
    save_compact(arguments.stem, config, tensors, step=arguments.step, n_parts=arguments.parts)


def _add_export(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "export", _export, "write a student as an ONNX file with 8-bit weights")
    step.add_argument("weights", type=Path, nargs="+")
    step.add_argument("out", type=Path, help="the file to write")
    step.add_argument("--temperature", type=float, default=1.0, help="divides the scores of labels")


def _export(arguments: Arguments) -> None:
    export_tagger(load_tagger(arguments.weights), arguments.out, temperature=arguments.temperature)


def _add_calibrate(steps: Steps) -> None:  # type: ignore[valid-type]
    step = _step(steps, "calibrate", _calibrate, "choose threshold and confidence on dev; write them with the figures")
    step.add_argument("data", type=Path, help="folder of prepared corpora")
    step.add_argument("network", type=Path, help="PROFILE.onnx; PROFILE.json is written next to it")
    step.add_argument("--version", required=True, help="of the weights")
    step.add_argument("--name", required=True, help="what the network is, in words")
    step.add_argument("--threshold", type=float, help="instead of the best one for the network alone")


def _calibrate(arguments: Arguments) -> None:
    path, data = arguments.network, arguments.data
    card = ModelCard(path.stem, arguments.version)
    network = open_network(path, card, WordPieces(read_vocabulary(data / VOCABULARY)))
    text = describe(network, _development(data), name=arguments.name, threshold=arguments.threshold)
    path.with_suffix(".json").write_text(text, encoding="utf-8")
