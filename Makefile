# Two commands for a fresh machine with Python 3.11 or later: `make demo` and `make test`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_STORE := demo.db

.DEFAULT_GOAL := help

.PHONY: help demo test test-training lint typecheck check clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/kg: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] + "; run: make PYTHON=python3.11 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --upgrade "pip>=25.1"
	$(BIN)/python -m pip install -qq --editable ".[viz]"
	touch $(BIN)/kg

$(VENV)/dev-tools: $(BIN)/kg
	$(BIN)/python -m pip install -qq --group dev
	touch $@

demo: $(BIN)/kg  ## build the sample's graph, print three answers, write explorer.html
	$(BIN)/kg build --sample --store $(DEMO_STORE)
	$(BIN)/kg query --name hardware-ranking --param limit=5 --store $(DEMO_STORE)
	$(BIN)/kg related "BERT: Pre" --limit 3 --store $(DEMO_STORE)
	$(BIN)/kg show FlashAttention --store $(DEMO_STORE)
	$(BIN)/kg draw explorer.html --store $(DEMO_STORE)

test: $(VENV)/dev-tools  ## run all tests
	$(BIN)/python -m pytest

$(VENV)/train-tools: $(VENV)/dev-tools
	$(BIN)/python -m pip install -qq --editable ".[train]"
	touch $@

test-training: $(VENV)/train-tools  ## run the tests of training, which need PyTorch (6 GB)
	$(BIN)/python -m pytest -m training tests/unit/extractors/training

lint: $(VENV)/dev-tools  ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

typecheck: $(VENV)/dev-tools  ## check types
	$(BIN)/mypy

check: lint typecheck test  ## everything that a commit must pass

clean:  ## remove what the other targets made
	rm -rf $(VENV) $(DEMO_STORE) explorer.html build *.egg-info
