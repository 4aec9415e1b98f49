# Each target sets up what it needs; Python 3.11 or later is all that must be there.
#   make test PYTHON=python3.13     use another Python
#   make demo ARGS="--port 8001"    pass options to the command

PYTHON ?= python3
WORKERS ?= 2
ARGS ?=
TOO_OLD = METER needs Python 3.11 or later, and this one is %d.%d. \
	Name a newer one: make PYTHON=python3.13 ...
SET_UP = @$(PYTHON) -c 'import sys; v = sys.version_info; \
	sys.exit("$(TOO_OLD)" % v[:2] if v[:2] < (3, 11) else 0)' \
	&& $(PYTHON) scripts/environment.py
VENV = .venv/bin
# What hangs ends with every stack printed, and not with the patience of whoever waits.
PATIENCE = -o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true
UV = $(shell command -v uv || echo .tools/bin/uv)
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-config --custom-compile-command "make lock" $(ARGS)

.DEFAULT_GOAL := help
.PHONY: help demo test check bench test-long coverage lock

help:  ## Say what can be made.
	@sed -n 's/^\([a-z-]*:\)[^#]*## /make \1 /p' Makefile

demo:  ## Serve a sample workshop.
	$(SET_UP) run
	@$(VENV)/meter demo $(ARGS)

test: check  ## Run every check and every test but the long ones.
	$(SET_UP) test browser spreadsheet
	$(VENV)/python -m pytest -n $(WORKERS) --dist loadfile $(PATIENCE) $(ARGS)

check:  ## Check style, types and the direction of imports.
	$(SET_UP) test
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports

bench:  ## Print speeds as ratios; docs/performance.md says what they mean.
	$(SET_UP) test browser
	@broken=0; for figures in tests/bench/bench_*.py; do \
		$(VENV)/python "$$figures" || broken=1; done; exit $$broken

test-long:  ## Run the tests that take minutes.
	$(SET_UP) test browser
	$(VENV)/python -m pytest -m long $(ARGS)

coverage:  ## Run the tests and say which lines they never reach.
	$(SET_UP) test browser spreadsheet
	$(VENV)/python -m pytest -n $(WORKERS) --dist loadfile --cov --cov-report=term $(ARGS)

lock:  ## Pin every version again; ARGS=--upgrade takes the newest.
	$(SET_UP) tools
	$(LOCK) --group pyproject.toml:tools -o requirements/tools.txt
	$(LOCK) pyproject.toml --extra pdf --extra research --extra word --group build -o requirements/run.txt
	$(LOCK) pyproject.toml --extra pdf --extra research --extra word --extra postgres --extra study \
		--extra distributed --group build --group dev \
		-c requirements/run.txt -o requirements/test.txt
