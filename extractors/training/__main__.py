"""Command line of the training steps: ``python -m extractors.training STEP --help``."""

from __future__ import annotations

import logging
import sys

from extractors.training.steps import create_parser

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    arguments = create_parser().parse_args()
    arguments.run(arguments)
