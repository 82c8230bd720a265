# One door to everything: `make` lists the recipes.

PYTHON ?= python3
PORT ?= 8000
DEMO ?= auto
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
# uv installs the same hashed locks in a fifth of the time. Where it can't (no wheel for the machine, a package index that
# only pip knows of), pip does it. The locks are complete, so nothing has to be resolved, and what is never imported need
# not be compiled.
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes
install = $(VENV)/bin/uv pip install --quiet --python $(PY) --no-deps --require-hashes -r $(1) 2>$(VENV)/uv.log || $(PIP) -r $(1)
COMPILE := $(VENV)/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header
TEMPLATES := templates
# What `check --deploy` looks at: a production installation. Nothing connects to it.
LIKE_PRODUCTION := DATABASE_URL=postgresql://prepare@db.invalid/prepare REDIS_URL=redis://queue.invalid:6379/0 \
  ALLOWED_HOSTS=prepare.example.gov.uk SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
  HTTPS=yes DEBUG=no HASHED_STATIC=yes

# Many images of containers switch compiled modules off. Here a dozen processes begin, and each would compile Django anew:
# two to four seconds each, minutes of the tests.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --jobs=2
.PHONY: help run dev test check bench-pages bench-ascof bench-editing bench-cases bench-return docs lock static format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/base.stamp static ## set everything up and run the service with its worker (PORT=8000, DEMO=no for an empty one)
	@$(PY) manage.py run_service --port $(PORT) --demo $(DEMO)

dev: $(VENV)/dev.stamp static ## the same for developing: the web process starts again when code changes
	@DEBUG=yes HASHED_STATIC=no $(PY) manage.py run_service --port $(PORT) --demo $(DEMO) --reload

test: $(VENV)/dev.stamp static ## run every test, on PostgreSQL and Redis where they answer (ARGS="-k words" for some)
	@$(PY) -m tests.run $(ARGS)

check: $(VENV)/dev.stamp static ## style, types, import directions, migrations, deployment settings, locks
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint --lint --quiet $(TEMPLATES)
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PY) manage.py makemigrations --check --dry-run
	$(LIKE_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) requirements/check.py

bench-pages: $(VENV)/dev.stamp static ## measure every page of the demo on PostgreSQL, into docs/performance.md
	@$(PY) -m benchmarks.pages

bench-editing: $(VENV)/dev.stamp static ## 40 people save at once on PostgreSQL: is anything lost, how long does it take
	@$(PY) -m benchmarks.editing

docs: $(VENV)/base.stamp ## draw docs/statuses.md from the tables of statuses and moves
	@$(PY) manage.py draw_statuses

bench-ascof: $(VENV)/dev.stamp ## measure reading and importing published ASCOF files, into docs/performance.md
	@$(PY) -m benchmarks.ascof

bench-cases: $(VENV)/dev.stamp ## measure the roll-up of a large CLD file and the draw of a pool, into docs/performance.md
	@$(PY) -m benchmarks.cases

bench-return: $(VENV)/dev.stamp static ## measure the pack of a large information return and its pages, into docs/performance.md
	@$(PY) -m benchmarks.packs

format: $(VENV)/dev.stamp ## lay out the code and put right what can be put right by itself
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

lock: $(VENV)/dev.stamp ## work out the locks again from requirements/*.in
	for name in base dev node uv; do $(COMPILE) --output-file requirements/$$name.txt requirements/$$name.in || exit 1; done

static: static/vendor/.stamp ## fetch GOV.UK Frontend and the typeface into static/vendor

clean: ## remove what make has made; what the service keeps in var/ stays
	rm -rf $(VENV) node_modules static/vendor .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements/uv.txt || true

$(VENV)/base.stamp: requirements/base.txt | $(PY)
	@echo "Installing what the service needs …"
	@$(call install,requirements/base.txt)
	@touch $@

$(VENV)/dev.stamp: requirements/base.txt requirements/dev.txt | $(PY)
	@echo "Installing what tests and checks need …"
	@$(call install,requirements/dev.txt)
	@touch $(VENV)/base.stamp $@

# Node.js is needed once, to fetch two packages; where there is none, a Python package brings it.
static/vendor/.stamp: package.json package-lock.json config/build_static.py | $(PY)
	@command -v npm >/dev/null || { echo "Installing Node.js …"; $(call install,requirements/node.txt); }
	@$(PY) config/build_static.py
	@touch $@
