"""The trained networks that ship with the package: from the words of a text to probabilities, by ONNX Runtime."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol, cast

import numpy as np

from extractors.decoding import N_LABELS, ROLES, TYPES, Floats, SpanSettings
from extractors.errors import ModelError
from extractors.network_inputs import Arrays, piece_inputs, split_windows, word_inputs
from extractors.wordpiece import Ints, WordPieces, WordSequence
from ontology.terms import ConceptType

OUTPUTS = ("labels", "roles")
_PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}
_TINY = 1e-4
# Joins a sum with the layer norm behind it in a node whose CPU kernel takes several times as long as the two: without
# it a text takes 14 % less time in a transformer of 6 layers, 20 % less in a CNN (ONNX Runtime 1.32).
_SLOW_ON_CPU = "SkipLayerNormFusion"


class InputInfo(Protocol):
    """An input that a session asks for."""

    name: str


class Session(Protocol):
    """What is used of ``onnxruntime.InferenceSession``."""

    def get_inputs(self) -> Sequence[InputInfo]:
        """Return the inputs that the network reads."""

    def run(self, output_names: Sequence[str], input_feed: Arrays) -> Sequence[Floats]:
        """Return the outputs for some inputs."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt scaling of one type's probabilities, fitted on development papers.

    References:
        Platt (1999), Probabilistic Outputs for Support Vector Machines.
    """

    slope: float = 1.0
    intercept: float = 0.0

    def confidence(self, probability: float) -> float:
        """Return the share of spans of this probability that are right, in (0, 1)."""
        probability = min(max(probability, _TINY), 1 - _TINY)
        odds = self.slope * math.log(probability / (1 - probability)) + self.intercept
        return 1 / (1 + math.exp(-odds))


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What the file next to a network says of it.

    Attributes:
        settings: Which spans count.
        calibration: One per type.
    """

    profile: str
    version: str
    settings: SpanSettings = field(default_factory=SpanSettings)
    calibration: Mapping[ConceptType, Calibration] = field(default_factory=lambda: dict.fromkeys(TYPES, Calibration()))

    @property
    def extractor(self) -> str:
        """Name and version that mentions carry."""
        return f"concept_tagger_{self.profile}@{self.version}"

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """Return the card of a file; keys that only people read are passed over."""
        values = json.loads(text)
        thresholds = {ConceptType(name): float(value) for name, value in values["thresholds"].items()}
        calibration = {
            ConceptType(name): Calibration(float(value["slope"]), float(value["intercept"]))
            for name, value in values["calibration"].items()
        }
        return cls(values["profile"], str(values["version"]), SpanSettings(thresholds=thresholds), calibration)


class TaggerNetwork:
    """A network with all that it needs to read a text."""

    def __init__(self, session: Session, card: ModelCard, word_pieces: WordPieces) -> None:
        self._session, self.card, self._word_pieces = session, card, word_pieces
        names = {info.name for info in session.get_inputs()}
        self._inputs = piece_inputs if "pieces" in names else word_inputs

    def read(self, text: str) -> WordSequence:
        """Return the words of a text as the network knows them."""
        return self._word_pieces.read(text)

    def probabilities(self, words: WordSequence, known: Ints) -> tuple[Floats, Floats]:
        """Return the probabilities of the labels, shape (n_words, 13), and of the roles, shape (n_words, 4).

        Windows go through the network one by one: its 8-bit arithmetic takes one scale for all that it reads at once,
        so that in a batch a text would change with its neighbours; on a CPU batches are no faster.

        Args:
            words: All words of a text, however long.
            known: Their classes of known names.
        """
        windows = split_windows(words)
        if len(windows) == 1:
            return self._run(words, known)
        labels = np.zeros((len(words), N_LABELS), dtype=np.float32)
        roles = np.zeros((len(words), len(ROLES)), dtype=np.float32)
        for window in windows:
            kept = slice(window.kept_start, window.kept_end)
            inner = slice(window.kept_start - window.start, window.kept_end - window.start)
            own = words.part(window.start, window.end), known[window.start : window.end]
            window_labels, window_roles = self._run(*own)
            labels[kept], roles[kept] = window_labels[inner], window_roles[inner]
        return labels, roles

    def _run(self, words: WordSequence, known: Ints) -> tuple[Floats, Floats]:
        labels, roles = self._session.run(OUTPUTS, self._inputs(words, known))
        return labels, roles


@cache
def load_network(profile: str, device: str = "cpu") -> TaggerNetwork:
    """Return the network of a profile, read once per process.

    Args:
        profile: Name of a network that ships with the package.
        device: ``cpu`` or ``cuda``.

    Raises:
        ModelError: There is no such network, or the device is not there.
    """
    folder = Path(str(files("extractors") / "models"))
    card, network = folder / f"{profile}.json", folder / f"{profile}.onnx"
    if not (card.is_file() and network.is_file()):
        known = sorted(path.stem for path in folder.glob("*.onnx"))
        raise ModelError(f"no trained model {profile!r} in this installation; there are: {', '.join(known) or 'none'}")
    vocabulary = (folder / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
    session = open_session(network, device)
    return TaggerNetwork(session, ModelCard.from_json(card.read_text("utf-8")), WordPieces(vocabulary))


def open_session(path: Path, device: str) -> Session:
    """Return a session on one thread: several cores are better used by several processes.

    Raises:
        ModelError: The device is not there.
    """
    import onnxruntime

    provider = _PROVIDERS.get(device)
    if provider is None:
        raise ModelError(f"unknown device {device!r}; known: {', '.join(_PROVIDERS)}")
    if provider not in onnxruntime.get_available_providers():
        raise ModelError(f"ONNX Runtime has no device {device!r} here; install onnxruntime-gpu, or use cpu")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    disabled = [_SLOW_ON_CPU] if device == "cpu" else []
    session = onnxruntime.InferenceSession(str(path), options, providers=[provider], disabled_optimizers=disabled)
    return cast(Session, session)
