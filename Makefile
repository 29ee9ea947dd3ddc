# Each target does all of its own set-up; a second call finds it done.
PYTHON ?= python3
BOOT = $(PYTHON) tools/bootstrap.py
ARGS ?=

.PHONY: help setup run test lint format bench shots lock build

help:            ## show this list
	@sed -nE 's/^([a-z]+):.*## */\1\t/p' $(MAKEFILE_LIST)

setup:           ## the virtual environment and missing system packages, nothing else
	@$(BOOT) setup

run:             ## open the desktop app (without a display: write the map as HTML and PNG)
	@$(BOOT) run $(ARGS)

test:            ## every test, the browser ones included
	@$(BOOT) test $(ARGS)

lint: setup      ## ruff, mypy, import-linter
	@.ci/lint

format: setup    ## let ruff rewrite
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

bench: setup     ## measure start-up, redraw, pan, identify, export
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m luoyang_gis bench $(ARGS)

shots: setup     ## screenshots of the real window into out/shots
	@.venv/bin/python tools/shots.py $(ARGS)

lock:            ## pin the dependencies again (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group dev pyproject.toml -o requirements/dev.txt

build: setup     ## a wheel in dist/
	@.venv/bin/python -m hatchling build -t wheel
