# `make dashboard` opens the dashboard; `make test` runs every test. Both install what they need
# into .venv first. `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
TEST_OPTIONS ?=
# Files go in their order, those in a browser first: they are few and long, and one worker would
# end minutes after the other.
PYTEST := $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help dashboard test lint lint-parts style types imports dictionary check-dictionary ready exhibits check-exhibits theme check-theme check-ready
.PHONY: coverage faults screenshots bench bench-measures bench-coding coding-weights encoder bench-many bench-after-import \
	bench-worked-out-again \
	heavy machine requirements sbom

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

dashboard: .venv/ready ## Open the dashboard on this computer
	$(PY) -m streamlit run dashboard.py

test: .venv/ready-to-test machine ## Run all tests, those in a browser and on PostgreSQL included
	$(PYTEST) $(TEST_OPTIONS)

coverage: .venv/ready-to-test machine ## Run all tests, say which lines none of them runs, and fail below the floor
	$(PYTEST) --cov --cov-report=term:skip-covered $(TEST_OPTIONS)

# Each part is also a step of .ci/run and a hook of .pre-commit-config.yaml.
LINT := style types imports check-dictionary check-exhibits check-theme check-ready audit
lint: $(LINT) ## Check style, types, import arrows, what is generated, and what is known against our packages

lint-parts:
	@echo $(LINT)

style: .venv/ready-to-test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: .venv/ready-to-test
	$(PY) -m mypy vocabulary data_access measures components reports pages dashboard.py tests

imports: .venv/ready-to-test
	.venv/bin/lint-imports

check-dictionary: .venv/ready
	$(PY) -m data_access.exporting.dictionary --check

check-theme: .venv/ready
	$(PY) -m components.look.streamlit_theme --check

theme: .venv/ready ## Write the theme's colours into Streamlit's configuration
	$(PY) -m components.look.streamlit_theme --write

check-exhibits: .venv/ready
	$(PY) -m components.exhibits.listing --check

exhibits: .venv/ready ## Write docs/exhibits.md anew from the exhibits
	$(PY) -m components.exhibits.listing --write

check-ready: .venv/ready
	$(PY) -m data_access.example.make_ready --check

ready: .venv/ready ## Write the tables and the example that new stores are given anew
	$(PY) -m data_access.example.make_ready --write

dictionary: .venv/ready ## Write docs/data-dictionary anew from the datasets
	$(PY) -m data_access.exporting.dictionary --write

audit: .venv/ready-to-test ## Ask whether anything is known against a package we run on (says so where it cannot be asked)
	$(PY) -m tests.audit_packages

# What is pinned stays so, unless UPGRADE names it: `make requirements UPGRADE="-P polars"`. Then whether
# all of it can be had, as files with these digests, on the other systems, too.
UPGRADE ?=
SYSTEMS := x86_64-pc-windows-msvc aarch64-apple-darwin x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu
COMPILE := .venv/bin/uv pip compile --no-strip-extras --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
  --no-emit-index-url --custom-compile-command "make requirements"
requirements: ## Write requirements.txt and requirements-dev.txt anew from what is chosen in the files ending in .in
	test -x .venv/bin/uv || $(PY) -m pip install --quiet "$$(grep '^uv==' requirements-dev.in)"
	$(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	$(COMPILE) $(UPGRADE) requirements-dev.in -c requirements.txt -o requirements-dev.txt
	@for system in $(SYSTEMS); do echo "$$system"; MACOSX_DEPLOYMENT_TARGET=14.0 .venv/bin/uv pip install --quiet --dry-run --require-hashes \
	  --only-binary :all: --python-platform $$system --target build/$$system -r requirements.txt || exit 1; done

sbom: .venv/ready-to-test ## Write the software bill of materials (CycloneDX) of what the dashboard runs on
	@mkdir -p build
	PYTHONWARNINGS=ignore .venv/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --of JSON -o build/sbom.json
	@echo "build/sbom.json"

screenshots: .venv/ready-to-test machine ## Take the README's pictures anew
	$(PY) -m tests.browser.screenshots

bench: .venv/ready-to-test machine ## Measure start, imports, statistics and pages beside bare baselines
	@missed=0; for file in tests/benchmarks/bench_*.py; do \
	  echo "── $$file"; \
	  $(PY) -m tests.benchmarks.$$(basename $$file .py) || missed=1; \
	done; exit $$missed

bench-measures: .venv/ready-to-test machine ## Measure the Measures page with 300 measures beside a bare page
	$(PY) -m tests.benchmarks.bench_measures_page

bench-coding: .venv/ready-to-test ## Measure suggested codings against labels made by hand: LABELS=labels.csv
	$(PY) -m tests.data_access.importing.coding.label_agreement $(LABELS)

coding-weights: .venv/ready-to-test ## Learn the weights of the coding anew from labels made by hand: LABELS="labels.csv more.csv"
	OMP_NUM_THREADS=1 $(PY) -m tests.data_access.importing.coding.coding_weights $(LABELS)

LEARNING := build/learning
encoder: ## Teach the encoder anew: make encoder LABELS="labels.csv more.csv" (most of an hour)
	$(PYTHON) -m venv $(LEARNING)
	$(LEARNING)/bin/pip install --quiet -r requirements.txt
	$(LEARNING)/bin/pip install --quiet -r tests/data_access/importing/encoder/requirements.txt
	$(LEARNING)/bin/python -m tests.data_access.importing.encoder.learn_encoder $(LABELS)

bench-many: .venv/ready-to-test machine ## Measure 200 people on two servers of one store, without and with imports, on both databases: 25 minutes
	$(PY) -m tests.benchmarks.bench_many_sessions

bench-after-import: .venv/ready-to-test ## Measure pages after an import beside a million rows, and others' pages meanwhile
	$(PY) -m tests.benchmarks.bench_after_import
	$(PY) -m tests.benchmarks.bench_beside_import

bench-worked-out-again: .venv/ready-to-test ## Measure what is worked out again for all pages after records of a dataset came
	$(PY) -m tests.benchmarks.bench_worked_out_again

heavy: .venv/ready-to-test machine ## Run the bars in full: takes many minutes
	$(PY) -m tests.data_access.importing.reports.report_mutations --count 10000 --seed 1
	$(PY) -m tests.data_access.importing.stages.table_mutations --count 20000 --seed 1
	$(PY) -m tests.data_access.store.kill_imports --count 200 --seed 1
	$(PY) -m tests.data_access.store.kill_imports --count 200 --seed 2 --postgres
	$(PY) -m tests.data_access.store.first_release.program --back
	$(PY) -m tests.data_access.store.crowd --importers 20 --readers 50
	$(PY) -m tests.data_access.store.faults
	FULL=1 $(PY) -m tests.measures.indicators.alarm_rates
	$(PY) -m tests.measures.editions.month_by_month --months 24
	$(PY) -m tests.mutations --count 200 --seed 1
	FULL=1 $(MAKE) coverage

faults: .venv/ready-to-test machine ## Do to a store what happens to stores, and say whether anything is lost
	$(PY) -m tests.data_access.store.faults

# A Chromium, PostgreSQL 15 and LibreOffice from Debian's packages where root may install them; else a word on it.
machine:
	@.ci/machine

.venv/ready: requirements.txt
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/ready-to-test: requirements.txt requirements-dev.txt
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/ready
