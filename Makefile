# Every command sets up what it needs, once: `make run` and `make test` work in a clean clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 4
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes --no-deps
PROBE := BROBYGGER_VAR=build/probe
DEPLOYED := $(PROBE) BROBYGGER_DEMO= BROBYGGER_DEBUG= BROBYGGER_HOSTS=example.invalid

.PHONY: help setup setup-dev run test test-long lint format bench messages requirements vocabulary pictures clean

help:
	@echo "make run      set up and serve the demo centre; prints its address"
	@echo "make test     set up and run every test, in a browser too"
	@echo "make test-long what takes long: the demo on many days, and more; outside make test"
	@echo "make lint     style, types, floors, translations, migrations, deploy settings, requirement table"
	@echo "make bench    measure the pages that people wait for"
	@echo "make messages bring the Danish catalogues up to date with the source"
	@echo "make vocabulary write down what the rooms declare of their events"
	@echo "make setup    only set up: $(BIN)/brobygger"

setup: $(VENV)/.installed node_modules/.assets catalogues
setup-dev: setup $(VENV)/.installed-dev

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Brobygger needs Python 3.11 or newer; $(PYTHON) is older. Name one: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python has no venv module here; on Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements/run.txt pyproject.toml
	@echo "Installing the libraries …"
	@$(PIP) -r requirements/run.txt
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.txt
	@echo "Installing the libraries of the tests …"
	@$(PIP) -r requirements/dev.txt
	@touch $@

node_modules/.assets: package-lock.json scripts/assets.mjs scripts/npm.sh requirements/node.txt | $(VENV)/.made
	@echo "Fetching and building the assets …"
	@scripts/npm.sh ci --ignore-scripts --no-progress --silent
	@scripts/npm.sh run --silent assets
	@touch $@

.PHONY: catalogues
catalogues: $(VENV)/.installed
	@$(BIN)/python scripts/messages.py --compile

run: setup
	@exec $(BIN)/brobygger run --demo

test: setup-dev
	@$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=worksteal -rsfE $(ARGS)

test-long: setup-dev
	@$(BIN)/python -m pytest tests/long -m long --numprocesses=$(WORKERS) --dist=worksteal -rsfE $(ARGS)

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(PROBE) $(BIN)/mypy src scripts bench
	$(BIN)/lint-imports
	$(BIN)/python scripts/messages.py --check
	$(PROBE) $(BIN)/brobygger manage makemigrations --check --dry-run
	$(DEPLOYED) $(BIN)/brobygger manage check --deploy --fail-level=WARNING
	$(BIN)/python scripts/requirements_table.py --check
	$(BIN)/python scripts/vocabulary.py --check

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev
	@$(BIN)/python -m bench $(ARGS)

messages: setup-dev
	@$(BIN)/python scripts/messages.py --update

requirements: setup-dev
	@$(BIN)/python scripts/requirements_table.py

vocabulary: setup-dev
	@$(BIN)/python scripts/vocabulary.py --write

pictures: setup-dev
	@$(BIN)/python scripts/pictures.py

clean:
	rm -rf $(VENV) node_modules build
