# Everything is set up on the way: a machine needs Python >= 3.11, make and git, nothing else.
# What a target needs is stamped in .venv, so a second call starts at once. `rm -rf .venv node_modules` starts afresh.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench chaos shots weight assets messages lock clean

help:
	@echo "make demo      see it: Alongside at http://127.0.0.1:8000 with made-up people; Ctrl-C stops it; elsewhere: make demo ARGS='--port 8001'"
	@echo "make test      the whole test suite; some of it: make test ARGS=tests/kernel"
	@echo "make check     all that is checked beside tests: lint, format, types, layers, templates, texts"
	@echo "make chaos     the long run that kills processes on purpose"
	@echo "make bench     the side-by-side measurements of bench/"
	@echo "make shots     a picture of every page, in var/shots/index.html; of some: make shots ARGS='circle Today'"
	@echo "make weight    measure what every page weighs and how soon it shows, for docs/reference/weight.md"
	@echo "make setup     only what all of these need: .venv, browser assets, translations"
	@echo "make messages  bring the files of translations up to date with the code"
	@echo "make lock      choose the versions of all dependencies anew (UPGRADE=1: the newest)"
	@echo "make clean     remove what was made, but for data in var/"

setup: .venv/installed .venv/assets .venv/texts

demo: setup
	$(BIN)/alongside serve --demo $(ARGS)

test: setup
	$(BIN)/python -m tests.with_database -m pytest -n 2 --dist loadgroup $(ARGS)

check: setup
	$(BIN)/python -m scripts.check

bench: setup
	$(BIN)/python -m bench $(ARGS)

chaos: setup
	$(BIN)/python -m tests.with_database -m pytest tests/chaos --long $(ARGS)

shots: setup
	$(BIN)/python -m tests.with_database -m tests.browser.shots var/shots $(ARGS)

weight: setup
	$(BIN)/python -m tests.with_database -m pytest tests/browser/test_pages.py --weigh $(ARGS)

assets: .venv/assets

messages: setup
	$(BIN)/python -m scripts.texts update

lock: setup
	$(BIN)/python -m scripts.lock $(if $(UPGRADE),--upgrade)

clean:
	rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf src/alongside.egg-info src/alongside/ui/static/ui/built
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

# Without build isolation: what builds the package is locked like everything else.
.venv/installed: requirements/dev.lock requirements/base.in pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Alongside needs Python 3.11 or newer; say which with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Fetching what Alongside is made of; the first time that takes a few minutes."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Always the Node of the lock file, whatever the machine has.
.venv/assets: .venv/installed package.json package-lock.json $(wildcard scripts/*.mjs) \
		$(wildcard src/alongside/ui/static/ui/css/*.css) $(wildcard src/alongside/ui/static/ui/js/*.js) \
		$(wildcard src/alongside/ui/static/ui/*.svg) $(wildcard src/alongside/*/assets/*.js)
	@echo "Fetching Node, and building what browsers load."
	$(BIN)/python -m scripts.npm ci --silent
	$(BIN)/python -m scripts.npm run --silent assets
	@touch $@

.venv/texts: .venv/installed $(wildcard src/alongside/*/locale/*/LC_MESSAGES/*.po)
	$(BIN)/python -m scripts.texts compile
	@touch $@
