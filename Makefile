# Everything a newcomer needs: `make demo`, `make run`, `make test`, `make check`, `make bench`, `make lock`.
# Each one does all the set-up first; doing it again costs nothing.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
ADDRESS ?= 127.0.0.1:8000
SERVE ?= 1
ARGS ?=
LOCKS := $(shell cat requirements.lock requirements-dev.lock 2>/dev/null | cksum | cut -d' ' -f1)
STAMP := $(VENV)/.installed-$(LOCKS)
FRAGMENTS := $(wildcard site/locale/*/parts/*.po site/locale/*/scripts/*.po)
CATALOGUES := $(VENV)/.catalogues

export PYTHONPATH := .:site

.PHONY: help setup demo run stop test check bench lock system pictures

help:
	@echo "make demo    set up, import a service, play one participant's path and serve the site"
	@echo "make run     set up and serve the site, without demo content"
	@echo "make stop    stop the embedded database"
	@echo "make test    set up and run every test"
	@echo "make check   lint, types, templates, migrations, message catalogues"
	@echo "make bench   print the speed ratios as JSON; ARGS=\"answers exports\" chooses some"
	@echo "make pictures  take the pictures of the manual again"
	@echo "make lock    resolve the dependencies again and pin them with hashes"

setup: $(STAMP) $(CATALOGUES)

# A Python of at least 3.12: by name on the path, or among pyenv's versions.
$(STAMP):
	@python=""; \
	for candidate in python3.12 python3.13 python3.14 python3 python \
	    "$$HOME"/.pyenv/versions/3.*/bin/python3 "$$(pyenv root 2>/dev/null || true)"/versions/3.*/bin/python3; do \
	  if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; \
	  then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Install Python 3.12 or newer with its venv module (on Debian: apt install python3-venv), then run make again." >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$python" --version) ..."; \
	"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || "$$python" -m venv --clear $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps -r requirements-dev.lock
	@rm -f $(VENV)/.installed-*
	@touch $@

# Message catalogues: fragments written by hand, one compiled catalogue per language.
$(CATALOGUES): $(STAMP) $(FRAGMENTS) site/stegvis/catalogues.py
	@$(PYTHON) -m stegvis.catalogues
	@touch $@

# Chromium for the browser tests and pango for printed documents come from the system.
system:
	@bash .ci/system

# SERVE=0 ends after the path is printed; ADDRESS=127.0.0.1:8001 chooses another address.
demo: setup
	@$(PYTHON) manage.py migrate --no-input --verbosity 0
	@$(PYTHON) manage.py demo
	@if [ "$(SERVE)" != 0 ]; then REQUIRE_SECOND_FACTOR=no exec $(PYTHON) manage.py run --address $(ADDRESS); fi

run: setup
	@exec $(PYTHON) manage.py run --address $(ADDRESS)

# Stop the embedded database; it starts again by itself.
stop: setup
	@$(PYTHON) -m localdb stop

test: setup system
	@$(PYTHON) -m pytest $(ARGS)

# Every part runs, also after one has failed.
check: setup
	@failed=0; run() { echo "== $$*"; "$$@" || failed=1; }; \
	run $(BIN)/ruff check --output-format concise .; \
	run $(BIN)/ruff format --check .; \
	run $(BIN)/mypy; \
	run $(BIN)/djlint --quiet --lint home forms workflows site; \
	run $(PYTHON) -m stegvis.catalogues --check; \
	run $(PYTHON) manage.py makemigrations --check --dry-run; \
	run $(PYTHON) manage.py check; \
	exit $$failed

bench: setup
	@$(PYTHON) -m tests.bench $(ARGS)

# The walks that build a form and draw a service in the editor also take the pictures of the manual.
pictures: setup system
	@STEGVIS_PICTURES=site/docs/manual/pictures $(PYTHON) -m pytest -n0 tests/browser/test_building.py tests/browser/test_drawing.py

lock: $(STAMP)
	@env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL $(BIN)/uv --no-config pip compile pyproject.toml $(PINNING) -o requirements.lock
	@env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL $(BIN)/uv --no-config pip compile pyproject.toml --group dev -c requirements.lock $(PINNING) -o requirements-dev.lock
	@! grep -n '://' requirements.lock requirements-dev.lock

PINNING = --quiet --python-version 3.12 --universal --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)
