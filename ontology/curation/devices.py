"""Names of devices as papers write them, and what the names say of vendor, kind and memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ontology.vocabulary import PropertyValue

_VENDORS = {
    "NVIDIA": r"NVIDIA|GeForce|RTX|GTX|Tesla|Quadro|TITAN|Jetson|^[AHLBTVPK]\d{1,3}[A-Z]?\b|DGX|^GB\d",
    "AMD": r"AMD|Radeon|^RX \d|Instinct|EPYC|Ryzen|^MI\d",
    "Intel": r"Intel|Xeon|\bArc\b|Core i\d|Gaudi",
    "Google": r"Google|TPU",
    "Apple": r"Apple",
    "Amazon": r"Amazon|AWS|Graviton|Trainium|Inferentia",
    "Huawei": r"Huawei|Ascend|Kunpeng",
    "Qualcomm": r"Qualcomm|Snapdragon",
}
_KINDS = {
    "tpu": r"TPU",
    "cpu": r"Xeon|EPYC|Ryzen|Core i\d|Core Ultra|CPU|Graviton|Altra",
    "npu": r"NPU|Ascend|Trainium|Inferentia",
    "soc": r"Snapdragon|Apple [AM]\d",
    "edge board": r"Jetson",
    "gpu": r"GPU|NVIDIA|GeForce|RTX|GTX|Radeon|RX \d|\bArc\b|Tesla|Quadro|TITAN|Instinct|^[AHLBTVPK]\d|^MI\d",
    "accelerator": r".",
}
_MEMORY = re.compile(r"(\d+)\s?GB\b")
_PRODUCT_LINE = re.compile(r"^(?:GeForce |Tesla |Radeon (?=RX)|(?:Radeon )?Instinct )")
_MIN_LENGTH = 4


def device_names(name: str, listed: Iterable[str]) -> tuple[str, ...]:
    """Return the forms of a device name that papers use, the full one first: with vendor, shortened, with "GPU" behind.

    >>> device_names("GeForce RTX 2060 SUPER", ["NVIDIA GeForce RTX 2060 SUPER"])[:3]
    ('NVIDIA GeForce RTX 2060 SUPER', 'GeForce RTX 2060 SUPER', 'RTX 2060 SUPER')
    >>> device_names("Xeon Gold 6148", [])
    ('Intel Xeon Gold 6148', 'Xeon Gold 6148')
    """
    vendor = _vendor(name, listed)
    full = next((form for form in listed if vendor and form.startswith(vendor)), name)
    if vendor and not full.startswith(vendor):
        full = f"{vendor} {full}"
    without_vendor = full.removeprefix(f"{vendor} ")
    short = _PRODUCT_LINE.sub("", without_vendor)
    forms = [full, without_vendor, short, f"{vendor} {short}".strip()]
    if _kind(name) == "gpu":
        forms += [f"{short} GPU", *([short.replace(" ", "", 1)] if re.match(r"[A-Z]+ \d", short) else [])]
    return tuple(dict.fromkeys(form for form in forms if len(form) >= _MIN_LENGTH))


def device_properties(name: str, listed: Sequence[str], category: str) -> dict[str, PropertyValue]:
    """Return the vendor, kind and memory that the name and the category of a list tell.

    >>> device_properties("A100 PCIe 40 GB", ["NVIDIA A100 PCIe 40 GB"], "Tesla Ampere")
    {'vendor': 'NVIDIA', 'kind': 'gpu', 'memory_gb': 40.0}
    """
    properties: dict[str, PropertyValue] = {}
    vendor = _vendor(name, listed)
    if vendor:
        properties["vendor"] = vendor
    properties["kind"] = category.lower() if category.lower() in _KINDS else _kind(name)
    memory = _MEMORY.search(name)
    if memory:
        properties["memory_gb"] = float(memory.group(1))
    return properties


def _vendor(name: str, listed: Iterable[str]) -> str:
    text = " ".join([name, *listed])
    return next((vendor for vendor, pattern in _VENDORS.items() if re.search(pattern, text)), "")


def _kind(name: str) -> str:
    return next(kind for kind, pattern in _KINDS.items() if re.search(pattern, name))
