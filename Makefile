# `make play` plays the game, `make test` tests it. Each sets up .venv first, and only once: the second run needs no network.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard game/locales/*/LC_MESSAGES/tandem.po))
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable
READERS := tests/editor/node_modules/installed tests/mermaid/node_modules/installed
NEEDS := pyproject.toml requirements.lock hatch_build.py

.PHONY: play test test-all snapshots lint format messages lock benchmarks mutants packages picture generated clean
.DEFAULT_GOAL := play

play: $(VENV)/ready-to-play $(CATALOGUES)
	@$(BIN)/python -m game $(ARGS)

test: $(VENV)/ready-to-test $(CATALOGUES)
	$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

test-all: $(VENV)/ready-to-test $(CATALOGUES) $(READERS)
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "long or not long" $(ARGS)

lint: $(VENV)/ready-to-develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict game
	$(BIN)/mypy --strict --platform win32 --cache-dir .mypy_cache/win32 game
	$(BIN)/mypy --strict --platform darwin --cache-dir .mypy_cache/darwin game
	$(BIN)/lint-imports

format: $(VENV)/ready-to-develop
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

snapshots: $(VENV)/ready-to-test $(CATALOGUES)
	$(BIN)/python -m pytest tests/tui --snapshot-update $(ARGS)

messages: $(VENV)/ready-to-develop
	$(BIN)/python -m game.locales.messages

# ARGS=--quick measures a few runs, and fails only at twice a budget: for CI, where other work makes noise.
benchmarks: $(VENV)/ready-to-test $(CATALOGUES)
	$(BIN)/python benchmarks/startup.py $(ARGS)
	$(BIN)/python benchmarks/latency.py $(ARGS)
	$(BIN)/python benchmarks/loading.py $(ARGS)
	$(BIN)/python benchmarks/plays.py $(ARGS)

# The wheel and the sdist, tried in an empty environment of each Python that is here.
packages: $(VENV)/ready-to-test
	$(BIN)/python tests/packages/try_packages.py $(ARGS)

# What is written by the program: CI sees that nothing of it differs.
generated: picture messages $(VENV)/ready-to-develop
	$(BIN)/tandem --lang en schema > scenarios/scenario.schema.json
	$(BIN)/tandem --lang en schema --people > scenarios/people.schema.json
	$(BIN)/tandem --lang en explain --all > docs/rules.md

# Faults drawn by a seed, each in a copy of the tree, and whether the tests notice: make mutants ARGS="--seed 7 8 9 --count 30"
mutants: $(VENV)/ready-to-test $(CATALOGUES)
	$(BIN)/python -m tests.mutants $(ARGS)

# The README's pictures, painted by the game.
picture: $(VENV)/ready-to-play $(CATALOGUES)
	$(BIN)/python docs/picture.py

# The versions that are known to work together, newest within the bounds of pyproject.toml.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade pip
	build/lock/bin/python -m pip install --quiet --editable '.[dev]'
	build/lock/bin/python -m pip freeze --exclude-editable --exclude pip --exclude setuptools > requirements.lock
	rm -rf build/lock

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache $(CATALOGUES)

%.mo: %.po | $(VENV)/ready-to-play
	@$(BIN)/python -m game.locales.messages compile

# Programs that read what we write, as people have them: an editor's language server, Mermaid. Without npm their tests are skipped.
tests/%/node_modules/installed: tests/%/package.json tests/%/package-lock.json
	@if command -v npm >/dev/null; then \
	  echo "Setting up tests/$* ..." >&2; \
	  npm ci --prefix tests/$* --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@; \
	else echo "There is no npm: what tests/$* is for is not tried." >&2; fi

$(VENV)/ready-to-play: $(NEEDS) | $(BIN)/pip
	@echo "Setting up $(VENV) ..." >&2
	@$(INSTALL) .
	@touch $@

$(VENV)/ready-to-test: $(NEEDS) | $(BIN)/pip
	@echo "Setting up $(VENV) with what the tests need ..." >&2
	@$(INSTALL) '.[test]'
	@touch $@ $(VENV)/ready-to-play

$(VENV)/ready-to-develop: $(NEEDS) | $(BIN)/pip
	@echo "Setting up $(VENV) with what development needs ..." >&2
	@$(INSTALL) '.[dev]'
	@touch $@ $(VENV)/ready-to-test $(VENV)/ready-to-play

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || \
	  { echo "Tandem needs Python 3.11, 3.12, 3.13 or 3.14. Name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python cannot make a virtual environment. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
