# The commands of the project. `make run` and `make test` need Python 3.11 or later and nothing else.

PYTHON ?= python3
PIP_INSTALL := .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes
TEMPLATES = $(shell find templates -name '*.html')

.PHONY: run setup demo test lint format templates types floors migrations browser tests fix lock fuzz bench bench-scoring bench-drafting bench-replay bench-progress bench-cohort bench-account drill drill-cluster drill-pitr
.NOTPARALLEL:

# Serve on HOST and PORT (http://127.0.0.1:8000) until Ctrl-C.
run: .venv/.stamp
	@exec .venv/bin/python manage.py serve

# Environment, database, question bank and static files, without serving.
setup: .venv/.stamp
	@.venv/bin/python manage.py setup

# Made-up people with some weeks of history; ARGS=--force for a database that isn't the embedded one.
demo: setup
	@.venv/bin/python manage.py demo $(ARGS)

# Everything CI runs, cheap things first.
test: lint format templates types floors migrations tests

lint: .venv/.dev-stamp
	@.venv/bin/python -m ruff check --quiet

format: .venv/.dev-stamp
	@.venv/bin/python -m ruff format --check --quiet

templates: .venv/.dev-stamp
	@.venv/bin/djade --check --target-version 5.2 $(TEMPLATES)
	@.venv/bin/python -m djhtml --check --tabwidth 2 $(TEMPLATES)
	@.venv/bin/python -m djlint --lint --quiet templates

types: .venv/.dev-stamp
	@SECRET_KEY=unused .venv/bin/python -m mypy

floors: .venv/.dev-stamp
	@.venv/bin/lint-imports --no-cache --no-logo

# No database is needed to compare the models with the migrations; Django would mention that there is none.
migrations: .venv/.dev-stamp
	@.venv/bin/python -W "ignore:Got an error checking" -m django makemigrations --check --dry-run --settings tests.settings

browser: .venv/.dev-stamp
	@.venv/bin/python -m tests.browser.chromium

# What was covered is kept in a directory of the run's own: there may be two at once.
tests: browser
	@found=$$(mktemp -d) && trap 'rm -rf "$$found"' EXIT && export COVERAGE_FILE="$$found/coverage" \
		&& .venv/bin/python -m coverage run -m pytest --numprocesses auto --dist worksteal \
		&& .venv/bin/python -m coverage combine --quiet \
		&& .venv/bin/python -m coverage report

# Hostile input to every page and form, each field by itself with all there is; `make test` tries some in turn.
fuzz: .venv/.dev-stamp
	@FUZZ=deep .venv/bin/python -m pytest tests/fuzz -q -s -p no:randomly

# Answers a second and how long they take, beside a floor, at CLIENTS ("8 32 64"); see docs/operations.md.
bench: .venv/.stamp
	@VAR_DIR="$(or $(VAR_DIR),var/bench)" PORT=$(or $(PORT),8099) .venv/bin/python -m benchmarks.load

# How fast the engine scores, its worst cases, its memory.
bench-scoring: .venv/.dev-stamp
	@.venv/bin/python -m pytest benchmarks/test_scoring.py -q -s -p no:randomly --benchmark-columns=min,median,max

# A draft tried on ANSWERS (100,000) stored answers of one question: speed, memory, a worker killed half way.
bench-replay: .venv/.dev-stamp
	@.venv/bin/python -m pytest benchmarks/test_replaying.py -q -s -p no:randomly

# Progress after ANSWERS (10,000) attempts of several processes at once, against counting it again.
bench-progress: .venv/.dev-stamp
	@ANSWERS=$(or $(ANSWERS),10000) .venv/bin/python -m pytest tests/services/test_progress_at_once.py -q -s -p no:randomly

# The pages of a cohort with 10,000 to 1,000,000 attempts in the database: times, queries, memory.
bench-cohort: .venv/.dev-stamp
	@.venv/bin/python -m pytest benchmarks/test_cohort.py -q -s -p no:randomly

# What is one's own, with ATTEMPTS (10,000) attempts: taken along and deleted; times and memory.
bench-account: .venv/.dev-stamp
	@.venv/bin/python -m pytest benchmarks/test_account.py -q -s -p no:randomly

# Break things under load and look for every acknowledged answer; FAULTS="kill-worker lost-replies" for some alone.
drill: .venv/.stamp
	@exec .venv/bin/python -m drills $(FAULTS)

# Several machines on this one, by the files of deploy/: parts are killed in turn, the replica promoted. Likewise.
drill-cluster: .venv/.stamp
	@exec .venv/bin/python -m drills.cluster $(FAULTS)

# How drafted rubrics agree with people's grades: FILES="one.csv other.csv", see `manage.py help bench_drafting`.
bench-drafting: .venv/.stamp
	@SECRET_KEY=unused .venv/bin/python manage.py bench_drafting $(FILES)

# A server brought back to the moment before a mistake, and a standby that takes over.
drill-pitr: .venv/.dev-stamp
	@.venv/bin/python -m pytest tests/interviewprep/test_recovery.py -q -s -p no:randomly

# What the checks above would change, changed.
fix: .venv/.dev-stamp
	@.venv/bin/python -m ruff check --fix
	@.venv/bin/python -m ruff format
	@.venv/bin/djade --target-version 5.2 $(TEMPLATES)
	@.venv/bin/python -m djhtml --tabwidth 2 $(TEMPLATES)

# Pin what pyproject.toml asks for, with everything that comes along, for every platform.
lock: .venv/.dev-stamp
	@.venv/bin/python -m uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml
	@.venv/bin/python -m uv pip compile $(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header

# The stamps are touched last, so that an interrupted installation is repeated.
.venv/.stamp: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing here; set PYTHON to Python 3.11 or later." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, and $(PYTHON) is %s; set PYTHON to another." % sys.version.split()[0])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing here; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@test -x .venv/bin/python || echo "Installing what Interview Prep needs into .venv"
	@$(PYTHON) -m venv .venv
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/.dev-stamp: requirements-dev.txt .venv/.stamp
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@
