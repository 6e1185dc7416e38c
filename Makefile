# Everything a learner, a teacher or a contributor does with this project, by name.
# `make` alone lists it. Needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
VENV ?= .venv
LOWEST_VENV ?= .venv-lowest
LAB_ARGS ?=
NOTEBOOK ?=
REPOSITORY ?=

BIN = $(VENV)/bin
LOWEST_BIN = $(LOWEST_VENV)/bin
PIP_OPTIONS = -qq --disable-pip-version-check
# Two processes share two cores: with more threads they would wait for each other.
PYTEST = OMP_NUM_THREADS=1 $(BIN)/pytest
LOWEST_PYTEST = OMP_NUM_THREADS=1 $(LOWEST_BIN)/pytest

.DEFAULT_GOAL := help
.PHONY: help env lab test lint types unit test-notebooks test-browser test-lowest notebooks \
	pictures slides teaching-pages publish-links bench networks constraints checksums wheel clean

help: ## list these targets
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s%s\n", $$1, $$2 }'

env: $(VENV)/.installed ## make the environment in .venv (done by the others when needed)

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) tools/check_python.py
	@echo "Making the environment in $(VENV); this takes a few minutes, once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(PIP_OPTIONS) --constraint constraints.txt --editable '.[lab,test]'
	@touch $@

lab: $(VENV)/.installed ## open the course in JupyterLab (LAB_ARGS="--no-browser --port=8890")
	$(BIN)/python -m jupyterlab --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb \
		--ServerApp.kernel_websocket_connection_class=tools.prompt_connection.PromptConnection $(LAB_ARGS)

# One after the other, each under its heading; stops at the first that fails.
test: ## run all checks: lint, types, unit tests, doctests, notebooks, browser tests
	@$(MAKE) --no-print-directory lint types unit test-notebooks test-browser --jobs=1

lint: $(VENV)/.installed ## check the style of code and notebooks
	@echo "== lint"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed ## check the type hints
	@echo "== types"
	$(BIN)/mypy

unit: $(VENV)/.installed ## run the unit tests and the examples in the docstrings
	@echo "== unit tests and doctests"
	$(PYTEST) --ignore=tests/browser --numprocesses=2 --quiet

test-notebooks: $(VENV)/.installed ## run every notebook and compare what it prints with what is stored
	@echo "== notebooks"
	$(PYTEST) --nbval notebooks --numprocesses=2 --dist=loadfile --quiet

test-browser: $(VENV)/.installed ## use the explorers in JupyterLab in a real Chromium
	@echo "== browser tests"
	$(PYTEST) tests/browser --quiet

$(LOWEST_VENV)/.installed: pyproject.toml tools/lowest_versions.py
	@$(PYTHON) tools/check_python.py
	@echo "Making the environment of the lowest versions in $(LOWEST_VENV)."
	$(PYTHON) -m venv $(LOWEST_VENV)
	$(PYTHON) tools/lowest_versions.py pyproject.toml > $(LOWEST_VENV)/lowest.txt
	$(LOWEST_BIN)/python -m pip install $(PIP_OPTIONS) --constraint $(LOWEST_VENV)/lowest.txt --editable '.[test]'
	@touch $@

test-lowest: $(LOWEST_VENV)/.installed ## the same tests with the lowest versions that pyproject.toml allows
	@echo "== unit tests and doctests, lowest versions"
	$(LOWEST_PYTEST) --ignore=tests/browser --numprocesses=2 --quiet
	@echo "== notebooks, lowest versions"
	$(LOWEST_PYTEST) --nbval notebooks --numprocesses=2 --dist=loadfile --quiet

notebooks: $(VENV)/.installed ## run all notebooks and store their outputs and pictures
	$(BIN)/python -m tools.notebooks

pictures: $(VENV)/.installed ## take the README's pictures of explorers anew
	$(BIN)/python -m tools.pictures

slides: $(VENV)/.installed ## make slides of all notebooks, or of one (NOTEBOOK=notebooks/03_convolution.ipynb)
	$(BIN)/python -m tools.teaching.slides $(NOTEBOOK)

teaching-pages: $(VENV)/.installed ## write the teacher's pages, docs/teaching/, anew
	$(BIN)/python -m tools.teaching.pages

publish-links: ## write the repository's address into all links (REPOSITORY=owner/name)
	$(PYTHON) tools/publish_links.py $(REPOSITORY)

bench: $(VENV)/.installed ## run the benchmarks (see CONTRIBUTING.md for what they need)
	$(BIN)/python -m pip install $(PIP_OPTIONS) --constraint constraints.txt --editable '.[lab,test,bench]'
	@for name in convolution layers training_step growth latency; do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

networks: $(VENV)/.installed ## make data/networks and data/measured anew, in about two hours (then: make checksums)
	$(BIN)/python -m tools.recipes.train_networks
	$(BIN)/python -m tools.recipes.measure_shuffling
	$(BIN)/python -m tools.recipes.measure_optimisers
	$(BIN)/python -m tools.recipes.measure_occlusion
	$(BIN)/python -m tools.recipes.draw_channels
	$(BIN)/python -m tools.recipes.measure_insight
	$(BIN)/python -m tools.recipes.measure_occluder_fills
	$(BIN)/python -m tools.recipes.measure_training
	$(BIN)/python -m tools.recipes.train_batch_norm
	$(BIN)/python -m tools.recipes.measure_normalisation
	$(BIN)/python -m tools.recipes.measure_normalisation_claims
	$(BIN)/python -m tools.recipes.measure_regularisation
	$(BIN)/python -m tools.recipes.measure_dropout
	$(BIN)/python -m tools.recipes.measure_style
	$(BIN)/python -m tools.recipes.measure_architectures
	$(BIN)/python -m tools.recipes.measure_residual
	$(BIN)/python -m tools.recipes.train_super_resolution
	$(BIN)/python -m tools.recipes.measure_capstone
	$(BIN)/python -m tools.recipes.measure_variants
	$(BIN)/python -m tools.recipes.train_digit_detector
	$(BIN)/python -m tools.recipes.measure_faces

constraints: ## take the newest versions of everything into constraints.txt
	@$(PYTHON) tools/check_python.py
	$(PYTHON) tools/constraints.py > constraints.new
	mv constraints.new constraints.txt

checksums: ## write data/SHA256SUMS anew
	$(PYTHON) tools/checksums.py

wheel: $(VENV)/.installed ## build the package into dist/
	$(BIN)/python -m pip wheel $(PIP_OPTIONS) --no-deps --wheel-dir dist .

clean: ## remove the environments and everything else that was made
	rm -rf $(VENV) $(LOWEST_VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
