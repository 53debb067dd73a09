# Two commands: "make run" re-makes everything, "make test" checks everything. Both need only Python 3.11 or newer, pip and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test lint quick lab slides site accept reproduce mutants bench lock clean

run: $(INSTALLED)
	@$(BIN)/python -m helpers run

test: lint
	$(BIN)/python -m pytest -n auto --dist worksteal --doctest-modules src tests
	$(BIN)/python -m pytest -n auto --dist loadfile --nbval notebooks
	$(BIN)/python -m pytest --quiet tests/project/test_committed.py

# Names, imports and docstrings, the format, and the order of the wings.
lint: $(INSTALLED)
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/lint-imports --no-logo --no-cache

# For whoever edits: all but the tests that take seconds or a browser.
quick: lint
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" --quiet --doctest-modules src tests

# JupyterLab at the hub notebook, with the project as its root, so that links lead out of the folder of the notebooks.
# The notebooks are signed first: of an unsigned one JupyterLab strips the look of the tables.
lab: $(INSTALLED)
	@$(BIN)/jupyter trust notebooks/*.ipynb > /dev/null
	$(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" notebooks/00_overview.ipynb

# A deck of slides for each notebook, in build/slides/, to open from disk; needs no network.
slides: $(INSTALLED)
	$(BIN)/python -m helpers slides

# Take the outputs as they now stand for the ones that are committed.
accept: $(INSTALLED)
	$(BIN)/python -m helpers run --accept

# The site with the slides in it, in build/site/, to open from disk or to publish.
site: slides
	$(BIN)/python -m helpers site

# Make everything again under other locales, clocks, paths, seeds …, and compare the bytes.
reproduce: $(INSTALLED)
	$(BIN)/python benchmarks/reproduce.py

# Change one thing at a time and see whether a test goes red.
mutants: benchmarks/.venv/.installed
	benchmarks/.venv/bin/python benchmarks/mutants.py

# How fast the parse, a run and a figure are; the libraries they are measured against go into an environment of their own.
bench: benchmarks/.venv/.installed
	benchmarks/.venv/bin/python benchmarks/parse_speed.py
	benchmarks/.venv/bin/python benchmarks/run_speed.py
	benchmarks/.venv/bin/python benchmarks/figure_speed.py

benchmarks/.venv/.installed: requirements.lock benchmarks/requirements.lock pyproject.toml
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock -r benchmarks/requirements.lock
	benchmarks/.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "found Python %d.%d; expected 3.11 or newer (try: make PYTHON=python3.12 run)" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Re-make the lock after a change in pyproject.toml (needs uv).
lock:
	uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--extra site --extra test --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--constraints requirements.lock benchmarks/requirements.in -o benchmarks/requirements.lock

clean:
	rm -rf $(VENV) benchmarks/.venv .pytest_cache .hypothesis build
