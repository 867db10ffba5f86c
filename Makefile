# `make` lists the targets. All that run Python prepare the machine and .venv/ first.

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
UV := uv==0.13.9

export PYTHON
export POLICYGEN_DEBUG ?= 1
# Where it is set, each worker of the tests writes the assertions of all their modules anew.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
PREPARE_TEST = @scripts/setup.sh $(if $(CI),ci,test)
COMPILE_LOCK = .cache/uv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock" --extra postgres

.PHONY: help setup run test test-all lint format types imports drawing migrations catalogues check bench axe lighthouse walk fuzz mutants coverage-report tools-report facts-schema policy-schema condition-table lock screenshots fonts bootstrap

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## prepare the machine and .venv/, and nothing else
	$(PREPARE_TEST)

run: ## serve the application on http://127.0.0.1:8000 (PORT= for another port)
	@scripts/setup.sh run
	@$(PY) manage.py start --port $(PORT)

test: ## the test suite, without what takes long (ARGS= for pytest)
	$(PREPARE_TEST)
	$(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

test-all: ## the whole test suite, as CI runs it
	$(PREPARE_TEST)
	POLICYGEN_TESTS=all $(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: ## ruff: rules and formatting
	$(PREPARE_TEST)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: ## let ruff put right what it can
	$(PREPARE_TEST)
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

types: ## mypy
	$(PREPARE_TEST)
	$(PY) -m mypy

imports: ## fail if anything imports against the layers (pyproject.toml, importlinter)
	$(PREPARE_TEST)
	.venv/bin/lint-imports --no-logo
	$(PY) scripts/draw_imports.py --check

drawing: ## draw who imports whom into CONTRIBUTING.md
	$(PREPARE_TEST)
	$(PY) scripts/draw_imports.py

migrations: ## fail if a model changed without a migration
	$(PREPARE_TEST)
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run # there may be no database

catalogues: ## fail if a message has no translation
	$(PREPARE_TEST)
	$(PY) manage.py check_catalogues

check: lint types imports migrations catalogues test-all ## everything that must pass before a change goes in

bench: ## print how long composing and printing take (AGAINST=<revision>: beside that revision; ARGS="--bytes a8ed9fb")
	$(PREPARE_TEST)
	$(PY) scripts/bench.py $(if $(AGAINST),--against $(AGAINST)) $(ARGS)

axe: ## axe-core on every page in every language and colour scheme (the suite looks at half of them)
	$(PREPARE_TEST)
	POLICYGEN_AXE=all $(PY) -m pytest -n $(JOBS) --dist worksteal tests/e2e

lighthouse: ## scores of the main pages on a phone, by Google's Lighthouse (needs Node)
	$(PREPARE_TEST)
	$(PY) scripts/lighthouse.py

walk: ## three owners answer the wizard in a browser: what they meet, beside the aim (ARGS="--owner lviv --screens --shots DIR")
	$(PREPARE_TEST)
	$(PY) scripts/walk.py $(ARGS)

fuzz: ## the property tests with many more examples
	$(PREPARE_TEST)
	POLICYGEN_TESTS=all $(PY) -m pytest -n $(JOBS) -m hypothesis --hypothesis-profile=fuzz $(ARGS)

mutants: ## break the code in two dozen places and see the tests notice (ARGS=3 or ARGS=retention for some)
	$(PREPARE_TEST)
	$(PY) scripts/mutants.py $(ARGS)

coverage-report: ## write docs/coverage.md: law, requirement, clauses
	$(PREPARE_TEST)
	$(PY) manage.py coverage_report

tools-report: ## list the services to check again (ARGS="--today YYYY-MM-DD")
	$(PREPARE_TEST)
	$(PY) manage.py tools_report $(ARGS)

facts-schema: ## write docs/facts.schema.json, the JSON Schema of facts files
	$(PREPARE_TEST)
	$(PY) manage.py facts_schema

policy-schema: ## write docs/policy.schema.json, the JSON Schema of policies in JSON
	$(PREPARE_TEST)
	$(PY) manage.py policy_schema

condition-table: ## write the table of conditions into docs/library.md
	$(PREPARE_TEST)
	$(PY) manage.py condition_table

lock: ## write the lock files from pyproject.toml (LOCK=--upgrade for newer versions)
	test -x .cache/uv/bin/uv || $(PYTHON) -m venv .cache/uv
	.cache/uv/bin/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(COMPILE_LOCK) $(LOCK) -o requirements.lock pyproject.toml
	$(COMPILE_LOCK) $(LOCK) --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml

screenshots: ## take the pictures of the README from a running `make run`, and those of the editors’ guide
	$(PREPARE_TEST)
	$(PY) scripts/screenshots.py http://127.0.0.1:$(PORT)
	$(PY) scripts/screenshots_desk.py

fonts: ## build static/fonts/ from the packages named in scripts/build_fonts.py
	$(PREPARE_TEST)
	$(PY) scripts/build_fonts.py

bootstrap: ## build static/vendor/bootstrap/: of Bootstrap, the rules that our pages can use
	$(PREPARE_TEST)
	$(PY) scripts/build_bootstrap.py
