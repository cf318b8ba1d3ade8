# The workflow as verbs; `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo-newsroom
PORT ?= 8000

# What the sample newsroom's English releases are drafted with, offline.
APERTIUM := apertium apertium-eng-spa apertium-eng-cat
# What tests need besides Python: real gettext tools, a real broker, a real database, a real browser, real web servers, Java for the HTML checker.
TEST_PACKAGES := gettext redis-server postgresql chromium default-jre-headless nginx-light caddy $(APERTIUM)

# An environment is fresh when it was made from exactly these files; a content, unlike a date, survives git and cp.
INPUTS := pyproject.toml hatch_build.py $(wildcard locales/*/LC_MESSAGES/translateflow*.po)
digest = $(shell cat $(1) 2>/dev/null | sha256sum | cut -c1-16)
READY := $(VENV)/.ready-$(call digest,requirements.lock $(INPUTS))
READY_DEV := $(VENV)/.ready-dev-$(call digest,requirements.lock requirements-dev.lock $(INPUTS))

.PHONY: help demo serve test lint types imports budgets docs check-docs fuzz pytest texts lock upgrade clean install install-dev

help:  ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: install  ## walk the whole road on the sample newsroom, in $(DEMO)
	@tools/debian $(APERTIUM)
	@$(BIN)/translateflow demo $(DEMO)

serve: install  ## show the demo's site (prints its URL)
	@test -e $(DEMO)/translateflow.toml || $(MAKE) demo
	@exec $(BIN)/translateflow serve --newsroom $(DEMO) --port $(PORT)

test: install-dev  ## everything: style, types, imports, reference, tests, coverage
	@tools/debian $(TEST_PACKAGES)
	@$(MAKE) --keep-going lint types imports budgets check-docs fuzz pytest

lint: install-dev  ## Ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install-dev  ## mypy, strict, tests too
	@$(BIN)/mypy

imports: install-dev  ## the road runs one way
	@$(BIN)/lint-imports

budgets: install-dev  ## no file, class or function is too long
	@$(BIN)/python tools/budgets.py src worker tools

fuzz: install-dev  ## damaged documents against what formats and catalogs promise, for 15 seconds
	@$(BIN)/python tools/fuzz.py --seconds 15 $(if $(CI),--seed 1)

pytest: install-dev  ## the tests, with branch coverage of the heart of the house
	@$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term

docs: install-dev  ## write docs/reference from the code
	@$(BIN)/python tools/reference.py

check-docs: install-dev  ## docs/reference says what the code says
	@$(BIN)/python tools/reference.py --check

texts: install-dev  ## bring the interface texts in locales/ up to date with the code
	@$(BIN)/python hatch_build.py extract
	@$(BIN)/python hatch_build.py compile

lock: install-dev  ## pin the dependencies of pyproject.toml, with hashes, for every platform
	@tools/lock $(BIN)/uv

upgrade: install-dev  ## pin the newest of every dependency
	@tools/lock $(BIN)/uv --upgrade

clean:  ## remove what can be made again
	@rm -rf $(DEMO) $(DEMO).* public .translateflow dist build htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache \
	  .hypothesis .import_linter_cache $(VENV)

install: $(READY)
install-dev: $(READY_DEV)

$(READY):
	@tools/install requirements.lock
	@rm -f $(VENV)/.ready-*; touch $@

$(READY_DEV):
	@tools/install requirements-dev.lock
	@rm -f $(VENV)/.ready-*; touch $@ $(READY)
