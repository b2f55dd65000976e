from __future__ import annotations

import pytest
import spacy

from extractors.attributes import candidates
from extractors.patterns import find_hardware
from extractors.tokens import create_tokenizer

TOKENIZER = create_tokenizer(spacy.blank("en"))


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("NVIDIA A100 GPUs", "NVIDIA A100"),
        ("A100s", "NVIDIA A100"),
        ("Nvidia A100-80GB", "NVIDIA A100"),
        ("H100 80GB", "NVIDIA H100"),
        ("Tesla V100", "NVIDIA V100"),
        ("T4 GPU", "NVIDIA T4"),
        ("RTX 4090", "NVIDIA RTX 4090"),
        ("NVIDIA GeForce GTX 1080 Ti", "NVIDIA GTX 1080 Ti"),
        ("NVIDIA Jetson AGX Orin", "NVIDIA Jetson AGX Orin"),
        ("Jetson Nano", "NVIDIA Jetson Nano"),
        ("TPU v4-8", "Google TPU v4-8"),
        ("v3 TPUs", "Google TPU v3"),
        ("AMD Instinct MI300X", "AMD Instinct MI300X"),
        ("MI250", "AMD Instinct MI250"),
        ("Intel Xeon Gold 6148", "Intel Xeon Gold 6148"),
        ("Intel Core i7-9700K CPU", "Intel Core i7-9700K"),
        ("Intel Loihi 2", "Intel Loihi 2"),
        ("Gaudi 2", "Intel Gaudi 2"),
        ("Huawei Ascend 910B NPUs", "Huawei Ascend 910B"),
        ("Apple M2 Max", "Apple M2 Max"),
        ("Snapdragon 8 Gen 3", "Qualcomm Snapdragon 8 Gen 3"),
        ("Raspberry Pi 4", "Raspberry Pi 4"),
        ("ARM Cortex-M4", "ARM Cortex-M4"),
        ("STM32F4", "STM32F4"),
        ("Xilinx ZCU102 FPGA", "Xilinx ZCU102"),
        ("Alveo U250", "Xilinx Alveo U250"),
        ("Cerebras WSE-2", "Cerebras WSE-2"),
        ("Graphcore IPUs", "Graphcore IPU"),
        ("Frontier supercomputer", "Frontier"),
    ],
)
def test_patterns_find_devices_and_name_them(surface: str, name: str) -> None:
    doc = find_hardware(TOKENIZER(f"run on 8 {surface} , fast"))
    assert [(doc[c.start : c.end].text, c.name) for c in candidates(doc)] == [(surface, name)]


@pytest.mark.parametrize(
    "text", ["the T4 phage", "at L4 level", "the frontier", "core ideas", "an A1000 road", "XA100"]
)
def test_patterns_need_more_than_a_letter_and_a_digit(text: str) -> None:
    assert candidates(find_hardware(TOKENIZER(text))) == []
