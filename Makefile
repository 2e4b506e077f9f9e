# On a machine with Python 3.11 or newer, every rule here sets up what it needs by itself, in .venv.

PYTHONS := python3 python3.14 python3.13 python3.12 python3.11 python
PYTHON ?= $(shell for p in $(PYTHONS); do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
# Arguments for one run, as in: make test ARGS='tests/test_golden.py -k recursion'
ARGS ?=

# Where Python is told to write no bytecode, as in many containers, every run would compile a hundred modules anew.
COMPILE := $(BIN)/python -m compileall -q generator

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help generate test check bench golden clean

help:
	@echo 'make generate   spec/ -> generated/, through every configured target'
	@echo 'make test       all tests; those whose program is missing skip and say so'
	@echo 'make check      ruff, mypy, and generated/ held against spec/'
	@echo 'make golden     rewrite tests/golden/ from what the tool makes now'
	@echo 'make bench      speed, as ratios (needs SPECTABLE_CORPORA)'
	@echo 'make clean      remove .venv, caches and builds'

generate: $(VENV)/.installed
	$(BIN)/spectable generate

test: $(VENV)/.test-installed
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal $(ARGS)

check: $(VENV)/.test-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/spectable check
	$(BIN)/spectable verify

golden: $(VENV)/.test-installed
	SPECTABLE_UPDATE_GOLDEN=1 $(BIN)/python -m pytest tests/test_golden.py $(ARGS)

bench: $(VENV)/.test-installed
	$(BIN)/python benchmarks/bench.py $(ARGS)
	$(BIN)/python benchmarks/validate.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps make a second run free; they age with pyproject.toml, since the install is editable.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.test-installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@$(COMPILE)
	@touch $@ $(VENV)/.installed

$(BIN)/python:
	@test -n '$(PYTHON)' || { echo >&2 'make: no Python 3.11 or newer with the venv module found.'; \
		echo >&2 'On Debian and Ubuntu: apt-get install python3-venv. Another one: make PYTHON=/path/to/python3'; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
