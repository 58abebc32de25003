# `make help` says what there is.
PORT   ?= 8443
DATA   ?= data
SAMPLE ?= 50
export PORT DATA SAMPLE

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
PIP    := $(VENV)/bin/python -m pip --quiet --disable-pip-version-check --no-input install --no-deps
LOCK   := $(VENV)/bin/uv --quiet pip compile --generate-hashes --universal --python-version 3.11 --no-annotate \
          --custom-compile-command "make lock"

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run test check bench definitions lock clean

help: ## Say what there is
	@echo "make TARGET [PORT=$(PORT)] [DATA=$(DATA)] [SAMPLE=$(SAMPLE)]"; echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

run: $(VENV)/installed ## Start the server on PORT with folder DATA, at first with SAMPLE patients (0: empty)
	@exec $(VENV)/bin/fhirserver --data "$$DATA" serve --port "$$PORT" --sample "$$SAMPLE"

test: $(VENV)/installed-dev ## Run all tests, on SQLCipher and on a PostgreSQL that the tests start
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  echo 'Chromium is missing, and the tests of pages will fail. On Debian or Ubuntu: sudo apt-get install chromium' >&2
	@$(VENV)/bin/python -m pytest --numprocesses 2

check: $(VENV)/installed-dev ## Look for mistakes without running: ruff and mypy
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

bench: $(VENV)/installed-dev ## Measure, on both engines
	@$(VENV)/bin/python -m bench
	@$(VENV)/bin/python -m bench.search

definitions: $(VENV)/installed-dev ## Build the tables of FHIR R4 again (conformance/r4)
	@$(VENV)/bin/python -m conformance.build

lock: $(VENV)/uv ## Choose the newest versions of all dependencies and pin them with their hashes
	@$(LOCK) --upgrade pyproject.toml --group build -o requirements.lock
	@$(LOCK) --upgrade pyproject.toml --group build --group dev --constraint requirements.lock -o requirements-dev.lock

clean: ## Remove what was installed and made; the data folder stays
	@rm -rf $(VENV) *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Python 3.11 or later with its venv module is needed. On Debian or Ubuntu: sudo apt-get install python3 python3-venv' >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV) >&2

$(VENV)/installed: requirements.lock pyproject.toml $(wildcard */__init__.py) | $(VENV)/bin/python
	@echo 'Installing what requirements.lock lists into $(VENV) ...' >&2
	@$(PIP) --require-hashes -r requirements.lock >&2
	@$(PIP) --no-index --no-build-isolation --editable . >&2
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo 'Installing what requirements-dev.lock lists into $(VENV) ...' >&2
	@$(PIP) --require-hashes -r requirements-dev.lock >&2
	@touch $@

$(VENV)/uv: | $(VENV)/bin/python
	@test -x $(VENV)/bin/uv || $(VENV)/bin/python -m pip --quiet install uv >&2
