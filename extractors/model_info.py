"""The head of a network's model card, from the files that ship beside its weights."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from importlib.resources import files

from extractors.errors import ModelError

LICENCE = "Apache-2.0"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a network is, what it learned from, and how good it is.

    Attributes:
        n_bytes: Size of the weights.
        data: What it learned from, as the model card says it.
        n_papers: Annotated papers on which the figures were measured.
        strict: F1, precision and recall where type and name agree.
        lenient: Likewise, where the type agrees and the spans overlap by half.
        strict_types: F1 by type.
        lenient_types: Likewise.
        roles: Share of the concepts found whose role is right.
        thresholds: Probability from which a span is a concept, by type.
        calibration: Slope and intercept of the confidence in the log odds of the probability, by type.
        reliability: By range of confidence: its start, the number of spans, their mean confidence, the share right.
    """

    profile: str
    version: str
    network: str
    n_bytes: int
    licence: str
    data: str
    n_papers: int
    strict: dict[str, float]
    lenient: dict[str, float]
    strict_types: dict[str, float]
    lenient_types: dict[str, float]
    roles: float
    thresholds: dict[str, float]
    calibration: dict[str, dict[str, float]]
    reliability: list[dict[str, float]]

    def to_json(self) -> dict[str, object]:
        """Return the fields as plain values."""
        return asdict(self)

    def to_text(self) -> str:
        """Return the head of the card for people."""
        strict, lenient = self.strict, self.lenient
        types = [
            f"  {name:<9} {self.strict_types[name]:.3f} / {self.lenient_types[name]:.3f}   from {threshold:g}"
            for name, threshold in self.thresholds.items()
        ]
        return "\n".join(
            [
                f"{self.profile} {self.version}: {self.network}",
                f"weights    {self.n_bytes / _MB:.1f} MB, {self.licence}",
                f"F1         {strict['f1']:.3f} strict / {lenient['f1']:.3f} lenient on {self.n_papers} papers",
                f"precision  {strict['precision']:.3f}, recall {strict['recall']:.3f}, roles {self.roles:.3f}",
                *types,
                "",
                "Learned from:",
                self.data,
            ]
        )


def model_info(profile: str) -> ModelInfo:
    """Return the head of the model card of a profile.

    Raises:
        ModelError: No network of that name ships with this installation.
    """
    folder = files("extractors").joinpath("models")
    card, weights = folder.joinpath(f"{profile}.json"), folder.joinpath(f"{profile}.onnx")
    if not (card.is_file() and weights.is_file()):
        raise ModelError(f"no trained model {profile!r} in this installation")
    values = json.loads(card.read_text("utf-8"))
    strict, lenient = ({**values["figures"][kind]} for kind in ("strict", "lenient"))
    return ModelInfo(
        profile=values["profile"],
        version=values["version"],
        network=values["network"],
        n_bytes=len(weights.read_bytes()),
        licence=LICENCE,
        data=_section(folder.joinpath("README.md").read_text("utf-8"), "Data"),
        n_papers=values["figures"]["papers"],
        strict={name: strict[name] for name in ("f1", "precision", "recall")},
        lenient={name: lenient[name] for name in ("f1", "precision", "recall")},
        strict_types=strict["types"],
        lenient_types=lenient["types"],
        roles=strict["roles"],
        thresholds=values["thresholds"],
        calibration=values["calibration"],
        reliability=values["figures"]["reliability"],
    )


def _section(text: str, heading: str) -> str:
    """Return the text under a heading of a Markdown page."""
    match = re.search(rf"^## {heading}\n+(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    return match.group(1).strip() if match else ""
